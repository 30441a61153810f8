"""The table of one edition in the office: whom it speaks of, in which components, with all sources and corrections."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from lantoa.apps.indices.models import Component, Edition, Entity, Value
from lantoa.apps.indices.queries.cells import CellBook, read_cells
from lantoa.core.viettext import fold, sort_key

RANK, NUMBER, NAME = "hang", "so", "ten"
_LAST = 1_000_000


@dataclass(frozen=True, slots=True)
class TableAsk:
    """What is asked of the table; "" and None ask for everything. `component` is the one that sorts."""

    words: str = ""
    kind: str = ""
    region: int | None = None
    sort: str = RANK
    component: Component | None = None


def table_entities(edition: Edition, ask: TableAsk) -> list[Entity]:
    """Return the entities with a current value in the edition that pass, in the order asked for. Two queries."""
    named = Value.objects.current().filter(edition=edition).values("entity")
    rows = Entity.objects.filter(pk__in=named).select_related("parent")
    if ask.kind:
        rows = rows.filter(kind=ask.kind)
    if ask.region:
        rows = rows.filter(parent=ask.region)
    words = fold(ask.words)
    found = [row for row in rows if words in fold("\n".join([row.name, row.short_name, *row.aliases]))]
    found.sort(key=lambda row: sort_key(row.short_name))
    if ask.sort in (RANK, NUMBER):
        places = _places(edition, ask)
        found.sort(key=lambda row: places.get(row.pk, _LAST))
    return found


def _places(edition: Edition, ask: TableAsk) -> dict[int, int]:
    """Return where each entity stands by the rank, or by the number, of one component."""
    values = Value.objects.current().filter(edition=edition, component=ask.component, preferred=True)
    if ask.sort == RANK:
        ranked = values.exclude(rank=None).values_list("entity", "rank")
        return {entity: rank for entity, rank in ranked if rank is not None}
    better = F("number").desc() if edition.index.higher_is_better else F("number").asc()
    numbered = values.exclude(number=None).order_by(better).values_list("entity", flat=True)
    return {entity: place for place, entity in enumerate(numbered)}


def table_regions(edition: Edition) -> list[Entity]:
    """Return the regions of the entities in the edition, by name. One query."""
    named = Value.objects.current().filter(edition=edition).values("entity__parent")
    return sorted(Entity.objects.filter(pk__in=named), key=lambda row: sort_key(row.name))


def shown_components(components: Sequence[Component], code: str) -> list[Component]:
    """Return the component of that code, the total without, and the parts right below it; `components` are all of the
    scale in their order. No query.
    """
    total = next((one for one in components if one.is_total), None)
    head = next((one for one in components if one.code == code), total)
    return [one for one in components if head and (one.pk == head.pk or one.parent_id == head.pk)]


def table_cells(edition: Edition, entities: Sequence[Entity], components: Sequence[Component]) -> CellBook:
    """Return the cells of the table, hidden or not. One query."""
    return read_cells([edition], entities, components, public=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: everything that was ever entered for one entity in one component of one edition."""

    current: tuple[Value, ...]
    replaced: tuple[Value, ...]

    @property
    def differ(self) -> bool:
        """Return whether sources stand side by side."""
        return len(self.current) > 1


def place_of(value: Value) -> Place:
    """Return what stands beside the value and what was replaced, the preferred one first and the newest replaced one
    first. One query.
    """
    rows = Value.objects.filter(edition=value.edition_id, entity=value.entity_id, component=value.component_id)
    rows = rows.select_related(
        "edition__scale", "edition__index", "entity", "component", "source", "vintage__entered_by",
        "superseded_by__entered_by",
    ).order_by("-pk")  # fmt: skip
    current = sorted((row for row in rows if row.superseded_by is None), key=lambda row: not row.preferred)
    replaced = sorted(
        (row for row in rows if row.superseded_by is not None),
        key=lambda row: row.superseded_by.number if row.superseded_by else 0,
        reverse=True,
    )
    return Place(tuple(current), tuple(replaced))


def largest_difference(values: Sequence[Value]) -> Decimal | None:
    """Return how far the numbers of several sources lie apart; None where fewer than two tell a number."""
    numbers = [value.number for value in values if value.number is not None]
    return max(numbers) - min(numbers) if len(numbers) > 1 else None
