"""Where one stands among many: every reading a dot on one line, a few of them named."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lantoa.core.charts.axis import Axis, rank_ticks, value_ticks
from lantoa.core.charts.figure import DEFAULT_WIDTH, ChartError, Figure, chart_key, checked_width
from lantoa.core.charts.places import text_box, thinned
from lantoa.core.charts.readings import Mark, checked_marks, mark_words, with_unit
from lantoa.core.charts.strip_words import Strip, quartiles, strip_sentences, strip_table
from lantoa.core.charts.svg import LINE_HEIGHT, MUTED, RULE, SERIES, SHAPES, Board, text_width, wrapped

_RADIUS = 4
_STEP = 2 * _RADIUS + 2
_CUT = 16
_INSET = 10


@dataclass(frozen=True, slots=True)
class _Dot:
    """A reading at its place on the line, `level` dots above it."""

    mark: Mark
    x: int
    level: int


def strip_chart(
    title: str,
    marks: Sequence[Mark],
    *,
    emphasised: Collection[str] = (),
    unit: str,
    noun: str = "đơn vị",
    downwards: bool = False,
    of: int | None = None,
    lowest: float | None = None,
    highest: float | None = None,
    decimals: int = 2,
    width: int = DEFAULT_WIDTH,
    chart_id: str | None = None,
) -> Figure:
    """A figure with one dot for each mark on one axis, those in `emphasised` (labels) named, with marks of quarters.

    `downwards` are ranks, with 1 at the left, out of `of`; without values there are ranks alone. Entities without a
    value stand under the axis. The table is sorted from the best. Raises ChartError for no marks, for a label twice,
    and for an emphasised one that is not among them.

    >>> marks = [Mark("Quảng Trị", 86.25), Mark("Thừa Thiên Huế", 88.38), Mark("Hà Tĩnh", None, reason="chưa tìm thấy")]
    >>> print(strip_chart("PAR INDEX 2023", marks, emphasised={"Quảng Trị"}, unit="điểm").sentence)
    PAR INDEX 2023. Quảng Trị: 86,25 điểm; 1 đơn vị cao hơn, 0 thấp hơn. 1 đơn vị không có giá trị.
    """
    strip = Strip(tuple(marks), frozenset(emphasised), unit, noun, downwards, of, 0 if downwards else decimals)
    _check(strip)
    board = Board(
        chart_key(chart_id, "strip", title, tuple(marks), sorted(emphasised), unit, of, width), checked_width(width)
    )
    height = _draw(board, strip, _ticks(strip, lowest, highest))
    sentence = " ".join([f"{title}.", *strip_sentences(strip)])
    svg = board.finished(height, title=title, description=sentence)
    return Figure(title=title, svg=svg, table=strip_table(strip), sentence=sentence)


def _check(strip: Strip) -> None:
    if not strip.marks:
        raise ChartError("Không có số liệu để vẽ biểu đồ.")
    checked_marks(strip.marks)
    labels = [mark.label for mark in strip.marks]
    if len(set(labels)) < len(labels):
        raise ChartError("Có đối tượng lặp lại trong biểu đồ.")
    for label in sorted(strip.emphasised - set(labels)):
        raise ChartError(f"“{label}” không có trong biểu đồ.")


def _ticks(strip: Strip, lowest: float | None, highest: float | None) -> tuple[Decimal, ...]:
    values = [mark.value for mark in strip.marks if mark.value is not None]
    if strip.downwards:
        return rank_ticks(values, highest=strip.of or highest)
    return value_ticks(values, lowest=lowest, highest=highest)


def _draw(board: Board, strip: Strip, ticks: tuple[Decimal, ...]) -> int:
    cut = ticks[0] > 0 and not strip.downwards
    axis = Axis(ticks, _INSET + (_CUT if cut else 0), board.width - _INSET)
    y = board.lines(0, 14, wrapped(_caption(strip, axis), board.width), ink=MUTED) - 14
    dots = _piled(strip, axis)
    names = _name_rows(board, strip, dots)
    pile = max((dot.level for dot in dots), default=0) * _STEP
    base = y + 10 + LINE_HEIGHT * sum(len(lines) for _, lines in names) + 10 + pile + _RADIUS + 4
    _draw_axis(board, axis, base, is_cut=cut)
    _draw_names(board, names, y + 10, base)
    loud = sorted(dots, key=lambda dot: dot.mark.label in strip.emphasised)
    for dot in loud:
        _draw_dot(board, strip, dot, base)
    return _draw_absent(board, strip, _draw_quarters(board, strip, axis, base + 26))


def _caption(strip: Strip, axis: Axis) -> str:
    unit = strip.unit[:1].upper() + strip.unit[1:]
    if strip.downwards:
        return f"{unit or 'Thứ hạng'}: 1 ở bên trái"
    start = f"trục từ {axis.tick_words()[0]}" if axis.is_cut else ""
    return " · ".join(part for part in (unit, start, "mỗi chấm là một " + strip.noun) if part)


def _piled(strip: Strip, axis: Axis) -> list[_Dot]:
    """The dots from left to right, one upon another where they would touch; the emphasised have the first choice."""
    known = [mark for mark in strip.marks if mark.value is not None]
    known.sort(key=lambda mark: (mark.label not in strip.emphasised, axis.place(mark.value or 0)))
    levels: list[list[tuple[int, int]]] = []
    dots = []
    for mark in known:
        x, half = axis.place(mark.value or 0), _STEP // 2 + (2 if mark.label in strip.emphasised else 0)
        level = next((at for at, taken in enumerate(levels) if _is_free(x, half, taken)), len(levels))
        if level == len(levels):
            levels.append([])
        levels[level].append((x, half))
        dots.append(_Dot(mark, x, level))
    return sorted(dots, key=lambda dot: dot.x)


def _is_free(x: int, half: int, taken: Sequence[tuple[int, int]]) -> bool:
    return all(abs(x - other) >= half + other_half for other, other_half in taken)


def _name_rows(board: Board, strip: Strip, dots: Sequence[_Dot]) -> list[tuple[_Dot, list[str]]]:
    rows = []
    for dot in dots:
        if dot.mark.label in strip.emphasised:
            words = with_unit(mark_words(dot.mark, strip.decimals), dot.mark, strip.unit, downwards=strip.downwards)
            rows.append((dot, wrapped(f"{dot.mark.label}: {words}", board.width)))
    return rows


def _draw_axis(board: Board, axis: Axis, base: int, *, is_cut: bool) -> None:
    y = base + _RADIUS + 3
    first, end = axis.start, axis.end
    board.line(first, y, end, y, RULE)
    if is_cut:
        board.polyline([(first, y), (first - 4, y - 5), (first - 8, y + 5), (first - 12, y - 5), (0, y)], RULE, width=1)
    words = axis.tick_words()
    places = [axis.place(float(tick)) for tick in axis.ticks]
    for place in places:
        board.line(place, y, place, y + 4, RULE)
    for index, x in thinned(words, places, left=0, right=board.width):
        board.text(x, y + 18, words[index], anchor="middle", ink=MUTED, kind="tick")


def _draw_names(board: Board, names: Sequence[tuple[_Dot, list[str]]], y: int, base: int) -> None:
    """Writes each name in a row of its own over its dot, with a thin rule down to it."""
    rows = []
    for dot, lines in names:
        rows.append((dot, lines, y))
        y += LINE_HEIGHT * len(lines)
    for dot, lines, top in rows:
        board.line(dot.x, top + LINE_HEIGHT * len(lines), dot.x, base - dot.level * _STEP, RULE)
    for dot, lines, top in rows:
        for at, line in enumerate(lines):
            half = text_width(line) // 2 + 1
            x = min(max(dot.x, half), board.width - half)
            board.text(x, top + 14 + LINE_HEIGHT * at, line, anchor="middle", bold=True, halo=True, kind="name")


def _draw_dot(board: Board, strip: Strip, dot: _Dot, base: int) -> None:
    y = base - dot.level * _STEP
    is_loud = dot.mark.label in strip.emphasised
    order = sorted(strip.emphasised).index(dot.mark.label) if is_loud else 0
    shape = SHAPES[(1 + order) % len(SHAPES)] if is_loud else "disc"
    ink, radius = (SERIES[0], _RADIUS + 2) if is_loud else (MUTED, _RADIUS - 1)
    board.marker(shape, dot.x, y, radius, ink, name=_title(strip, dot.mark))


def _title(strip: Strip, mark: Mark) -> str:
    note = f" ({mark.note})" if mark.note else ""
    return f"{mark.label}: {mark_words(mark, strip.decimals)}{note}"


def _draw_quarters(board: Board, strip: Strip, axis: Axis, y: int) -> int:
    """Marks where a quarter, a half and three quarters of the dots end, under the axis; gives the pixel under them."""
    found = quartiles(strip)
    if not found:
        return y + 4
    right = 0
    for value, words in zip(found, ("¼", "½", "¾"), strict=True):
        x = min(max(axis.place(value), 8), board.width - 8)
        board.line(x, y + 2, x, y + 10, MUTED, width=2)
        box = text_box(x, y + 24, words, "middle")
        if box.left > right:
            board.text(x, y + 24, words, anchor="middle", ink=MUTED, kind="tick")
            right = box.right
    words = f"¼, ½, ¾: đến đó có một phần tư, một nửa, ba phần tư số {strip.noun}, đếm từ trái"
    return board.lines(0, y + 44, wrapped(words, board.width), ink=MUTED) - LINE_HEIGHT + 6


def _draw_absent(board: Board, strip: Strip, y: int) -> int:
    """Draws who has no value, with the reason of the emphasised; gives back the pixel under."""
    absent = [mark for mark in strip.marks if mark.value is None]
    if not absent:
        return y
    x, y = 7, y + 12
    for mark in absent:
        if x > board.width - 7:
            x, y = 7, y + 14
        board.marker("disc", x, y, 3, MUTED, name=_title(strip, mark), absent=True)
        x += 14
    words = [f"{len(absent)} {strip.noun} không có giá trị; lý do ở bảng."]
    words += [f"{_title(strip, mark)}." for mark in absent if mark.label in strip.emphasised]
    return board.lines(0, y + 22, wrapped(" ".join(words), board.width)) - LINE_HEIGHT + 6
