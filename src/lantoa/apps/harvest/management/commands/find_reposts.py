"""Re-posts among articles given as lines of JSON."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lantoa.apps.base.jsonlines import BadLine, read_lines, text_of
from lantoa.core.analysis import Text, find_reposts


class Command(BaseCommand):
    help = "Đọc từ stdin mỗi dòng một bài {id, title, text} và in {id, group, original}: bài nào đăng lại bài nào."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """No options: articles come on stdin."""

    def handle(self, *args: object, **options: Any) -> None:
        try:
            rows = list(read_lines(sys.stdin.buffer))
            texts = [
                Text(str(row["id"]), text_of(row, "title"), text_of(row, "text"), text_of(row, "published_at") or None)
                for row in rows
            ]
        except BadLine as error:
            self.stderr.write(str(error))
            sys.exit(2)
        given = {str(row["id"]): row["id"] for row in rows}  # an id that came as a number goes back as one
        for row, found in zip(rows, find_reposts(texts), strict=True):
            line = {"id": row["id"], "group": found.group, "original": given[found.original]}
            self.stdout.write(json.dumps(line, ensure_ascii=False))
