"""Reads of public stories that somebody should look at anew."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from lantoa.apps.newsroom.models import StoryPage


@dataclass(frozen=True, slots=True)
class StaleStory:
    """A story to be looked at, and why: its day has come, or nobody has changed it for long."""

    story: StoryPage
    review_on: date | None
    changed_on: date | None


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later (earlier for a negative number), the last of a shorter month.

    >>> months_after(date(2023, 8, 31), 6), months_after(date(2023, 3, 31), -1)
    (datetime.date(2024, 2, 29), datetime.date(2023, 2, 28))
    """
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def stale_among(stories: QuerySet[StoryPage], *, today: date) -> QuerySet[StoryPage]:
    """Return the public stories whose day to be looked at has come, and those without one that nobody has changed for
    settings.STORY_STALE_MONTHS; the longest due first.
    """
    since = datetime.combine(
        months_after(today, -settings.STORY_STALE_MONTHS), time.min, tzinfo=timezone.get_default_timezone()
    )
    unchanged = Q(review_on=None) & Q(last_published_at__lt=since)
    stale = stories.filter(Q(review_on__lte=today) | unchanged, live=True)
    return stale.order_by(Coalesce(F("review_on"), F("last_published_at__date")), "pk")
