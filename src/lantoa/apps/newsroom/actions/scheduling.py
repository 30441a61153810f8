"""Writes of what was planned: publish when the hour has come, take down when it has passed."""

from datetime import datetime

from django.db import transaction
from wagtail.models import Page, Revision


@transaction.atomic
def publish_planned(*, revision: int, at: datetime) -> bool:
    """Return whether the version was published now: its hour has come and nobody has published it since."""
    due = Revision.objects.select_for_update().filter(pk=revision, approved_go_live_at__lte=at).first()
    if due is None:
        return False
    due.publish(log_action="wagtail.publish.scheduled")
    return True


@transaction.atomic
def take_down_expired(*, page: int, at: datetime) -> bool:
    """Return whether the page was taken down now: its hour has passed and it is still public."""
    due = Page.objects.select_for_update().filter(pk=page, live=True, expire_at__lte=at).first()
    if due is None:
        return False
    due.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True
