"""The data of indices that ships, loaded from its folder."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from lantoa.apps.indices.actions import DATA, BadIndices, load_indices


class Command(BaseCommand):
    help = (
        "Nạp các chỉ số, kỳ công bố, đối tượng và giá trị có nguồn kèm theo phần mềm (PAR INDEX, SIPAS, PAPI, PCI, "
        "DTI). Nạp lại không tạo dòng trùng; số đổi thì thành đợt đính chính; không xóa, không ghi đè số do người nhập."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=DATA, metavar="FOLDER",
            help="thư mục có sources.toml, entities.toml, indices.toml, values.toml (mặc định: bộ kèm theo phần mềm)",
        )  # fmt: skip

    def handle(self, *args: object, **options: Any) -> None:
        try:
            loaded = load_indices(folder=options["folder"], by=None, at=timezone.now())
        except BadIndices as error:
            self.stderr.write(str(error))
            sys.exit(2)
        self.stdout.write(
            f"{loaded.indices} chỉ số, {loaded.editions} kỳ công bố, {loaded.entities} đối tượng, "
            f"{loaded.values - loaded.absences} giá trị, {loaded.absences} ô ghi lý do không có, {loaded.sources} nguồn"
        )
        self.stdout.write(
            f"Lần này: {loaded.changed} dòng định nghĩa mới hoặc đổi, {loaded.entered} giá trị nhập, "
            f"trong đó {loaded.corrected} đính chính; {loaded.kept} dòng giữ nguyên vì người dùng đã sửa"
        )
