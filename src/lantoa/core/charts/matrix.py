"""Who has published on what: rows by columns with counts, every zero a marked gap."""

from collections.abc import Sequence

from lantoa.core.charts.figure import (
    DEFAULT_WIDTH,
    ChartError,
    ChartTable,
    Figure,
    chart_key,
    checked_values,
    checked_width,
    joined,
    shade_level,
    share_text,
)
from lantoa.core.charts.svg import GAP, HEAT, INK, LINE_HEIGHT, MUTED, PAPER, RULE, Board, text_width, wrapped
from lantoa.core.viettext import format_number

_CELL_HEIGHT = 28
_SIDE_BY_SIDE = 560  # from this width on a row's name stands left of its cells, below it above them
_OUTSIDE = "–"


def coverage_matrix(
    title: str,
    rows: Sequence[str],
    columns: Sequence[str],
    counts: Sequence[Sequence[int | None]],
    *,
    unit: str = "tin, bài",
    row_noun: str = "đơn vị",
    column_noun: str = "chủ đề",
    width: int = DEFAULT_WIDTH,
    chart_id: str | None = None,
) -> Figure:
    """A figure with one cell per row and column: the count, shaded by size; 0 a hatched gap; None outside the duty.

    Column names must be short ("T1"): they stand over narrow cells. The share in the sentence is covered cells over
    cells that count, those that are not None. Raises ChartError when the counts do not fit the names, a column name is
    too long for the width, or a count is negative.

    >>> figure = coverage_matrix("Độ phủ", ["Sở Y tế", "Sở Tài chính"], ["T1", "T2"], [[3, 0], [1, None]])
    >>> figure.sentence.split(". ")[:2]
    ['Độ phủ', '2/3 ô đã có tin, bài (66,7%), 1 ô còn trống']
    """
    _check(rows, columns, counts)
    board = Board(
        chart_key(chart_id, "matrix", title, rows, columns, counts, unit, width, row_noun), checked_width(width)
    )
    highest = max((count for line in counts for count in line if count is not None), default=0)
    height = _draw(board, rows, columns, counts, highest)
    height = _draw_key(board, height, highest, unit)
    sentence = _sentence(title, rows, columns, counts, unit=unit, nouns=(row_noun, column_noun))
    return Figure(
        title=title,
        svg=board.finished(height, title=title, description=sentence),
        table=ChartTable(
            (row_noun[:1].upper() + row_noun[1:], *columns),
            tuple((name, *map(_cell_text, line)) for name, line in zip(rows, counts, strict=True)),
            tuple((None, *(_shade(count, highest) for count in line)) for line in counts),
        ),
        sentence=sentence,
    )


def _check(rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int | None]]) -> None:
    if not rows or not columns:
        raise ChartError("Không có số liệu để vẽ biểu đồ.")
    if len(counts) != len(rows) or any(len(line) != len(columns) for line in counts):
        raise ChartError("Số ô của ma trận không khớp số hàng và số cột.")
    checked_values([0, *(count for line in counts for count in line if count is not None)])


def _cell_text(count: int | None) -> str:
    return _OUTSIDE if count is None else format_number(count)


def _shade(count: int | None, highest: int) -> int | None:
    return None if count is None else shade_level(count, highest)


