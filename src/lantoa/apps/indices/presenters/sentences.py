"""The plain sentences of index views: what is there, beside what it was and what others have; no cause, no judgement.

Whatever number stands in a sentence also stands in the table of its figure (tables.py): a property test holds it.
"""

from collections.abc import Sequence

from lantoa.apps.indices.models import Edition, Entity, EntityKind, ScaleVersion
from lantoa.apps.indices.presenters.marks import counts_ranked, entity_names, level_name, main_lines
from lantoa.apps.indices.presenters.numbers import (
    NO_RANK,
    amount_text,
    group_text,
    lowered,
    no_change_text,
    note_text,
    points_text,
    rank_text,
    ranks_text,
    reason_text,
    short_remarks,
    value_text,
)
from lantoa.apps.indices.queries.records import AnyChange, Cell, EntityLine, IndexSeries
from lantoa.core.scoring import Change, NoChange

# Of more others than this a sentence says only how many there are: the table has them.
_MOST_OTHERS = 3


def series_sentence(series: IndexSeries, *, brief: bool = False) -> str:
    """Return what a series shows: home's newest reading, its change, region and nation beside it; where lines stop.

    `brief` for a card, on which there is little room: what is known, not what is missing nor where lines stop.
    """
    told = [_line_words(series, line, brief=brief) for line in main_lines(series)]
    for edition, reason in () if brief else series.breaks:
        told.append(f"Đường ngắt trước năm {edition.year_measured}, hai bên không so với nhau: {lowered(reason)}.")
    return with_mark(" ".join(told), series.editions)


def rank_sentence(series: IndexSeries) -> str:
    """Return what a series of ranks shows: home's newest rank and its change, the best and the last one."""
    told = [_rank_words(series, line) for line in main_lines(series)]
    return with_mark(" ".join([*told, "Hạng 1 là cao nhất."]), series.editions)


def with_mark(sentence: str, editions: Sequence[Edition]) -> str:
    """Return the sentence, ending with the mark of numbers that are not real where one of the editions is such."""
    marked = any(edition.illustrative for edition in editions)
    return f"{sentence} Có số liệu minh họa, không phải số liệu thật." if marked else sentence


def subject_of(series: IndexSeries) -> str:
    """Return what is measured, as a sentence has it: "chỉ số PCI", "thành phần “Tham gia” của PAPI"."""
    return subject_words(series.index.short_name, series.component.name if series.component is not None else "")


def subject_words(index_name: str, component_name: str = "") -> str:
    """Return what is measured, as a sentence has it.

    >>> subject_words("PCI"), subject_words("PAPI", "Tham gia"), subject_words("Chỉ số hài lòng")
    ('chỉ số PCI', 'thành phần “Tham gia” của PAPI', 'chỉ số hài lòng')
    """
    if component_name:
        return f"thành phần “{component_name}” của {index_name}"
    if index_name.lower().startswith("chỉ số"):
        return f"{index_name[:1].lower()}{index_name[1:]}"
    return f"chỉ số {index_name}"


def reading_words(subject: str, entity: Entity, name: str, cell: Cell) -> str:
    """Return one reading as a clause without full stop: "chỉ số PCI của Quảng Trị là 61,26 điểm, hạng 59/63".

    A cell without value is said with its reason.
    """
    whose = level_name(entity, name)
    is_level = entity.kind in (EntityKind.NATION, EntityKind.REGION)
    whole = f"{subject}, {whose}," if is_level else f"{subject} của {whose}"
    value = cell.value
    told = short_remarks(cell)
    behind = f" ({'; '.join(told)})" if told else ""
    if value is None:
        return f"{whole} không có giá trị ({'; '.join([reason_text(cell), *told])})"
    scale, of = value.edition.scale, value.ranked_among
    places = [rank_text(value.rank, of)] if value.rank is not None else []
    places += [group_text(value.group)] if value.group is not None else []
    if value.number is not None:
        return f"{whole} là {', '.join([amount_text(value.number, scale.unit, scale.decimals), *places])}{behind}"
    return f"{whose} {'xếp' if value.rank is not None else 'thuộc'} {', '.join(places)} theo {subject}{behind}"


def change_words(change: AnyChange, scale: ScaleVersion, before: int) -> str:
    """Return a change as the rest of a clause: ", giảm 2,07 điểm và tụt 18 bậc so với năm 2021"; "" for a first one."""
    if change is None:
        return ""
    if isinstance(change, NoChange):
        return f"; không so được với năm {before} ({no_change_text(change.reason)})"
    points = "giữ nguyên giá trị" if change.points == 0 else points_text(change, scale)
    words = " và ".join(part for part in (points, ranks_text(change)) if part)
    return f", {words} so với năm {before}" + (f" ({note_text(change)})" if change.note else "")


