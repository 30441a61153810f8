"""The one worker process of an installation."""

import os
import signal
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from lantoa.apps.base.working import Worker


class Command(BaseCommand):
    help = "Tiến trình làm việc nền: cứ vài giây tìm việc đến hạn (thư, nguồn tin, nhắc việc) rồi làm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="làm hết việc đang đến hạn rồi kết thúc")
        parser.add_argument(
            "--every", type=float, default=5.0, metavar="SECONDS", help="số giây giữa hai lần tìm (mặc định 5)"
        )
        parser.add_argument(
            "--celery", action="store_true", help="chạy các việc đã xếp hàng trên Redis (cần CELERY_BROKER_URL)"
        )

    def handle(self, *args: object, **options: Any) -> None:
        if options["every"] <= 0:
            raise CommandError("--every phải lớn hơn 0.")
        if options["celery"]:
            self._become_celery()
        worker = Worker(every_seconds=options["every"], say=self._tell)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: worker.stop())
        if options["once"]:
            worker.run_once()
        else:
            self._tell("Tiến trình nền đang chạy (Ctrl+C để dừng).")
            worker.run()

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _become_celery(self) -> None:
        if not settings.CELERY_BROKER_URL:
            raise CommandError("Chưa có CELERY_BROKER_URL (ví dụ redis://127.0.0.1:6379/0); không có thì bỏ --celery.")
        connections.close_all()
        queues = ",".join(settings.TASK_QUEUES)
        command = [sys.executable, "-m", "celery", "--app", "django_tasks_fennel.app", "worker", "--queues", queues]
        os.execv(sys.executable, [*command, "--loglevel", "WARNING", "--without-mingle", "--without-gossip"])
