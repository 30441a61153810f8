"""Pictures that set two years, or several indices, beside one another."""

from collections.abc import Sequence
from dataclasses import replace

from lantoa.apps.indices.presenters.comparison_words import (
    Pair,
    is_broken,
    multiples_sentence,
    multiples_table,
    pairs_of,
    slope_sentence,
    slope_table,
    standings_sentence,
    standings_table,
)
from lantoa.apps.indices.presenters.marks import (
    WIDTH,
    counts_ranked,
    entity_names,
    main_lines,
    rank_breaks,
    rank_mark,
    titled,
    told_lines,
    value_breaks,
    value_mark,
    years_text,
)
from lantoa.apps.indices.presenters.numbers import amount_text, lowered
from lantoa.apps.indices.queries.records import Cell, IndexSeries, Standing
from lantoa.core.charts import (
    Break,
    ChartError,
    DotRow,
    Figure,
    Mark,
    Panel,
    Series,
    dot_chart,
    multiples,
    reworded,
    slope_chart,
)

MOST_SLOPES = 16
MOST_PANELS = 12
# A drawing with more lines than this is a tangle; the table has all.
MOST_LINES = 6


def slope_picture(
    series: IndexSeries,
    before: int,
    after: int,
    *,
    ranks: bool = False,
    width: int = WIDTH,
    chart_id: str | None = None,
) -> Figure:
    """Return what everybody had in two years measured, numbers or ranks. No query.

    A break between the two leaves the lines out. Raises ChartError where one of the years has no edition.
    """
    pairs = pairs_of(series, before, after)[:MOST_SLOPES]
    if not pairs:
        raise ChartError("Không có kỳ của cả hai năm đã chọn để đặt cạnh nhau.")
    part = f", {series.component.name}" if series.component is not None else ""
    words = f"{series.index.short_name}{part}{', thứ hạng' if ranks else ''}: năm {before} và {after}"
    main = {line.entity.pk for line in main_lines(series)}
    told = [pair for pair in pairs if pair.line.entity.pk in main]
    drawn = _slope(words, pairs, told, ranks=ranks, width=width, chart_id=chart_id)
    table = slope_table(pairs, ranks=ranks, head="Đối tượng")
    return reworded(drawn, sentence=slope_sentence(told, ranks=ranks), table=table)


def index_slope_picture(
    several: Sequence[IndexSeries], before: int, after: int, *, width: int = WIDTH, chart_id: str | None = None
) -> Figure:
    """Return home's ranks in several indices in two years measured, a line for each index that has both editions.

    Of each series the first line of home is taken. No query. Raises ChartError where no index has both years.
    """
    pairs = []
    for series in several:
        own = main_lines(series)[:1]
        found = [pair for pair in pairs_of(series, before, after) if pair.line in own]
        pairs += [Pair(series, pair.line, series.index.short_name, pair.places) for pair in found]
    if not pairs:
        raise ChartError("Không có chỉ số nào có kỳ của cả hai năm đã chọn.")
    pairs = pairs[:MOST_SLOPES]
    words = f"Thứ hạng của {pairs[0].line.entity.short_name} theo các chỉ số: năm {before} và {after}"
    drawn = _slope(words, pairs, pairs, ranks=True, width=width, chart_id=chart_id)
    table = slope_table(pairs, ranks=True, head="Chỉ số")
    return reworded(drawn, sentence=slope_sentence(pairs, ranks=True), table=table)


def _slope(
    words: str, pairs: Sequence[Pair], told: Sequence[Pair], *, ranks: bool, width: int, chart_id: str | None
) -> Figure:
    years = [str(edition.year_measured) for edition in pairs[0].editions]
    scale = pairs[0].editions[1].scale
    stops = list(dict.fromkeys(reason for pair in pairs if (reason := is_broken(pair))))
    counts = counts_ranked(cell for pair in pairs for cell in pair.cells)
    lines = [
        Series(pair.name, _marks(pair, years, ranks=ranks, bare=len(counts) < 2), emphasised=pair in told)
        for pair in pairs
    ]
    return slope_chart(
        titled(words, [edition for pair in pairs for edition in pair.editions]),
        years[0],
        years[1],
        lines,
        unit="hạng" if ranks else scale.unit,
        breaks=[Break(years[1], "; ".join(map(lowered, stops)))] if stops else [],
        downwards=ranks,
        highest=max((count for count in counts if count), default=None) if ranks else None,
        decimals=0 if ranks else scale.decimals,
        width=width,
        chart_id=chart_id,
    )


def _marks(pair: Pair, years: Sequence[str], *, ranks: bool, bare: bool) -> tuple[Mark, ...]:
    return tuple(
        rank_mark(year, cell, bare=bare) if ranks else value_mark(year, cell)
        for year, cell in zip(years, pair.cells, strict=True)
    )


