"""Where an entity stands: in every index, and among all of one edition."""

from collections.abc import Sequence

from lantoa.apps.indices.models import Component, Edition, Entity, EntityKind, Index, Value
from lantoa.apps.indices.queries.cells import MEANS, CellBook, make_cell, read_cells, reading_of
from lantoa.apps.indices.queries.entities import home_entities, nation_entity, published_place, visible_editions
from lantoa.apps.indices.queries.records import Cell, Ranked, Standing
from lantoa.apps.indices.queries.sheets import refuse_hidden
from lantoa.core.scoring import change_between
from lantoa.core.viettext import sort_key

_LOCAL = (EntityKind.DEPARTMENT, EntityKind.DISTRICT, EntityKind.COMMUNE)


def standings_of(entity: Entity, *, public: bool = True) -> tuple[Standing, ...]:
    """Return where the entity stands in every index that has editions and measures its kind. At most five queries.

    It is that of the newest edition that says anything of it, be it why there is no value; of the newest edition at all
    where none does.
    """
    return _standings([entity], public=public)


def home_standings(*, public: bool = True) -> tuple[Standing, ...]:
    """Return where home stands in every index: before or after a merger, whichever the newest edition speaks of. At
    most five queries; empty where no province is marked as home.
    """
    return _standings(home_entities(), public=public)


def ranking(edition: Edition, component: Component | None = None, *, public: bool = True) -> tuple[Ranked, ...]:
    """Return all that an edition says anything of in a component (the total without one), the best first. Two queries.

    The order is that of the stated ranks; without rank by number; without value last, by name. Regions and the nation
    are means and do not stand in it. Raises Edition.DoesNotExist where the public may not see the edition.
    """
    refuse_hidden(edition, public=public)
    part = component or edition.scale.components.get(parent=None)
    found = Value.objects.filter(edition=edition, component=part).exclude(entity__kind__in=MEANS)
    grouped: dict[int, list[Value]] = {}
    for value in found.select_related("entity__parent", "source", "vintage", "superseded_by").order_by("pk"):
        value.edition, value.component = edition, part
        if not public or value.entity.is_valid_in(edition.year_measured):
            grouped.setdefault(value.entity_id, []).append(value)
    ranked = [Ranked(values[0].entity, make_cell(values)) for values in grouped.values()]
    return tuple(sorted(ranked, key=lambda one: _place(one, edition.index)))


def _place(one: Ranked, index: Index) -> tuple[object, ...]:
    name = sort_key(one.entity.name)
    if one.cell.value is None:
        return (True, name)
    return (False, *published_place(one.cell.value, index), name)


def _standings(entities: Sequence[Entity], *, public: bool) -> tuple[Standing, ...]:
    if not entities:
        return ()
    kind = Index.Kind.LOCAL if entities[0].kind in _LOCAL else Index.Kind.PROVINCIAL
    editions = list(visible_editions(public=public).filter(index__kind=kind))
    scales = {edition.scale_id: edition.scale for edition in editions}
    totals = {total.scale_id: total for total in Component.objects.filter(parent=None, scale__in=list(scales))}
    for scale_id, total in totals.items():
        total.scale = scales[scale_id]
    nation = nation_entity()
    regions = [entity.parent for entity in entities]
    whom = {one.pk: one for one in (*entities, *regions, nation) if one is not None}
    book = read_cells(editions, whom.values(), totals.values(), public=public)
    by_index: dict[int, list[Edition]] = {}
    for edition in editions:
        by_index.setdefault(edition.index_id, []).append(edition)
    found = [_standing(own, entities, totals, nation, book) for own in by_index.values()]
    return tuple(sorted(found, key=lambda one: (one.index.position, one.index.short_name)))


def _standing(
    editions: Sequence[Edition],
    entities: Sequence[Entity],
    totals: dict[int, Component],
    nation: Entity | None,
    book: CellBook,
) -> Standing:
    def cell(edition: Edition, whom: Entity | None) -> Cell:
        return book.cell(edition, whom, totals.get(edition.scale_id))

    told = [
        (place, entity) for place, edition in enumerate(editions) for entity in entities if _says(cell(edition, entity))
    ]
    place, entity = told[-1] if told else (len(editions) - 1, entities[-1])
    edition, own = editions[place], cell(editions[place], entity)
    before = editions[place - 1] if place else None
    previous = (before, cell(before, entity)) if before else None
    valued = [one for one in editions[:place] if cell(one, entity).value is not None] if own.value is None else []
    return Standing(
        index=edition.index,
        edition=edition,
        entity=entity,
        cell=own,
        previous=previous,
        change=change_between(reading_of(previous[0], entity, previous[1]), reading_of(edition, entity, own))
        if previous
        else None,
        region=cell(edition, entity.parent),
        nation=cell(edition, nation),
        latest=(valued[-1], cell(valued[-1], entity)) if valued else None,
    )


def _says(cell: Cell) -> bool:
    return cell.value is not None or cell.absent is not None or bool(cell.others)
