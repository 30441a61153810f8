"""The article of a saved web page."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from lantoa.core.webpage import NotAnArticle, extract_article


class Command(BaseCommand):
    help = "Tách tin, bài (tiêu đề, nội dung, ngày đăng, tác giả, chuyên mục) khỏi một trang web đã lưu; in JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.html", type=Path)
        parser.add_argument("--url", required=True, help="địa chỉ của trang")

    def handle(self, *args: object, **options: Any) -> None:
        file: Path = options["file"]
        try:
            article = extract_article(file.read_bytes(), url=options["url"])
        except OSError:
            self.stderr.write(f"Không mở được tệp {file}: kiểm tra lại đường dẫn và quyền đọc.")
            sys.exit(2)
        except NotAnArticle as reason:
            self.stderr.write(f"{file}: {reason}")
            sys.exit(2)
        self.stdout.write(json.dumps(article.as_dict(), ensure_ascii=False))
