"""Readings of indices as charts take them: marks, breaks, names of lines, titles."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from lantoa.apps.indices.models import Edition, Entity, EntityKind
from lantoa.apps.indices.presenters.numbers import number_text, reason_text, remarks
from lantoa.apps.indices.queries.records import Cell, EntityLine, IndexSeries
from lantoa.apps.newsroom.figures import ILLUSTRATIVE
from lantoa.core.charts import Break, Mark
from lantoa.core.viettext import format_date

# Of a picture for a telephone: whoever has more room asks for more.
WIDTH = 360
# Longer lists of names in a title are counted.
_MOST_NAMES = 4
_LEVELS = {str(EntityKind.REGION): "vùng", str(EntityKind.NATION): "cả nước"}


def value_mark(label: str, cell: Cell) -> Mark:
    """Return the number of a cell as a mark; what must be known beside it is its note."""
    note = "; ".join(remarks(cell))
    if cell.number is None or cell.value is None:
        reason = reason_text(cell) or ("chỉ công bố thứ hạng" if cell.rank is not None else "chỉ công bố nhóm")
        return Mark(label, None, reason=reason, note=note)
    text = number_text(cell.number, cell.value.edition.scale.decimals)
    return Mark(label, float(cell.number), text, note=note)


def rank_mark(label: str, cell: Cell, *, bare: bool) -> Mark:
    """Return the rank of a cell as a mark, without "of N" where that is the same everywhere and stands elsewhere."""
    note = "; ".join(remarks(cell))
    if cell.rank is None or cell.value is None:
        return Mark(label, None, reason=reason_text(cell) or "không có hạng", note=note)
    of = cell.value.ranked_among
    return Mark(label, cell.rank, str(cell.rank) if bare or not of else f"{cell.rank}/{of}", note=note)


def entity_names(entities: Iterable[Entity]) -> dict[int, str]:
    """Return the short name of each entity by its key; two of one name are told apart by when they existed."""
    listed = list(entities)
    named = [entity.short_name for entity in listed]
    return {
        entity.pk: entity.short_name if named.count(entity.short_name) == 1 else f"{entity.short_name} {_when(entity)}"
        for entity in listed
    }


def _when(entity: Entity) -> str:
    if entity.valid_to is not None:
        return f"(đến ngày {format_date(entity.valid_to)})"
    if entity.valid_from is not None:
        return f"(từ ngày {format_date(entity.valid_from)})"
    return f"({entity.slug})"


def level_name(entity: Entity, name: str) -> str:
    """Return how a sentence has the entity: the values of the nation and of regions are levels, not of somebody."""
    if entity.kind == EntityKind.NATION:
        return "mức chung cả nước"
    if entity.kind == EntityKind.REGION:
        return f"mức chung vùng {name.removeprefix('Vùng ').removeprefix('vùng ')}"
    return name


def main_lines(series: IndexSeries) -> list[EntityLine]:
    """Return the lines that a picture is about: those of home, else the first one; none where there is no line."""
    return [line for line in series.lines if line.entity.is_home] or list(series.lines[:1])


def told_lines(series: IndexSeries) -> list[EntityLine]:
    """Return the lines of which some source says something, and the main ones; of the others only a sentence speaks."""
    main = main_lines(series)
    return [line for line in series.lines if line in main or any(map(_is_told, line.cells))]


def _is_told(cell: Cell) -> bool:
    return cell.value is not None or cell.absent is not None or bool(cell.others)


def years_text(editions: Sequence[Edition]) -> str:
    """Return the years measured of some editions: "2006–2023", "2022"."""
    years = sorted({edition.year_measured for edition in editions})
    if not years:
        return ""
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def titled(words: str, editions: Iterable[Edition]) -> str:
    """Return a title with the mark of figures whose numbers are not real, where one of the editions is such."""
    return f"{words} · {ILLUSTRATIVE}" if any(edition.illustrative for edition in editions) else words


def series_title(series: IndexSeries, lines: Sequence[EntityLine], what: str = "") -> str:
    """Return the title of a series: index, component, whose lines, which years."""
    named = entity_names(line.entity for line in series.lines)
    names = [_LEVELS.get(line.entity.kind) or named[line.entity.pk] for line in lines]
    part = f", {series.component.name}" if series.component is not None else ""
    shown = _joined(names) if len(names) <= _MOST_NAMES else f"{names[0]} và {len(names) - 1} đối tượng khác"
    return titled(f"{series.index.short_name}{part}{what}: {shown}, {years_text(series.editions)}", series.editions)


def _joined(names: Sequence[str]) -> str:
    return " và ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def break_reason(before: Edition, after: Edition) -> str:
    """Return shortly why two editions cannot be joined, "" where they can be: for a drawing, where room is dear."""
    if before.scale_id != after.scale_id:
        return f"thang đo “{after.scale.name}”"
    if after.method_break:
        return f"đổi cách đo: {after.method_break_note.rstrip('.')}"
    gap = [before.year_measured + 1, after.year_measured - 1]
    if gap[0] > gap[1]:
        return ""
    return f"không có kỳ năm {'–'.join(map(str, dict.fromkeys(gap)))}"


def counts_ranked(cells: Iterable[Cell]) -> set[int | None]:
    """Return among how many these cells are ranked, those that have a rank; None where nobody says."""
    return {cell.value.ranked_among for cell in cells if cell.value is not None and cell.rank is not None}


def value_breaks(series: IndexSeries) -> tuple[Break, ...]:
    """Return where the lines of values stop."""
    broken = {edition.pk for edition, _ in series.breaks}
    return tuple(
        Break(str(late.year_measured), break_reason(early, late) or "không so được")
        for early, late in pairwise(series.editions)
        if late.pk in broken
    )


def rank_breaks(series: IndexSeries) -> tuple[Break, ...]:
    """Return where the lines of ranks stop: where those of values do, and where another number is ranked."""
    broken = {edition.pk for edition, _ in series.breaks}
    counts = [counts_ranked(line.cells[place] for line in series.lines) for place in range(len(series.editions))]
    found = []
    for place, (early, late) in enumerate(pairwise(series.editions), 1):
        reason = break_reason(early, late) if late.pk in broken else ""
        if not reason and counts[place - 1] and counts[place] and counts[place - 1] != counts[place]:
            before, after = (" và ".join(map(_of, one)) for one in counts[place - 1 : place + 1])
            reason = f"trước xếp hạng {before}, nay {after}"
        if reason:
            found.append(Break(str(late.year_measured), reason))
    return tuple(found)


def _of(count: int | None) -> str:
    return str(count) if count else "không rõ bao nhiêu"
