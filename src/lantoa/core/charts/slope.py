"""Two readings of each, one beside the other: what rose and what fell between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.core.charts.axis import Axis
from lantoa.core.charts.figure import DEFAULT_WIDTH, ChartTable, Figure, chart_key, checked_width
from lantoa.core.charts.looks import Look, looks_of
from lantoa.core.charts.places import block_height, spread
from lantoa.core.charts.plot import axis_ticks, axis_words
from lantoa.core.charts.readings import (
    Break,
    Mark,
    Panel,
    Series,
    broken_before,
    checked_panel,
    mark_words,
    value_words,
)
from lantoa.core.charts.series_words import change_words
from lantoa.core.charts.svg import INK, LINE_HEIGHT, MUTED, RULE, Board, text_width, wrapped

MOST_SLOPES = 16
_AWAY = 18  # from a column to the words at its side
_CUT = 16
_WIDE = 640


@dataclass(frozen=True, slots=True)
class _Slopes:
    """The two columns at `left` and `right`, their axis between `top` and `base`, one look a line."""

    panel: Panel
    looks: tuple[Look, ...]
    axis: Axis
    left: int
    right: int
    top: int
    base: int


def slope_chart(
    title: str,
    before: str,
    after: str,
    series: Sequence[Series],
    *,
    unit: str,
    noun: str = "năm",
    breaks: Sequence[Break] = (),
    downwards: bool = False,
    lowest: float | None = None,
    highest: float | None = None,
    decimals: int = 2,
    width: int = DEFAULT_WIDTH,
    chart_id: str | None = None,
) -> Figure:
    """A figure with two columns of readings and a line between the two of each series, up to sixteen.

    An absence on either side, or a break before `after`, leaves the line out; the names and the reason stay. The table
    has one row for each series, with the change or the reason why there is none. Raises ChartError as `series_chart`.

    >>> pair = Series("Quảng Trị", (Mark("2022", 76.43), Mark("2023", 79.46)), emphasised=True)
    >>> print(slope_chart("SIPAS", "2022", "2023", [pair], unit="%").sentence)
    SIPAS. Quảng Trị: năm 2022 76,43%, năm 2023 79,46%, tăng 3,03 điểm phần trăm.
    """
    panel = Panel(
        title, (before, after), tuple(series), tuple(breaks), unit, downwards, decimals, lowest, highest, noun
    )
    checked_panel(panel, most=MOST_SLOPES)
    board = Board(chart_key(chart_id, "slope", panel, width), checked_width(width))
    height = _draw(board, panel)
    sentence = " ".join([f"{title}.", *_sentences(panel)])
    svg = board.finished(height, title=title, description=sentence)
    return Figure(title=title, svg=svg, table=_table(panel), sentence=sentence)


def _draw(board: Board, panel: Panel) -> int:
    ticks = axis_ticks(panel)
    draft = Axis(ticks, 0, 1)
    y = board.lines(0, 14, wrapped(axis_words(panel, draft), board.width), ink=MUTED)
    if stop := broken_before(panel).get(1):
        y = board.lines(0, y, wrapped(f"Không nối hai mốc: {stop}", board.width))
    room = min(max(_end_width(panel, series, 1, board) for series in panel.series) + _AWAY + 4, board.width * 2 // 5)
    left_room = min(max(_end_width(panel, series, 0, board) for series in panel.series) + _AWAY + 4, board.width // 3)
    top = y + 26
    base = top + min(max(board.width // 2, 200, 26 * len(panel.series)), 420)
    floor = base - _CUT if draft.is_cut and not panel.downwards else base
    axis = Axis(ticks, top, base) if panel.downwards else Axis(ticks, floor, top)
    looks = tuple(looks_of([series.emphasised for series in panel.series]))
    slopes = _Slopes(panel, looks, axis, left_room, board.width - room, top, base)
    _draw_columns(board, slopes)
    pairs = sorted(zip(panel.series, looks, strict=True), key=lambda pair: pair[0].emphasised)
    for series, look in pairs:
        _draw_slope(board, slopes, series, look)
    return max(base + 12, *(_draw_side(board, slopes, side) for side in (0, 1)))


def _end_words(panel: Panel, series: Series, side: int, board: Board) -> str:
    """What stands at one end: on a telephone the name stands on the right only, unless there is no value there."""
    words = mark_words(series.marks[side], panel.shown_decimals)
    is_bare = side == 0 and board.width < _WIDE and series.marks[1].value is not None
    return words if is_bare else f"{series.name}: {words}"


def _end_width(panel: Panel, series: Series, side: int, board: Board) -> int:
    return text_width(_end_words(panel, series, side, board))


def _draw_columns(board: Board, slopes: _Slopes) -> None:
    for label, x in zip(slopes.panel.labels, (slopes.left, slopes.right), strict=True):
        half = text_width(label) // 2 + 1
        middle = min(max(x, half), board.width - half)
        board.text(middle, slopes.top - 12, label, anchor="middle", bold=True, kind="tick")
        if slopes.axis.is_cut and not slopes.panel.downwards:
            first = slopes.axis.start
            board.line(x, slopes.top, x, first, RULE)
            zigzag = [(x, first), (x - 5, first + 4), (x + 5, first + 8), (x - 5, first + 12), (x, slopes.base)]
            board.polyline(zigzag, RULE, width=1)
        else:
            board.line(x, slopes.top, x, slopes.base, RULE)
    if broken_before(slopes.panel):
        middle = (slopes.left + slopes.right) // 2
        board.line(middle, slopes.top - 16, middle, slopes.base, RULE, dash="5 4")


def _draw_slope(board: Board, slopes: _Slopes, series: Series, look: Look) -> None:
    ends = [
        None if mark.value is None else (x, slopes.axis.place(mark.value))
        for x, mark in zip((slopes.left, slopes.right), series.marks, strict=True)
    ]
    if ends[0] and ends[1] and not broken_before(slopes.panel):
        board.polyline([ends[0], ends[1]], look.ink, width=look.width, dash=look.dash)
    for end, mark in zip(ends, series.marks, strict=True):
        if end:
            board.marker(look.shape, *end, look.radius, look.ink, name=_title(slopes.panel, series, mark))


def _title(panel: Panel, series: Series, mark: Mark) -> str:
    note = f" ({mark.note})" if mark.note else ""
    return f"{series.name}, {panel.noun} {mark.label}: {mark_words(mark, panel.shown_decimals)}{note}"


def _draw_side(board: Board, slopes: _Slopes, side: int) -> int:
    """Writes the ends of one side, moved apart; gives back the pixel under them."""
    panel = slopes.panel
    room = (slopes.left if side == 0 else board.width - slopes.right) - _AWAY
    blocks = [wrapped(_end_words(panel, series, side, board), room) for series in panel.series]
    heights = [block_height(lines) + 2 for lines in blocks]
    points = [
        slopes.base + 12 if mark.value is None else slopes.axis.place(mark.value)
        for mark in (series.marks[side] for series in panel.series)
    ]
    tops = spread([point - 11 for point in points], heights, top=slopes.top - 10, bottom=slopes.base + 20)
    for at, series in enumerate(panel.series):
        _draw_end(board, slopes, side, series, slopes.looks[at], (points[at], tops[at], blocks[at]))
    return max(top + height for top, height in zip(tops, heights, strict=True))


def _draw_end(
    board: Board, slopes: _Slopes, side: int, series: Series, look: Look, place: tuple[int, int, list[str]]
) -> None:
    point, top, lines = place
    x, outwards = (slopes.left, -1) if side == 0 else (slopes.right, 1)
    mark = series.marks[side]
    y = top + 11
    if mark.value is not None and abs(point - y) > 3:
        board.line(x + 6 * outwards, point, x + 15 * outwards, y, RULE, dash="1 2")
    if mark.value is None:
        name = _title(slopes.panel, series, mark)
        board.marker(look.shape, x + 9 * outwards, y, 3, look.ink, absent=True, name=name)
    for at, line in enumerate(lines):
        board.text(
            x + _AWAY * outwards,
            top + 16 + LINE_HEIGHT * at,
            line,
            anchor="end" if side == 0 else "start",
            ink=INK if series.emphasised else MUTED,
            bold=series.emphasised,
            kind="name",
        )


def _table(panel: Panel) -> ChartTable:
    unit = f" ({panel.unit})" if panel.unit and not panel.downwards else ""
    labels = [f"{panel.noun[:1].upper()}{panel.noun[1:]} {label}{unit}" for label in panel.labels]
    rows = tuple(
        (
            series.name,
            *(mark_words(mark, panel.shown_decimals) for mark in series.marks),
            change_words(panel, series, 1),
        )
        for series in panel.series
    )
    notes = ["; ".join(dict.fromkeys(mark.note for mark in series.marks if mark.note)) for series in panel.series]
    header = ("Tên", *labels, "Thay đổi")
    if not any(notes):
        return ChartTable(header, rows)
    return ChartTable((*header, "Ghi chú"), tuple((*row, note) for row, note in zip(rows, notes, strict=True)))


def _sentences(panel: Panel) -> list[str]:
    told = [series for series in panel.series if series.emphasised] or [panel.series[0]]
    said = []
    for series in told:
        ends = ", ".join(f"{panel.noun} {mark.label} {value_words(mark, panel)}" for mark in series.marks)
        said.append(f"{series.name}: {ends}, {change_words(panel, series, 1)}.")
    return [*said, *_directions(panel)]


def _directions(panel: Panel) -> list[str]:
    """How many rose and fell, where there are at least three."""
    if len(panel.series) < 3:
        return []
    counts = dict.fromkeys(("lên" if panel.downwards else "tăng", "xuống" if panel.downwards else "giảm"), 0)
    counts |= {"không đổi": 0, "không so được": 0}
    for series in panel.series:
        words = change_words(panel, series, 1)
        counts[next(word for word in counts if words.startswith(word))] += 1
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    return [f"Trong {len(panel.series)}: {told}."]
