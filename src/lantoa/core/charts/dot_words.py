"""The table and the sentence of a dot chart, made from the same readings as the picture."""

from collections.abc import Sequence
from decimal import Decimal

from lantoa.core.charts.figure import ChartTable
from lantoa.core.charts.readings import DotRow, Mark, difference, mark_words, with_unit
from lantoa.core.viettext import format_number


def names_of(rows: Sequence[DotRow]) -> list[str]:
    """Whose readings the rows hold, each once, in the order of their first appearance."""
    return list(dict.fromkeys(mark.label for row in rows for mark in row.marks))


def dot_table(rows: Sequence[DotRow], *, unit: str, noun: str, decimals: int) -> ChartTable:
    """One row for each component, one column for each name; maxima and notes where there are any."""
    names = names_of(rows)
    in_brackets = f" ({unit})" if unit else ""
    header = [noun[:1].upper() + noun[1:], *(f"{name}{in_brackets}" for name in names)]
    lines = []
    for row in rows:
        marks = {mark.label: mark for mark in row.marks}
        lines.append([row.label, *(mark_words(marks[name], decimals) if name in marks else "–" for name in names)])
    if any(row.highest is not None for row in rows):
        header.append("Tối đa")
        for line, row in zip(lines, rows, strict=True):
            line.append("không rõ" if row.highest is None else maximum_words(row.highest, decimals))
    notes = ["; ".join(f"{mark.label}: {mark.note}" for mark in row.marks if mark.note) for row in rows]
    if any(notes):
        header.append("Ghi chú")
        for line, note in zip(lines, notes, strict=True):
            line.append(note)
    return ChartTable(tuple(header), tuple(tuple(line) for line in lines))


def maximum_words(highest: float, decimals: int) -> str:
    """The maximum of a scale without zeros at its end, with more than two decimals only where it has them."""
    return format_number(highest, None if round(highest, 2) == highest else decimals)


def dot_sentences(rows: Sequence[DotRow], *, own: str, unit: str, noun: str, decimals: int) -> list[str]:
    """What a reader sees first: own strongest and weakest part, what is missing, how it stands to each other name."""
    held = [(row, mark) for row in rows for mark in row.marks if mark.label == own and mark.value is not None]
    sentences = []
    if not held:
        sentences.append(f"{own} không có giá trị ở {noun} nào.")
    else:
        sentences.append(_own_sentence(held, own, unit, decimals))
    missing = [row for row in rows if row.label not in {row.label for row, _ in held}]
    for row in missing if held else ():
        sentences.append(f"{row.label}: {own} không có giá trị ({_own_reason(row, own, decimals)}).")
    for name in names_of(rows):
        if name != own:
            sentences += _against(held, name, unit, noun, decimals)
    return sentences


def _own_reason(row: DotRow, own: str, decimals: int) -> str:
    return next((mark_words(mark, decimals) for mark in row.marks if mark.label == own), "không có số liệu")


def _own_sentence(held: Sequence[tuple[DotRow, Mark]], own: str, unit: str, decimals: int) -> str:
    if len(held) == 1:
        return f"{own}: {_part(*held[0], unit, decimals)}."
    if any(row.highest is None for row, _ in held):
        if len({row.highest for row, _ in held}) > 1:
            return f"{own}: có giá trị ở {len(held)} dòng; chưa rõ mức tối đa của mọi dòng nên không xếp mạnh, yếu."
        best, worst = (pick(held, key=lambda pair: pair[1].value or 0) for pick in (max, min))
        return f"{own}: cao nhất {_part(*best, unit, decimals)}; thấp nhất {_part(*worst, unit, decimals)}."
    best, worst = (pick(held, key=lambda pair: (pair[1].value or 0) / (pair[0].highest or 1)) for pick in (max, min))
    return f"{own}: gần mức tối đa nhất {_part(*best, unit, decimals)}; xa nhất {_part(*worst, unit, decimals)}."


def _part(row: DotRow, mark: Mark, unit: str, decimals: int) -> str:
    words = mark_words(mark, decimals)
    if row.highest is not None:
        words = f"{words}/{maximum_words(row.highest, decimals)}"
    return f"{row.label} {with_unit(words, mark, unit, downwards=False)}"


def _against(held: Sequence[tuple[DotRow, Mark]], name: str, unit: str, noun: str, decimals: int) -> list[str]:
    """In how many rows own is over or under the other, and where it is farthest under."""
    gaps: list[tuple[Decimal, DotRow]] = []
    for row, mark in held:
        other = next((one.value for one in row.marks if one.label == name), None)
        if other is not None:
            gaps.append((difference(mark.value or 0, other), row))
    if not gaps:
        return []
    below = [(gap, row) for gap, row in gaps if round(gap, decimals) < 0]
    above = sum(round(gap, decimals) > 0 for gap, _ in gaps)
    parts = [f"cao hơn ở {above}/{len(gaps)} {noun}"] if above else []
    if below:
        gap, row = min(below, key=lambda pair: pair[0] / Decimal(str(pair[1].highest or 1)))
        amount = f"{format_number(abs(gap), decimals)} {'điểm phần trăm' if unit == '%' else unit}".strip()
        parts.append(f"thấp hơn ở {len(below)}/{len(gaps)} {noun}, xa nhất là {row.label} (kém {amount})")
    if equal := len(gaps) - above - len(below):
        parts.append(f"bằng nhau ở {equal}/{len(gaps)} {noun}")
    return [f"So với {name}: {'; '.join(parts)}."]
