"""Keeping the figures of the league: said to be touched with every change, counted anew by a sweep, never added to."""

import logging
from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from lantoa.apps.base.months import months_after
from lantoa.apps.feedback.models import AgencyMonth, Feedback, FeedbackStep, KeptMonth, TouchedMonth
from lantoa.apps.feedback.queries.league_figures import counted_anew, month_end

# A whole month is counted again so often, whatever was said: an error of the program lives no longer.
_AGAIN_AFTER = timedelta(days=1)
_MOST_TOUCHED = 500
_log = logging.getLogger(__name__)


def touch_figures(feedback: Feedback) -> None:
    """Say that the figures of every agency that had to do with the piece no longer hold; call it in the transaction of
    the change, after it. Two queries.
    """
    agencies = set(FeedbackStep.objects.filter(feedback=feedback).values_list("agency", flat=True))
    month = timezone.localdate(feedback.sent_at).replace(day=1)
    touched = sorted(agency for agency in {*agencies, feedback.agency_id} if agency is not None)
    TouchedMonth.objects.bulk_create(TouchedMonth(agency_id=agency, month=month) for agency in touched)


@transaction.atomic
def settle_touched() -> int:
    """Return how many touched agencies and months were counted anew.

    The rows are taken in one order by everybody, and a change that is not seen here has a row that is not deleted here.
    """
    rows = list(TouchedMonth.objects.select_for_update(of=("self",)).order_by("pk")[:_MOST_TOUCHED])
    by_month = defaultdict[date, set[int]](set)
    for row in rows:
        by_month[row.month].add(row.agency_id)
    held = KeptMonth.objects.select_for_update().filter(month__in=by_month).order_by("month")
    for month in list(held.values_list("month", flat=True)):
        _count(month, by_month[month])
    TouchedMonth.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return sum(map(len, by_month.values()))


def recount_oldest(*, at: datetime) -> int:
    """Return 1 when a month was counted for the first time, or again after a day, 0 where none is due."""
    _name_months(at)
    due = KeptMonth.objects.filter(Q(counted_at=None) | Q(counted_at__lt=at - _AGAIN_AFTER))
    found = due.order_by(F("counted_at").asc(nulls_first=True), "-month").first()
    if found is None:
        return 0
    with transaction.atomic():
        row = KeptMonth.objects.select_for_update().get(pk=found.pk)
        before = dict(AgencyMonth.objects.filter(month=row.month).values_list("agency", "figures"))
        _count(row.month, None)
        if row.counted_at is not None:
            _compare(row.month, before)
        KeptMonth.objects.filter(pk=row.pk).update(counted_at=at)
    return 1


def _name_months(at: datetime) -> None:
    """Add the rows of the months that have none; they hold nothing until they are counted."""
    first = Feedback.objects.order_by("sent_at").values_list("sent_at", flat=True).first()
    if first is None:
        return
    month, last = timezone.localdate(first).replace(day=1), timezone.localdate(at)
    missing, known = list[KeptMonth](), set(KeptMonth.objects.values_list("month", flat=True))
    while month <= last:
        if month not in known:
            missing.append(KeptMonth(month=month))
        month = months_after(month, 1)
    KeptMonth.objects.bulk_create(missing, ignore_conflicts=True)


def _count(month: date, agencies: Collection[int] | None) -> None:
    """Count the month anew, of these agencies or of all; the row of the month is held."""
    found = counted_anew([(month, month_end(month), None if agencies is None else set(agencies))])
    cells = [AgencyMonth(agency_id=agency, month=month, figures=one.as_kept()) for agency, one in found.items()]
    old = AgencyMonth.objects.filter(month=month).exclude(agency__in=list(found))
    (old if agencies is None else old.filter(agency__in=list(agencies))).delete()
    AgencyMonth.objects.bulk_create(
        cells, update_conflicts=True, unique_fields=["month", "agency"], update_fields=["figures"]
    )


def _compare(month: date, before: dict[int, object]) -> None:
    """Say in the log where what was kept did not hold although nobody had said so: an error of the program."""
    touched = set(TouchedMonth.objects.filter(month=month).values_list("agency", flat=True))
    now = dict(AgencyMonth.objects.filter(month=month).values_list("agency", "figures"))
    wrong = [one for one in {*before, *now} if one not in touched and before.get(one) != now.get(one)]
    if wrong:
        _log.error("kept figures of %s did not hold for agencies %s", month, sorted(wrong))
