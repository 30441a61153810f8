"""The child process of the guard: bytes of one document on stdin, its text on stdout, under limits of its own."""

import io
import resource
import sys

import docx
import pypdfium2
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph


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


def _pdf_text(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def main(kind: str, seconds: int, memory_bytes: int) -> None:
    """Write the text of the document on stdin to stdout; a parser's own error ends the process with its trace."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    data = sys.stdin.buffer.read()
    text = _docx_text(data) if kind == "docx" else _pdf_text(data)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
