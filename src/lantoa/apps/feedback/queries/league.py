"""How agencies answer, side by side: counted in the database, ranked only where there is enough to rank by.

An agency's place is one more than the number of agencies that are surely better: whose whole interval of the share
answered in time (Wilson, 95 %) lies above its own. What may as well be chance makes no difference in place.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.conf import settings
from django.db.models import Q, QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import counted_under
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.feedback.queries.league_figures import COUNTS, WAITING, Figures, figures_of, marked, sent_within
from lantoa.core.scoring.estimates import Interval, wilson_interval

# Counts from one to one less than this are not shown: behind so few one may know the person.
SMALL = 5


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
    under the one that took its place. At most nine queries, whose cost `league_figures.figures_of` tells.
    """
    standings: dict[int, Standing] = {}
    counts = {key: one for key, one in figures_of(first, last).items() if one.received}
    agencies = Agency.objects.in_bulk(list(counts))
    under: Mapping[int, Agency] = counted_under(agencies.values(), on=on) if as_now else agencies
    for key, one in counts.items():
        _add(standings.setdefault(under[key].pk, Standing(under[key])), one, on)
    minimum = settings.FEEDBACK_LEAGUE_MINIMUM
    ranked = [row for row in standings.values() if row.due >= minimum]
    below = [row for row in standings.values() if row.due < minimum]
    _rank(ranked)
    ranked.sort(key=lambda row: (row.rank, -(row.share or 0), row.agency.name, row.agency.pk))
    return League(first, last, minimum, tuple(ranked), tuple(sorted(below, key=lambda row: row.agency.name)))


def pieces_behind(figure: str, *, first: date, last: date, on: date) -> QuerySet[Feedback]:
    """Return the pieces that a figure of the league counts: "received", "due", "on_time", "reopened", "judged",
    "solved", "illustrative". What the league counts of an agency are those of them that it answers for.
    """
    overdue = Q(state__in=WAITING, answer_by__lt=on)
    condition = COUNTS["ended"] | overdue if figure == "due" else COUNTS[figure]
    return marked(sent_within([(first, last, None)])).filter(condition)


def _add(standing: Standing, one: Figures, on: date) -> None:
    for name in ("received", "on_time", "reopened", "judged", "solved", "illustrative"):
        setattr(standing, name, getattr(standing, name) + getattr(one, name))
    standing.due += one.ended + one.overdue(on)
    for days in one.days.values():
        standing.days.update(days)


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
