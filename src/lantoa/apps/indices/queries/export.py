"""An edition as a table: entities down, components across, as an import reads it again."""

from collections.abc import Sequence
from decimal import Decimal

from lantoa.apps.indices.models import Component, Edition, Entity, Index, Value
from lantoa.apps.indices.queries.entity_names import KINDS
from lantoa.apps.indices.tables.writing import Cell
from lantoa.core.viettext import sort_key


def edition_rows(edition: Edition, *, filled: bool) -> dict[str, list[list[Cell]]]:
    """Return the sheet of an edition, with the values of its own source or without any. Three queries.

    Where the edition names no source, the preferred values. Values by other sources are not in it: imported again,
    they would be taken for those of this one.
    """
    components = list(Component.objects.filter(scale=edition.scale_id).order_by("position", "pk"))
    components.sort(key=lambda component: not component.is_total)
    values = _values(edition) if filled else {}
    entities = _entities(edition, {entity for entity, _ in values})
    grouped = {component for (_, component), value in values.items() if value.group is not None}
    heading: list[Cell] = ["Đối tượng"]
    for component in components:
        name = component.name
        heading += [name, f"Hạng {name}"]
        if component.pk in grouped:
            heading.append(f"Nhóm {name}")
    rows: list[list[Cell]] = [heading]
    for entity in entities:
        row: list[Cell] = [entity.name]
        for component in components:
            row += _cells(values.get((entity.pk, component.pk)), grouped=component.pk in grouped)
        rows.append(row)
    return {f"{edition.index.short_name} {edition.year_measured}"[:31].replace("/", "-"): rows}


def _cells(value: Value | None, *, grouped: bool) -> Sequence[Cell]:
    number = None if value is None or value.number is None else Decimal(f"{value.number.normalize():f}")
    rank: Cell = None
    if value is not None and value.rank is not None:
        rank = f"{value.rank}/{value.ranked_count}" if value.ranked_count else value.rank
    return [number, rank, None if value is None else value.group] if grouped else [number, rank]


def _values(edition: Edition) -> dict[tuple[int, int], Value]:
    rows = Value.objects.current().filter(edition=edition)
    rows = rows.filter(source=edition.source_id) if edition.source_id else rows.filter(preferred=True)
    return {(value.entity_id, value.component_id): value for value in rows}


def _entities(edition: Edition, told: set[int]) -> list[Entity]:
    """Return those with values; in a template all who may be measured in that year."""
    local = edition.index.kind == Index.Kind.LOCAL
    rows = Entity.objects.filter(kind__in=KINDS[edition.index.kind])
    if told:
        rows = rows.filter(pk__in=told)
    else:
        rows = rows.valid_in(edition.year_measured)
        rows = rows.exclude(kind="province") if local else rows
    order = ["province", "department", "district", "commune", "region", "nation"]
    return sorted(rows, key=lambda entity: (order.index(entity.kind), sort_key(entity.short_name), entity.pk))
