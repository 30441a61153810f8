"""The child process of the guard: bytes of one document on stdin, its text on stdout, under limits of its own."""

import io
import resource
import sys

import docx
import pypdfium2
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run

# As guard_marked.py reads them: before and after what is set off; before items of lists with letters, with numbers.
_ON, _OFF, _LETTERED, _NUMBERED, _CELL = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_OWN = str.maketrans("", "", _ON + _OFF + _LETTERED + _NUMBERED + _CELL)
# From so many columns on a table is a list, a row each; narrower ones only lay a page out.
_LIST_COLUMNS = 4
_LETTER_FORMATS, _NUMBER_FORMATS = {"upperLetter", "lowerLetter"}, {"decimal", "decimalZero"}


def _table_lines(table: Table) -> list[str]:
    """Read a table cell by cell: the header of an official document is a table of two columns, left then right."""
    lines: list[str] = []
    for row in table.rows:
        seen: list[object] = []
        for cell in row.cells:
            if cell._tc in seen:  # a merged cell is listed once for each column it spans
                continue
            seen.append(cell._tc)
            lines.extend(paragraph.text for paragraph in cell.paragraphs)
    return lines


def _docx_text(data: bytes) -> str:
    document: Document = docx.Document(io.BytesIO(data))
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            numbered = block._p.pPr is not None and block._p.pPr.numPr is not None
            lines.append(f"- {block.text}" if numbered and block.text.strip() else block.text)
        else:
            lines.extend(_table_lines(block))
    return "\n".join(lines)


def _docx_marked(data: bytes) -> str:
    document: Document = docx.Document(io.BytesIO(data))
    formats = _list_formats(document)
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table) and len(block.columns) >= _LIST_COLUMNS:
            lines.extend(_rows(block))
            continue
        for paragraph in [block] if isinstance(block, Paragraph) else _cells(block):
            lines.extend(_marked_lines(paragraph, formats))
    return "\n".join(lines)


def _rows(table: Table) -> list[str]:
    """Read a table row by row, its cells parted by the sign for it."""
    return [_CELL.join(" ".join(cell.text.translate(_OWN).split()) for cell in row.cells) for row in table.rows]


def _cells(table: Table) -> list[Paragraph]:
    seen: list[object] = []
    found: list[Paragraph] = []
    for row in table.rows:
        for cell in row.cells:
            if cell._tc not in seen:
                seen.append(cell._tc)
                found.extend(cell.paragraphs)
    return found


def _list_formats(document: Document) -> dict[tuple[str, str], str]:
    """Return the number format of each list and level; the numbers themselves are nowhere in the file."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    levels = {}
    for abstract in root.findall(qn("w:abstractNum")):
        for level in abstract.findall(qn("w:lvl")):
            form = level.find(qn("w:numFmt"))
            if form is not None:
                key = (abstract.get(qn("w:abstractNumId")), level.get(qn("w:ilvl")))
                levels[key] = form.get(qn("w:val"))
    formats = {}
    for number in root.findall(qn("w:num")):
        abstract_id = number.find(qn("w:abstractNumId"))
        for (key, level), form in levels.items():
            if abstract_id is not None and key == abstract_id.get(qn("w:val")):
                formats[number.get(qn("w:numId")), level] = form
    return formats


def _list_sign(paragraph: Paragraph, formats: dict[tuple[str, str], str]) -> str:
    properties = paragraph._p.pPr
    if properties is None or properties.numPr is None or properties.numPr.numId is None:
        return ""
    level = properties.numPr.ilvl
    form = formats.get((str(properties.numPr.numId.val), str(level.val if level is not None else 0)), "")
    return _LETTERED if form in _LETTER_FORMATS else _NUMBERED if form in _NUMBER_FORMATS else ""


def _marked_lines(paragraph: Paragraph, formats: dict[tuple[str, str], str]) -> list[str]:
    """Return the lines of a paragraph, each marked on its own."""
    lines = [""]
    for part in paragraph.iter_inner_content():
        for run in part.runs if isinstance(part, Hyperlink) else [part]:
            first, *rest = run.text.translate(_OWN).split("\n")
            on, off = (_ON, _OFF) if _is_set_off(run) else ("", "")
            lines[-1] += f"{on}{first}{off}" if first else ""
            lines += [f"{on}{line}{off}" if line else "" for line in rest]
    # Runs that follow each other set off are one.
    lines = [line.replace(_OFF + _ON, "") for line in lines]
    if lines[0].strip():
        lines[0] = _list_sign(paragraph, formats) + lines[0]
    return lines


def _is_set_off(run: Run) -> bool:
    font = run.font
    colour = font.color.rgb if font.color is not None else None
    coloured = colour is not None and str(colour) != "000000"
    return bool(font.bold or font.underline or font.highlight_color or coloured)


def _pdf_text(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def main(kind: str, seconds: int, memory_bytes: int) -> None:
    """Write the text of the document on stdin to stdout; a parser's own error ends the process with its trace."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    data = sys.stdin.buffer.read()
    readers = {"docx": _docx_text, "docx-marked": _docx_marked, "pdf": _pdf_text}
    text = readers[kind](data)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
