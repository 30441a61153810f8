"""What everybody would read of an edition, in words."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from lantoa.apps.indices.presenters.edition_pictures import edition_picture
from lantoa.apps.indices.presenters.numbers import cell_text
from lantoa.apps.indices.queries.preview import Preview
from lantoa.core.charts import ChartError


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


@dataclass(frozen=True, slots=True)
class PreviewPicture:
    """The picture of the public page with the sentence under it; `problem` says why there is none."""

    title: str = ""
    drawn: SafeString | None = None
    sentence: str = ""
    problem: str = ""


def preview_picture(preview: Preview) -> PreviewPicture | None:
    """Return the picture of the first entity by component, None where the edition speaks of nobody."""
    if preview.sheet is None:
        return None
    try:
        figure = edition_picture(preview.sheet)
    except ChartError as error:
        return PreviewPicture(problem=str(error))
    return PreviewPicture(figure.title, mark_safe(figure.svg), figure.sentence)
