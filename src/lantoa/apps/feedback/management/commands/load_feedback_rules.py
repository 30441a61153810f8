"""The routing rules and clocks that ship, loaded once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from lantoa.apps.feedback.actions.rules import load_feedback_rules


class Command(BaseCommand):
    help = "Nạp cách chuyển và thời hạn xử lý phản ánh ban đầu; nạp lại không tạo dòng trùng, không đổi dòng đã có."

    def handle(self, *args: object, **options: Any) -> None:
        counts = load_feedback_rules(by=None, at=timezone.now())
        self.stdout.write(f"{counts['routing']} cách chuyển, {counts['clocks']} thời hạn")
