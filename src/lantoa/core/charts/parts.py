"""One bar cut into the parts of a whole: covered, not covered, source out of reach."""

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
    share_text,
)
from lantoa.core.charts.svg import INK, LINE_HEIGHT, PAPER, SERIES, TRACK, Board, wrapped
from lantoa.core.viettext import format_number

_BAR_HEIGHT = 32
_SWATCH = 16


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the whole."""

    label: str
    value: float


def stacked_bar(
    title: str,
    parts: Sequence[Part],
    *,
    unit: str = "nhiệm vụ",
    noun: str = "Tình trạng",
    width: int = DEFAULT_WIDTH,
    chart_id: str | None = None,
) -> Figure:
    """A figure with the parts of one whole side by side, and a key that gives each part's count, share and pattern.

    Shares are of the sum of all parts, which the sentence names. Up to six parts; raises ChartError for more, for none,
    and for negative values. `noun` heads the first column of the table.

    >>> stacked_bar("Độ phủ", [Part("Đã có tin, bài", 45), Part("Chưa có", 35)]).sentence
    'Độ phủ. Trong 80 nhiệm vụ: Đã có tin, bài 45 (56,3%); Chưa có 35 (43,8%).'
    """
    checked_values([part.value for part in parts])
    if len(parts) > len(SERIES):
        raise ChartError(f"Biểu đồ này chỉ nhận tối đa {len(SERIES)} phần.")
    whole = sum(part.value for part in parts)
    board = Board(chart_key(chart_id, "parts", title, parts, unit, noun, width), checked_width(width))
    fills = [_fill(board, index) for index in range(len(parts))]
    _draw_bar(board, parts, fills, whole)
    height = _draw_key(board, parts, fills, whole)
    told = "; ".join(f"{part.label} {format_number(part.value)} ({share_text(part.value, whole)})" for part in parts)
    sentence = f"{title}. Trong {format_number(whole)} {unit}: {told}."
    rows = tuple((part.label, format_number(part.value), share_text(part.value, whole)) for part in parts)
    return Figure(
        title=title,
        svg=board.finished(height, title=title, description=sentence),
        table=ChartTable(
            (noun, unit[:1].upper() + unit[1:], "Tỷ lệ"),
            (*rows, ("Tổng số", format_number(whole), share_text(whole, whole))),
        ),
        sentence=sentence,
    )


def _fill(board: Board, index: int) -> str:
    """The first part is solid, each further one has its own hatch, so that the parts differ without colour."""
    if index == 0:
        return SERIES[0]
    angle, gap = ((45, 7), (0, 5), (135, 9), (90, 5), (20, 12))[index - 1]
    return board.hatch(f"part-{index}", SERIES[index], angle=angle, gap=gap)


def _draw_bar(board: Board, parts: Sequence[Part], fills: Sequence[str], whole: float) -> None:
    if whole == 0:
        board.rect(0, 4, board.width, _BAR_HEIGHT, TRACK)
        return
    before = 0.0
    for index, (part, fill) in enumerate(zip(parts, fills, strict=True)):
        left, right = (round(1 + (board.width - 2) * at / whole) for at in (before, before + part.value))
        before += part.value
        if part.value:
            name = f"{part.label}: {format_number(part.value)} ({share_text(part.value, whole)})"
            board.rect(left, 4, max(right - left, 1), _BAR_HEIGHT, fill, stroke=SERIES[index], name=name)
            if left > 1:
                board.line(left, 4, left, 4 + _BAR_HEIGHT, PAPER, width=3)


def _draw_key(board: Board, parts: Sequence[Part], fills: Sequence[str], whole: float) -> int:
    y = 4 + _BAR_HEIGHT + 26
    for index, (part, fill) in enumerate(zip(parts, fills, strict=True)):
        board.rect(1, y - 13, _SWATCH, _SWATCH, fill, stroke=SERIES[index])
        value = f"{format_number(part.value)} ({share_text(part.value, whole)})"
        lines = wrapped(part.label, board.width - _SWATCH - 10 - 120)
        board.lines(_SWATCH + 10, y, lines)
        board.text(board.width, y, value, anchor="end", ink=INK, bold=True, kind="value")
        y += LINE_HEIGHT * len(lines) + 6
    return y - 12
