"""The register of agencies, loaded from a file."""

import sys
import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from lantoa.apps.agencies.actions import BadRegister, load_register
from lantoa.apps.agencies.queries import DATA


class Command(BaseCommand):
    help = "Nạp danh bạ cơ quan từ tệp TOML (mặc định: Quảng Trị); nạp lại không tạo dòng trùng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=DATA / "quang-tri-agencies.toml", metavar="FILE")

    def handle(self, *args: object, **options: Any) -> None:
        try:
            count = load_register(options["file"], by=None, at=timezone.now())
        except (OSError, tomllib.TOMLDecodeError, BadRegister) as error:
            self.stderr.write(f"{options['file']}: {error}")
            sys.exit(2)
        self.stdout.write(f"{count} cơ quan")
