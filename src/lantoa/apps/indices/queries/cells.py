"""Cells from the rows of values: what counts, what stands beside it, what was corrected, and why there is nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lantoa.apps.indices.models import Component, Edition, Entity, EntityKind, Value
from lantoa.apps.indices.queries.records import Cell
from lantoa.core.scoring import Reading, break_between
from lantoa.core.viettext import format_date

NO_ROW = "Chưa có số liệu"
MEANS = (EntityKind.NATION, EntityKind.REGION)  # their values are means of others, and never ranked
UNDECIDED = "Các nguồn khác nhau, chưa chọn số nào"


@dataclass(frozen=True)
class CellBook:
    """All cells of some editions, entities and components, found by their three keys. See read_cells."""

    public: bool
    cells: Mapping[tuple[int, int, int], Cell] = field(repr=False)

    def cell(self, edition: Edition, entity: Entity | None, component: Component | None) -> Cell:
        """Return the cell, with its reason where it is empty."""
        if entity is None:
            return Cell(None, reason=NO_ROW)
        if component is None:
            return Cell(None, reason=f"Thang đo “{edition.scale.name}” không có thành phần này")
        found = self.cells.get((edition.pk, entity.pk, component.pk))
        says_value = found is not None and found.value is not None
        if not entity.is_valid_in(edition.year_measured) and (found is None or (self.public and says_value)):
            return Cell(None, reason=_not_there(entity, edition.year_measured))
        return found or Cell(None, reason=_no_row(edition, entity))


def read_cells(
    editions: Iterable[Edition], entities: Iterable[Entity], components: Iterable[Component], *, public: bool
) -> CellBook:
    """Return the cells of these editions, entities and components. One query, whatever their number.

    In public, what is said of an entity for a year in which it did not exist is not shown.
    """
    by_edition = {edition.pk: edition for edition in editions}
    by_entity = {entity.pk: entity for entity in entities}
    by_component = {component.pk: component for component in components}
    rows = Value.objects.filter(
        edition__in=list(by_edition), entity__in=list(by_entity), component__in=list(by_component)
    )
    grouped: dict[tuple[int, int, int], list[Value]] = {}
    for value in rows.select_related("source", "vintage", "superseded_by").order_by("pk"):
        value.edition = by_edition[value.edition_id]
        value.entity = by_entity[value.entity_id]
        value.component = by_component[value.component_id]
        grouped.setdefault((value.edition_id, value.entity_id, value.component_id), []).append(value)
    return CellBook(public, {key: make_cell(values) for key, values in grouped.items()})


def make_cell(values: Sequence[Value]) -> Cell:
    """Return the cell of all values, current and superseded, of one edition, entity and component. No query."""
    current = [value for value in values if value.superseded_by_id is None]
    chosen = next((value for value in current if value.preferred), None)
    others = tuple(value for value in current if chosen is None or _differ(chosen, value))
    agreeing = tuple(value for value in current if value is not chosen and value not in others)
    corrected = tuple(
        sorted(
            (value for value in values if value.superseded_by is not None),
            key=lambda value: (value.superseded_by.number if value.superseded_by else 0, value.pk),
            reverse=True,
        )
    )
    if chosen is None:
        return Cell(None, others, corrected, UNDECIDED if others else NO_ROW)
    if chosen.absence:
        return Cell(None, others, corrected, absence_reason(chosen), chosen, agreeing)
    return Cell(chosen, others, corrected, agreeing=agreeing)


def _differ(one: Value, other: Value) -> bool:
    """Return whether two values contradict each other; what only one of them states is no contradiction."""
    if one.absence or other.absence:
        return one.absence != other.absence
    pairs = ((one.number, other.number), (one.rank, other.rank), (one.group, other.group))
    return any(None not in pair and pair[0] != pair[1] for pair in pairs)


def absence_reason(value: Value) -> str:
    """Return why there is no value, in the words of the row: the kind of reason, and what was noted to it."""
    label = value.get_absence_display()
    label = f"{label[:1].upper()}{label[1:]}"
    return f"{label}: {value.absence_note}" if value.absence_note else label


def reading_of(edition: Edition, entity: Entity, cell: Cell) -> Reading:
    """Return the cell as core compares it."""
    return Reading(
        year=edition.year_measured,
        value=cell.number,
        rank=cell.rank,
        rank_of=edition.ranked_count if cell.value is None else cell.value.ranked_among,
        scale=edition.scale.name,
        entity=entity.name,
        method_break=edition.method_break_note if edition.method_break else "",
        absence=cell.reason,
    )


def break_before(before: Edition, after: Edition) -> str:
    """Return why the lines of an index stop between two editions, "" where they do not."""
    early, late = (
        Reading(
            year=edition.year_measured,
            scale=edition.scale.name,
            method_break=edition.method_break_note if edition.method_break else "",
        )
        for edition in (before, after)
    )
    return break_between(early, late)


def _no_row(edition: Edition, entity: Entity) -> str:
    if edition.ranked_top and entity.kind not in MEANS:
        return f"{NO_ROW}; kỳ này chỉ công bố {edition.ranked_top} đối tượng đầu"
    return NO_ROW


def _not_there(entity: Entity, year: int) -> str:
    if entity.valid_from is not None and entity.valid_from.year > year:
        return f"{entity.short_name} có từ ngày {format_date(entity.valid_from)}"
    if entity.valid_to is not None:
        return f"{entity.short_name} chỉ có đến hết ngày {format_date(entity.valid_to)}"
    return NO_ROW
