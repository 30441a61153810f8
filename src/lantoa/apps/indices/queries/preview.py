"""What everybody would read of an edition, for staff to look at before it is opened."""

from dataclasses import dataclass

from lantoa.apps.indices.models import Edition, Entity, Value
from lantoa.apps.indices.queries.cells import CellBook
from lantoa.apps.indices.queries.component_tree import TreeRow, tree_rows
from lantoa.apps.indices.queries.edition_table import table_cells
from lantoa.apps.indices.queries.entities import default_entities
from lantoa.apps.indices.queries.records import EditionSheet
from lantoa.apps.indices.queries.sheets import edition_sheet


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom the public page shows first by component; `others`: how many more entities the edition has values of.

    `sheet`: the page of the first of them, None where the edition speaks of none.
    """

    edition: Edition
    shown: tuple[Entity, ...]
    tree: tuple[TreeRow, ...]
    cells: CellBook
    others: int
    sheet: EditionSheet | None


def edition_preview(edition: Edition) -> Preview:
    """Return the preview, hidden editions included. At most fifteen queries."""
    measured = set(Value.objects.current().filter(edition=edition).values_list("entity", flat=True))
    shown = tuple(entity for entity in default_entities(edition.index, public=False) if entity.pk in measured)
    tree = tuple(tree_rows(edition.scale))
    book = table_cells(edition, shown, [row.component for row in tree])
    sheet = edition_sheet(edition, shown[0], public=False) if shown else None
    return Preview(edition, shown, tree, book, len(measured - {entity.pk for entity in shown}), sheet)
