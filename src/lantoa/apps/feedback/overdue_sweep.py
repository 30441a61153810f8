"""The sweep of what is overdue: the agency is reminded once, and some working days later the province is told once."""

import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lantoa.apps.assignments.queries.calendar import working_calendar
from lantoa.apps.feedback.actions.reminding import remind_agency, tell_province
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.feedback.models.feedback import UNENDED, FeedbackQuerySet

# Not in the night, and not for what was overdue long before anybody ran this sweep.
FROM_HOUR = 7
_LOOKS_BACK = timedelta(days=30)
ESCALATED_AFTER = 3
_AGENCY, _PROVINCE = 1, 2
# What one sweep takes at most; the next one takes the rest.
_MOST = 2_000
_log = logging.getLogger(__name__)


def sweep_overdue_feedback(*, at: datetime) -> int:
    """Return how many mails were written. One agency that fails stops no other, and is tried again by the next sweep.
    Three queries where nothing is new, on an index that holds what nobody was told of.
    """
    if timezone.localtime(at).hour < FROM_HOUR:
        return 0
    today = timezone.localdate(at)
    escalates = working_calendar().shifted(today, -ESCALATED_AFTER)
    written = 0
    for (_, due), rows in _grouped(_untold(_AGENCY, today, before=today).exclude(agency=None)).items():
        agency = rows[0].agency
        assert agency
        written += _tell(_AGENCY, rows, partial(remind_agency, agency=agency, due=due, late=rows, at=at))
    by_day = defaultdict[date, list[Feedback]](list)
    for (_, due), rows in _grouped(_untold(_PROVINCE, today, before=escalates)).items():
        by_day[due] += rows
    for due, rows in by_day.items():
        written += _tell(_PROVINCE, rows, partial(tell_province, due=due, late=rows, at=at))
    return written


def _untold(told: int, today: date, *, before: date) -> FeedbackQuerySet:
    """Return what is overdue and of which this has not been said."""
    late = Feedback.objects.filter(
        UNENDED & Q(state__in=[Feedback.State.NEW, Feedback.State.ACKNOWLEDGED]), late_told__lt=told,
        answer_by__gte=today - _LOOKS_BACK, answer_by__lt=before,
    ).select_related("sector", "agency")  # fmt: skip
    return late.defer("words", "folded", "public_words", "public_answer", "clock_words").order_by("answer_by", "pk")


def _grouped(rows: FeedbackQuerySet) -> dict[tuple[int | None, date], list[Feedback]]:
    """Return the first of them by agency and due day."""
    found = defaultdict[tuple[int | None, date], list[Feedback]](list)
    for row in rows[:_MOST]:
        assert row.answer_by
        found[row.agency_id, row.answer_by].append(row)
    return found


def _tell(told: int, rows: list[Feedback], write: Callable[[], int]) -> int:
    """Return how many mails were written, in one transaction with the mark on the rows they speak of."""
    try:
        with transaction.atomic():
            written = write()
            same = Feedback.objects.filter(pk__in=[row.pk for row in rows], answer_by=rows[0].answer_by)
            same.update(late_told=told)
    except Exception:
        _log.exception("telling that feedback due on %s is overdue", rows[0].answer_by)
        return 0
    return written
