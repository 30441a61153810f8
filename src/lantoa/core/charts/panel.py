"""One plot of lines that stop: axis, breaks, lines, readings, names at the ends of the lines."""

import math
from collections.abc import Sequence
from decimal import Decimal

from lantoa.core.charts.looks import Look
from lantoa.core.charts.places import Box, block_height, spread, text_box, thinned
from lantoa.core.charts.plot import KEY, Plot, break_notes, caption_lines, latest, name_lines, plot_of
from lantoa.core.charts.readings import NO_DATA, Mark, Panel, Series, broken_before, mark_words, runs_of
from lantoa.core.charts.svg import INK, LINE_HEIGHT, MUTED, RULE, TRACK, Board, text_width, wrapped

_ABSENT_ROW = 13


def draw_panel(
    board: Board,
    panel: Panel,
    *,
    x: int,
    y: int,
    width: int,
    is_named: bool = False,
    ticks: tuple[Decimal, ...] | None = None,
) -> int:
    """Draws the panel with its upper left corner at (x, y); gives back the pixel under it.

    With `is_named` each reading is titled with the panel's title too. A series without a name, alone in its panel, has
    no name at its end. Without `ticks` they follow the readings.
    """
    plot = plot_of(panel, x, y, width, is_named=is_named, ticks=ticks)
    board.lines(x, y + 14, caption_lines(panel, plot.axis, width), ink=MUTED)
    _draw_axis(board, plot)
    _draw_breaks(board, plot)
    pairs = sorted(zip(panel.series, plot.looks, strict=True), key=lambda pair: pair[0].emphasised)  # those on top
    for series, look in pairs:
        _draw_line(board, plot, series, look)
    for series, look in pairs:
        _draw_readings(board, plot, series, look)
    _draw_values(board, plot)
    bottom = _draw_absences(board, plot)
    for index, place in thinned(panel.labels, plot.xs, left=x, right=plot.outer):
        board.text(place, bottom + 20, panel.labels[index], anchor="middle", ink=MUTED, kind="tick")
    return _draw_key(board, plot, bottom + 26, _draw_names(board, plot))


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


def _draw_breaks(board: Board, plot: Plot) -> None:
    notes = break_notes(plot.panel, plot.xs, plot.x, plot.outer)
    tops = [plot.band]
    for rule, _, lines in notes:
        board.line(rule, tops[-1], rule, plot.base, RULE, dash="5 4")
        tops.append(tops[-1] + block_height(lines))
    for (_, start, lines), top in zip(notes, tops, strict=False):
        for at, line in enumerate(lines):
            board.text(start, top + 14 + LINE_HEIGHT * at, line, halo=True, kind="break")


def _draw_line(board: Board, plot: Plot, series: Series, look: Look) -> None:
    for run in runs_of(series.marks, broken_before(plot.panel)):
        if len(run) > 1:
            points = [plot.place(index, series.marks[index].value or 0) for index in run]
            board.polyline(points, look.ink, width=look.width, dash=look.dash)


def _draw_readings(board: Board, plot: Plot, series: Series, look: Look) -> None:
    for index, mark in enumerate(series.marks):
        if mark.value is not None:
            x, y = plot.place(index, mark.value)
            board.marker(look.shape, x, y, look.radius, look.ink, name=_title(plot, series, mark))


def _title(plot: Plot, series: Series, mark: Mark) -> str:
    """The name of a drawn reading: whose, when, what; a note stands in brackets."""
    note = f" ({mark.note})" if mark.note else ""
    if not series.name:
        return f"{mark.label}: {mark_words(mark, plot.panel.shown_decimals)}{note}"
    whose = f"{plot.panel.title}, {series.name}" if plot.is_named else series.name
    return f"{whose}, {plot.panel.noun} {mark.label}: {mark_words(mark, plot.panel.shown_decimals)}{note}"


