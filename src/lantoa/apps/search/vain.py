"""What was searched for in vain in some days, most often first; and how often it was found since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Min, Q, Sum

from lantoa.apps.search.models import SearchMiss

# Fewer could be one person.
FEWEST = 3
# As long before something was done about the words as one compares with.
BEFORE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Vain:
    """Words with how often they were searched for in vain, at least; how often of these nothing at all was found."""

    folded: str
    words: str
    times: int
    nothing: int
    last_on: date


def searched_in_vain(first: date, last: date, *, most: int = 200) -> list[Vain]:
    """Return what was searched for in vain in these days at least FEWEST times, most often first. One query."""
    rows = (
        SearchMiss.objects.filter(day__gte=first, day__lte=last)
        .values("folded")
        .annotate(
            typed=Min("words"),
            total=Sum("times"),
            of_nothing=Sum("times", filter=Q(kind=SearchMiss.Kind.NOTHING), default=0),
            newest=Max("day"),
        )
        .filter(total__gte=FEWEST)
        .order_by("-total", "folded")[:most]
    )
    return [Vain(row["folded"], row["typed"], row["total"], row["of_nothing"], row["newest"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Since:
    """What became of words since a day: searched for in vain in the BEFORE_DAYS before it, in vain and found since."""

    words: str
    before: int
    in_vain: int
    found: int


def searched_since(days: Mapping[str, date]) -> dict[str, Since]:
    """Return it by the folded words, for each the day on which something was done about them, which counts to neither
    side. One query.
    """
    rows = SearchMiss.objects.filter(folded__in=list(days)).values_list(
        "folded", "words", "day", "times", "found_times"
    )
    counted = {folded: Since(folded, 0, 0, 0) for folded in days}
    for folded, words, day, times, found in rows.order_by("-day"):
        known, done = counted[folded], days[folded]
        counted[folded] = Since(
            words,
            known.before + (times if done - timedelta(days=BEFORE_DAYS) <= day < done else 0),
            known.in_vain + (times if day > done else 0),
            known.found + (found if day > done else 0),
        )
    return counted
