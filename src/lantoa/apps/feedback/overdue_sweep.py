"""The sweep of what is overdue: the agency is reminded once, and some working days later the province is told once."""

import logging
from collections import defaultdict
from datetime import datetime, timedelta

from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.queries.calendar import working_calendar
from lantoa.apps.base.models import Message
from lantoa.apps.feedback.actions.reminding import ESCALATED, LATE, remind_agency, tell_province
from lantoa.apps.feedback.models import Feedback

# Not in the night, and not for what was overdue long before anybody ran this sweep.
FROM_HOUR = 7
_LOOKS_BACK = timedelta(days=30)
ESCALATED_AFTER = 3
_log = logging.getLogger(__name__)


def sweep_overdue_feedback(*, at: datetime) -> int:
    """Return how many mails were written. One agency that fails stops no other, and is tried again by the next sweep.
    Four queries where nothing is new.
    """
    if timezone.localtime(at).hour < FROM_HOUR:
        return 0
    today = timezone.localdate(at)
    late = Feedback.objects.filter(
        state__in=[Feedback.State.NEW, Feedback.State.ACKNOWLEDGED], joined_to=None,
        answer_by__gte=today - _LOOKS_BACK, answer_by__lt=today,
    ).select_related("sector", "agency").defer("words", "folded", "public_words", "public_answer")  # fmt: skip
    told = _told(since=at - 2 * _LOOKS_BACK)
    by_agency = defaultdict[tuple[int, str], list[Feedback]](list)
    by_day = defaultdict[str, list[Feedback]](list)
    escalates = working_calendar().shifted(today, -ESCALATED_AFTER)
    for row in late.order_by("answer_by", "pk"):
        assert row.answer_by
        day = row.answer_by.isoformat()
        if row.agency_id and f"{LATE}{row.agency_id}:{day}" not in told:
            by_agency[row.agency_id, day].append(row)
        if row.answer_by < escalates and f"{ESCALATED}{day}" not in told:
            by_day[day].append(row)
    return _remind(by_agency, at) + _escalate(by_day, at)


def _told(*, since: datetime) -> set[str]:
    """Return of which agency and due day, and of which due day, mails were written before, whoever they went to."""
    written = Message.objects.filter(made_at__gte=since)
    keys = [
        *written.filter(key__startswith=LATE).values_list("key", flat=True),
        *written.filter(key__startswith=ESCALATED).values_list("key", flat=True),
    ]
    return {key.rpartition(":")[0] for key in keys}


def _remind(by_agency: dict[tuple[int, str], list[Feedback]], at: datetime) -> int:
    written = 0
    for (pk, _), rows in by_agency.items():
        try:
            agency = rows[0].agency or Agency.objects.get(pk=pk)
            assert rows[0].answer_by
            written += remind_agency(agency=agency, due=rows[0].answer_by, late=rows, at=at)
        except Exception:
            _log.exception("reminding agency %s of overdue feedback", pk)
    return written


def _escalate(by_day: dict[str, list[Feedback]], at: datetime) -> int:
    written = 0
    for day, rows in by_day.items():
        try:
            assert rows[0].answer_by
            written += tell_province(due=rows[0].answer_by, late=rows, at=at)
        except Exception:
            _log.exception("telling the province of feedback due on %s", day)
    return written
