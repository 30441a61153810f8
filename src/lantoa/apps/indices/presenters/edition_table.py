"""The table of an edition and the page of one value as the office writes them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from lantoa.apps.indices.models import Component, Edition, Entity, Value, Vintage
from lantoa.apps.indices.presenters.numbers import group_text, number_text, rank_text, value_text
from lantoa.apps.indices.queries.cells import CellBook
from lantoa.apps.indices.queries.edition_table import Place, largest_difference
from lantoa.apps.indices.queries.records import Cell


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell: what stands in it, what to know of it, the value it opens; `pk` None where there is none yet."""

    component: Component
    words: str
    beside: str
    marks: tuple[str, ...]
    pk: int | None


@dataclass(frozen=True, slots=True)
class TableRow:
    entity: Entity
    about: str
    cells: tuple[TableCell, ...]


def table_rows(
    edition: Edition, entities: Sequence[Entity], components: Sequence[Component], book: CellBook
) -> list[TableRow]:
    """Return a row for each entity with a cell for each component."""
    return [
        TableRow(
            entity,
            " · ".join(part for part in (_kind(entity), entity.parent.short_name if entity.parent else "") if part),
            tuple(_cell(component, book.cell(edition, entity, component)) for component in components),
        )
        for entity in entities
    ]


def _kind(entity: Entity) -> str:
    return "" if entity.kind == "province" else entity.get_kind_display()


def _cell(component: Component, cell: Cell) -> TableCell:
    value = cell.value or cell.absent
    if value is None:
        first = next(iter(cell.others), None)
        return TableCell(component, cell.reason, "", (), first.pk if first else None)
    words, beside = _two(value)
    return TableCell(component, words, beside, marks_of(value, cell), value.pk)


def _two(value: Value) -> tuple[str, str]:
    """Return what stands large in the cell, and what small beside it."""
    parts = []
    if value.number is not None:
        parts.append(number_text(value.number, value.edition.scale.decimals))
    if value.rank is not None:
        parts.append(rank_text(value.rank, value.ranked_among))
    if value.group is not None:
        parts.append(group_text(value.group))
    return (parts[0], ", ".join(parts[1:])) if parts else (str(value.get_absence_display()), "")


def marks_of(value: Value, cell: Cell) -> tuple[str, ...]:
    """Return the marks of a value in short: worked out, not verified, sources differ, corrected."""
    found = [
        (value.derived, "suy ra"),
        (value.unverified, "chưa kiểm chứng"),
        (bool(cell.others), f"{len(cell.others) + 1} nguồn khác nhau"),
        (bool(cell.corrected), "đã sửa"),
    ]
    return tuple(words for there, words in found if there)


@dataclass(frozen=True, slots=True)
class ValueCard:
    """One of the values at a place: what it says, by which source, how it came in, what became of it."""

    value: Value
    words: str
    notes: tuple[str, ...]
    entered: str
    replaced: str
    reason: str


def place_cards(place: Place) -> tuple[list[ValueCard], list[ValueCard], str]:
    """Return the cards of the current values, those of the replaced ones, and how far the sources lie apart."""
    apart = largest_difference(place.current)
    scale = place.current[0].edition.scale if place.current else None
    words = f"{number_text(apart, scale.decimals)} {scale.unit}" if apart and scale else ""
    return [_card(value) for value in place.current], [_card(value) for value in place.replaced], words


def _card(value: Value) -> ValueCard:
    later = value.superseded_by
    notes = [f"suy ra: {value.derived_note}"] if value.derived else []
    if value.unverified:
        notes.append("chưa kiểm chứng")
    return ValueCard(
        value=value,
        words=value_text(value),
        notes=tuple(notes),
        entered=_entry_words(value),
        replaced=f"thay bởi đợt {later.number}, {_who_when(later)}" if later else "",
        reason=later.reason if later else value.vintage.reason,
    )


def _entry_words(value: Value) -> str:
    return f"đợt {value.vintage.number} ({value.vintage.get_kind_display()}), {_who_when(value.vintage)}"


def _who_when(vintage: Vintage) -> str:
    return f"{vintage.entered_by or 'hệ thống'} nhập lúc {timezone.localtime(vintage.entered_at):%H:%M %d/%m/%Y}"
