"""The pieces of WordprocessingML that python-docx has no call for."""

from collections.abc import Iterable, Sequence
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from lantoa.core.layout.document import Inline, runs_of
from lantoa.core.layout.wording import clean

# python-docx has no type information: its objects and lxml elements pass through here as Any.
Element = Any

_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def twips(millimetres: float) -> int:
    """Twentieths of a point, rounded.

    >>> twips(25.4)
    1440
    """
    return round(millimetres / 25.4 * 1440)


def element(tag: str, **attributes: object) -> Element:
    """A new `w:` element with `w:` attributes.

    >>> element("spacing", before=120).get(qn("w:before"))
    '120'
    """
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def new_paragraph(parent: Any, style: str) -> Any:
    """A paragraph of that style, not yet placed; `parent` (a document, section header or cell) lends it its part."""
    paragraph = Paragraph(OxmlElement("w:p"), parent)
    paragraph._p.style = style
    return paragraph


def fill(paragraph: Any, content: Inline, *, bold: bool = False) -> Any:
    """The paragraph, with the runs added; a link becomes a hyperlink with an external relationship."""
    for run in runs_of(content):
        if run.link is None:
            target = paragraph.add_run(clean(run.text))
        else:
            target = _linked_run(paragraph, clean(run.text), run.link)
        if run.bold or bold:
            target.bold = True
        if run.italic:
            target.italic = True
    return paragraph


def _linked_run(paragraph: Any, text: str, address: str) -> Any:
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    properties = run._r.get_or_add_rPr()
    properties.insert(0, element("rStyle", val="Hyperlink"))
    paragraph._p.append(link)
    link.append(run._r)
    return run


def add_page_number(paragraph: Any) -> None:
    """Adds the field that shows the page's number."""
    for kind in ("begin", "separate", "end"):
        run = paragraph.add_run()
        if kind == "separate":
            instruction = OxmlElement("w:instrText")
            instruction.text = "PAGE"
            run._r.append(instruction)
            run = paragraph.add_run()
        run._r.append(element("fldChar", fldCharType=kind))
        if kind == "separate":
            paragraph.add_run("2")


def rule(parent: Any, length: float, room: float) -> Any:
    """A paragraph that is one horizontal line of that length, centred in the room (both in millimetres)."""
    paragraph = new_paragraph(parent, "Rule")
    properties = paragraph._p.get_or_add_pPr()
    border = element("pBdr")
    border.append(element("top", val="single", sz=6, space=1, color="000000"))
    indent = twips(max(room - length, 0) / 2)
    properties.insert_element_before(border, *_AFTER_BORDER)
    properties.insert_element_before(element("ind", left=indent, right=indent, firstLine=0), *_AFTER_INDENT)
    return paragraph


_AFTER_INDENT = (
    "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
_AFTER_BORDER = ("w:shd", "w:tabs", "w:spacing", "w:ind", *_AFTER_INDENT)


def boxed(paragraph: Any, colour: str) -> Any:
    """The paragraph with a box around its words, as wide as they are."""
    for run in paragraph.runs:
        run._r.get_or_add_rPr().append(element("bdr", val="single", sz=8, space=2, color=colour))
    return paragraph


def new_table(widths: Sequence[float], *, lines: bool, name: str | None = None) -> Element:
    """An empty table of fixed column widths in millimetres, with or without lines and cell padding."""
    table = OxmlElement("w:tbl")
    properties = element("tblPr")
    properties.append(element("tblW", w=sum(map(twips, widths)), type="dxa"))
    properties.append(element("jc", val="center"))
    if lines:
        borders = element("tblBorders")
        for side in _BORDERS:
            borders.append(element(side, val="single", sz=4, space=0, color="000000"))
        properties.append(borders)
    properties.append(element("tblLayout", type="fixed"))
    padding = element("tblCellMar")
    for side in ("left", "right"):
        padding.append(element(side, w=85 if lines else 0, type="dxa"))
    properties.append(padding)
    properties.append(element("tblLook", val="0020" if lines else "0000", firstRow=int(lines), noHBand=1, noVBand=1))
    if name:
        properties.append(element("tblCaption", val=name))
    table.append(properties)
    grid = element("tblGrid")
    for width in widths:
        grid.append(element("gridCol", w=twips(width)))
    table.append(grid)
    return table


def add_row(table: Element, cells: Iterable[Element], *, repeated: bool = False) -> None:
    """Adds a row that does not break across pages; a repeated one is a header row."""
    row = OxmlElement("w:tr")
    properties = element("trPr")
    properties.append(element("cantSplit"))
    if repeated:
        properties.append(element("tblHeader"))
    row.append(properties)
    row.extend(cells)
    table.append(row)


def new_cell(width: float, paragraphs: Iterable[Any], *, shade: str | None = None, middle: bool = False) -> Element:
    """A cell with its paragraphs; `shade` is RRGGBB."""
    cell = OxmlElement("w:tc")
    properties = element("tcPr")
    properties.append(element("tcW", w=twips(width), type="dxa"))
    if shade:
        properties.append(element("shd", val="clear", color="auto", fill=shade))
    if middle:
        properties.append(element("vAlign", val="center"))
    cell.append(properties)
    cell.extend(paragraph._p for paragraph in paragraphs)
    return cell
