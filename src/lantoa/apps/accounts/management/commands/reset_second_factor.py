"""The way back for the only administrator who has lost the second factor."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lantoa.apps.accounts.actions import CannotReset, reset_second_factor
from lantoa.apps.accounts.models import User


class Command(BaseCommand):
    help = "Gỡ bước xác thực thứ hai của một tài khoản; dùng khi không còn người quản trị nào vào được."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")

    def handle(self, *args: object, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"Không có tài khoản “{options['username']}”.")
        try:
            taken = reset_second_factor(user=user, by=None, at=timezone.now())
        except CannotReset as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã gỡ {taken} phương tiện của {user.username}; người đó thiết lập lại ở lần đăng nhập tới.")
