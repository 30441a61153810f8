"""Pictures of indices over the years: one drawing, the table behind it and the sentence that says what it shows."""

from collections.abc import Sequence
from decimal import Decimal

from lantoa.apps.indices.presenters.comparison_pictures import (
    MOST_LINES,
    index_slope_picture,
    multiples_picture,
    slope_picture,
    standings_picture,
)
from lantoa.apps.indices.presenters.edition_pictures import edition_picture, strip_picture, what_if_picture
from lantoa.apps.indices.presenters.marks import (
    WIDTH,
    counts_ranked,
    entity_names,
    main_lines,
    rank_breaks,
    rank_mark,
    series_title,
    told_lines,
    value_breaks,
    value_mark,
)
from lantoa.apps.indices.presenters.sentences import rank_sentence, series_sentence
from lantoa.apps.indices.presenters.tables import rank_table, series_table
from lantoa.apps.indices.queries.records import EntityLine, IndexSeries
from lantoa.core.charts import Figure, Mark, Series, reworded, series_chart

__all__ = [
    "edition_picture",
    "index_slope_picture",
    "multiples_picture",
    "rank_picture",
    "series_picture",
    "slope_picture",
    "standings_picture",
    "strip_picture",
    "what_if_picture",
]


def series_picture(series: IndexSeries, *, width: int = WIDTH, chart_id: str | None = None) -> Figure:
    """Return the numbers of an index over the years, home emphasised. No query.

    Raises ChartError where there is no edition or nobody to show.
    """
    labels = [str(edition.year_measured) for edition in series.editions]
    scale = series.editions[-1].scale if series.editions else None
    drawn = series_chart(
        series_title(series, told_lines(series)),
        labels,
        [
            Series(name, tuple(map(value_mark, labels, line.cells)), emphasised=told)
            for name, line, told in _drawn_lines(series)
        ],
        unit=scale.unit if scale else "",
        breaks=value_breaks(series),
        lowest=_only({edition.scale.lowest for edition in series.editions}),
        highest=_only({_highest(series, place) for place in range(len(labels))}),
        decimals=scale.decimals if scale else 2,
        width=width,
        chart_id=chart_id,
    )
    return reworded(drawn, sentence=series_sentence(series), table=series_table(series))


def rank_picture(series: IndexSeries, *, width: int = WIDTH, chart_id: str | None = None) -> Figure:
    """Return the ranks over the years, 1 at the top, of those who have any. No query.

    Raises ChartError where there is no edition or nobody to show.
    """
    labels = [str(edition.year_measured) for edition in series.editions]
    counts = counts_ranked(cell for line in series.lines for cell in line.cells)
    known = [count for count in counts if count]
    ranked = [line for line in _drawn_lines(series) if any(cell.rank is not None for cell in line[1].cells)]
    shown = ranked or _drawn_lines(series)[:1]
    drawn = series_chart(
        series_title(series, [line for _, line, _ in shown], ", thứ hạng"),
        labels,
        [Series(name, _rank_marks(labels, line, bare=len(counts) < 2), emphasised=told) for name, line, told in shown],
        unit="hạng",
        breaks=rank_breaks(series),
        downwards=True,
        highest=max(known) if known else None,
        decimals=0,
        width=width,
        chart_id=chart_id,
    )
    return reworded(drawn, sentence=rank_sentence(series), table=rank_table(series))


def _drawn_lines(series: IndexSeries) -> list[tuple[str, EntityLine, bool]]:
    names = entity_names(line.entity for line in series.lines)
    main = [line.entity.pk for line in main_lines(series)]
    return [(names[line.entity.pk], line, line.entity.pk in main) for line in told_lines(series)[:MOST_LINES]]


def _rank_marks(labels: Sequence[str], line: EntityLine, *, bare: bool) -> tuple[Mark, ...]:
    return tuple(rank_mark(label, cell, bare=bare) for label, cell in zip(labels, line.cells, strict=True))


def _highest(series: IndexSeries, place: int) -> Decimal | None:
    """The highest value there can be in an edition: of the component where the series is of one."""
    if series.component is None:
        return series.editions[place].scale.highest
    values = [line.cells[place].value or line.cells[place].absent for line in series.lines]
    found = next((value for value in values if value is not None), None)
    return found.component.highest if found is not None else series.component.highest


def _only(ends: set[Decimal | None]) -> float | None:
    """The end of the scale where it is one and the same for all editions."""
    (found,) = ends if len(ends) == 1 else (None,)
    return None if found is None else float(found)
