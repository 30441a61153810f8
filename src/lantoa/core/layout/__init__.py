"""Official documents in the layout of Decree 30/2020/NĐ-CP: blocks in, Word, PDF source and HTML out."""

from lantoa.core.layout.certificate import Certificate, certificate_typst
from lantoa.core.layout.document import (
    Annex,
    Block,
    BulletList,
    Cell,
    Column,
    Document,
    Figure,
    Header,
    Heading,
    Inline,
    LayoutError,
    PageBreak,
    Paragraph,
    Run,
    Signer,
    Table,
)
from lantoa.core.layout.fragment import to_html
from lantoa.core.layout.typst_source import to_typst, typst_files
from lantoa.core.layout.word import to_docx

__all__ = [
    "Annex",
    "Block",
    "BulletList",
    "Cell",
    "Certificate",
    "Column",
    "Document",
    "Figure",
    "Header",
    "Heading",
    "Inline",
    "LayoutError",
    "PageBreak",
    "Paragraph",
    "Run",
    "Signer",
    "Table",
    "certificate_typst",
    "to_docx",
    "to_html",
    "to_typst",
    "typst_files",
]
