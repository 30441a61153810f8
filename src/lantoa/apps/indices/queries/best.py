"""Who was best in an edition, and only where that is certain."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from lantoa.apps.indices.models import Component, Edition, Entity, Index, Value


@dataclass(frozen=True, slots=True)
class Best:
    """The best value among entities of one kind, or None with the reason why nobody can tell."""

    value: Value | None
    reason: str = ""


def best_values(edition: Edition, kind: str, components: Collection[Component]) -> dict[int, Best]:
    """Return the best value of each component among entities of that kind, by the key of the component. Two queries.

    It is certain where one is stated to be first, or where as many values are known as entities were ranked. Else the
    best of those known would be taken for the best of all.
    """
    known = Value.objects.current().filter(
        edition=edition,
        preferred=True,
        number__isnull=False,
        component__in=components,
        entity__in=Entity.objects.valid_in(edition.year_measured).filter(kind=kind),
    )
    by_component: dict[int, list[Value]] = {component.pk: [] for component in components}
    for value in known.only("component", "number", "rank"):
        by_component[value.component_id].append(value)
    firsts = {}
    for component_id, values in by_component.items():
        first = min(values, key=lambda value: (value.rank != 1, _merit(value, edition.index), value.pk), default=None)
        # Within the province one's own survey has measured everybody.
        is_local = edition.index.kind == Index.Kind.LOCAL
        if first is not None and (is_local or first.rank == 1 or len(values) == edition.ranked_count):
            firsts[component_id] = first.pk
    whole = Value.objects.select_related("entity", "source", "vintage", "superseded_by").in_bulk(firsts.values())
    for component in components:
        if component.pk in firsts:
            whole[firsts[component.pk]].component = component
            whole[firsts[component.pk]].edition = edition
    return {
        component_id: Best(whole[firsts[component_id]])
        if component_id in firsts
        else Best(None, _reason(len(values), edition.ranked_count))
        for component_id, values in by_component.items()
    }


def _merit(value: Value, index: Index) -> Decimal:
    number = value.number or Decimal(0)
    return -number if index.higher_is_better else number


def _reason(known: int, of: int | None) -> str:
    if of is None:
        return "Không rõ kỳ này xếp hạng bao nhiêu đối tượng nên không biết ai cao nhất"
    return f"Mới có số liệu của {known}/{of} đối tượng nên không biết ai cao nhất"
