"""What every chart gives back, and the rules that all kinds share."""

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lantoa.core.viettext import format_number

DEFAULT_WIDTH = 360
MIN_WIDTH = 320
MAX_WIDTH = 1200


class ChartError(ValueError):
    """Data that cannot be drawn; the message is Vietnamese."""


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The same figures as text. Every row has as many cells as `header`.

    `shades` is empty or has one entry a cell: 0 (a gap) to 4 (most), None for a cell without shade; see `shade_level`.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shades: tuple[tuple[int | None, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One chart: an SVG element ready to stand in a page, the table behind it, the sentence that says what it shows."""

    title: str
    svg: str
    table: ChartTable
    sentence: str


def shade_level(count: float, highest: float) -> int:
    """Shade of a count from 0 (nothing: a gap) to 4 (the top quarter of the range).

    >>> [shade_level(count, 8) for count in (0, 1, 2, 3, 8)]
    [0, 1, 1, 2, 4]
    """
    if count <= 0 or highest <= 0:
        return 0
    return min(4, math.ceil(4 * count / highest))


def share_text(part: float, whole: float) -> str:
    """A share with one decimal, or "–" when the whole is zero.

    >>> share_text(45, 80), share_text(0, 0)
    ('56,3%', '–')
    """
    return "–" if whole == 0 else f"{format_number(100 * part / whole, decimals=1)}%"


def checked_width(width: int) -> int:
    """The width in whole pixels; raises ChartError outside 320-1200."""
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        raise ChartError(f"Chiều rộng biểu đồ phải từ {MIN_WIDTH} đến {MAX_WIDTH} điểm ảnh.")
    return width


def checked_values(values: Sequence[float]) -> None:
    """Raises ChartError when there is nothing to draw, or a value is negative or not a number."""
    if not values:
        raise ChartError("Không có số liệu để vẽ biểu đồ.")
    for value in values:
        if not math.isfinite(value) or value < 0:
            raise ChartError(f"Số liệu “{value}” không vẽ được: phải là số không âm.")


def chart_key(chart_id: str | None, *content: object) -> str:
    """The prefix of the ids inside one SVG: as given, else drawn from the content (equal charts have equal bytes).

    Raises ChartError when the given id could not stand in an id attribute.
    """
    if chart_id is None:
        return "chart-" + hashlib.sha256(repr(content).encode("utf-8", "surrogatepass")).hexdigest()[:10]
    if not chart_id.isascii() or not chart_id.replace("-", "").replace("_", "").isalnum():
        raise ChartError(f"Mã biểu đồ “{chart_id}” chỉ được gồm chữ cái không dấu, chữ số, gạch nối.")
    return chart_id


def joined(names: Iterable[str], *, noun: str, most: int = 3) -> str:
    """Names in a sentence; more than `most` are counted, not listed.

    >>> joined(["A", "B"], noun="đơn vị"), joined(["A", "B", "C", "D", "E"], noun="đơn vị")
    ('A và B', 'A, B, C và 2 đơn vị khác')
    """
    listed = list(names)
    if len(listed) == 1:
        return listed[0]
    if len(listed) > most:
        return f"{', '.join(listed[:most])} và {format_number(len(listed) - most)} {noun} khác"
    return f"{', '.join(listed[:-1])} và {listed[-1]}"
