"""The search form of a Vietnamese text."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from lantoa.core.viettext import fold


class Command(BaseCommand):
    help = "In dạng tìm kiếm của một đoạn chữ tiếng Việt (không dấu, đ thành d, chữ thường)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", nargs="+", metavar="TEXT")

    def handle(self, *args: object, **options: list[str]) -> None:
        self.stdout.write(fold(" ".join(options["text"])))
