"""One reading of every source that is due, and what follows from it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from lantoa.apps.base.outbound import OutboundClient
from lantoa.apps.coverage.actions import compare_articles
from lantoa.apps.harvest.actions import harvest_due
from lantoa.apps.harvest.models import FetchRun


class Command(BaseCommand):
    help = "Đọc mọi nguồn tin đã đến hạn, lưu minh chứng, gom các bài đăng lại, đối chiếu bài với các chương trình."

    def handle(self, *args: object, **options: Any) -> None:
        with OutboundClient() as client:
            done = harvest_due(client=client, clock=timezone.now, on_source=self._tell)
        compared = compare_articles(clock=timezone.now)
        self.stdout.write(
            f"{done.sources} nguồn ({done.unreachable} không đọc được), {done.pages_read} trang, "
            f"{done.articles_new} bài mới, {done.articles_changed} bài thay đổi, {done.quarantined} trang cách ly, "
            f"{compared} bài được đối chiếu"
        )

    def _tell(self, run: FetchRun) -> None:
        self.stderr.write(f"{run.source}: {run.reason or f'{run.pages_read} trang'}")
