"""An index over the years: a line for each entity, its breaks and absences, what to set beside it."""

from collections.abc import Sequence
from itertools import pairwise

from django.db.models import Q

from lantoa.apps.indices.models import Annotation, Component, Edition, Entity, Index
from lantoa.apps.indices.queries.cells import CellBook, break_before, read_cells, reading_of
from lantoa.apps.indices.queries.entities import related_entities, visible_editions
from lantoa.apps.indices.queries.records import EntityLine, IndexSeries
from lantoa.core.scoring import changes_along


def index_series(
    index: Index, entities: Sequence[Entity], *, component: Component | None = None, public: bool = True
) -> IndexSeries:
    """Return the total of an index, or one component, over its editions for these entities. Five queries.

    A component is found in other versions of the scale by its code, and its lines stop between them as all lines do.
    Entities are not joined with what they became: those are in `related`.
    """
    editions = tuple(visible_editions(public=public).filter(index=index))
    for edition in editions:
        edition.index = index
    parts = _parts(editions, component)
    book = read_cells(editions, entities, parts.values(), public=public)
    newest = next(reversed(parts.values()), None)
    return IndexSeries(
        index=index,
        editions=editions,
        component_name=component.name if component else newest.name if newest else "",
        lines=tuple(_line(entity, editions, parts, book) for entity in entities),
        breaks=tuple((late, reason) for early, late in pairwise(editions) if (reason := break_before(early, late))),
        component=component if component is not None and component.parent_id is not None else None,
        related=related_entities(entities),
        annotations=_annotations(index, editions, component),
    )


def _parts(editions: Sequence[Edition], component: Component | None) -> dict[int, Component]:
    """Return the component of each scale version that the series is of; the newest scale's last."""
    scales = {edition.scale_id: edition.scale for edition in editions}
    asked = Q(parent=None) if component is None or component.parent_id is None else Q(code=component.code)
    found = {part.scale_id: part for part in Component.objects.filter(asked, scale__in=list(scales))}
    for scale_id, part in found.items():
        part.scale = scales[scale_id]
    return {scale_id: found[scale_id] for scale_id in scales if scale_id in found}


def _line(entity: Entity, editions: Sequence[Edition], parts: dict[int, Component], book: CellBook) -> EntityLine:
    cells = tuple(book.cell(edition, entity, parts.get(edition.scale_id)) for edition in editions)
    readings = [reading_of(edition, entity, cell) for edition, cell in zip(editions, cells, strict=True)]
    return EntityLine(entity, cells, changes_along(readings))


def _annotations(index: Index, editions: Sequence[Edition], component: Component | None) -> tuple[Annotation, ...]:
    of_editions = Q(edition=None) | Q(edition__in=editions)
    of_component = Q(component=None) | Q(component__parent=None)
    if component is not None and component.parent_id is not None:
        of_component = Q(component=None) | Q(component__code=component.code)
    found = Annotation.objects.filter(of_editions, of_component, index=index)
    return tuple(found.select_related("source", "edition", "component"))
