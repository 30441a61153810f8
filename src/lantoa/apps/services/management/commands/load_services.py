"""The shipped content of the service guide, loaded."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from lantoa.apps.services.actions.loading import load_shipped
from lantoa.apps.services.actions.storing import CannotChangeProcedure
from lantoa.apps.services.shipped import DATA, BadShipped

_WORDS = {
    "sectors": "lĩnh vực",
    "documents": "văn bản pháp luật",
    "procedures": "thủ tục",
    "howtos": "bài hướng dẫn",
    "rights": "quyền và nghĩa vụ",
    "needs": "nhu cầu",
}


class Command(BaseCommand):
    help = (
        "Nạp nội dung kèm theo phần mềm vào Cẩm nang dịch vụ công: lĩnh vực, văn bản pháp luật, thủ tục có nguồn, bài "
        "hướng dẫn, quyền và nghĩa vụ, nhu cầu. Dòng đã có thì để nguyên, không đè lên điều cán bộ đã sửa; nạp lại "
        "không đổi gì."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=DATA, metavar="FOLDER",
            help="thư mục có sectors.toml, legal_documents.toml, procedures/… (mặc định: bộ kèm theo phần mềm)",
        )  # fmt: skip

    def handle(self, *args: object, **options: Any) -> None:
        try:
            added = load_shipped(by=None, at=timezone.now(), folder=options["folder"], progress=self._progress)
        except (BadShipped, CannotChangeProcedure) as error:
            self.stderr.write(str(error))
            sys.exit(2)
        self.stdout.write("Thêm " + ", ".join(f"{added[kind]} {words}" for kind, words in _WORDS.items()) + ".")
        if not any(added.values()):
            self.stdout.write("Mọi dòng đã có từ trước; không đổi gì.")

    def _progress(self, kind: str, done: int, every: int) -> None:
        if done % 10 == 0 or done == every:
            self.stderr.write(f"{kind}: {done}/{every}")
