"""The tables behind pictures of indices: all that a picture draws and all that its sentence says, as text."""

from collections.abc import Callable, Sequence

from lantoa.apps.indices.models import Edition
from lantoa.apps.indices.presenters.marks import entity_names, main_lines, told_lines
from lantoa.apps.indices.presenters.numbers import (
    DERIVED,
    NO_RANK,
    cell_text,
    change_text,
    lowered,
    no_change_text,
    rank_cell,
    ranks_text,
    remarks,
)
from lantoa.apps.indices.queries.records import AnyChange, Cell, EntityLine, IndexSeries
from lantoa.apps.newsroom.figures import ILLUSTRATIVE
from lantoa.core.charts import ChartTable
from lantoa.core.scoring import Change

NOTHING_BEFORE = "–"


def series_table(series: IndexSeries) -> ChartTable:
    """Return a row for each edition: everybody's number and rank, the changes of home, the notes where there are any.

    The columns stand in the order of the lines; those of changes follow them.
    """
    return _over_years(series, told_lines(series), cell_text, change_text)


def rank_table(series: IndexSeries) -> ChartTable:
    """Return a row for each edition: the ranks of those who have any, and by how much home went up or down."""
    ranked = [line for line in series.lines if any(cell.rank is not None for cell in line.cells)]
    return _over_years(series, ranked or main_lines(series), rank_cell, lambda change, _: rank_change(change))


def _over_years(
    series: IndexSeries,
    lines: Sequence[EntityLine],
    words: Callable[[Cell], str],
    change_words: Callable[..., str],
) -> ChartTable:
    names = entity_names(line.entity for line in series.lines)
    main = [line for line in main_lines(series) if line in lines and any(cell.value for cell in line.cells)]
    header = [
        "Năm đo",
        *(names[line.entity.pk] for line in lines),
        *(f"{names[line.entity.pk]} so với kỳ trước" for line in main),
    ]
    rows = []
    for place, edition in enumerate(series.editions):
        changes = [change_words(line.changes[place], edition.scale) or NOTHING_BEFORE for line in main]
        rows.append([str(edition.year_measured), *(words(line.cells[place]) for line in lines), *changes])
    notes = [_notes(series, lines, place) for place in range(len(series.editions))]
    return with_notes(header, rows, notes)


def with_notes(header: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str]) -> ChartTable:
    """Return a table with a last column of notes where there are any."""
    if not any(notes):
        return ChartTable(tuple(header), tuple(map(tuple, rows)))
    return ChartTable((*header, "Ghi chú"), tuple((*row, note) for row, note in zip(rows, notes, strict=True)))


def _notes(series: IndexSeries, lines: Sequence[EntityLine], place: int) -> str:
    edition = series.editions[place]
    stop = next((reason for late, reason in series.breaks if late.pk == edition.pk), "")
    found = [f"chỗ ngắt: {lowered(stop)}"] if stop else []
    found += edition_notes(edition)
    names = entity_names(line.entity for line in series.lines)
    for line in lines:
        if told := derivation(line.cells[place]):
            found.append(f"{names[line.entity.pk]} {told}" if len(lines) > 1 else told)
    return "; ".join(found)


def edition_notes(edition: Edition) -> list[str]:
    """Return what concerns all values of an edition."""
    found = [ILLUSTRATIVE] if edition.illustrative else []
    if edition.ranked_top:
        of = f" trong {edition.ranked_count}" if edition.ranked_count else ""
        found.append(f"chỉ công bố {edition.ranked_top} đối tượng đầu{of}")
    return found


def derivation(cell: Cell) -> str:
    """Return how the value was worked out from others, "" where it was published as it stands."""
    return next((one for one in remarks(cell) if one.startswith(f"{DERIVED}: ")), "")


def rank_change(change: AnyChange) -> str:
    """Return the change of a rank in words, or why ranks were not compared; "" for a first one."""
    if change is None:
        return ""
    if isinstance(change, Change) and change.ranks is not None:
        return ranks_text(change)
    reason = change.note if isinstance(change, Change) else change.reason
    return f"không so được: {no_change_text(reason)}" if reason else NO_RANK