def _draw(
    board: Board,
    rows: Sequence[str],
    columns: Sequence[str],
    counts: Sequence[Sequence[int | None]],
    highest: int,
) -> int:
    names_width = round(board.width * 0.36) if board.width >= _SIDE_BY_SIDE else 0
    edges = [names_width + round((board.width - names_width) * at / len(columns)) for at in range(len(columns) + 1)]
    for name, left, right in zip(columns, edges, edges[1:], strict=False):
        if text_width(name) > right - left:
            raise ChartError(f"Tên cột “{name}” quá dài so với ô: hãy dùng tên ngắn hoặc biểu đồ rộng hơn.")
        board.text((left + right) // 2, 16, name, anchor="middle", bold=True, kind="head")
    gap_fill = board.hatch("gap", GAP)
    y = 24
    for row, line in zip(rows, counts, strict=True):
        y = _draw_name(board, row, y, names_width)
        for column, count, left, right in zip(columns, line, edges, edges[1:], strict=False):
            _draw_cell(board, (left, y, right - left), f"{row}, {column}: ", count, (highest, gap_fill))
        y += _CELL_HEIGHT + (10 if not names_width else max(2, _extra_lines(row, names_width)))
    return y


def _extra_lines(row: str, names_width: int) -> int:
    return (len(wrapped(row, names_width - 12)) - 1) * LINE_HEIGHT + 2


def _draw_name(board: Board, row: str, y: int, names_width: int) -> int:
    """Writes a row's name; gives back where its cells begin."""
    if names_width:
        board.lines(0, y + 19, wrapped(row, names_width - 12))
        return y
    return board.lines(0, y + 14, wrapped(row, board.width)) - LINE_HEIGHT + 6


def _draw_cell(board: Board, place: tuple[int, int, int], name: str, count: int | None, look: tuple[int, str]) -> None:
    left, top, width = place
    highest, gap_fill = look
    middle, base = left + width // 2, top + 19
    if count is None:
        board.rect(left + 1, top, width - 2, _CELL_HEIGHT, PAPER, name=f"{name}không giao")
        board.text(middle, base, _OUTSIDE, anchor="middle", ink=MUTED, kind="value")
        return
    level = shade_level(count, highest)
    fill = HEAT[level - 1] if level else gap_fill
    stroke = RULE if level else GAP
    board.rect(
        left + 1, top, width - 2, _CELL_HEIGHT, fill, stroke=stroke, dashed=not level, name=name + format_number(count)
    )
    if not level:
        board.rect(middle - 8, top + 4, 16, _CELL_HEIGHT - 8, PAPER)
    board.text(middle, base, format_number(count), anchor="middle", ink=INK, bold=not level, kind="value")


def _draw_key(board: Board, y: int, highest: int, unit: str) -> int:
    """Draws what the shades mean, in as many lines as the width asks for; gives back the height of the whole figure."""
    entries = [("gap", f"0: chưa có {unit}"), *_ranges(highest), ("outside", f"{_OUTSIDE}: không giao")]
    x, y = 0, y + 20
    for look, words in entries:
        needed = 16 + 6 + text_width(words) + 14
        if x and x + needed > board.width:
            x, y = 0, y + LINE_HEIGHT + 4
        if look == "gap":
            board.rect(x + 1, y - 13, 16, 16, f"url(#{board.key}-gap)", stroke=GAP, dashed=True)
        elif look == "outside":
            board.rect(x + 1, y - 13, 16, 16, PAPER, stroke=RULE, dashed=True)
        else:
            board.rect(x + 1, y - 13, 16, 16, HEAT[int(look) - 1], stroke=RULE)
        board.text(x + 23, y, words, ink=MUTED, kind="key")
        x += needed
    return y + 12


def _ranges(highest: int) -> list[tuple[str, str]]:
    """The shades in use with the counts they stand for, lightest first."""
    by_level: dict[int, list[int]] = {}
    for level in (1, 2, 3, 4):
        first, last = highest * (level - 1) // 4 + 1, highest * level // 4
        if last >= first:
            by_level[level] = [first, last]
    return [
        (str(level), format_number(first) if first == last else f"{format_number(first)}–{format_number(last)}")
        for level, (first, last) in by_level.items()
    ]


def _sentence(
    title: str,
    rows: Sequence[str],
    columns: Sequence[str],
    counts: Sequence[Sequence[int | None]],
    *,
    unit: str,
    nouns: tuple[str, str],
) -> str:
    cells = [count for line in counts for count in line if count is not None]
    if not cells:
        return f"{title}. Không có ô nào được giao."
    covered, gaps = sum(count > 0 for count in cells), cells.count(0)
    share = share_text(covered, len(cells))
    start = f"{title}. {format_number(covered)}/{format_number(len(cells))} ô đã có {unit} ({share})"
    total = f"Tổng cộng {format_number(sum(cells))} {unit}."
    if not gaps:
        return f"{start}, không còn ô trống. {total}"
    by_row = {name: list(line).count(0) for name, line in zip(rows, counts, strict=True)}
    by_column = {name: [line[index] for line in counts].count(0) for index, name in enumerate(columns)}
    worst_row, worst_column = _worst(by_row, nouns[0]), _worst(by_column, nouns[1])
    return (
        f"{start}, {format_number(gaps)} ô còn trống. Trống nhiều nhất: {worst_row}; "
        f"theo {nouns[1]}: {worst_column}. {total}"
    )


def _worst(gaps: dict[str, int], noun: str) -> str:
    most = max(gaps.values())
    return f"{joined((name for name, count in gaps.items() if count == most), noun=noun)} ({format_number(most)} ô)"
