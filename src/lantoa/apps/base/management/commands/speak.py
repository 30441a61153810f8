"""Lines of text as a newsreader says them."""

import sys
from argparse import ArgumentParser
from typing import Any, Literal

from django.core.management.base import BaseCommand

from lantoa.core.speech import HouseStyle, speak

_EARLY_DAYS: dict[str, Literal["mùng", "mồng", ""]] = {"mùng": "mùng", "mồng": "mồng", "ngày": ""}


class Command(BaseCommand):
    help = "Đọc từ stdin từng dòng chữ, in lời như phát thanh viên đọc; chỗ chưa biết cách đọc in ra stderr."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--thousand", choices=["nghìn", "ngàn"], default="nghìn", help="cách nói 1 000")
        parser.add_argument("--zero-tens", choices=["linh", "lẻ"], default="linh", help="cách nói số 0 ở hàng chục")
        parser.add_argument("--four", choices=["tư", "bốn"], default="tư", help="cách nói 4 sau hàng chục")
        parser.add_argument("--billion", choices=["tỷ", "tỉ"], default="tỷ", help="cách viết 1 000 000 000")
        parser.add_argument(
            "--early-day", choices=[*_EARLY_DAYS], default="mùng", help="cách nói mười ngày đầu của tháng"
        )

    def handle(self, *args: object, **options: Any) -> None:
        style = HouseStyle(
            thousand=options["thousand"],
            zero_tens=options["zero_tens"],
            four=options["four"],
            billion=options["billion"],
            early_day=_EARLY_DAYS[options["early_day"]],
        )
        is_text = True
        for number, raw in enumerate(sys.stdin.buffer, 1):
            try:
                line = raw.decode("utf-8")
            except UnicodeDecodeError:
                line, is_text = raw.decode("utf-8", errors="replace"), False
                self.stderr.write(f"Dòng {number}: có chỗ không phải chữ UTF-8, chỗ ấy không đọc.")
            spoken = speak(line.rstrip("\r\n"), style=style)
            self.stdout.write(" ".join(spoken.text.splitlines()))
            for place in spoken.unknown:
                self.stderr.write(f"Dòng {number}: “{place.written}”: {place.reason}.")
        if not is_text:
            sys.exit(2)
