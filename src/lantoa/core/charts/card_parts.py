"""What a card is put together from: boxes, lines of text, and the first rows of a table in large letters."""

from dataclasses import dataclass

from lantoa.core.charts.figure import ChartTable, Figure
from lantoa.core.charts.svg import INK, MUTED, RULE, text_of, text_width, wrapped
from lantoa.core.viettext import format_number

_MOST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the card in pixels."""

    x: int
    y: int
    width: int
    height: int


def cut_lines(lines: list[str], most: int) -> list[str]:
    """At most so many lines, with an ellipsis where some are cut off."""
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], lines[most - 1].rstrip(" .,;:") + "…"] if most > 0 else []


def rect(box: Box, fill: str) -> str:
    """A filled box."""
    return f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" fill="{fill}"/>'


def lines_of(
    lines: list[str],
    x: int,
    y: int,
    size: int,
    *,
    ink: str,
    bold: bool = False,
    upwards: bool = False,
    at_end: bool = False,
) -> list[str]:
    """Lines below one another from base line y, or ending at it; Vietnamese needs the room of 1.3 to 1.5 lines."""
    step = round(size * (1.3 if bold else 1.5))
    first = y - step * (len(lines) - 1) if upwards else y
    look = f'font-size="{size}" fill="{ink}"' + (' font-weight="700"' if bold else "")
    look += ' text-anchor="end"' if at_end else ""
    return [f'<text x="{x}" y="{first + step * at}" {look}>{text_of(line)}</text>' for at, line in enumerate(lines)]


def table_rows(figure: Figure, box: Box) -> list[str]:
    """The first rows of the table, as many as there is room for, with how many are left out.

    A table of one value a row has no heading; another one has up to three columns of values under theirs.
    """
    size = 28 if box.width > 700 else 21
    table = _without_notes(figure.table)
    columns = min(len(table.header) - 1, _MOST_COLUMNS)
    if columns == 1 or _is_of_shares(table):
        return _plain_rows(table, box, size)
    return _column_rows(table, box, size, columns)


def _without_notes(table: ChartTable) -> ChartTable:
    if table.header[-1] != "Ghi chú":
        return table
    return ChartTable(table.header[:-1], tuple(row[:-1] for row in table.rows))


def _is_of_shares(table: ChartTable) -> bool:
    return table.header[-1] == "Tỷ lệ"


def _plain_rows(table: ChartTable, box: Box, size: int) -> list[str]:
    """Rows with the name at the left and the value at the right."""
    step = round(size * 1.5)
    parts: list[str] = []
    y, shown = box.y + size, 0
    for name, *values in table.rows:
        value = values[-1] if len(values) < 3 else f"{values[0]}/{values[1]} ({values[2]})"
        values_lines = cut_lines(wrapped(value, box.width // 2, size=size), 2)
        widest = max(text_width(line, size=size) for line in values_lines)
        lines = cut_lines(wrapped(name, box.width - widest - 48, size=size), 2)
        tall = max(len(lines), len(values_lines))
        if y + step * tall > box.y + box.height - step:
            break
        parts += lines_of(lines, box.x, y, size, ink=INK)
        parts += lines_of(values_lines, box.x + box.width, y, size, ink=INK, bold=True, at_end=True)
        parts.append(rect(Box(box.x, y + step * (tall - 1) + 14, box.width, 1), RULE))
        y += step * tall + 14
        shown += 1
    return parts + _left_out(len(table.rows) - shown, box, y, size)


def _column_rows(table: ChartTable, box: Box, size: int, columns: int) -> list[str]:
    """Rows under a heading; the first column is the widest."""
    wide = round(box.width * 0.42)
    each = (box.width - wide) // columns
    rooms = [wide - 16, *[each - 16] * columns]
    ends = [box.x, *(box.x + wide + each * (at + 1) for at in range(columns))]
    step = round(size * 1.3)
    parts: list[str] = []
    y, shown = box.y + size, -1
    for row in (table.header, *table.rows):
        cells = [cut_lines(wrapped(row[at], rooms[at], size=size), 2 if shown >= 0 else 3) for at in range(columns + 1)]
        tall = max(len(lines) for lines in cells)
        if y + step * tall > box.y + box.height - step:
            break
        for at, lines in enumerate(cells):
            ink = MUTED if shown < 0 else INK
            parts += lines_of(lines, ends[at], y, size, ink=ink, bold=at > 0 or shown < 0, at_end=at > 0)
        parts.append(rect(Box(box.x, y + step * (tall - 1) + 12, box.width, 1), RULE))
        y += step * tall + 16
        shown += 1
    return parts + _left_out(len(table.rows) - max(shown, 0), box, y, size)


def _left_out(left: int, box: Box, y: int, size: int) -> list[str]:
    return lines_of([f"và {format_number(left)} mục khác"], box.x, y, size, ink=MUTED) if left else []
