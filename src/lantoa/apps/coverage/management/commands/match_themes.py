"""Themes of a directive that articles answer, without storing anything."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from lantoa.apps.base.guard import UnreadableFile, read_document_text
from lantoa.apps.base.jsonlines import BadLine, read_lines, text_of
from lantoa.core.analysis import ThemeMatcher, ThemeText
from lantoa.core.officialdoc import NotADirective, read_directive


class Command(BaseCommand):
    help = (
        "Đọc từ stdin mỗi dòng một bài {id, title, text} và in {id, themes: [{code, score, phrases}]}; "
        "T1, T2 … là các nội dung của văn bản theo thứ tự."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--directive", required=True, metavar="FILE", type=Path, help="văn bản chỉ đạo")

    def handle(self, *args: object, **options: Any) -> None:
        try:
            self._match(_matcher(options["directive"]))
        except (UnreadableFile, NotADirective, BadLine) as error:
            self.stderr.write(str(error))
            sys.exit(2)

    def _match(self, matcher: ThemeMatcher) -> None:
        for row in read_lines(sys.stdin.buffer):
            themes = [
                {"code": found.code, "score": round(found.score, 4), "phrases": list(found.phrases)}
                for found in matcher.match(text_of(row, "title"), text_of(row, "text"))
            ]
            self.stdout.write(json.dumps({"id": row["id"], "themes": themes}, ensure_ascii=False))


def _matcher(file: Path) -> ThemeMatcher:
    directive = read_directive(read_document_text(file))
    if not directive.items:
        raise NotADirective(f"Không thấy nội dung nào để đối chiếu trong {file}; hãy chọn văn bản có các nội dung.")
    return ThemeMatcher(ThemeText(f"T{item.number}", item.text) for item in directive.items)
