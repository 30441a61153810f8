"""The pictures of the pages on indices, drawn by the presenters of the indices themselves; None for nothing to draw.

Each raises ChartError for what cannot be drawn.
"""

from collections.abc import Sequence
from dataclasses import replace

from lantoa.apps.indices.models import Component, Edition
from lantoa.apps.indices.presenters import comparison_pictures, edition_pictures, pictures
from lantoa.apps.indices.queries import EditionSheet, EntityLine, IndexSeries, Ranked
from lantoa.core.charts import Figure


def draw_series(series: IndexSeries, width: int) -> Figure:
    """Return the values over the years."""
    return pictures.series_picture(series, width=width)


def draw_ranks(series: IndexSeries, width: int) -> Figure:
    """Return the ranks over the years."""
    return pictures.rank_picture(series, width=width)


def draw_edition(sheet: EditionSheet, width: int) -> Figure:
    """Return the components of an edition beside the best, the region and the nation."""
    return edition_pictures.edition_picture(sheet, width=width)


def draw_ranking(edition: Edition, component: Component | None, rows: Sequence[Ranked], width: int) -> Figure:
    """Return where everybody stands in an edition."""
    return edition_pictures.strip_picture(edition, rows, component=component, width=width)


def draw_several(found: Sequence[IndexSeries], width: int) -> Figure:
    """Return several indices in small drawings side by side."""
    return comparison_pictures.multiples_picture(found, width=width)


def with_values(found: Sequence[IndexSeries]) -> list[IndexSeries]:
    """Return the series without the lines that never had a value, as long as one is left; see undrawn_words."""
    return [replace(series, lines=_valued(series) or series.lines[:1]) for series in found]


def _valued(series: IndexSeries) -> tuple[EntityLine, ...]:
    return tuple(line for line in series.lines if any(cell.value is not None for cell in line.cells))


def undrawn_words(found: Sequence[IndexSeries]) -> str:
    """Return which lines are left out of the small drawings, as they have no value in any year; "" for none."""
    whole = []
    for series in found:
        kept = _valued(series)
        left = [line.entity.short_name for line in series.lines if line not in kept]
        if left:
            whole.append(f"{series.index.short_name} ({', '.join(left)})")
    return f"Không có giá trị ở năm nào nên không vẽ: {'; '.join(whole)}. Lý do ở bảng số liệu." if whole else ""


def draw_slope(series: IndexSeries, before: Edition, after: Edition, width: int) -> Figure:
    """Return one index between two editions."""
    return comparison_pictures.slope_picture(series, before.year_measured, after.year_measured, width=width)