def _draw_values(board: Board, plot: Plot) -> None:
    """Writes readings of the emphasised lines where there is room; the newest stands beside the name."""
    taken = [_marker_box(plot, index, mark) for series in plot.panel.series for index, mark in enumerate(series.marks)]
    markers = [box for box in taken if box]
    texts: list[tuple[Box, int, int, str]] = []
    for series in plot.panel.series:
        for index in _told(plot, series) if series.emphasised else ():
            words = mark_words(series.marks[index], plot.panel.shown_decimals)
            x, y = plot.place(index, series.marks[index].value or 0)
            half = text_width(words) // 2
            middle = min(max(x, plot.left + half + 2), plot.right + 10 - half)
            for base in (y - 9, y + 21) if _peaks(series.marks, index, plot.panel) else (y + 21, y - 9):
                box = text_box(middle, base, f" {words} ", "middle")
                if base < plot.base - 2 and not any(box.meets(other) for other in [*(t[0] for t in texts), *markers]):
                    texts.append((box, middle, base, words))
                    break
    for _, middle, base, words in sorted(texts, key=lambda text: text[1]):
        board.text(middle, base, words, anchor="middle", bold=True, halo=True, kind="value")


def _marker_box(plot: Plot, index: int, mark: Mark) -> Box | None:
    if mark.value is None:
        return None
    x, y = plot.place(index, mark.value)
    return Box(x - 3, y - 3, x + 3, y + 3)


def _told(plot: Plot, series: Series) -> list[int]:
    """Indexes of readings in the order in which they get room: highest, lowest, first, then, where it is wide, all.

    The newest is left out where it stands beside the name.
    """
    known = [index for index, mark in enumerate(series.marks) if mark.value is not None]
    beside_name = 1 if series.name else 0
    if len(known) <= beside_name:
        return []
    value = {index: series.marks[index].value or 0 for index in known}
    first = [max(known, key=lambda at: value[at]), min(known, key=lambda at: value[at])]
    first.append(known[0] if series.name else known[-1])
    widest = max(text_width(mark_words(series.marks[index], plot.panel.shown_decimals)) for index in known)
    is_wide = len(plot.xs) < 2 or plot.xs[1] - plot.xs[0] >= widest
    others = known[: len(known) - beside_name] if is_wide else []
    return list(dict.fromkeys([*first, *others]))


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
    radius = 2 if len(plot.xs) > 1 and plot.xs[1] - plot.xs[0] < 12 else 3
    for series, look in zip(plot.panel.series, plot.looks, strict=True):
        absent = [(x, mark) for x, mark in zip(plot.xs, series.marks, strict=True) if mark.value is None]
        if not absent:
            continue
        y += _ABSENT_ROW
        for x, mark in absent:
            board.marker(look.shape, x, y - 4, radius, look.ink, name=_title(plot, series, mark), absent=True)
    return y


def _draw_names(board: Board, plot: Plot) -> int:
    if not any(series.name for series in plot.panel.series):
        return plot.base
    room = plot.outer - plot.right - 14
    blocks = [name_lines(series, plot.panel, room - KEY) for series in plot.panel.series]
    ends = [latest(series.marks) for series in plot.panel.series]
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
            board.text(x + KEY, place, line, ink=INK if series.emphasised else MUTED, bold=series.emphasised, kind=kind)
    return max(top + height for top, height in zip(tops, heights, strict=True))


def _draw_key(board: Board, plot: Plot, y: int, names_end: int) -> int:
    """Says what the open mark means, where there is one, under the names where it would run into them."""
    if all(mark.value is not None for series in plot.panel.series for mark in series.marks):
        return max(y, names_end)
    words = f"{NO_DATA}; lý do ở bảng"
    if plot.x + KEY + text_width(words) > plot.right:
        y = max(y, names_end)
    board.marker("disc", plot.x + 7, y + 13, 3, MUTED, absent=True)
    lines = wrapped(words, plot.outer - plot.x - KEY)
    return max(names_end, board.lines(plot.x + KEY, y + 18, lines, ink=MUTED) - LINE_HEIGHT + 6)
