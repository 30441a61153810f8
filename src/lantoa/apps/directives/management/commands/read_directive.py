"""Directives read from files, without storing anything."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from lantoa.apps.base.guard import UnreadableFile, read_document_text
from lantoa.core.officialdoc import NotADirective, read_directive


class Command(BaseCommand):
    help = "Đọc văn bản chỉ đạo (.txt, .docx, .pdf) và in ra các thành phần của văn bản; không lưu gì."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="một đối tượng JSON trên một dòng cho mỗi tệp")

    def handle(self, *args: object, **options: Any) -> None:
        failed = False
        for file in options["files"]:
            try:
                found = {"file": str(file), **read_directive(read_document_text(file)).as_dict()}
            except (UnreadableFile, NotADirective) as error:
                failed = True
                self.stderr.write(f"{file}: {error}")
                continue
            self.stdout.write(json.dumps(found, ensure_ascii=False) if options["json"] else _for_reading(found))
        if failed:
            sys.exit(2)


def _for_reading(found: dict[str, Any]) -> str:
    """Return the parts of one directive as indented lines, for a person."""
    lines = []
    for name, value in found.items():
        if isinstance(value, list):
            lines.append(f"{name}:" + ("" if value else " —"))
            lines.extend(f"  - {_one_line(entry)}" for entry in value)
        else:
            lines.append(f"{name}: {_one_line(value)}")
    return "\n".join(lines) + "\n"


def _one_line(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_one_line(part)}" for key, part in value.items())
    return "—" if value is None else str(value)
