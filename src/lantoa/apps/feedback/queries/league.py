"""How agencies answer, side by side: counted in the database, ranked only where there is enough to rank by.

An agency's place is one more than the number of agencies that are surely better: whose whole interval of the share
answered in time (Wilson, 95 %) lies above its own. What may as well be chance makes no difference in place.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import counted_under
from lantoa.apps.feedback.models import Feedback, FeedbackStep
from lantoa.core.scoring.estimates import Interval, wilson_interval

Kind, State = FeedbackStep.Kind, Feedback.State
# Counts from one to one less than this are not shown: behind so few one may know the person.
SMALL = 5
# A closing keeps a measure only where nothing was answered and the due day was over.
_ENDS = [Kind.ANSWERED, Kind.REFUSED, Kind.CLOSED]


@dataclass(slots=True)
class Standing:
    """One agency over a period. `due` are the pieces that were answered or should have been by now, `days` how many
    answers took so many working days; share, interval, place and median are None for want of a sample.
    """

    agency: Agency
    received: int = 0
    due: int = 0
    on_time: int = 0
    reopened: int = 0
    judged: int = 0
    solved: int = 0
    illustrative: int = 0
    days: Counter[int] = field(default_factory=Counter)
    rank: int | None = None
    share: float | None = None
    interval: Interval | None = None

    @property
    def median_days(self) -> float | None:
        """The median of the working days to an answer, the days waited for the citizen taken off."""
        return median_of(self.days)


@dataclass(frozen=True, slots=True)
class League:
    """The agencies ranked, then those with too few pieces to rank, in the order of their names."""

    first: date
    last: date
    minimum: int
    ranked: tuple[Standing, ...]
    below: tuple[Standing, ...]

    @property
    def received(self) -> int:
        """How many pieces of feedback there are in the period."""
        return sum(row.received for row in (*self.ranked, *self.below))

    @property
    def illustrative(self) -> int:
        """How many of them are made up to show how it works."""
        return sum(row.illustrative for row in (*self.ranked, *self.below))


def league(*, first: date, last: date, on: date, as_now: bool = True) -> League:
    """Return how the agencies answered what was sent in the period, as known on a day.

    Each piece counts once, at the agency that answers for it; pieces joined to another do not count again. It is in
    time when every answer of that agency was, and none is overdue on the day. `as_now` adds up an agency that has ended
    under the one that took its place. At most five queries; their cost grows with the feedback of the period.
    """
    rows = sent_within(first, last)
    standings: dict[int, Standing] = {}
    counts = list(_counted(rows, on))
    agencies = Agency.objects.in_bulk([row["agency"] for row in counts])
    under: Mapping[int, Agency] = counted_under(agencies.values(), on=on) if as_now else agencies
    for row in counts:
        agency = under[row["agency"]]
        standing = standings.setdefault(agency.pk, Standing(agency))
        for name in ("received", "due", "on_time", "reopened", "judged", "solved", "illustrative"):
            setattr(standing, name, getattr(standing, name) + row[f"n_{name}"])
    for key, days, count in _days_taken(rows):
        if key in under:
            standings[under[key].pk].days[int(days)] += count
    minimum = settings.FEEDBACK_LEAGUE_MINIMUM
    ranked = [row for row in standings.values() if row.due >= minimum]
    below = [row for row in standings.values() if row.due < minimum]
    _rank(ranked)
    ranked.sort(key=lambda row: (row.rank, -(row.share or 0), row.agency.name, row.agency.pk))
    return League(first, last, minimum, tuple(ranked), tuple(sorted(below, key=lambda row: row.agency.name)))


def sent_within(first: date, last: date) -> QuerySet[Feedback]:
    """Return what was sent on these days, given to an agency, and not joined to another piece."""
    zone = timezone.get_default_timezone()
    start, end = datetime.combine(first, time.min, zone), datetime.combine(last + timedelta(days=1), time.min, zone)
    return Feedback.objects.filter(agency__isnull=False, joined_to=None, sent_at__gte=start, sent_at__lt=end).order_by()


def pieces_behind(figure: str, *, first: date, last: date, on: date) -> QuerySet[Feedback]:
    """Return the pieces that a figure of the league counts: "received", "due", "on_time", "reopened", "judged",
    "solved", "illustrative". What the league counts of an agency are those of them that it answers for.
    """
    return _marked(sent_within(first, last)).filter(_figures(on)[figure])


def _marked(rows: QuerySet[Feedback]) -> QuerySet[Feedback]:
    """Mark what was measured by the agency that answers for it, and what it once answered late."""
    own = FeedbackStep.objects.filter(feedback=OuterRef("pk"), kind__in=_ENDS, agency=OuterRef("agency"))
    return rows.annotate(
        measured=Exists(own.filter(detail__has_key="on_time")), missed=Exists(own.filter(detail__on_time=False))
    )


def _figures(on: date) -> dict[str, Q]:
    """Return what each figure counts, of marked pieces."""
    answered = Q(state__in=[State.ANSWERED, State.CLOSED, State.REFUSED], measured=True)
    overdue = Q(state__in=[State.NEW, State.ACKNOWLEDGED], answer_by__lt=on)
    return {
        "received": Q(pk__isnull=False),
        "due": answered | overdue,
        "on_time": answered & Q(missed=False),
        "reopened": Q(reopened__gt=0),
        "judged": ~Q(solved=""),
        "solved": Q(solved=Feedback.Solved.SOLVED),
        "illustrative": Q(illustrative=True),
    }


def _counted(rows: QuerySet[Feedback], on: date) -> Iterable[Mapping[str, Any]]:
    """Return the counts of each agency. One query."""
    counts = {name: Count("pk", filter=condition) for name, condition in _figures(on).items()}
    return _marked(rows).values("agency").annotate(**{f"n_{name}": count for name, count in counts.items()})


def _days_taken(rows: QuerySet[Feedback]) -> Iterable[tuple[int, int, int]]:
    """Return agency, working days, and how many answers took so long. One query."""
    answers = FeedbackStep.objects.filter(kind=Kind.ANSWERED, feedback__in=rows, detail__has_key="days").order_by()
    return answers.values("agency", "detail__days").annotate(count=Count("pk")).values_list(
        "agency", "detail__days", "count"
    )  # fmt: skip


def _rank(standings: list[Standing]) -> None:
    for row in standings:
        row.share, row.interval = row.on_time / row.due, wilson_interval(row.on_time, row.due)
    for row in standings:
        assert row.interval
        high = row.interval.high
        row.rank = 1 + sum(other.interval is not None and other.interval.low > high for other in standings)


def quantile_of(days: Counter[int], share: Fraction) -> int | None:
    """Return within how many days that share of the values lies, given as how often each occurs, None for none.

    >>> quantile_of(Counter({3: 8, 5: 1, 20: 1}), Fraction(9, 10)), quantile_of(Counter(), Fraction(9, 10))
    (5, None)
    """
    total, seen = sum(days.values()), 0
    for value in sorted(days):
        seen += days[value]
        if seen >= total * share:
            return value
    return None


def median_of(days: Counter[int]) -> float | None:
    """Return the median of values given as how often each occurs, None for none.

    >>> median_of(Counter({3: 2, 5: 1, 9: 1})), median_of(Counter())
    (4.0, None)
    """
    total = sum(days.values())
    if not total:
        return None
    lower, upper, seen, middle = (total - 1) // 2, total // 2, 0, list[int]()
    for value in sorted(days):
        seen += days[value]
        while len(middle) < 2 and seen > (lower, upper)[len(middle)]:
            middle.append(value)
    return sum(middle) / 2
