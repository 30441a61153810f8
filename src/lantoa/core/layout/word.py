"""The document as a Word file (DOCX, ISO/IEC 29500): the same document gives the same bytes."""

import io
import zipfile
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from lantoa.core.layout.decree30 import (
    HEADER_DISTANCE,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    MARGIN_TOP_MARKED,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TEXT_WIDTH,
)
from lantoa.core.layout.document import Annex, Block, Document
from lantoa.core.layout.word_blocks import block_elements
from lantoa.core.layout.word_frame import (
    annex_heading,
    basis_lines,
    foot_table,
    head_table,
    recipient_lines,
    title_lines,
    write_page_head,
)
from lantoa.core.layout.word_parts import element, new_paragraph
from lantoa.core.layout.word_styles import numbering_xml, settings_xml, styles_xml
from lantoa.core.layout.wording import clean

# The earliest time a ZIP entry can carry: a file's bytes must not tell when it was made.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_KEPT_PARTS = ("/styles", "/numbering", "/settings", "/officeDocument", "/core-properties")


def to_docx(document: Document) -> bytes:
    """The bytes of a .docx file in the layout of Decree 30/2020/NĐ-CP, Annex I.

    Headings, lists, table header rows, alternative texts, links and the language are real, so that Word's navigation
    and screen readers find them. Same document, same bytes.
    """
    package = docx.Document()
    _empty(package, official=document.official)
    _set_properties(package, document)
    _set_page(package.sections[0], document)
    _write_body(package, document)
    for annex in document.annexes:
        _write_annex(package, document, annex)
    _place(package, [new_paragraph(package, "Seam")])
    raw = io.BytesIO()
    package.save(raw)
    return _without_times(raw.getvalue())


def _empty(package: Any, *, official: bool) -> None:
    """Takes out of the library's template all that is not ours: styles, themes, thumbnail, foreign properties."""
    package.element.body.clear_content()
    part = package.part
    for holder, made in (
        (package.styles.element, styles_xml(official=official)),
        (part.numbering_part.element, numbering_xml()),
        (package.settings.element, settings_xml()),
    ):
        for old in list(holder):
            holder.remove(old)
        holder.extend(list(made))
    for relations in (part.rels, part.package.rels):
        for key in [key for key, relation in relations.items() if not relation.reltype.endswith(_KEPT_PARTS)]:
            del relations[key]


def _set_properties(package: Any, document: Document) -> None:
    properties = package.core_properties
    for old in list(properties._element):
        properties._element.remove(old)
    properties.title = clean(document.title)[:255]
    properties.language = "vi-VN"
    if document.author:
        properties.author = clean(document.author)[:255]
    if document.created_at:
        properties.created = document.created_at


def _set_page(section: Any, document: Document) -> None:
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.top_margin = Mm(MARGIN_TOP_MARKED if document.watermark else MARGIN_TOP)
    section.bottom_margin = Mm(MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Mm(MARGIN_LEFT), Mm(MARGIN_RIGHT)
    section.header_distance, section.footer_distance = Mm(HEADER_DISTANCE), Mm(HEADER_DISTANCE)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    section.first_page_header.is_linked_to_previous = False
    write_page_head(section.header, document.watermark, numbered=True)
    write_page_head(section.first_page_header, document.watermark, numbered=False)


def _write_body(package: Any, document: Document) -> None:
    if document.official:
        package.element.body.sectPr.addprevious(head_table(package, document))
    _place(package, title_lines(package, document))
    _place(package, recipient_lines(package, document))
    _place(package, basis_lines(package, document))
    _write_blocks(package, document.body, (TEXT_WIDTH, PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM))
    foot = foot_table(package, document)
    if foot is not None:
        _hold_last_paragraph(package)
        package.element.body.sectPr.addprevious(foot)


def _write_annex(package: Any, document: Document, annex: Annex) -> None:
    section = package.add_section(WD_SECTION.NEW_PAGE)
    package.paragraphs[-1]._p.style = "Seam"
    tall, wide = Mm(PAGE_HEIGHT), Mm(PAGE_WIDTH)
    section.orientation = WD_ORIENT.LANDSCAPE if annex.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (tall, wide) if annex.landscape else (wide, tall)
    for old in section._sectPr.findall(element("pgNumType").tag):
        section._sectPr.remove(old)
    section._sectPr.find(element("pgMar").tag).addnext(element("pgNumType", start=1))
    _place(package, annex_heading(package, document, annex))
    across, down = (PAGE_HEIGHT, PAGE_WIDTH) if annex.landscape else (PAGE_WIDTH, PAGE_HEIGHT)
    _write_blocks(package, annex.blocks, (across - MARGIN_LEFT - MARGIN_RIGHT, down - MARGIN_TOP - MARGIN_BOTTOM))


def _write_blocks(package: Any, blocks: tuple[Block, ...], room: tuple[float, float]) -> None:
    end = package.element.body.sectPr
    for block in blocks:
        for made in block_elements(package, block, room=room):
            end.addprevious(made)


def _place(package: Any, paragraphs: list[Any]) -> None:
    for paragraph in paragraphs:
        package.element.body.sectPr.addprevious(paragraph._p)


def _hold_last_paragraph(package: Any) -> None:
    """Keeps the last paragraph with the signature: a signature does not stand alone on a page."""
    last = package.element.body.sectPr.getprevious()
    if last is not None and last.tag == element("p").tag:
        package.paragraphs[-1].paragraph_format.keep_with_next = True


def _without_times(raw: bytes) -> bytes:
    out = io.BytesIO()
    source, made = zipfile.ZipFile(io.BytesIO(raw)), zipfile.ZipFile(out, "w", compresslevel=9)
    with source, made:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            made.writestr(entry, source.read(name))
    return out.getvalue()
