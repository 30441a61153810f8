"""Estimates of a sample with how far each may be off: a mark on a track, and a thick stretch around it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lantoa.core.charts.figure import DEFAULT_WIDTH, ChartError, ChartTable, Figure, chart_key, checked_width, joined
from lantoa.core.charts.readings import NO_DATA
from lantoa.core.charts.svg import INK, LINE_HEIGHT, MUTED, RULE, SERIES, TRACK, Board, text_width, wrapped
from lantoa.core.viettext import format_number

_INSET = 8
_TRACK = 6
_CAP = 7


@dataclass(frozen=True, slots=True)
class Stretch:
    """One estimate: its value with the ends of its interval, or no value and why; `of` says how many answered."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    of: str = ""
    reason: str = ""
    emphasised: bool = False


def interval_chart(
    title: str,
    rows: Sequence[Stretch],
    *,
    unit: str = "%",
    lowest: float = 0,
    highest: float = 100,
    noun: str = "đơn vị",
    decimals: int = 1,
    width: int = DEFAULT_WIDTH,
    chart_id: str | None = None,
) -> Figure:
    """A figure with one row for each estimate, in the order given, all on one scale from `lowest` to `highest`.

    The emphasised have a square instead of a disc. A row without a value says why and has no mark. Raises ChartError
    for no rows, for a value outside the scale and for an interval that does not hold its value.

    >>> rows = [Stretch("Xã A", 82.4, 78.1, 86.0, "310 phiếu"), Stretch("Xã B", None, reason="dưới 30 phiếu")]
    >>> print(interval_chart("Hài lòng", rows, noun="xã").sentence)
    Hài lòng. Xã A: 82,4% (từ 78,1% đến 86,0%). 1 xã không nêu kết quả.
    """
    _check(rows, lowest, highest)
    board = Board(
        chart_key(chart_id, "intervals", title, tuple(rows), unit, lowest, highest, noun, width), checked_width(width)
    )
    scale = _Scale(lowest, highest, unit, decimals)
    sentence = _sentence(title, rows, scale, noun)
    height = _draw(board, rows, scale)
    svg = board.finished(height, title=title, description=sentence)
    return Figure(title=title, svg=svg, table=_table(rows, scale, noun), sentence=sentence)


@dataclass(frozen=True, slots=True)
class _Scale:
    lowest: float
    highest: float
    unit: str
    decimals: int

    def written(self, value: float) -> str:
        words = format_number(value, self.decimals)
        return f"{words}%" if self.unit == "%" else f"{words} {self.unit}".strip()

    def end(self, value: float) -> str:
        words = format_number(value, None if value == round(value) else self.decimals)
        return f"{words}%" if self.unit == "%" else f"{words} {self.unit}".strip()

    def place(self, value: float, span: int) -> int:
        return _INSET + round(span * (value - self.lowest) / (self.highest - self.lowest))


def _check(rows: Sequence[Stretch], lowest: float, highest: float) -> None:
    if not rows or lowest >= highest:
        raise ChartError("Không có số liệu để vẽ biểu đồ.")
    for row in rows:
        if row.value is None:
            continue
        if not lowest <= row.value <= highest:
            raise ChartError(f"“{row.label}”: {row.value} ở ngoài thang từ {lowest} đến {highest}.")
        if row.low is not None and row.high is not None and not row.low <= row.value <= row.high:
            raise ChartError(f"“{row.label}”: {row.value} ở ngoài khoảng của nó.")


def _draw(board: Board, rows: Sequence[Stretch], scale: _Scale) -> int:
    words = f"Vạch từ {scale.end(scale.lowest)} đến {scale.end(scale.highest)}"
    if any(row.low is not None for row in rows):
        words += "; đoạn đậm là khoảng tin cậy 95%"
    y = board.lines(0, 14, wrapped(words, board.width), ink=MUTED) - LINE_HEIGHT + 6
    for row in rows:
        y = _draw_row(board, row, scale, y + 10)
    return y


def _draw_row(board: Board, row: Stretch, scale: _Scale, y: int) -> int:
    for line in wrapped(row.label, board.width):
        y += LINE_HEIGHT
        board.text(0, y - 6, line, bold=row.emphasised, kind="name")
    span = board.width - 2 * _INSET
    words = _words(row, scale)
    if row.value is None:
        return board.lines(0, y + 14, wrapped(words, board.width), ink=MUTED) - LINE_HEIGHT + 6
    y += 10
    board.rect(_INSET, y - _TRACK // 2, span, _TRACK, TRACK)
    for x in (_INSET, _INSET + span):
        board.line(x, y - _CAP, x, y + _CAP, RULE)
    if row.low is not None and row.high is not None:
        first, last = scale.place(row.low, span), scale.place(row.high, span)
        board.line(first, y, last, y, SERIES[0], width=3)
        for x in (first, last):
            board.line(x, y - 5, x, y + 5, SERIES[0], width=2)
    shape = "square" if row.emphasised else "disc"
    board.marker(shape, scale.place(row.value, span), y, 6, INK, name=f"{row.label}: {words}")
    first_words, rest = scale.written(row.value), words.removeprefix(scale.written(row.value)).strip()
    board.text(0, y + 22, first_words, bold=True, kind="value")
    x = text_width(first_words) + 6
    lines = wrapped(rest, board.width - x) if rest else []
    return board.lines(x, y + 22, lines, ink=MUTED) - LINE_HEIGHT + 8 if lines else y + 30


def _words(row: Stretch, scale: _Scale) -> str:
    if row.value is None:
        return " · ".join(part for part in (row.reason or NO_DATA, row.of) if part)
    found = scale.written(row.value)
    if row.low is not None and row.high is not None:
        found += f" (từ {scale.written(row.low)} đến {scale.written(row.high)})"
    return f"{found} · {row.of}" if row.of else found


def _table(rows: Sequence[Stretch], scale: _Scale, noun: str) -> ChartTable:
    unit = f" ({scale.unit})" if scale.unit else ""
    header = [noun[:1].upper() + noun[1:], f"Kết quả{unit}", "Khoảng tin cậy 95%", "Số trả lời"]
    lines = []
    for row in rows:
        told = scale.written(row.value) if row.value is not None else row.reason or NO_DATA
        span = (
            f"{scale.written(row.low)} – {scale.written(row.high)}"
            if row.low is not None and row.high is not None
            else "–"
        )
        lines.append((row.label, told, span, row.of or "–"))
    return ChartTable(tuple(header), tuple(lines))


def _sentence(title: str, rows: Sequence[Stretch], scale: _Scale, noun: str) -> str:
    known = [row for row in rows if row.value is not None]
    parts = [f"{title}."]
    if len(known) == 1:
        row = known[0]
        colon = "" if row.label.endswith("?") else ":"
        parts.append(f"{row.label}{colon} {_words(replace(row, of=''), scale)}.")
    elif known:
        values = [row.value or 0 for row in known]
        for words, wanted in (("Cao nhất", max(values)), ("Thấp nhất", min(values))):
            names = joined((row.label for row in known if row.value == wanted), noun=noun)
            parts.append(f"{words}: {names} ({scale.written(wanted)}).")
        if max(values) == min(values):
            parts = [parts[0], f"Cả {len(known)} {noun} đều {scale.written(values[0])}."]
    if missing := len(rows) - len(known):
        parts.append(f"{missing} {noun} không nêu kết quả.")
    return " ".join(parts)
