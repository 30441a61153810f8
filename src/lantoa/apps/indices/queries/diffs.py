"""What differs between two editions of an index, and between two vintages of one edition."""

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.apps.indices.models import Absence, Component, Edition, Entity, IndexSource, Value, Vintage
from lantoa.core.scoring import Change, NoChange
from lantoa.core.scoring.changes import Reading, change_between
from lantoa.core.viettext import sort_key


@dataclass(frozen=True, slots=True)
class EditionDiffRow:
    """One entity in one component: its values in both editions, and the change or why there is none to tell."""

    entity: Entity
    component: Component
    before: Value | None
    after: Value | None
    change: Change | NoChange


@dataclass(frozen=True, slots=True)
class VintageDiffRow:
    """One value that differs between two vintages: None where there was none yet."""

    entity: Entity
    component: Component
    source: IndexSource
    before: Value | None
    after: Value | None


def edition_before(edition: Edition) -> Edition | None:
    """Return the edition of the same index that was measured before. One query."""
    earlier = Edition.objects.filter(index=edition.index_id, year_measured__lt=edition.year_measured)
    return earlier.select_related("index", "scale").order_by("-year_measured").first()


def edition_diff(before: Edition, after: Edition, *, component: str = "") -> list[EditionDiffRow]:
    """Return what two editions say of each entity, component by component, the total first; by name within.

    `component`: the code of one, "" for all. Values are the preferred ones; components of two scales are matched by
    their codes, and then no change is told. Three queries.
    """
    between = list(
        Edition.objects.filter(
            index=after.index_id, year_measured__gt=before.year_measured, year_measured__lt=after.year_measured
        ).select_related("scale")
    )
    between.sort(key=lambda edition: edition.year_measured)
    told = [_values(edition, component) for edition in (before, after)]
    rows = []
    for key in dict.fromkeys([*told[1], *told[0]]):
        early, late = told[0].get(key), told[1].get(key)
        known = late or early
        assert known is not None
        entity = known.entity
        passed = [_reading(edition, entity, None) for edition in between]
        change = change_between(_reading(before, entity, early), _reading(after, entity, late), passed)
        rows.append(EditionDiffRow(entity, known.component, early, late, change))
    rows.sort(key=lambda row: (*_place(row.component), sort_key(row.entity.short_name), row.entity.pk))
    return rows


def _place(component: Component) -> tuple[bool, int, str]:
    return not component.is_total, component.position, component.code


def _values(edition: Edition, component: str) -> dict[tuple[int, str], Value]:
    rows = Value.objects.current().filter(edition=edition, preferred=True).select_related("entity", "component")
    rows = rows.filter(component__code=component) if component else rows
    found = {}
    for value in rows:
        value.edition = edition
        code = "" if value.component.is_total else value.component.code
        found[value.entity_id, code] = value
    return found


def _reading(edition: Edition, entity: Entity, value: Value | None) -> Reading:
    absence = "chưa có số liệu" if value is None else str(Absence(value.absence).label) if value.absence else ""
    return Reading(
        edition.year_measured,
        value.number if value else None,
        value.rank if value else None,
        value.ranked_among if value else None,
        edition.scale.name,
        entity.name,
        edition.method_break_note if edition.method_break else "",
        absence,
    )


def vintage_diff(edition: Edition, first: Vintage, second: Vintage) -> list[VintageDiffRow]:
    """Return the values that differ between what stood after one vintage and after a later one. One query.

    By source, for a value of another source is another value. By component, the total first, then by name.
    """
    values = Value.objects.filter(edition=edition).select_related(
        "entity", "component", "source", "vintage", "superseded_by"
    )
    told = list(values)
    for value in told:
        value.edition = edition
    before, after = _at(told, first.number), _at(told, second.number)
    rows = []
    for key in dict.fromkeys([*after, *before]):
        early, late = before.get(key), after.get(key)
        known = late or early
        if known is not None and early != late:
            rows.append(VintageDiffRow(known.entity, known.component, known.source, early, late))
    rows.sort(key=lambda row: (*_place(row.component), sort_key(row.entity.short_name), row.entity.pk))
    return rows


def _at(values: Iterable[Value], number: int) -> dict[tuple[int, int, int], Value]:
    """Return what stood after the vintage of that number."""
    return {
        (value.entity_id, value.component_id, value.source_id): value
        for value in values
        if value.vintage.number <= number and (value.superseded_by is None or value.superseded_by.number > number)
    }
