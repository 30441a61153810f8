"""The working calendar, filled from the library."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lantoa.apps.assignments.actions import seed_calendar

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class Command(BaseCommand):
    help = (
        "Điền ngày nghỉ lễ, tết, nghỉ bù vào lịch làm việc theo thư viện holidays; "
        "ngày do cán bộ đã sửa được giữ nguyên, điền lại không tạo dòng trùng."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--year",
            type=int,
            action="append",
            metavar="NĂM",
            help="năm cần điền, ghi nhiều lần được (mặc định: năm trước, năm nay, năm sau)",
        )

    def handle(self, *args: object, **options: Any) -> None:
        at = timezone.now()
        this_year = timezone.localdate(at).year
        years = sorted(set(options["year"] or [this_year - 1, this_year, this_year + 1]))
        if wrong := [year for year in years if not _FIRST_YEAR <= year <= _LAST_YEAR]:
            raise CommandError(f"Năm {wrong[0]} nằm ngoài khoảng {_FIRST_YEAR}–{_LAST_YEAR}.", returncode=2)
        for year in years:
            done = seed_calendar(year=year, by=None, at=at)
            self.stdout.write(f"{year}: {done.days} ngày được đặt, hạn của {done.assignments} việc đổi theo")
