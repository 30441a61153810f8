"""The table and the sentence of a plot of lines, made from the same readings as the picture."""

from lantoa.core.charts.figure import ChartTable
from lantoa.core.charts.readings import (
    Panel,
    Series,
    amount_words,
    broken_before,
    difference,
    is_nothing,
    mark_words,
    value_words,
)

_NOT_COMPARED = "không so được"


def panel_table(panel: Panel) -> ChartTable:
    """One row for each label, one column for each series; notes and breaks in a last column where there are any."""
    unit = f" ({panel.unit})" if panel.unit and not panel.downwards else ""
    header = (panel.noun[:1].upper() + panel.noun[1:], *(f"{series.name}{unit}" for series in panel.series))
    rows = [
        (label, *(mark_words(series.marks[index], panel.shown_decimals) for series in panel.series))
        for index, label in enumerate(panel.labels)
    ]
    notes = [panel_notes(panel, index) for index in range(len(panel.labels))]
    if not any(notes):
        return ChartTable(header, tuple(rows))
    return ChartTable((*header, "Ghi chú"), tuple((*row, note) for row, note in zip(rows, notes, strict=True)))


def panel_notes(panel: Panel, index: int) -> str:
    """What stands beside the readings of one label: the break before it, the notes of its readings."""
    stop = broken_before(panel).get(index)
    several = len(panel.series) > 1
    notes = [f"Chỗ ngắt: {stop}"] if stop else []
    for series in panel.series:
        if note := series.marks[index].note:
            notes.append(f"{series.name}: {note}" if several else note)
    return "; ".join(notes)


def panel_sentences(panel: Panel, *, is_brief: bool = False) -> list[str]:
    """Plain sentences: the newest reading of each emphasised line beside the others, change, best and worst, breaks.

    Brief ones leave out best and worst, and what a rank is.
    """
    told = [series for series in panel.series if series.emphasised] or [panel.series[0]]
    sentences = [sentence for series in told for sentence in _line_sentences(panel, series, is_brief=is_brief)]
    if panel.downwards and not is_brief:
        sentences.append("Hạng nhỏ hơn là tốt hơn.")
    for index, reason in sorted(broken_before(panel).items()):
        sentences.append(f"Đường dừng trước {panel.noun} {panel.labels[index]}: {reason}.")
    return sentences


def _line_sentences(panel: Panel, series: Series, *, is_brief: bool) -> list[str]:
    known = [index for index, mark in enumerate(series.marks) if mark.value is not None]
    last = len(panel.labels) - 1
    if not known:
        reasons = dict.fromkeys(mark_words(mark, panel.shown_decimals) for mark in series.marks)
        return [f"{series.name} không có giá trị nào: {'; '.join(reasons)}."]
    sentences = []
    if known[-1] != last:
        reason = mark_words(series.marks[last], panel.shown_decimals)
        sentences.append(f"{_at(panel, last)}, {series.name} không có giá trị: {reason}.")
    sentences.append(_newest(panel, series, known[-1]))
    sentences += _change(panel, series, known[-1])
    return sentences if is_brief else sentences + _extremes(panel, series, known)


def _at(panel: Panel, index: int) -> str:
    return f"{panel.noun[:1].upper()}{panel.noun[1:]} {panel.labels[index]}"


def _newest(panel: Panel, series: Series, index: int) -> str:
    own = series.marks[index]
    others = []
    for other in panel.series:
        mark = other.marks[index]
        if other is series or mark.value is None:
            continue
        others.append(f"{other.name} {value_words(mark, panel)} ({_against(panel, own.value or 0, mark.value)})")
    note = f" ({own.note})" if own.note else ""
    words = f"{_at(panel, index)}, {series.name} {value_words(own, panel)}{note}"
    return f"{words}; {'; '.join(others)}." if others else f"{words}."


def _against(panel: Panel, own: float, other: float) -> str:
    amount = difference(own, other)
    if is_nothing(amount, panel):
        return "bằng nhau"
    if panel.downwards:
        return f"{'xếp sau' if amount > 0 else 'xếp trước'} {amount_words(amount, panel)}"
    return f"{'cao hơn' if amount > 0 else 'thấp hơn'} {amount_words(amount, panel)}"


def _change(panel: Panel, series: Series, index: int) -> list[str]:
    if index == 0:
        return []
    before, words = f"{panel.noun} {panel.labels[index - 1]}", change_words(panel, series, index)
    if words.startswith(_NOT_COMPARED):
        return [f"Không so được với {before}{words.removeprefix(_NOT_COMPARED)}."]
    return [f"So với {before}: {words}."]


def change_words(panel: Panel, series: Series, index: int) -> str:
    """The change since the label before ("giảm 2,07 điểm", "lên 3 bậc"), or why none is computed."""
    if stop := broken_before(panel).get(index):
        return f"{_NOT_COMPARED}: {stop}"
    earlier, later = series.marks[index - 1], series.marks[index]
    for mark in (earlier, later):
        if mark.value is None:
            when = f"{panel.noun} {mark.label}"
            return f"{_NOT_COMPARED}: {when} không có giá trị ({mark_words(mark, panel.shown_decimals)})"
    amount = difference(later.value or 0, earlier.value or 0)
    if is_nothing(amount, panel):
        return "không đổi"
    rises = ("xuống", "lên") if panel.downwards else ("tăng", "giảm")
    return f"{rises[0] if amount > 0 else rises[1]} {amount_words(amount, panel)}"


def _extremes(panel: Panel, series: Series, known: list[int]) -> list[str]:
    """Best and worst since the last break; fewer than three readings say nothing that was not said."""
    start = max((index for index in broken_before(panel) if index <= known[-1]), default=0)
    same = [index for index in known if index >= start]
    values = {index: series.marks[index].value or 0 for index in same}
    if len(same) < 3 or len(set(values.values())) == 1:
        return []
    high, low = max(values.values()), min(values.values())
    best, worst = (low, high) if panel.downwards else (high, low)
    words = ("Thứ hạng tốt nhất", "thấp nhất") if panel.downwards else ("Cao nhất", "thấp nhất")
    since = f" (từ {panel.noun} {panel.labels[same[0]]})" if start else ""
    return [
        f"{words[0]}{since}: {_where(panel, series, values, best)}; {words[1]}: {_where(panel, series, values, worst)}."
    ]


def _where(panel: Panel, series: Series, values: dict[int, float], wanted: float) -> str:
    found = [index for index, value in values.items() if value == wanted]
    labels = ", ".join(panel.labels[index] for index in found)
    return f"{value_words(series.marks[found[0]], panel)} ({panel.noun} {labels})"
