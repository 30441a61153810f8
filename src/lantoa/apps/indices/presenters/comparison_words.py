"""Two years, or several indices, beside one another in words: tables and sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.apps.indices.models import Edition, Entity
from lantoa.apps.indices.presenters.marks import entity_names, main_lines, told_lines
from lantoa.apps.indices.presenters.numbers import cell_text, change_text, lowered, rank_cell, reason_text
from lantoa.apps.indices.presenters.sentences import (
    beside_words,
    change_words,
    rank_sentence,
    reading_words,
    series_sentence,
    subject_of,
    subject_words,
    with_mark,
)
from lantoa.apps.indices.presenters.tables import NOTHING_BEFORE, derivation, edition_notes, rank_change, with_notes
from lantoa.apps.indices.queries.cells import reading_of
from lantoa.apps.indices.queries.records import AnyChange, Cell, EntityLine, IndexSeries, Standing
from lantoa.core.charts import ChartTable
from lantoa.core.scoring import change_between

OWN_AXES = "Mỗi hình một trục riêng, không so độ cao giữa các hình."


@dataclass(frozen=True, slots=True)
class Pair:
    """A line with its readings of two editions, and the change over all that lies between them."""

    series: IndexSeries
    line: EntityLine
    name: str
    places: tuple[int, int]

    @property
    def cells(self) -> tuple[Cell, Cell]:
        """Return the two readings."""
        return self.line.cells[self.places[0]], self.line.cells[self.places[1]]

    @property
    def editions(self) -> tuple[Edition, Edition]:
        """Return the two editions."""
        return self.series.editions[self.places[0]], self.series.editions[self.places[1]]

    @property
    def change(self) -> AnyChange:
        """Return the change from the first to the second, or why there is none: a break anywhere between counts."""
        first, last = self.places
        readings = [
            reading_of(self.series.editions[at], self.line.entity, self.line.cells[at]) for at in range(first, last + 1)
        ]
        return change_between(readings[0], readings[-1], readings[1:-1])


def pairs_of(series: IndexSeries, before: int, after: int) -> list[Pair]:
    """Return every line with its readings of two years measured; empty where there is no edition of either year."""
    years = [edition.year_measured for edition in series.editions]
    if before not in years or after not in years or before >= after:
        return []
    names = entity_names(line.entity for line in series.lines)
    places = (years.index(before), years.index(after))
    return [Pair(series, line, names[line.entity.pk], places) for line in told_lines(series)]


def is_broken(pair: Pair) -> str:
    """Return why the two readings of a pair cannot be joined, "" where they can be."""
    broken = {edition.pk: reason for edition, reason in pair.series.breaks}
    between = pair.series.editions[pair.places[0] + 1 : pair.places[1] + 1]
    return next((broken[edition.pk] for edition in between if edition.pk in broken), "")


def slope_table(pairs: Sequence[Pair], *, ranks: bool, head: str) -> ChartTable:
    """Return a row for each pair: the two readings and the change; `head` says what a row is."""
    header = [head, *(f"Năm {edition.year_measured}" for edition in pairs[0].editions), "Thay đổi"]
    rows = []
    for pair in pairs:
        words = [rank_cell(cell) if ranks else cell_text(cell) for cell in pair.cells]
        change = rank_change(pair.change) if ranks else change_text(pair.change, pair.editions[1].scale)
        rows.append([pair.name, *words, change or NOTHING_BEFORE])
    return with_notes(header, rows, [_pair_notes(pair) for pair in pairs])


def _pair_notes(pair: Pair) -> str:
    notes = [note for edition in pair.editions for note in edition_notes(edition)]
    told = [f"năm {edition.year_measured} {note}" for edition, cell in _sides(pair) if (note := derivation(cell))]
    return "; ".join(dict.fromkeys([*notes, *told]))


def _sides(pair: Pair) -> list[tuple[Edition, Cell]]:
    return list(zip(pair.editions, pair.cells, strict=True))


def slope_sentence(pairs: Sequence[Pair], *, ranks: bool) -> str:
    """Return the change of each emphasised pair between the two years; of ranks, what they are ranks in."""
    told = []
    for pair in pairs:
        first, last = pair.editions
        before, after = pair.cells
        if after.value is None or (ranks and after.rank is None):
            reason = reason_text(after) or "không có hạng"
            told.append(f"Năm {last.year_measured}, {pair.name} không có số liệu ({reason}).")
            continue
        if ranks:
            words = f"{pair.line.entity.short_name} xếp hạng {rank_cell(after)} theo {subject_of(pair.series)}"
            early = f"năm {first.year_measured}: {_rank_before(before)}"
            told.append(f"Năm {last.year_measured}, {words}; {early}; {rank_change(pair.change)}.")
        else:
            words = reading_words(subject_of(pair.series), pair.line.entity, pair.name, after)
            words += change_words(pair.change, last.scale, first.year_measured)
            told.append(f"Năm {last.year_measured}, {words}.")
    editions = [edition for pair in pairs for edition in pair.editions]
    return with_mark(" ".join([*told, *(["Hạng 1 là cao nhất."] if ranks else [])]), editions)


def _rank_before(cell: Cell) -> str:
    words = rank_cell(cell)
    return f"hạng {words}" if cell.rank is not None else words


def multiples_table(several: Sequence[IndexSeries], titles: Sequence[str], *, ranks: bool) -> ChartTable:
    """Return a row for each edition of each series, a column for each name."""
    named = [_names_told(series) for series in several]
    names = list(dict.fromkeys(name for one in named for name in one.values()))
    rows, notes = [], []
    for series, title, own in zip(several, titles, named, strict=True):
        lines = {own[line.entity.pk]: line for line in series.lines if line.entity.pk in own}
        breaks = {edition.pk: reason for edition, reason in series.breaks}
        for place, edition in enumerate(series.editions):
            cells = [lines[name].cells[place] if name in lines else None for name in names]
            words = ["–" if cell is None else rank_cell(cell) if ranks else cell_text(cell) for cell in cells]
            changes = [
                rank_change(line.changes[place]) if ranks else change_text(line.changes[place], edition.scale)
                for line in main_lines(series)[:1]
            ]
            rows.append([title, str(edition.year_measured), *words, *(change or NOTHING_BEFORE for change in changes)])
            stop = breaks.get(edition.pk, "")
            told = [f"chỗ ngắt: {lowered(stop)}"] if stop else []
            told += edition_notes(edition)
            told += [note for cell in cells if cell is not None and (note := derivation(cell))]
            notes.append("; ".join(told))
    return with_notes(["Chỉ số", "Năm đo", *names, "So với kỳ trước"], rows, notes)


def _names_told(series: IndexSeries) -> dict[int, str]:
    names = entity_names(line.entity for line in series.lines)
    return {line.entity.pk: names[line.entity.pk] for line in told_lines(series)}


def multiples_sentence(several: Sequence[IndexSeries], *, ranks: bool = False) -> str:
    """Return the sentence of each series in turn, and that their heights are not to be compared."""
    words = rank_sentence if ranks else series_sentence
    told = [words(series) for series in several if series.editions and series.lines]
    return " ".join([*told, *([OWN_AXES] if len(told) > 1 else [])])


def standings_table(standings: Sequence[Standing]) -> ChartTable:
    """Return a row for each index: its newest edition, what home has, its change, region and nation."""
    rows, notes = [], []
    for one in standings:
        change = change_text(one.change, one.edition.scale)
        against = f"so với năm {one.previous[0].year_measured}: {change}" if one.previous and change else NOTHING_BEFORE
        cells = [cell_text(one.cell), against, cell_text(one.region), cell_text(one.nation)]
        rows.append([one.index.short_name, str(one.edition.year_measured), *cells])
        told = [*edition_notes(one.edition), derivation(one.cell), _latest(one)]
        notes.append("; ".join(filter(None, told)))
    header = ["Chỉ số", "Năm đo", _whose(standings), "So với kỳ trước", "Vùng", "Cả nước"]
    return with_notes(header, rows, notes)


def _whose(standings: Sequence[Standing]) -> str:
    names = list(dict.fromkeys(one.entity.short_name for one in standings))
    return names[0] if len(names) == 1 else "Tỉnh nhà"


def _latest(one: Standing) -> str:
    if one.latest is None:
        return ""
    edition, cell = one.latest
    return f"gần nhất có giá trị: năm {edition.year_measured}, {cell_text(cell)}"


def standings_sentence(standings: Sequence[Standing]) -> str:
    """Return where home stands, index by index."""
    return " ".join(standing_sentence(one) for one in standings)


def standing_sentence(one: Standing) -> str:
    """Return where home stands in one index, its change, and region and nation where they have a value."""
    words = reading_words(subject_words(one.index.short_name), one.entity, one.entity.short_name, one.cell)
    if one.cell.value is not None:
        beside = [(one.entity.parent, one.region), (_nation(one), one.nation)]
        others = [
            (entity, entity.short_name, cell)
            for entity, cell in beside
            if entity is not None and cell.value is not None
        ]
        before = one.previous[0].year_measured if one.previous else 0
        words += change_words(one.change, one.edition.scale, before) + beside_words(one.cell, others)
    elif one.latest is not None:
        words += f"; {_latest(one)}"
    return with_mark(f"Năm {one.edition.year_measured}, {words}.", [one.edition])


def _nation(one: Standing) -> Entity | None:
    return one.nation.value.entity if one.nation.value is not None else None