def beside_words(cell: Cell, others: Sequence[tuple[Entity, str, Cell]]) -> str:
    """Return how a reading lies to those of others in the same edition, "" without others.

    "; thấp hơn mức chung cả nước (86,98 điểm)". Those of whom nothing is known are named together at the end.
    """
    known = [other for other in others if other[2].value is not None or other[2].absent is not None]
    parts = [_beside(cell, entity, name, other) for entity, name, other in known[:_MOST_OTHERS]]
    if len(known) > _MOST_OTHERS:
        parts.append("các đối tượng khác ở bảng")
    unknown = [level_name(entity, name) for entity, name, other in others if other.value is None and not other.absent]
    if unknown:
        parts.append(f"chưa có số liệu của {' và '.join(unknown[:_MOST_OTHERS])}")
    return f"; {'; '.join(parts)}" if parts else ""


def _beside(cell: Cell, entity: Entity, name: str, other: Cell) -> str:
    whose = level_name(entity, name)
    told = short_remarks(other)
    if other.value is None:
        return f"{whose} không có giá trị ({'; '.join([reason_text(other), *told])})"
    if cell.number is None or other.number is None:
        behind = f" ({', '.join(told)})" if told else ""
        return f"{whose}: {value_text(other.value)}{behind}"
    words = ", ".join([value_text(other.value), *told])
    if cell.number == other.number:
        return f"bằng {whose} ({words})"
    return f"{'cao hơn' if cell.number > other.number else 'thấp hơn'} {whose} ({words})"


def _line_words(series: IndexSeries, line: EntityLine, *, brief: bool = False) -> str:
    names = entity_names(one.entity for one in series.lines)
    name, subject = names[line.entity.pk], subject_of(series)
    known = [place for place, cell in enumerate(line.cells) if cell.value is not None]
    if not known:
        return f"{_nothing(subject, line, name)}."
    newest, last = known[-1], len(line.cells) - 1
    others = [
        (other.entity, names[other.entity.pk], other.cells[newest])
        for other in series.lines
        if other is not line and not ((brief or other.entity.is_home) and other.cells[newest].value is None)
    ]
    words = reading_words(subject, line.entity, name, line.cells[newest])
    words += _change_of(series, line, newest) + beside_words(line.cells[newest], others)
    told = [_sentence(series.editions[newest], words)]
    if newest != last and not brief:  # what is known comes first, then what is still missing
        told.append(_sentence(series.editions[last], reading_words(subject, line.entity, name, line.cells[last])))
    return " ".join(told)


def _rank_words(series: IndexSeries, line: EntityLine) -> str:
    name = entity_names(one.entity for one in series.lines)[line.entity.pk]
    subject = subject_of(series)
    known = [place for place, cell in enumerate(line.cells) if cell.rank is not None]
    if not known:
        return f"{name} chưa có thứ hạng nào theo {subject}."
    newest, last = known[-1], len(line.cells) - 1
    cell, edition = line.cells[newest], series.editions[newest]
    words = f"{name} xếp {_rank(cell)} theo {subject}"
    change = line.changes[newest]
    if isinstance(change, Change) and change.ranks is not None:
        words += f", {ranks_text(change)} so với năm {change.before.year}"
    elif change is not None:
        reason = change.reason if isinstance(change, NoChange) else change.note or "không có hạng để so"
        words += f"; không so được với năm {series.editions[newest - 1].year_measured} ({no_change_text(reason)})"
    told = [_sentence(edition, words)]
    if newest != last:
        reason = reason_text(line.cells[last]) or NO_RANK
        told.append(_sentence(series.editions[last], f"{name} không có thứ hạng theo {subject} ({reason})"))
    return " ".join([*told, *_best_and_worst(series, line, known)])


def _best_and_worst(series: IndexSeries, line: EntityLine, known: Sequence[int]) -> list[str]:
    """The best and the last rank, where as many were ranked in all years and by one method."""
    counts = counts_ranked(line.cells[place] for place in known)
    ranks = {place: line.cells[place].rank or 0 for place in known}
    if series.breaks or len(counts) > 1 or None in counts or len(set(ranks.values())) < 3:
        return []
    best, worst = min(known, key=lambda place: ranks[place]), max(known, key=lambda place: ranks[place])
    return [f"Cao nhất là {_at(series, line, best)}, thấp nhất là {_at(series, line, worst)}."]


def _at(series: IndexSeries, line: EntityLine, place: int) -> str:
    return f"{_rank(line.cells[place])} (năm {series.editions[place].year_measured})"


def _rank(cell: Cell) -> str:
    assert cell.value is not None
    return rank_text(cell.value.rank or 0, cell.value.ranked_among)


def _sentence(edition: Edition, words: str) -> str:
    return f"Năm {edition.year_measured}, {words}."


def _nothing(subject: str, line: EntityLine, name: str) -> str:
    reasons = dict.fromkeys(reason_text(cell) for cell in line.cells)
    return f"Chưa có giá trị nào của {name} về {subject} ({'; '.join(list(reasons)[:2])})"


def _change_of(series: IndexSeries, line: EntityLine, place: int) -> str:
    before = series.editions[place - 1].year_measured if place else 0
    return change_words(line.changes[place], series.editions[place].scale, before)
