"""A line through counts in the order of time, such as articles per week."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.core.charts.figure import (
    DEFAULT_WIDTH,
    ChartTable,
    Figure,
    chart_key,
    checked_values,
    checked_width,
    joined,
)
from lantoa.core.charts.svg import MUTED, SERIES, TRACK, Board, text_width
from lantoa.core.viettext import format_number

_TOP = 26
_PLOT_HEIGHT = 160


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

    Every count stands at its point when there is room, else the highest, the lowest and the last do; the table has them
    all. `noun` is one step of time; without `total` the sentence adds nothing up. Raises ChartError for no points and
    for negative values.

    >>> print(line_chart("Theo tuần", [Point("T1", 4), Point("T2", 9), Point("T3", 2)]).sentence)
    Theo tuần. Cao nhất: T2 (9 tin, bài); thấp nhất: T3 (2 tin, bài). Tổng cộng 15 tin, bài trong 3 tuần.
    """
    checked_values([point.value for point in points])
    board = Board(chart_key(chart_id, "lines", title, points, unit, noun, width), checked_width(width))
    height = _draw(board, points)
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


def _draw(board: Board, points: Sequence[Point]) -> int:
    step = _tick_step(max(point.value for point in points))
    ticks = [step * index for index in range(math.ceil(max(point.value for point in points) / step) + 1)]
    if len(ticks) == 1:
        ticks.append(step)
    left = max(text_width(format_number(tick)) for tick in ticks) + 8
    right = board.width - 20
    for tick in ticks:
        y = _height_of(tick, ticks[-1])
        board.line(left, y, board.width, y, TRACK)
        board.text(left - 6, y + 5, format_number(tick), anchor="end", ink=MUTED, kind="tick")
    inset = left + 16
    span = max(len(points) - 1, 1)
    places = [
        (inset + round((right - inset) * index / span), _height_of(point.value, ticks[-1]))
        for index, point in enumerate(points)
    ]
    board.polyline(places, SERIES[0])
    told = _told(points, places)
    for index, (point, (x, y)) in enumerate(zip(points, places, strict=True)):
        board.dot(x, y, SERIES[0], name=f"{point.label}: {format_number(point.value)}")
        if index in told:
            words = format_number(point.value)
            inside = min(x, board.width - text_width(words) // 2 - 2)
            board.text(inside, y - 9, words, anchor="middle", bold=True, halo=True, kind="value")
    _draw_labels(board, points, places)
    return _TOP + _PLOT_HEIGHT + 30


def _tick_step(highest: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that gives at most five ticks above zero; never below one."""
    if highest <= 5:
        return 1
    power = 10.0 ** math.floor(math.log10(highest / 5))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power * 5 >= highest)


def _height_of(value: float, highest: float) -> int:
    return _TOP + _PLOT_HEIGHT - round(_PLOT_HEIGHT * value / highest)


def _told(points: Sequence[Point], places: Sequence[tuple[int, int]]) -> set[int]:
    """Indexes of the points whose count is written: all where neighbours leave room, else highest, lowest and last."""
    widest = max(text_width(format_number(point.value)) for point in points) + 6
    if len(points) < 2 or places[1][0] - places[0][0] >= widest:
        return set(range(len(points)))
    values = [point.value for point in points]
    told: set[int] = set()
    for index in (values.index(max(values)), values.index(min(values)), len(values) - 1):
        if all(abs(places[index][0] - places[other][0]) >= widest for other in told):
            told.add(index)
    return told


def _draw_labels(board: Board, points: Sequence[Point], places: Sequence[tuple[int, int]]) -> None:
    """Writes as many labels as fit, the first and then at even steps."""
    widest = max(text_width(point.label) for point in points) + 8
    distance = places[1][0] - places[0][0] if len(points) > 1 else widest
    every = max(1, math.ceil(widest / max(distance, 1)))
    for index in range(0, len(points), every):
        half = text_width(points[index].label) // 2 + 1
        x = min(max(places[index][0], half), board.width - half)
        board.text(x, _TOP + _PLOT_HEIGHT + 20, points[index].label, anchor="middle", ink=MUTED, kind="tick")


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
