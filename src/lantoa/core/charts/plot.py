"""One plot of lines that stop: axis, labels, breaks, lines, readings, names at the ends of the lines."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lantoa.core.charts.axis import Axis, rank_ticks, value_ticks
from lantoa.core.charts.looks import Look, looks_of
from lantoa.core.charts.places import Box, block_height, spread, text_box, thinned
from lantoa.core.charts.readings import NO_DATA, Mark, Panel, Series, broken_before, mark_words, runs_of
from lantoa.core.charts.svg import INK, LINE_HEIGHT, MUTED, RULE, TRACK, Board, text_width, wrapped

_KEY = 20  # the marker before a name
_CUT = 16  # room of the break sign under the first tick
_ABSENT_ROW = 13


@dataclass(frozen=True, slots=True)
class Plot:
    """Where everything of one panel stands: the drawing from `x` to `outer`, the readings at `xs` between the edges."""

    panel: Panel
    looks: tuple[Look, ...]
    axis: Axis
    xs: tuple[int, ...]
    x: int
    left: int
    right: int
    outer: int
    top: int
    base: int

    def place(self, index: int, value: float) -> tuple[int, int]:
        """The pixel of a value at a label."""
        return self.xs[index], self.axis.place(value)


def draw_panel(board: Board, panel: Panel, *, x: int, y: int, width: int) -> int:
    """Draws the panel with its upper left corner at (x, y); gives back the pixel under it."""
    plot = _plot_of(panel, x, y, width)
    below = board.lines(x, y + 14, wrapped(axis_words(panel, plot.axis), width), ink=MUTED)
    _draw_axis(board, plot)
    _draw_breaks(board, plot, below + 4)
    for series, look in zip(panel.series, plot.looks, strict=True):
        _draw_line(board, plot, series, look)
    for series, look in zip(panel.series, plot.looks, strict=True):
        _draw_readings(board, plot, series, look)
    _draw_values(board, plot)
    bottom = _draw_absences(board, plot)
    for index, place in thinned(panel.labels, plot.xs, left=x, right=plot.outer):
        board.text(place, bottom + 16, panel.labels[index], anchor="middle", ink=MUTED, kind="tick")
    return max(_draw_names(board, plot), _draw_key(board, plot, bottom + 22))


def axis_words(panel: Panel, axis: Axis) -> str:
    """What the axis measures and, where it is not what one expects, how it runs."""
    unit = panel.unit[:1].upper() + panel.unit[1:]
    if panel.downwards:
        return f"{unit or 'Thứ hạng'}: 1 ở trên cùng"
    start = f"trục từ {axis.tick_words()[0]}" if axis.is_cut else ""
    return " · ".join(part for part in (unit, start) if part)


def name_lines(series: Series, panel: Panel, room: int) -> list[str]:
    """The name of a line with its latest reading, in lines no wider than the room."""
    last = _latest(series.marks)
    if last is None:
        return wrapped(f"{series.name}: {NO_DATA}", room)
    mark = series.marks[last]
    when = "" if last == len(panel.labels) - 1 else f" ({mark.label})"
    return wrapped(f"{series.name}: {mark_words(mark, panel.decimals)}{when}", room)


def _plot_of(panel: Panel, x: int, y: int, width: int) -> Plot:
    outer = x + width
    room = _names_room(panel, width)
    height = min(max(width // 2, 190), 340)
    values = [mark.value for series in panel.series for mark in series.marks if mark.value is not None]
    ticks = _ticks(panel, values)
    draft = Axis(ticks, 0, 1)
    tick_room = max(text_width(words) for words in draft.tick_words()) + 8
    left, right = x + tick_room, outer - room
    stops = sum(block_height(lines) for _, _, lines in _break_notes(panel, _spaced(panel, left, right), outer))
    caption = block_height(wrapped(axis_words(panel, draft), width)) if axis_words(panel, draft) else 0
    top = y + caption + stops + (8 if stops else 0) + 20
    base = top + height
    floor = base - _CUT if draft.is_cut and not panel.downwards else base
    axis = Axis(ticks, top, base) if panel.downwards else Axis(ticks, floor, top)
    looks = tuple(looks_of([series.emphasised for series in panel.series]))
    return Plot(panel, looks, axis, tuple(_spaced(panel, left, right)), x, left, right, outer, top, base)


def _ticks(panel: Panel, values: Sequence[float]) -> tuple[Decimal, ...]:
    if panel.downwards:
        return rank_ticks(values, highest=panel.highest)
    return value_ticks(values, lowest=panel.lowest, highest=panel.highest)


def _names_room(panel: Panel, width: int) -> int:
    widest = max(text_width(" ".join(name_lines(series, panel, width))) for series in panel.series)
    return min(widest + _KEY, max(112, width * 3 // 10)) + 14


def _spaced(panel: Panel, left: int, right: int) -> list[int]:
    first, last = left + 12, right - 6
    steps = len(panel.labels) - 1
    if not steps:
        return [(first + last) // 2]
    return [first + round((last - first) * index / steps) for index in range(steps + 1)]


def _break_notes(panel: Panel, xs: Sequence[int], outer: int) -> list[tuple[int, int, list[str]]]:
    """For each break the x of its rule, the x where its words begin, and the words in lines."""
    notes = []
    for index, reason in sorted(broken_before(panel).items()):
        rule = (xs[index - 1] + xs[index]) // 2 if index else xs[0] - 8
        start = max(min(rule + 5, outer - 150), 0)
        notes.append((rule, start, wrapped(f"{panel.labels[index]}: {reason}", outer - start)))
    return notes


def _draw_axis(board: Board, plot: Plot) -> None:
    for tick, words in zip(plot.axis.ticks, plot.axis.tick_words(), strict=True):
        y = plot.axis.place(float(tick))
        board.line(plot.left, y, plot.right, y, TRACK)
        board.text(plot.left - 6, y + 5, words, anchor="end", ink=MUTED, kind="tick")
    if plot.axis.is_cut and not plot.panel.downwards:
        first, base, x = plot.axis.start, plot.base, plot.left
        board.line(x, plot.top, x, first, RULE)
        zigzag = [(x, first), (x - 5, first + 4), (x + 5, first + 8), (x - 5, first + 12), (x, base)]
        board.polyline(zigzag, RULE, width=1)
    board.line(plot.left, plot.base, plot.right, plot.base, RULE)


def _draw_breaks(board: Board, plot: Plot, y: int) -> None:
    notes = _break_notes(plot.panel, plot.xs, plot.outer)
    tops = []
    for rule, _, lines in notes:
        board.line(rule, y, rule, plot.base, RULE, dash="5 4")
        tops.append(y)
        y += block_height(lines)
    for (_, start, lines), top in zip(notes, tops, strict=True):
        for at, line in enumerate(lines):
            board.text(start, top + 12 + LINE_HEIGHT * at, line, halo=True, kind="break")


def _draw_line(board: Board, plot: Plot, series: Series, look: Look) -> None:
    for run in runs_of(series.marks, broken_before(plot.panel)):
        if len(run) > 1:
            points = [plot.place(index, series.marks[index].value or 0) for index in run]
            board.polyline(points, look.ink, width=look.width, dash=look.dash)


def _draw_readings(board: Board, plot: Plot, series: Series, look: Look) -> None:
    for index, mark in enumerate(series.marks):
        if mark.value is not None:
            x, y = plot.place(index, mark.value)
            board.marker(look.shape, x, y, look.radius, look.ink, name=mark_title(series, mark, plot.panel))


def mark_title(series: Series, mark: Mark, panel: Panel) -> str:
    """The name of a drawn reading: whose, when, what; a note stands in brackets."""
    note = f" ({mark.note})" if mark.note else ""
    return f"{series.name}, {panel.noun} {mark.label}: {mark_words(mark, panel.decimals)}{note}"


def _draw_values(board: Board, plot: Plot) -> None:
    """Writes readings of the emphasised lines where there is room: all, else first, best, worst and the newest."""
    taken = [_marker_box(plot, index, mark) for series in plot.panel.series for index, mark in enumerate(series.marks)]
    texts: list[Box] = []
    for series in plot.panel.series:
        if not series.emphasised:
            continue
        for index in _told(series.marks):
            mark = series.marks[index]
            words = mark_words(mark, plot.panel.decimals)
            x, y = plot.place(index, mark.value or 0)
            for base in (y - 9, y + 21) if _peaks(series.marks, index, plot.panel) else (y + 21, y - 9):
                half = text_width(words) // 2
                middle = min(max(x, plot.left + half + 2), plot.right + 10 - half)
                box = text_box(middle, base, words, "middle")
                if base < plot.base - 2 and not any(box.meets(other) for other in [*texts, *(b for b in taken if b)]):
                    board.text(middle, base, words, anchor="middle", bold=True, halo=True, kind="value")
                    texts.append(box)
                    break


def _marker_box(plot: Plot, index: int, mark: Mark) -> Box | None:
    if mark.value is None:
        return None
    x, y = plot.place(index, mark.value)
    return Box(x - 3, y - 3, x + 3, y + 3)


def _told(marks: Sequence[Mark]) -> list[int]:
    """Indexes of readings in the order in which they get room: last, highest, lowest, first, then all the others."""
    known = [index for index, mark in enumerate(marks) if mark.value is not None]
    if not known:
        return []
    value = {index: marks[index].value or 0 for index in known}
    first = [known[-1], max(known, key=lambda at: value[at]), min(known, key=lambda at: value[at]), known[0]]
    return list(dict.fromkeys([*first, *known]))


def _peaks(marks: Sequence[Mark], index: int, panel: Panel) -> bool:
    """Whether the reading stands above its neighbours in the drawing, so that its text goes over it."""
    own = marks[index].value or 0
    near = [marks[at].value for at in (index - 1, index + 1) if 0 <= at < len(marks)]
    known = [value for value in near if value is not None]
    if not known:
        return True
    mean = math.fsum(known) / len(known)
    return own <= mean if panel.downwards else own >= mean


def _draw_absences(board: Board, plot: Plot) -> int:
    """Draws the open marks of absences under the plot, one row for each series that has any."""
    y = plot.base + 2
    for series, look in zip(plot.panel.series, plot.looks, strict=True):
        absent = [(x, mark) for x, mark in zip(plot.xs, series.marks, strict=True) if mark.value is None]
        if not absent:
            continue
        y += _ABSENT_ROW
        for x, mark in absent:
            board.marker(look.shape, x, y - 4, 3, look.ink, name=mark_title(series, mark, plot.panel), absent=True)
    return y


def _draw_names(board: Board, plot: Plot) -> int:
    room = plot.outer - plot.right - 14
    blocks = [name_lines(series, plot.panel, room - _KEY) for series in plot.panel.series]
    ends = [_latest(series.marks) for series in plot.panel.series]
    points = [
        None if at is None else plot.place(at, series.marks[at].value or 0)
        for at, series in zip(ends, plot.panel.series, strict=True)
    ]
    heights = [block_height(lines) + 4 for lines in blocks]
    wanted = [(plot.base if point is None else point[1]) - 11 for point in points]
    tops = spread(wanted, heights, top=plot.top - 16, bottom=plot.base + 10)
    for series, look, lines, top, point in zip(plot.panel.series, plot.looks, blocks, tops, points, strict=True):
        x, y = plot.right + 14, top + 11
        if point is not None and (abs(point[1] - y) > 3 or point[0] < plot.xs[-1]):
            board.line(point[0] + 6, point[1], x, y, RULE, dash="1 2")
        board.marker(look.shape, x + 7, y, look.radius, look.ink, absent=point is None)
        for at, line in enumerate(lines):
            kind, place = ("name", top + 16 + LINE_HEIGHT * at)
            board.text(
                x + _KEY, place, line, ink=INK if series.emphasised else MUTED, bold=series.emphasised, kind=kind
            )
    return max(top + height for top, height in zip(tops, heights, strict=True))


def _draw_key(board: Board, plot: Plot, y: int) -> int:
    """Says what the open mark means, where there is one."""
    if all(mark.value is not None for series in plot.panel.series for mark in series.marks):
        return y
    board.marker("disc", plot.x + 7, y + 13, 3, MUTED, absent=True)
    lines = wrapped(f"{NO_DATA}; lý do ở bảng", plot.outer - plot.x - _KEY)
    return board.lines(plot.x + _KEY, y + 18, lines, ink=MUTED) - LINE_HEIGHT + 6


def _latest(marks: Sequence[Mark]) -> int | None:
    return next((index for index in reversed(range(len(marks))) if marks[index].value is not None), None)
