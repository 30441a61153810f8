"""The blocks of a body in Word."""

import io
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm

from lantoa.core.layout.decree30 import HEADER_FILL, SHADES
from lantoa.core.layout.document import (
    Block,
    BulletList,
    CellLike,
    Column,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    cell_of,
)
from lantoa.core.layout.word_parts import add_row, fill, new_cell, new_paragraph, new_table
from lantoa.core.layout.wording import clean

_ALIGNMENTS = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def block_elements(parent: Any, block: Block, *, room: tuple[float, float]) -> list[Any]:
    """The body elements of a block, in order; `room` is the width and height of the text area in millimetres."""
    match block:
        case Heading():
            return [fill(new_paragraph(parent, f"Heading{block.level}"), block.full_text)._p]
        case Paragraph():
            return [fill(new_paragraph(parent, "BodyText"), block.content)._p]
        case BulletList():
            return [fill(new_paragraph(parent, "ListBullet"), item)._p for item in block.items]
        case Table():
            return _table(parent, block, room[0])
        case Figure():
            return _figure(parent, block, room)
        case PageBreak():
            seam = new_paragraph(parent, "Seam")
            seam.add_run().add_break(WD_BREAK.PAGE)
            return [seam._p]


def _table(parent: Any, table: Table, room: float) -> list[Any]:
    relative = sum(column.width for column in table.columns)
    widths = [room * column.width / relative for column in table.columns]
    made = new_table(widths, lines=True, name=clean(table.caption) if table.caption else None)
    heads = [
        new_cell(
            width,
            [_cell_text(parent, Column(column.title, align="center"), column.title, bold=True)],
            shade=HEADER_FILL,
            middle=True,
        )
        for column, width in zip(table.columns, widths, strict=True)
    ]
    add_row(made, heads, repeated=True)
    for row in table.rows:
        add_row(made, _cells(parent, table, row, widths, bold=False))
    if table.total is not None:
        add_row(made, _cells(parent, table, table.total, widths, bold=True))
    elements = [made]
    if table.caption:
        caption = fill(new_paragraph(parent, "Caption"), table.caption)
        caption.paragraph_format.keep_with_next = True
        elements.insert(0, caption._p)
    note = fill(new_paragraph(parent, "TableNote"), table.note or "")
    return [*elements, note._p]


def _cells(parent: Any, table: Table, row: tuple[CellLike, ...], widths: list[float], *, bold: bool) -> list[Any]:
    cells = []
    for given, column, width in zip(row, table.columns, widths, strict=True):
        cell = cell_of(given)
        text = _cell_text(parent, column, cell.content, bold=bold or cell.shade == 0)
        cells.append(new_cell(width, [text], shade=None if cell.shade is None else SHADES[cell.shade]))
    return cells


def _cell_text(parent: Any, column: Column, content: Any, *, bold: bool) -> Any:
    paragraph = fill(new_paragraph(parent, "TableText"), content, bold=bold)
    if column.align != "left":
        paragraph.alignment = _ALIGNMENTS[column.align]
    return paragraph


def _figure(parent: Any, figure: Figure, room: tuple[float, float]) -> list[Any]:
    pixels_wide, pixels_high = figure.pixels
    width = min(room[0] * figure.width, room[1] * 0.8 * pixels_wide / pixels_high)
    paragraph = new_paragraph(parent, "Picture")
    shape = paragraph.add_run().add_picture(io.BytesIO(figure.png), width=Mm(width))
    properties = shape._inline.docPr
    properties.set("descr", clean(figure.alt))
    properties.set("name", f"Hình {properties.get('id')}")
    elements = [paragraph._p]
    if figure.caption:
        elements.append(fill(new_paragraph(parent, "Caption"), figure.caption)._p)
    else:
        paragraph.paragraph_format.keep_with_next = False
    return elements
