"""The check of packages that came to a station."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from lantoa.apps.broadcasts.package_reading import Checked, check_package


class Command(BaseCommand):
    help = "Kiểm tra gói phát của bản tin: đủ tệp không, có tệp nào bị thay đổi không. Không cần cơ sở dữ liệu."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="gói phát (.zip)")

    def handle(self, *args: object, **options: Any) -> None:
        bad = 0
        for file in options["files"]:
            checked = check_package(file)
            bad += bool(checked.problems)
            self._tell(file, checked)
        if bad:
            sys.exit(1)

    def _tell(self, file: Path, checked: Checked) -> None:
        if checked.problems:
            self.stdout.write(f"{file}: KHÔNG DÙNG ĐƯỢC")
            for problem in checked.problems:
                self.stdout.write(f"  - {problem}")
            return
        assert checked.manifest is not None
        bulletin, station = checked.manifest["bulletin"], checked.manifest["station"]
        sound = checked.manifest["sound"]
        heard = f"có âm thanh ({sound['kind_name']})" if sound else "không có âm thanh"
        self.stdout.write(f"{file}: nguyên vẹn")
        self.stdout.write(f"  {bulletin['title']} · mức {bulletin['priority_name']} · {station['name']} · {heard}")
        self.stdout.write(f"  SHA-256 của gói: {checked.sha256}")
