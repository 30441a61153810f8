"""Several indices at once over the years, for the same entities, in as many queries as for one."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from lantoa.apps.indices.models import Component, Edition, Entity, Index
from lantoa.apps.indices.queries import EntityLine, IndexSeries, related_entities, visible_editions
from lantoa.apps.indices.queries.cells import CellBook, break_before, read_cells, reading_of
from lantoa.core.scoring import changes_along


def several_series(indices: Sequence[Index], entities: Sequence[Entity]) -> tuple[IndexSeries, ...]:
    """Return the totals of these indices over their open editions; one without any is left out. Four queries."""
    editions: dict[int, list[Edition]] = {}
    known = {index.pk: index for index in indices}
    for edition in visible_editions(public=True).filter(index__in=known):
        edition.index = known[edition.index_id]
        editions.setdefault(edition.index_id, []).append(edition)
    totals = _totals(edition for found in editions.values() for edition in found)
    every = [edition for found in editions.values() for edition in found]
    book = read_cells(every, entities, totals.values(), public=True)
    related = related_entities(entities)
    return tuple(
        IndexSeries(
            index=index,
            editions=tuple(editions[index.pk]),
            component_name="Tổng điểm",
            lines=tuple(_line(entity, editions[index.pk], totals, book) for entity in entities),
            breaks=tuple(
                (late, reason) for early, late in pairwise(editions[index.pk]) if (reason := break_before(early, late))
            ),
            related=related,
        )
        for index in indices
        if index.pk in editions
    )


def _totals(editions: Iterable[Edition]) -> dict[int, Component]:
    scales = {edition.scale_id: edition.scale for edition in editions}
    found = {total.scale_id: total for total in Component.objects.filter(scale__in=scales, parent=None)}
    for scale, total in found.items():
        total.scale = scales[scale]
    return found


def _line(entity: Entity, editions: Sequence[Edition], totals: dict[int, Component], book: CellBook) -> EntityLine:
    cells = tuple(book.cell(edition, entity, totals.get(edition.scale_id)) for edition in editions)
    readings = [reading_of(edition, entity, cell) for edition, cell in zip(editions, cells, strict=True)]
    return EntityLine(entity, cells, changes_along(readings))
