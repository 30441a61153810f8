"""A line through counts in the order of time, such as articles per week."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lantoa.core.charts.figure import (
    DEFAULT_WIDTH,
    ChartTable,
    Figure,
    chart_key,
    checked_values,
    checked_width,
    joined,
)
from lantoa.core.charts.panel import draw_panel
from lantoa.core.charts.readings import Mark, Panel, Series
from lantoa.core.charts.svg import Board
from lantoa.core.viettext import format_number


@dataclass(frozen=True, slots=True)
class Point:
    """The count of one step of time; the label should be short ("T12", "15/3")."""

    label: str
    value: float


def line_chart(
    title: str,
    points: Sequence[Point],
    *,
    unit: str = "tin, bài",
    noun: str = "tuần",
    width: int = DEFAULT_WIDTH,
    chart_id: str | None = None,
    total: bool = True,
) -> Figure:
    """A figure with one line from left to right, the axis from zero.

    It is drawn as `series_chart` draws one line, but counts begin at zero and nobody's name stands at the end. Every
    count stands at its point when there is room, else the highest, the lowest and the last do; the table has them all.
    `noun` is one step of time; without `total` the sentence adds nothing up. Raises ChartError for no points and for
    negative values.

    >>> print(line_chart("Theo tuần", [Point("T1", 4), Point("T2", 9), Point("T3", 2)]).sentence)
    Theo tuần. Cao nhất: T2 (9 tin, bài); thấp nhất: T3 (2 tin, bài). Tổng cộng 15 tin, bài trong 3 tuần.
    """
    checked_values([point.value for point in points])
    board = Board(chart_key(chart_id, "lines", title, points, unit, noun, width), checked_width(width))
    ticks = _ticks(max(point.value for point in points))
    height = draw_panel(board, _panel(title, points, noun), x=0, y=0, width=width, ticks=ticks)
    sentence = _sentence(title, points, unit, noun, total=total)
    return Figure(
        title=title,
        svg=board.finished(height, title=title, description=sentence),
        table=ChartTable(
            (noun[:1].upper() + noun[1:], unit[:1].upper() + unit[1:]),
            tuple((point.label, format_number(point.value)) for point in points),
        ),
        sentence=sentence,
    )


def _panel(title: str, points: Sequence[Point], noun: str) -> Panel:
    marks = tuple(Mark(point.label, point.value, format_number(point.value)) for point in points)
    return Panel(title, tuple(point.label for point in points), (Series("", marks, emphasised=True),), noun=noun)


def _ticks(highest: float) -> tuple[Decimal, ...]:
    """Round numbers from zero; at least two."""
    step = _tick_step(highest)
    return tuple(Decimal(str(step)) * index for index in range(max(math.ceil(highest / step), 1) + 1))


def _tick_step(highest: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that gives at most five ticks above zero; never below one."""
    if highest <= 5:
        return 1
    power = 10.0 ** math.floor(math.log10(highest / 5))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power * 5 >= highest)


def _sentence(title: str, points: Sequence[Point], unit: str, noun: str, *, total: bool) -> str:
    values = [point.value for point in points]
    summed = (
        f" Tổng cộng {format_number(sum(values))} {unit} trong {format_number(len(points))} {noun}." if total else ""
    )
    highest, lowest = max(values), min(values)
    if highest == lowest:
        return f"{title}. Mỗi {noun} đều có {format_number(highest)} {unit}.{summed}"
    top = joined((point.label for point in points if point.value == highest), noun=noun)
    bottom = joined((point.label for point in points if point.value == lowest), noun=noun)
    return (
        f"{title}. Cao nhất: {top} ({format_number(highest)} {unit}); "
        f"thấp nhất: {bottom} ({format_number(lowest)} {unit}).{summed}"
    )
