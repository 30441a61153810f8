"""A real installation, served."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from lantoa.apps.accounts.actions import prepare_roles
from lantoa.apps.accounts.models import User
from lantoa.apps.base.serving import web_server


class Command(BaseCommand):
    help = "Mở Lan Tỏa thật: cập nhật cơ sở dữ liệu rồi phục vụ trang web."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định chỉ máy này)")
        parser.add_argument("--port", type=int, default=8000, help="cổng (mặc định 8000)")

    def handle(self, *args: object, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        prepare_roles()
        if not User.objects.filter(is_superuser=True, is_active=True).exists():
            self.stdout.write("Chưa có tài khoản quản trị: mở cửa sổ lệnh khác và chạy ./lantoa createsuperuser")
        self.stdout.write(f"Lan Tỏa: http://{options['host']}:{options['port']}/ (Ctrl+C để dừng)")
        self.stdout.flush()
        command = web_server(options["host"], options["port"])
        os.execv(command[0], command)
