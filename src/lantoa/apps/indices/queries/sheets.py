"""One edition by component: what is its own, what changed, and beside it the best, the region and the nation."""

from django.db.models import Q

from lantoa.apps.indices.models import Annotation, Component, Edition, Entity
from lantoa.apps.indices.queries.best import best_values
from lantoa.apps.indices.queries.cells import CellBook, break_before, read_cells, reading_of
from lantoa.apps.indices.queries.entities import nation_entity, visible_editions
from lantoa.apps.indices.queries.records import AnyChange, ComponentRow, EditionSheet
from lantoa.apps.indices.queries.trees import component_tree
from lantoa.core.scoring import NoChange, change_between


def edition_sheet(edition: Edition, entity: Entity, *, public: bool = True) -> EditionSheet:
    """Return one edition for one entity, a row for each component in the order of the tree. At most nine queries.

    Changes are against the edition just before that one may see. Raises Edition.DoesNotExist where the public may not
    see the edition.
    """
    refuse_hidden(edition, public=public)
    region, nation = entity.parent, nation_entity()
    tree = component_tree(edition.scale)
    components = [component for component, _ in tree]
    previous = edition_before(edition, public=public)
    earlier = _by_code(previous, edition, components)
    book = read_cells(
        [edition, *([previous] if previous else [])],
        [one for one in (entity, region, nation) if one is not None],
        [*components, *earlier.values()],
        public=public,
    )
    best = best_values(edition, entity.kind, components)
    rows = tuple(
        ComponentRow(
            component=component,
            depth=depth,
            own=book.cell(edition, entity, component),
            best=best[component.pk].value,
            best_reason=best[component.pk].reason,
            region=book.cell(edition, region, component),
            nation=book.cell(edition, nation, component),
            change=_change(book, entity, previous, edition, earlier.get(component.code), component),
        )
        for component, depth in tree
    )
    return EditionSheet(edition, entity, rows, region, nation, _annotations(edition), previous)


def refuse_hidden(edition: Edition, *, public: bool) -> None:
    """Raises Edition.DoesNotExist for an edition that the public may not see."""
    if public and edition.opened_at is None:
        raise Edition.DoesNotExist


def edition_before(edition: Edition, *, public: bool) -> Edition | None:
    """Return the edition of the same index just before this one that one may see; None for the first. One query."""
    found = visible_editions(public=public).filter(index=edition.index, year_measured__lt=edition.year_measured).last()
    if found is not None:
        found.index = edition.index
        if found.scale_id == edition.scale_id:
            found.scale = edition.scale
    return found


def _by_code(previous: Edition | None, edition: Edition, components: list[Component]) -> dict[str, Component]:
    if previous is None:
        return {}
    if previous.scale_id == edition.scale_id:
        return {component.code: component for component in components}
    codes = [component.code for component in components]
    found = Component.objects.filter(Q(code__in=codes) | Q(parent=None), scale=previous.scale)
    return {component.code: component for component in found}


def _change(
    book: CellBook,
    entity: Entity,
    previous: Edition | None,
    edition: Edition,
    before: Component | None,
    component: Component,
) -> AnyChange:
    if previous is None:
        return None
    if before is None:
        return NoChange(break_before(previous, edition) or "Kỳ trước không có thành phần này.")
    early = reading_of(previous, entity, book.cell(previous, entity, before))
    return change_between(early, reading_of(edition, entity, book.cell(edition, entity, component)))


def _annotations(edition: Edition) -> tuple[Annotation, ...]:
    found = Annotation.objects.filter(
        Q(edition=None) | Q(edition=edition),
        Q(component=None) | Q(component__scale=edition.scale),
        index=edition.index,
    )
    return tuple(found.select_related("source", "component"))
