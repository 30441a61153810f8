"""What was searched for in vain in some days, most often first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Q, Sum

from lantoa.apps.search.models import SearchMiss

# Fewer could be one person.
FEWEST = 3


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
