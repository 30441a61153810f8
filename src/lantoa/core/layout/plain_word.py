"""A plain text as a Word file: headline, paragraphs, note; for columns and scripts, which are no official documents."""

import io
from collections.abc import Sequence

import docx
from docx.oxml.ns import qn
from docx.shared import Pt

from lantoa.core.layout.wording import clean

_FONT = "Times New Roman"


def plain_docx(title: str, paragraphs: Sequence[str], *, note: str = "", size_pt: int = 13) -> bytes:
    """The bytes of a .docx file with the title as a heading, the paragraphs, and the note in italics at the end.

    `size_pt` is the size of the paragraphs in points. The language is Vietnamese; the properties hold the title and
    nothing of who made the file and where.
    """
    package = docx.Document()
    normal = package.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(size_pt)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(slot), _FONT)
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "vi-VN"})
    normal.element.get_or_add_rPr().append(language)
    heading = package.add_paragraph().add_run(clean(title))
    heading.bold, heading.font.size = True, Pt(size_pt + 3)
    for paragraph in paragraphs:
        package.add_paragraph(clean(paragraph))
    if note:
        package.add_paragraph().add_run(clean(note)).italic = True
    properties = package.core_properties
    properties.title, properties.author, properties.comments = clean(title), "", ""
    raw = io.BytesIO()
    package.save(raw)
    return raw.getvalue()
