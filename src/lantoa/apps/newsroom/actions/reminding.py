"""Writes of reminders to people of the newsroom: mails, each said once."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.assignments.ladder import Hours
from lantoa.apps.base.actions import record_act
from lantoa.apps.base.models import Message
from lantoa.apps.newsroom.queries.board import StoryAtStep


@transaction.atomic
def remind_late_step(*, row: StoryAtStep, users: Iterable[User], hours: Hours, at: datetime) -> int:
    """Return how many mails are new: to each of whoever may pass the late story on, once a story, step and day. A mail
    made in the quiet hours leaves at their end.
    """
    today = timezone.localdate(at)
    known = set(Message.objects.filter(key__startswith=_key(row, at)).values_list("key", flat=True))
    wanted = [(f"{_key(row, at)}{user.pk}", user) for user in users if user.email]
    new = [(key, user) for key, user in wanted if key not in known]
    due = f"{row.state.due_on:%d/%m/%Y}" if row.state.due_on else ""
    text = (
        f"Bài “{row.story.draft_title}” đang ở bước {row.step}, hạn {due}, nay đã quá hạn.\n\n"
        f"Xem và chuyển bài: {settings.WAGTAILADMIN_BASE_URL}/quan-tri/toa-soan/quy-trinh/{row.story.pk}/\n"
    )
    due_at = hours.awake(at, timezone.get_default_timezone())
    Message.objects.bulk_create(
        Message(
            key=key, to=user.email, subject=f"Bài quá hạn ở bước {row.step}: {row.story.draft_title}"[:250], text=text,
            made_at=at, due_at=due_at,
        )
        for key, user in new
    )  # fmt: skip
    if new:
        detail = {"step": row.step, "day": f"{today:%Y-%m-%d}", "people": len(new)}
        record_act("newsroom.remind_step", subject=row.story, by=None, at=at, detail=detail)
    return len(new)


def _key(row: StoryAtStep, at: datetime) -> str:
    return f"review_late:{timezone.localdate(at):%Y-%m-%d}:{row.state.pk}:"
