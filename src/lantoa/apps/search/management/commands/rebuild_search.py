"""The index of the search, made anew."""

import sys

from django.core.management.base import BaseCommand

from lantoa.apps.search.actions import rebuild_search
from lantoa.apps.search.storage import IndexBusy


class Command(BaseCommand):
    help = "Lập lại chỉ mục tìm kiếm từ dữ liệu; người đọc vẫn tìm được trong lúc lập."

    def handle(self, *args: object, **options: object) -> None:
        try:
            done = rebuild_search(on_progress=self._tell)
        except IndexBusy:
            self.stderr.write("Một tiến trình khác đang ghi chỉ mục; hãy chạy lại sau ít phút.")
            sys.exit(1)
        self.stdout.write(f"Chỉ mục tìm kiếm có {done} mục.")

    def _tell(self, done: int) -> None:
        self.stderr.write(f"đã đưa vào {done} mục")
