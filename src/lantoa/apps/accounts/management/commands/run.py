"""A real installation, served."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from lantoa.apps.accounts.actions import prepare_roles
from lantoa.apps.accounts.models import User
from lantoa.apps.base.serving import serve, web_server, worker


class Command(BaseCommand):
    help = "Mở Lan Tỏa thật: cập nhật cơ sở dữ liệu rồi phục vụ trang web, với tiến trình nền bên cạnh."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định chỉ máy này)")
        parser.add_argument("--port", type=int, default=8000, help="cổng (mặc định 8000)")

        parser.add_argument(
            "--no-worker", action="store_true", help="chỉ phục vụ trang; tiến trình nền (./lantoa work) chạy riêng"
        )

    def handle(self, *args: object, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        prepare_roles()
        if not User.objects.filter(is_superuser=True, is_active=True).exists():
            self.stdout.write("Chưa có tài khoản quản trị: mở cửa sổ lệnh khác và chạy ./lantoa createsuperuser")
        self.stdout.write(f"Lan Tỏa: http://{options['host']}:{options['port']}/ (Ctrl+C để dừng)")
        self.stdout.flush()
        command = web_server(options["host"], options["port"])
        connections.close_all()
        if options["no_worker"]:
            os.execv(command[0], command)
        else:
            sys.exit(serve(command, worker(), environment=os.environ))
