"""One row for each component, with the readings of several on one track: own, region, nation, best."""

from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.core.charts.axis import value_ticks
from lantoa.core.charts.dot_words import dot_sentences, dot_table, maximum_words, names_of
from lantoa.core.charts.figure import DEFAULT_WIDTH, ChartError, Figure, chart_key, checked_width
from lantoa.core.charts.looks import Look, looks_of
from lantoa.core.charts.places import Box, text_box
from lantoa.core.charts.readings import DotRow, Mark, checked_marks, mark_words
from lantoa.core.charts.svg import INK, LINE_HEIGHT, MUTED, RULE, TRACK, Board, text_width, wrapped

MOST_NAMES = 5
_INSET = 8
_TRACK = 6


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows with the names of whose readings they hold, the look of each name, and whether the scales differ."""

    rows: tuple[DotRow, ...]
    looks: dict[str, Look]
    own: str
    decimals: int
    differ: bool
    common: float


def dot_chart(
    title: str,
    rows: Sequence[DotRow],
    *,
    unit: str,
    noun: str = "thành phần",
    own: str | None = None,
    decimals: int = 2,
    width: int = DEFAULT_WIDTH,
    chart_id: str | None = None,
) -> Figure:
    """A figure with one row for each component: markers of up to five names on a track from zero to the row's maximum.

    `own` is the name that is emphasised, by default the first one. Where the maxima of the rows differ a place on the
    track is the share of the row's own maximum, and the picture says so. A reading that is missing gives its reason.
    Raises ChartError for no rows, more than five names, a name twice in a row, and a value over its row's maximum.

    >>> row = DotRow("Tổ chức bộ máy", (Mark("Quảng Trị", 9.78), Mark("Cả nước", 9.5)), 10.5)
    >>> print(dot_chart("PAR INDEX 2023", [row], unit="điểm").sentence)
    PAR INDEX 2023. Quảng Trị: Tổ chức bộ máy 9,78/10,5 điểm. So với Cả nước: cao hơn ở 1/1 thành phần.
    """
    names = names_of(rows)
    _check(rows, names)
    own = own or names[0]
    board = Board(chart_key(chart_id, "dots", title, tuple(rows), unit, noun, own, width), checked_width(width))
    height = _draw(board, _rows_of(rows, names, own, decimals), noun)
    sentence = " ".join([f"{title}.", *dot_sentences(rows, own=own, unit=unit, noun=noun, decimals=decimals)])
    svg = board.finished(height, title=title, description=sentence)
    return Figure(
        title=title, svg=svg, table=dot_table(rows, unit=unit, noun=noun, decimals=decimals), sentence=sentence
    )


def _check(rows: Sequence[DotRow], names: Sequence[str]) -> None:
    if not names:
        raise ChartError("Không có số liệu để vẽ biểu đồ.")
    if len(names) > MOST_NAMES:
        raise ChartError(f"Biểu đồ này chỉ nhận số liệu của tối đa {MOST_NAMES} đối tượng.")
    for row in rows:
        checked_marks(row.marks)
        if len({mark.label for mark in row.marks}) < len(row.marks):
            raise ChartError(f"“{row.label}”: một đối tượng có hai số liệu.")
        for mark in row.marks:
            if row.highest is not None and mark.value is not None and mark.value > row.highest:
                raise ChartError(f"“{row.label}”: {mark.label} ({mark.value}) lớn hơn mức tối đa ({row.highest}).")


def _rows_of(rows: Sequence[DotRow], names: Sequence[str], own: str, decimals: int) -> _Rows:
    looks = dict(zip(names, looks_of([name == own for name in names]), strict=True))
    known = {row.highest for row in rows}
    differ = len(known) > 1
    values = [mark.value for row in rows for mark in row.marks if mark.value is not None]
    highest = next(iter(known)) if not differ else None
    return _Rows(tuple(rows), looks, own, decimals, differ, highest or _round_top(values))


def _round_top(values: Sequence[float]) -> float:
    """A round number no lower than any of the values."""
    return float(value_ticks([0, *values], lowest=0, highest=None)[-1])


def _draw(board: Board, rows: _Rows, noun: str) -> int:
    y = _draw_key(board, rows, noun)
    for row in rows.rows:
        y = _draw_row(board, rows, row, y + 10)
    return y


def _draw_key(board: Board, rows: _Rows, noun: str) -> int:
    """The shapes with their names, and how the tracks run."""
    x, y = 0, 14
    for name, look in rows.looks.items():
        wide = text_width(name) + 18
        if x and x + wide > board.width:
            x, y = 0, y + LINE_HEIGHT
        board.marker(look.shape, x + 6, y - 5, 5, look.ink)
        for at, line in enumerate(wrapped(name, board.width - 18)):
            y += LINE_HEIGHT if at else 0
            board.text(x + 18, y, line, bold=name == rows.own, kind="name")
        x += wide + 14
    end = maximum_words(rows.common, rows.decimals) if not rows.differ else ""
    words = f"Vạch từ 0 đến {end}" if end else f"Vạch từ 0 đến điểm tối đa của từng {noun}: mỗi dòng một thang riêng"
    return board.lines(0, y + LINE_HEIGHT + 2, wrapped(words, board.width), ink=MUTED) - LINE_HEIGHT + 6


def _draw_row(board: Board, rows: _Rows, row: DotRow, y: int) -> int:
    """Draws one row from pixel y on; gives back the pixel under it."""
    top = row.highest or (_row_top(row) if rows.differ else rows.common)
    y = board.lines(0, y + 14, wrapped(row.label, board.width)) - LINE_HEIGHT + 16
    span = board.width - 2 * _INSET
    board.rect(_INSET, y - _TRACK // 2, span, _TRACK, TRACK)
    for x in (_INSET, _INSET + span):
        board.line(x, y - 7, x, y + 7, RULE)
    own_last = sorted(row.marks, key=lambda mark: mark.label == rows.own)
    for mark in own_last:
        if mark.value is not None:
            look = rows.looks[mark.label]
            x = _INSET + round(span * mark.value / top)
            board.marker(look.shape, x, y, look.radius + 2, look.ink, name=_title(row, mark, rows.decimals))
    return _draw_items(board, rows, row, y + 12)


def _row_top(row: DotRow) -> float:
    return _round_top([mark.value for mark in row.marks if mark.value is not None])


def _title(row: DotRow, mark: Mark, decimals: int) -> str:
    note = f" ({mark.note})" if mark.note else ""
    return f"{row.label}, {mark.label}: {mark_words(mark, decimals)}{note}"


def _draw_items(board: Board, rows: _Rows, row: DotRow, y: int) -> int:
    """Writes the readings of a row beside their shapes, and its maximum at the right; gives back the pixel under it."""
    x, base = 0, y + 14
    taken: list[Box] = []
    for mark in row.marks:
        look, is_own = rows.looks[mark.label], mark.label == rows.own
        words = mark_words(mark, rows.decimals) if mark.value is not None or is_own else (mark.text or "–")
        lines = wrapped(words, board.width - 16)
        if x and x + 16 + text_width(lines[0] if len(lines) == 1 else words) > board.width:
            x, base = 0, base + LINE_HEIGHT
        absent = mark.value is None
        name = _title(row, mark, rows.decimals) if absent else None
        board.marker(look.shape, x + 6, base - 5, 4, look.ink, absent=absent, name=name)
        for at, line in enumerate(lines):
            base += LINE_HEIGHT if at else 0
            board.text(x + 16, base, line, ink=INK if is_own else MUTED, bold=is_own, kind="value")
            taken.append(text_box(x + 16, base, line))
        x += 16 + text_width(lines[-1]) + 12
    if rows.differ:
        words = "không rõ tối đa" if row.highest is None else f"tối đa {maximum_words(row.highest, rows.decimals)}"
        box = text_box(board.width, base, words, "end")
        if any(box.meets(other) for other in taken) or box.left < x - 6:
            base += LINE_HEIGHT
        board.text(board.width, base, words, anchor="end", ink=MUTED, kind="tick")
    return base + 6
