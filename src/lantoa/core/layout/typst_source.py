"""The document as a Typst program: a fixed template and the document as data, which no text can break out of."""

import hashlib
import json
from pathlib import Path
from typing import Any

from lantoa.core.layout.decree30 import (
    FIRST_LINE,
    HEADER_FILL,
    LEFT_COLUMN,
    LINE_SPACING,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    MARGIN_TOP_MARKED,
    MARK_COLOUR,
    MOTTO,
    NATIONAL_NAME,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PARAGRAPH_GAP,
    PDF_FONTS,
    RIGHT_COLUMN,
    SHADES,
    SHEET_SIZES,
    SHORT_RULE,
    SIZES,
    TEXT_WIDTH,
)
from lantoa.core.layout.document import (
    Block,
    BulletList,
    CellLike,
    Document,
    Figure,
    Heading,
    Inline,
    PageBreak,
    Paragraph,
    Table,
    cell_of,
    runs_of,
)
from lantoa.core.layout.times_widths import bold_width, last_line_width
from lantoa.core.layout.wording import annex_lines, clean, closed_list, issuer_names, number_line, place_date_line

# From the page head's lower edge to the text, in millimetres: the head begins where Word's header distance puts it.
_HEADER_ASCENT, _HEADER_ASCENT_MARKED = 6.7, 5.5
_TEMPLATE = Path(__file__).with_name("decree30.typ")


def to_typst(document: Document) -> str:
    """The source of a Typst document that looks like the Word file; it needs the files of `typst_files` beside it.

    Texts stand in one JSON string literal and are shown as text, so nothing in them is run as code. Uses no packages.
    """
    data = json.dumps(_data(document), ensure_ascii=False, sort_keys=True)
    return f"#let data = json(bytes({_string_literal(data)}))\n{_TEMPLATE.read_text(encoding='utf-8')}"


def typst_files(document: Document) -> dict[str, bytes]:
    """The pictures that the source of `to_typst` names, by file name."""
    return {_file_name(figure): figure.png for figure in _figures(document)}


def _string_literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _figures(document: Document) -> list[Figure]:
    blocks = [*document.body, *(block for annex in document.annexes for block in annex.blocks)]
    return [block for block in blocks if isinstance(block, Figure)]


def _file_name(figure: Figure) -> str:
    return f"figure-{hashlib.sha256(figure.png).hexdigest()[:16]}.png"


def _data(document: Document) -> dict[str, Any]:
    parent, issuer = issuer_names(document.header)
    subject = clean(document.subject)
    return {
        "title": clean(document.title),
        "author": [clean(document.author)] if document.author else [],
        "official": document.official,
        "parent": parent,
        "issuer": issuer,
        "issuer_rule": SHORT_RULE * last_line_width(issuer, SIZES["issuer"], LEFT_COLUMN),
        "nation": NATIONAL_NAME,
        "motto": MOTTO,
        "motto_rule": bold_width(MOTTO, SIZES["motto"]),
        "number": number_line(document.header),
        "place_date": place_date_line(document.header),
        "doc_type": clean(document.doc_type).upper() if document.doc_type else None,
        "subject": subject,
        "subject_rule": SHORT_RULE * last_line_width(subject, SIZES["subject"], TEXT_WIDTH),
        "recipients": closed_list(document.recipients),
        "bases": closed_list(document.bases),
        "body": [_block(block, TEXT_WIDTH, PAGE_HEIGHT) for block in document.body],
        "distribution": closed_list(document.distribution),
        "signer": _signer(document),
        "annexes": _annexes(document),
        "mark": clean(document.watermark) if document.watermark else None,
        **_measures(marked=bool(document.watermark), official=document.official),
    }


def _measures(*, marked: bool, official: bool) -> dict[str, Any]:
    return {
        "page": {
            "width": PAGE_WIDTH,
            "top": MARGIN_TOP_MARKED if marked else MARGIN_TOP,
            "bottom": MARGIN_BOTTOM,
            "left": MARGIN_LEFT,
            "right": MARGIN_RIGHT,
        },
        "header_ascent": _HEADER_ASCENT_MARKED if marked else _HEADER_ASCENT,
        "left_column": LEFT_COLUMN,
        "right_column": RIGHT_COLUMN,
        "first_line": FIRST_LINE,
        "paragraph_gap": PARAGRAPH_GAP,
        "spacing": LINE_SPACING,
        "sizes": SIZES if official else SIZES | SHEET_SIZES,
        "shades": SHADES,
        "header_fill": HEADER_FILL,
        "mark_colour": MARK_COLOUR,
        "fonts": PDF_FONTS,
    }


def _signer(document: Document) -> dict[str, Any] | None:
    signer = document.signer
    if signer is None:
        return None
    offices = [clean(office).upper() for office in (signer.authority, signer.title) if office]
    return {"offices": offices, "name": clean(signer.name or "")}


def _annexes(document: Document) -> list[dict[str, Any]]:
    annexes = []
    for annex in document.annexes:
        number, title, reference = annex_lines(document, annex)
        across, down = (PAGE_HEIGHT, PAGE_WIDTH) if annex.landscape else (PAGE_WIDTH, PAGE_HEIGHT)
        room = across - MARGIN_LEFT - MARGIN_RIGHT
        annexes.append(
            {
                "number": number,
                "title": title,
                "reference": reference,
                "landscape": annex.landscape,
                "blocks": [_block(block, room, down) for block in annex.blocks],
            }
        )
    return annexes


def _block(block: Block, room: float, page_height: float) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": clean(block.full_text)}
        case Paragraph():
            return {"kind": "paragraph", "runs": _runs(block.content)}
        case BulletList():
            return {"kind": "bullets", "items": [_runs(item) for item in block.items]}
        case Table():
            return _table(block)
        case Figure():
            wide, high = block.pixels
            height_room = (page_height - MARGIN_TOP - MARGIN_BOTTOM) * 0.8
            return {
                "kind": "figure",
                "file": _file_name(block),
                "alt": clean(block.alt),
                "caption": clean(block.caption) if block.caption else None,
                "width": min(room * block.width, height_room * wide / high),
            }
        case PageBreak():
            return {"kind": "page_break"}


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": clean(table.caption) if table.caption else None,
        "columns": [
            {"title": clean(column.title), "width": column.width, "align": column.align} for column in table.columns
        ],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "total": None if table.total is None else [_cell(cell) for cell in table.total],
        "note": clean(table.note) if table.note else None,
    }


def _cell(given: CellLike) -> dict[str, Any]:
    cell = cell_of(given)
    return {"runs": _runs(cell.content), "shade": cell.shade}


def _runs(inline: Inline) -> list[dict[str, Any]]:
    return [
        {"text": clean(run.text), "bold": run.bold, "italic": run.italic, "link": run.link} for run in runs_of(inline)
    ]
