"""Writes on stories that somebody looked at anew, and the mail that asks for it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from lantoa.apps.accounts.models import User
from lantoa.apps.assignments.ladder import Hours
from lantoa.apps.base.actions import record_act
from lantoa.apps.base.models import Message
from lantoa.apps.newsroom.models import PortalPage, StoryPage
from lantoa.apps.newsroom.queries.staleness import months_after, stale_among

STILL_RIGHT_MONTHS = 6
_MOST_NAMED = 20


class CannotConfirm(ValueError):
    """The story need not, or may not, be confirmed by this person now; the message, in Vietnamese, says why."""


@transaction.atomic
def confirm_still_right(*, story: StoryPage, by: User, at: datetime) -> date:
    """Return the day on which the story is to be looked at again: half a year on. The public page stays as it is, and
    so does the day in drafts of it. CannotConfirm where it is not due, and for whoever may not edit it.
    """
    today = timezone.localdate(at)
    if not stale_among(StoryPage.objects.filter(pk=story.pk), today=today).exists():
        raise CannotConfirm("Bài này chưa đến hạn xem lại.")
    if not story.permissions_for_user(by).can_edit():
        raise CannotConfirm("Chỉ người được sửa bài mới xác nhận bài còn đúng.")
    day = months_after(today, STILL_RIGHT_MONTHS)
    StoryPage.objects.filter(pk=story.pk).update(review_on=day)
    versions = {story.latest_revision_id, story.live_revision_id} - {None}
    for revision in Revision.objects.select_for_update().filter(pk__in=versions):
        revision.content["review_on"] = day.isoformat()
        revision.save(update_fields=["content"])
    record_act("newsroom.confirm_still_right", subject=story, by=by, at=at, detail={"again_on": day.isoformat()})
    return day


@transaction.atomic
def remind_of_stale(
    *, portal: PortalPage, user: User, stories: Sequence[StoryPage], hours: Hours, at: datetime
) -> bool:
    """Return whether the mail is new: one a portal, person and week, with the stories to be looked at."""
    year, week, _ = timezone.localdate(at).isocalendar()
    lines = [f"- {story.title}: {story.full_url}" for story in stories[:_MOST_NAMED]]
    if len(stories) > _MOST_NAMED:
        lines.append(f"- và {len(stories) - _MOST_NAMED} bài nữa")
    _, made = Message.objects.get_or_create(
        key=f"stale:{portal.pk}:{user.pk}:{year}-{week:02d}",
        defaults={
            "to": user.email,
            "subject": f"{len(stories)} bài của {portal.title} cần xem lại"[:250],
            "text": "Những bài dưới đây đến hạn xem lại, hoặc đã lâu không ai sửa:\n\n"
            + "\n".join(lines)
            + f"\n\nXem và xác nhận: {settings.WAGTAILADMIN_BASE_URL}/quan-tri/toa-soan/xem-lai/\n",
            "made_at": at,
            "due_at": hours.awake(at, timezone.get_default_timezone()),
        },
    )
    if made:
        record_act("newsroom.remind_of_stale", subject=portal, by=None, at=at, detail={"stories": len(stories)})
    return made
