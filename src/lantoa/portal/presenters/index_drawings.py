"""The pictures of the pages on indices, drawn by the presenters of the indices themselves; None for nothing to draw."""

from collections.abc import Sequence

from lantoa.apps.indices.models import Component, Edition
from lantoa.apps.indices.presenters import pictures
from lantoa.apps.indices.queries import EditionSheet, IndexSeries, Ranked
from lantoa.core.charts import Figure


def draw_series(series: IndexSeries, width: int) -> Figure | None:
    """Return the values over the years."""
    return pictures.series_picture(series, width=width)


def draw_ranks(series: IndexSeries, width: int) -> Figure | None:
    """Return the ranks over the years."""
    return pictures.rank_picture(series, width=width)


def draw_edition(sheet: EditionSheet, width: int) -> Figure | None:
    """Return the components of an edition beside the best, the region and the nation."""
    return None


def draw_ranking(edition: Edition, component: Component | None, rows: Sequence[Ranked], width: int) -> Figure | None:
    """Return where everybody stands in an edition."""
    return None


def draw_several(found: Sequence[IndexSeries], width: int) -> Figure | None:
    """Return several indices in small drawings side by side."""
    return None


def draw_slope(series: IndexSeries, before: Edition, after: Edition, width: int) -> Figure | None:
    """Return one index between two editions."""
    return None
