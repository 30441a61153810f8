"""What everybody would read of an edition, for staff to look at before it is opened."""

from dataclasses import dataclass

from lantoa.apps.indices.models import Edition, Entity, Value
from lantoa.apps.indices.queries.cells import CellBook
from lantoa.apps.indices.queries.component_tree import TreeRow, component_tree
from lantoa.apps.indices.queries.edition_table import table_cells
from lantoa.apps.indices.queries.entities import home_entities, nation_entity


@dataclass(frozen=True, slots=True)
class Preview:
    """Home, its region and the nation by component; `others`: how many more entities the edition has values of."""

    edition: Edition
    shown: tuple[Entity, ...]
    tree: tuple[TreeRow, ...]
    cells: CellBook
    others: int


def edition_preview(edition: Edition) -> Preview:
    """Return the preview, of the entities that the edition speaks of. Five queries."""
    measured = set(Value.objects.current().filter(edition=edition).values_list("entity", flat=True))
    homes = [home for home in home_entities() if home.is_valid_in(edition.year_measured)]
    asked = [*homes, *(home.parent for home in homes if home.parent), nation_entity()]
    shown = tuple(entity for entity in dict.fromkeys(asked) if entity and entity.pk in measured)
    tree = tuple(component_tree(edition.scale))
    book = table_cells(edition, shown, [row.component for row in tree])
    return Preview(edition, shown, tree, book, len(measured - {entity.pk for entity in shown}))
