"""What the league counts of each agency: read off what is kept of whole months, counted from the pieces for the rest.

Whatever is kept was counted by `counted_anew`, the same that counts the rest, and holds while nothing has touched its
agency and month since (models/kept.py, ADR 0045): the sum is what reading every piece would give.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lantoa.apps.base.months import months_after
from lantoa.apps.feedback.models import AgencyMonth, Feedback, FeedbackStep, KeptMonth, TouchedMonth

Kind, State = FeedbackStep.Kind, Feedback.State
# A closing keeps a measure only where nothing was answered and the due day was over.
_ENDS = [Kind.ANSWERED, Kind.REFUSED, Kind.CLOSED]
WAITING = [State.NEW, State.ACKNOWLEDGED]
_ENDED = Q(state__in=[State.ANSWERED, State.CLOSED, State.REFUSED], measured=True)
# What each number counts, of marked pieces.
COUNTS = {
    "received": Q(pk__isnull=False),
    "ended": _ENDED,
    "on_time": _ENDED & Q(missed=False),
    "reopened": Q(reopened__gt=0),
    "judged": ~Q(solved=""),
    "solved": Q(solved=Feedback.Solved.SOLVED),
    "illustrative": Q(illustrative=True),
}
_DAY = timedelta(days=1)


# Days, both included, and the agencies meant; None for all.
Span = tuple[date, date, set[int] | None]


@dataclass(slots=True)
class Figures:
    """What is counted of one agency. `ended` were answered and measured, `waiting` are not, by due day; `days` is how
    many answers of a sector took so many working days.
    """

    received: int = 0
    ended: int = 0
    on_time: int = 0
    reopened: int = 0
    judged: int = 0
    solved: int = 0
    illustrative: int = 0
    waiting: Counter[str] = field(default_factory=Counter)
    days: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    def overdue(self, on: date) -> int:
        """Return how many of those that wait should have been answered before that day."""
        return sum(count for day, count in self.waiting.items() if day < on.isoformat())

    def add(self, kept: dict[str, Any]) -> None:
        """Add what `as_kept` gave."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + kept.get(name, 0))
        self.waiting.update(kept.get("waiting", {}))
        for sector, days in kept.get("days", {}).items():
            self.days[int(sector)].update({int(day): count for day, count in days.items()})

    def as_kept(self) -> dict[str, Any]:
        """Return them as they stand in the database, without what is zero."""
        days = {str(sector): {str(day): count for day, count in sorted(counts.items())}
                for sector, counts in sorted(self.days.items())}  # fmt: skip
        found = {name: getattr(self, name) for name in COUNTS}
        found |= {"waiting": dict(sorted(self.waiting.items())), "days": days}
        return {name: value for name, value in found.items() if value}


def figures_of(first: date, last: date) -> dict[int, Figures]:
    """Return the figures of what was sent on these days and not joined to another piece, by the agency's key.

    At most six queries. Their cost grows with the agencies and months, and with the pieces of the first and the last
    month where these are not whole, and of what changed since the last sweep.
    """
    found: dict[int, Figures] = defaultdict(Figures)
    spans = list(_months(first, last))
    whole = {month for month, _, _, is_whole in spans if is_whole}
    counts = KeptMonth.objects.filter(month__range=(first, last), counted_at__isnull=False)
    kept = whole.intersection(counts.values_list("month", flat=True))
    touched: dict[date, set[int]] = defaultdict(set)
    if kept:
        cells = list(AgencyMonth.objects.filter(month__in=kept).values_list("agency", "month", "figures"))
        for agency, month in TouchedMonth.objects.filter(month__in=kept).values_list("agency", "month").distinct():
            touched[month].add(agency)
        for agency, month, figures in cells:
            if agency not in touched[month]:
                found[agency].add(figures)
    rest: list[Span] = [(low, high, None) for month, low, high, _ in spans if month not in kept]
    rest += [(month, month_end(month), agencies) for month, agencies in touched.items() if agencies]
    for agency, counted in counted_anew(_joined(rest)).items():
        found[agency].add(counted.as_kept())
    return found


def counted_anew(spans: Iterable[Span]) -> dict[int, Figures]:
    """Return the figures of the pieces sent within each span of days, of these agencies or of all. Three queries, whose
    cost grows with the pieces; none for no span.
    """
    given = list(spans)
    found: dict[int, Figures] = defaultdict(Figures)
    if not given:
        return found
    pieces = sent_within(given)
    counts: dict[str, Any] = {f"n_{name}": Count("pk", filter=condition) for name, condition in COUNTS.items()}
    rows = marked(pieces).values("agency").annotate(**counts).values_list("agency", *counts)
    for agency, *numbers in rows:
        for name, number in zip(COUNTS, numbers, strict=True):
            setattr(found[agency], name, number)
    waiting = pieces.filter(state__in=WAITING, answer_by__isnull=False)
    for agency, day, count in waiting.values_list("agency", "answer_by").annotate(count=Count("pk")):
        found[agency].waiting[day.isoformat()] = count
    answers = FeedbackStep.objects.filter(
        _within(given, "feedback__sent_at", "agency"), kind=Kind.ANSWERED, agency__isnull=False,
        feedback__agency__isnull=False, feedback__joined_to=None, detail__has_key="days",
    ).order_by()  # fmt: skip
    taken = answers.values_list("agency", "feedback__sector", "detail__days").annotate(count=Count("pk"))
    for agency, sector, days, count in taken:
        found[agency].days[sector][int(days)] += count
    return found


def sent_within(spans: Iterable[Span]) -> QuerySet[Feedback]:
    """Return what was sent on these days, given to an agency, and not joined to another piece."""
    return Feedback.objects.filter(
        _within(spans, "sent_at", "agency"), agency__isnull=False, joined_to=None
    ).order_by()  # fmt: skip


def marked(pieces: QuerySet[Feedback]) -> QuerySet[Feedback]:
    """Mark what was measured by the agency that answers for it, and what it once answered late."""
    own = FeedbackStep.objects.filter(feedback=OuterRef("pk"), kind__in=_ENDS, agency=OuterRef("agency"))
    return pieces.annotate(
        measured=Exists(own.filter(detail__has_key="on_time")), missed=Exists(own.filter(detail__on_time=False))
    )


def month_end(month: date) -> date:
    """Return the last day of the month that begins on this day."""
    return months_after(month, 1) - _DAY


def _months(first: date, last: date) -> Iterator[tuple[date, date, date, bool]]:
    """Return each month of the days: its first day, the days of it, and whether none is left out; of this month,
    nothing is once it goes to today.
    """
    today, month = timezone.localdate(), first.replace(day=1)
    while month <= last:
        low, high = max(first, month), min(last, month_end(month))
        yield month, low, high, low == month and (high == month_end(month) or last >= today)
        month = months_after(month, 1)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return the spans, those of all agencies that follow one another as one."""
    found: list[Span] = []
    for low, high, agencies in spans:
        if found and agencies is None and found[-1][2] is None and found[-1][1] + _DAY == low:
            found[-1] = (found[-1][0], high, None)
        else:
            found.append((low, high, agencies))
    return found


def _within(spans: Iterable[Span], sent_at: str, agency: str) -> Q:
    found = Q()
    for low, high, agencies in spans:
        one = Q(**{f"{sent_at}__gte": _midnight(low), f"{sent_at}__lt": _midnight(high + _DAY)})
        found |= one if agencies is None else one & Q(**{f"{agency}__in": agencies})
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_default_timezone())