def multiples_picture(
    several: Sequence[IndexSeries],
    *,
    ranks: bool = False,
    title: str = "",
    width: int = WIDTH,
    chart_id: str | None = None,
) -> Figure:
    """Return a small plot for each series (indices, or components of one), each with its own axis. No query.

    Series without edition are left out, more than twelve too. Raises ChartError where nothing is left.
    """
    shown = [series for series in several if series.editions and series.lines][:MOST_PANELS]
    names = [_panel_name(series, shown) for series in shown]
    editions = [edition for series in shown for edition in series.editions]
    words = title or f"{', '.join(names[:3])}{' và các chỉ số khác' if len(names) > 3 else ''}, {years_text(editions)}"
    drawn = multiples(
        titled(words, editions),
        [_panel(series, name, ranks=ranks) for series, name in zip(shown, names, strict=True)],
        width=width,
        chart_id=chart_id,
    )
    return reworded(
        drawn, sentence=multiples_sentence(shown, ranks=ranks), table=multiples_table(shown, names, ranks=ranks)
    )


def _panel_name(series: IndexSeries, shown: Sequence[IndexSeries]) -> str:
    if series.component is None:
        return series.index.short_name
    alone = len({one.index.pk for one in shown}) == 1
    return series.component.name if alone else f"{series.index.short_name}, {series.component.name}"


def _panel(series: IndexSeries, name: str, *, ranks: bool) -> Panel:
    labels = tuple(str(edition.year_measured) for edition in series.editions)
    names = entity_names(line.entity for line in series.lines)
    main = {line.entity.pk for line in main_lines(series)}
    scale = series.editions[-1].scale
    counts = counts_ranked(cell for line in series.lines for cell in line.cells)
    lines = tuple(
        Series(
            names[line.entity.pk],
            tuple(
                rank_mark(label, cell, bare=len(counts) < 2) if ranks else value_mark(label, cell)
                for label, cell in zip(labels, line.cells, strict=True)
            ),
            emphasised=line.entity.pk in main,
        )
        for line in told_lines(series)[:MOST_LINES]
        if not ranks or line.entity.pk in main or any(cell.rank is not None for cell in line.cells)
    )
    highest = max((count for count in counts if count), default=None)
    return Panel(
        name,
        labels,
        lines,
        rank_breaks(series) if ranks else value_breaks(series),
        "hạng" if ranks else scale.unit,
        downwards=ranks,
        decimals=0 if ranks else scale.decimals,
        highest=highest if ranks else None,
    )


def standings_picture(
    standings: Sequence[Standing], *, title: str = "", width: int = WIDTH, chart_id: str | None = None
) -> Figure:
    """Return where home stands in every index, each on its own track, beside region and nation. No query.

    Raises ChartError where there is no index.
    """
    own = standings[0].entity.short_name if standings else ""
    shown = [one for one in map(_with_number, standings) if one.cell.number is not None] or list(standings)
    editions = [one.edition for one in shown]
    rows = [_standing_row(one, own) for one in shown]
    drawn = dot_chart(
        titled(title or f"{own} ở các chỉ số, năm đo {years_text(editions)}", editions),
        rows,
        unit="",
        noun="chỉ số",
        own=own,
        width=width,
        chart_id=chart_id,
    )
    return reworded(drawn, sentence=standings_sentence(standings), table=standings_table(standings))


def _with_number(one: Standing) -> Standing:
    """The standing as it is drawn: of the last edition that has a value, where the newest has none."""
    if one.cell.number is not None or one.latest is None:
        return one
    nothing = Cell(None)
    return replace(one, edition=one.latest[0], cell=one.latest[1], region=nothing, nation=nothing)


def _standing_row(one: Standing, own: str) -> DotRow:
    cells = [(own, one.cell)]
    cells += [("Vùng", one.region)] if one.region.number is not None else []
    cells += [("Cả nước", one.nation)] if one.nation.number is not None else []
    highest = one.edition.scale.highest
    marks = tuple(_with_unit(label, cell) for label, cell in cells)
    fits = highest is not None and all(mark.value is None or mark.value <= float(highest) for mark in marks)
    label = f"{one.index.short_name} {one.edition.year_measured}"
    return DotRow(label, marks, float(highest) if fits and highest is not None else None)


def _with_unit(label: str, cell: Cell) -> Mark:
    mark = value_mark(label, cell)
    if cell.value is None or cell.number is None:
        return mark
    scale = cell.value.edition.scale
    text = amount_text(cell.number, scale.unit, scale.decimals)
    text += f", hạng {cell.rank}" if cell.rank is not None else ""
    return Mark(label, mark.value, text, note=mark.note)
