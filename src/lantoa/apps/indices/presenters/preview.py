"""What everybody would read of an edition, in words."""

from dataclasses import dataclass

from lantoa.apps.indices.presenters.numbers import cell_text
from lantoa.apps.indices.queries.preview import Preview


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A component with what is told of each of the shown entities."""

    name: str
    depth: int
    # The name of the entity, for a phone, and what is told of it.
    cells: tuple[tuple[str, str], ...]


def preview_lines(preview: Preview) -> list[PreviewLine]:
    """Return a line for each component, the total first."""
    return [
        PreviewLine(
            row.component.name,
            row.depth,
            tuple(
                (entity.short_name, cell_text(preview.cells.cell(preview.edition, entity, row.component)))
                for entity in preview.shown
            ),
        )
        for row in preview.tree
    ]
