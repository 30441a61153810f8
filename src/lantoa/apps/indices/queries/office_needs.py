"""What asks for somebody's attention in each edition: conflicts, unverified values, editions without values …"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from django.db.models import Count, Exists, OuterRef, QuerySet

from lantoa.apps.indices.models import Edition, Value


@dataclass(frozen=True, slots=True)
class Needs:
    """How many of each kind; those of several editions add up."""

    # Places (an entity in a component) where sources differ; of them, those where no source is preferred.
    conflicts: int = 0
    undecided: int = 0
    unverified: int = 0
    # Editions: without any value, not shown in public, with ranks but not saying of how many.
    empty: int = 0
    hidden: int = 0
    ranks_of_unknown: int = 0

    def __add__(self, other: "Needs") -> "Needs":
        return Needs(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(self)))

    @property
    def total(self) -> int:
        """Return how many there are to do something about: a conflict that was decided is none."""
        return self.undecided + self.unverified + self.empty + self.hidden + self.ranks_of_unknown


def needs_of(editions: QuerySet[Edition]) -> dict[int, Needs]:
    """Return the needs of each edition by its key. Four queries, whatever the number of editions and values."""
    conflicts, undecided = _conflicts(editions)
    current = Value.objects.current().filter(edition__in=editions)
    unverified = _counted(current.filter(unverified=True))
    with_values = current.filter(edition=OuterRef("pk"))
    rows = editions.annotate(
        filled=Exists(with_values), ranked=Exists(with_values.filter(rank__isnull=False, ranked_count=None))
    ).values_list("pk", "opened_at", "ranked_count", "filled", "ranked")
    return {
        pk: Needs(
            conflicts=conflicts[pk],
            undecided=undecided[pk],
            unverified=unverified.get(pk, 0),
            empty=int(not filled),
            hidden=int(opened_at is None),
            ranks_of_unknown=int(ranked and ranked_count is None),
        )
        for pk, opened_at, ranked_count, filled, ranked in rows
    }


def _counted(values: QuerySet[Value]) -> Mapping[int, int]:
    rows = values.order_by().values("edition").annotate(found=Count("pk"))
    return {row["edition"]: row["found"] for row in rows}


def _conflicts(editions: QuerySet[Edition]) -> tuple[Counter[int], Counter[int]]:
    """Return by edition in how many places sources differ, and in how many of them none is preferred."""
    beside = Value.objects.current().filter(
        edition=OuterRef("edition"), entity=OuterRef("entity"), component=OuterRef("component")
    )
    rows = (
        Value.objects.current()
        .filter(edition__in=editions, preferred=False)
        .annotate(decided=Exists(beside.filter(preferred=True)))
        .order_by()
        .values_list("edition", "entity", "component", "decided")
        .distinct()
    )
    found = list(rows)
    return Counter(row[0] for row in found), Counter(row[0] for row in found if not row[3])


def together(needs: Iterable[Needs]) -> Needs:
    """Return the needs added up."""
    return sum(needs, Needs())
