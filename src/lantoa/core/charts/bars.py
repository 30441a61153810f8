"""Horizontal bars: one row per item, its name above the bar so that long Vietnamese names fit a telephone."""

from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.core.charts.figure import (
    DEFAULT_WIDTH,
    ChartError,
    ChartTable,
    Figure,
    chart_key,
    checked_values,
    checked_width,
    joined,
    shade_level,
    share_text,
)
from lantoa.core.charts.svg import LINE_HEIGHT, RULE, SERIES, TRACK, Board, text_width, wrapped
from lantoa.core.viettext import format_number

_BAR_HEIGHT = 18
_GAP = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One item: its value and, where the value is a part of something, the whole (its denominator)."""

    label: str
    value: float
    whole: float | None = None


def bar_chart(
    title: str,
    bars: Sequence[Bar],
    *,
    unit: str = "tin, bài",
    noun: str = "đơn vị",
    width: int = DEFAULT_WIDTH,
    chart_id: str | None = None,
    total: bool = True,
) -> Figure:
    """A figure with one horizontal bar per item, in the order given.

    When every item has a whole, a bar's length is its share of that whole and the whole is drawn behind it; without
    wholes the longest bar is the highest value. Without `total` the sentence adds nothing up: scores make no sum.
    `unit` is what is counted, `noun` what an item is. Raises ChartError for no items, for negative values, for a part
    over its whole, and when only some items have a whole.

    >>> print(bar_chart("Theo đơn vị", [Bar("Sở Y tế", 12), Bar("Sở Tài chính", 3)], unit="tin").sentence)
    Theo đơn vị. Cao nhất: Sở Y tế (12 tin); thấp nhất: Sở Tài chính (3 tin). Tổng cộng 15 tin của 2 đơn vị.
    """
    _check(bars)
    board = Board(chart_key(chart_id, "bars", title, bars, unit, noun, width), checked_width(width))
    has_wholes = bars[0].whole is not None
    sentence = (
        _share_sentence(title, bars, unit, noun)
        if has_wholes
        else _count_sentence(title, bars, unit, noun, total=total)
    )
    height = _draw(board, bars)
    return Figure(
        title=title,
        svg=board.finished(height, title=title, description=sentence),
        table=_table(bars, unit, noun, has_wholes=has_wholes),
        sentence=sentence,
    )


def _check(bars: Sequence[Bar]) -> None:
    checked_values([bar.value for bar in bars])
    wholes = [bar.whole for bar in bars if bar.whole is not None]
    if not wholes:
        return
    if len(wholes) < len(bars):
        raise ChartError("Có mục ghi mẫu số, có mục không: không so sánh được.")
    checked_values(wholes)
    for bar in bars:
        if bar.whole is not None and bar.value > bar.whole:
            raise ChartError(f"“{bar.label}”: phần ({bar.value}) lớn hơn tổng ({bar.whole}).")


def _value_text(bar: Bar) -> str:
    if bar.whole is None:
        return format_number(bar.value)
    return f"{format_number(bar.value)}/{format_number(bar.whole)} ({share_text(bar.value, bar.whole)})"


def _share(bar: Bar, highest: float) -> float:
    full = highest if bar.whole is None else bar.whole
    return bar.value / full if full else 0.0


def _draw(board: Board, bars: Sequence[Bar]) -> int:
    highest = max(bar.value for bar in bars)
    value_width = max(text_width(_value_text(bar)) for bar in bars) + 10
    room = board.width - value_width
    y = 16
    for bar in bars:
        y = board.lines(0, y, wrapped(bar.label, board.width)) - LINE_HEIGHT + 6
        length = max(round(_share(bar, highest) * room), 1 if bar.value else 0)
        if bar.whole is not None:
            board.rect(0, y, room, _BAR_HEIGHT, TRACK, stroke=RULE)
        board.rect(0, y, length, _BAR_HEIGHT, SERIES[0], name=f"{bar.label}: {_value_text(bar)}")
        board.text(length + 6 if bar.whole is None else room + 8, y + 14, _value_text(bar), bold=True, kind="value")
        y += _BAR_HEIGHT + _GAP + 14
    return y - 14


def _table(bars: Sequence[Bar], unit: str, noun: str, *, has_wholes: bool) -> ChartTable:
    first = noun[:1].upper() + noun[1:]
    counted = unit[:1].upper() + unit[1:]
    highest = max(bar.value for bar in bars)
    if not has_wholes:
        return ChartTable(
            (first, counted),
            tuple((bar.label, format_number(bar.value)) for bar in bars),
            tuple((None, shade_level(bar.value, highest)) for bar in bars),
        )
    rows = tuple(
        (bar.label, format_number(bar.value), format_number(bar.whole or 0), share_text(bar.value, bar.whole or 0))
        for bar in bars
    )
    shades = tuple((None, None, None, shade_level(bar.value, bar.whole or 0)) for bar in bars)
    return ChartTable((first, counted, "Tổng số", "Tỷ lệ"), rows, shades)


def _count_sentence(title: str, bars: Sequence[Bar], unit: str, noun: str, *, total: bool) -> str:
    values = [bar.value for bar in bars]
    summed = f" Tổng cộng {format_number(sum(values))} {unit} của {format_number(len(bars))} {noun}." if total else ""
    if len(bars) == 1:
        return f"{title}. {bars[0].label}: {format_number(values[0])} {unit}."
    highest, lowest = max(values), min(values)
    if highest == lowest:
        return f"{title}. Cả {format_number(len(bars))} {noun} đều có {format_number(highest)} {unit}.{summed}"
    top = joined((bar.label for bar in bars if bar.value == highest), noun=noun)
    bottom = joined((bar.label for bar in bars if bar.value == lowest), noun=noun)
    return (
        f"{title}. Cao nhất: {top} ({format_number(highest)} {unit}); "
        f"thấp nhất: {bottom} ({format_number(lowest)} {unit}).{summed}"
    )


def _share_sentence(title: str, bars: Sequence[Bar], unit: str, noun: str) -> str:
    part = sum(bar.value for bar in bars)
    whole = sum(bar.whole or 0 for bar in bars)
    overall = f"{format_number(part)}/{format_number(whole)} {unit} ({share_text(part, whole)})"
    total = f"Chung: {overall} của {format_number(len(bars))} {noun}."
    counted = [bar for bar in bars if bar.whole]
    if len(counted) < 2:
        return f"{title}. {total}"
    shares = {bar: _share(bar, 0) for bar in counted}
    highest, lowest = max(shares.values()), min(shares.values())
    if highest == lowest:
        return f"{title}. Tỷ lệ bằng nhau ở mọi {noun}. {total}"
    top = [bar for bar in counted if shares[bar] == highest]
    bottom = [bar for bar in counted if shares[bar] == lowest]
    return (
        f"{title}. Tỷ lệ cao nhất: {joined((bar.label for bar in top), noun=noun)} "
        f"({share_text(top[0].value, top[0].whole or 0)}); "
        f"thấp nhất: {joined((bar.label for bar in bottom), noun=noun)} "
        f"({share_text(bottom[0].value, bottom[0].whole or 0)}). {total}"
    )
