"""The document as an HTML fragment for the screen: structure and class names; the look is the page's style sheet."""

from base64 import b64encode
from collections.abc import Callable
from html import escape

from lantoa.core.layout.decree30 import MOTTO, NATIONAL_NAME
from lantoa.core.layout.document import (
    Annex,
    Block,
    BulletList,
    CellLike,
    Column,
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
from lantoa.core.layout.wording import annex_lines, clean, closed_list, issuer_names, number_line, place_date_line

PictureAddress = Callable[[Figure], str]


def to_html(document: Document, *, heading_level: int = 2, picture_address: PictureAddress | None = None) -> str:
    """An `<article>` with the whole document, escaped, without style attributes and scripts.

    `heading_level` is the level of the document's title (1-3), its sections follow below it. `picture_address` gives
    the address of a picture; without it pictures stand in the text as data URLs.
    """
    writer = _Writer(heading_level, picture_address or _data_url)
    return writer.article(document)


class _Writer:
    def __init__(self, title_level: int, picture_address: PictureAddress) -> None:
        self._title_level = title_level
        self._picture_address = picture_address

    def article(self, document: Document) -> str:
        mark = _line("document-mark", document.watermark) if document.watermark else ""
        parts = [
            mark,
            _head(document) if document.official else "",
            self._title(document),
            _recipients(document),
            *(_line("document-basis", line, italic=True) for line in closed_list(document.bases)),
            *(self._block(block) for block in document.body),
            _foot(document),
            *(self._annex(document, annex) for annex in document.annexes),
        ]
        return f'<article class="official-document" lang="vi">{"".join(parts)}</article>'

    def _title(self, document: Document) -> str:
        level = self._title_level
        if document.doc_type is None:
            return f'<h{level} class="document-title document-title-letter">V/v {_text(document.subject)}</h{level}>'
        return (
            f'<h{level} class="document-title"><span class="document-type">{_text(document.doc_type.upper())}</span>'
            f'<br><span class="document-subject">{_text(document.subject)}</span></h{level}>'
        )

    def _annex(self, document: Document, annex: Annex) -> str:
        number, title, reference = annex_lines(document, annex)
        level = self._title_level + 1
        shape = " document-annex-wide" if annex.landscape else ""
        return (
            f'<section class="document-annex{shape}"><h{level}>{_text(number)}<br>{_text(title)}</h{level}>'
            f"{_line('document-annex-reference', reference, italic=True)}"
            f"{''.join(self._block(block) for block in annex.blocks)}</section>"
        )

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                level = self._title_level + block.level
                return f"<h{level}>{_text(block.full_text)}</h{level}>"
            case Paragraph():
                return f"<p>{_inline(block.content)}</p>"
            case BulletList():
                items = "".join(f"<li>{_inline(item)}</li>" for item in block.items)
                return f'<ul class="document-list">{items}</ul>'
            case Table():
                return _table(block)
            case Figure():
                return self._figure(block)
            case PageBreak():
                return '<hr class="document-page-break">'

    def _figure(self, figure: Figure) -> str:
        width, height = figure.pixels
        address = escape(self._picture_address(figure), quote=True)
        caption = f"<figcaption>{_text(figure.caption)}</figcaption>" if figure.caption else ""
        return (
            f'<figure class="document-figure"><img src="{address}" alt="{_text(figure.alt)}" width="{width}" '
            f'height="{height}">{caption}</figure>'
        )


def _text(text: str) -> str:
    return escape(clean(text), quote=True).replace("\n", "<br>")


def _line(kind: str, text: str, *, italic: bool = False) -> str:
    inside = f"<em>{_text(text)}</em>" if italic else _text(text)
    return f'<p class="{kind}">{inside}</p>'


def _inline(inline: Inline) -> str:
    parts = []
    for run in runs_of(inline):
        part = _text(run.text)
        if run.italic:
            part = f"<em>{part}</em>"
        if run.bold:
            part = f"<strong>{part}</strong>"
        if run.link is not None:
            part = f'<a href="{escape(run.link, quote=True)}" rel="noreferrer">{part}</a>'
        parts.append(part)
    return "".join(parts)


def _head(document: Document) -> str:
    parent, issuer = issuer_names(document.header)
    left = (_line("document-parent", parent) if parent else "") + _line("document-issuer", issuer)
    right = _line("document-nation", NATIONAL_NAME) + _line("document-motto", MOTTO)
    return (
        f'<header class="document-head"><div>{left}{_line("document-number", number_line(document.header))}</div>'
        f"<div>{right}{_line('document-place-date', place_date_line(document.header), italic=True)}</div></header>"
    )


def _recipients(document: Document) -> str:
    lines = closed_list(document.recipients)
    if not lines:
        return ""
    if len(lines) == 1:
        return _line("document-recipients", f"Kính gửi: {lines[0]}")
    items = "".join(f"<li>{_text(line)}</li>" for line in lines)
    return f'<div class="document-recipients"><p>Kính gửi:</p><ul class="document-list">{items}</ul></div>'


def _foot(document: Document) -> str:
    lines = closed_list(document.distribution)
    if not lines and document.signer is None:
        return ""
    items = "".join(f"<li>{_text(line)}</li>" for line in lines)
    title = '<p class="document-distribution-title">Nơi nhận:</p>'
    left = f'{title}<ul class="document-list">{items}</ul>' if lines else ""
    right = ""
    if document.signer is not None:
        signer = document.signer
        authority = f"{_text(signer.authority.upper())}<br>" if signer.authority else ""
        right = f'<p class="document-office">{authority}{_text(signer.title.upper())}</p>'
        right += _line("document-signer", signer.name) if signer.name else ""
    return (
        f'<footer class="document-foot"><div class="document-distribution">{left}</div>'
        f'<div class="document-signature">{right}</div></footer>'
    )


def _table(table: Table) -> str:
    caption = f"<caption>{_text(table.caption)}</caption>" if table.caption else ""
    heads = "".join(
        f'<th scope="col" class="align-{column.align}">{_text(column.title)}</th>' for column in table.columns
    )
    rows = "".join(f"<tr>{_cells(row, table.columns)}</tr>" for row in table.rows)
    total = f"<tfoot><tr>{_cells(table.total, table.columns)}</tr></tfoot>" if table.total is not None else ""
    note = _line("document-note", table.note, italic=True) if table.note else ""
    head = f"<thead><tr>{heads}</tr></thead>"
    return f'<div class="document-table"><table>{caption}{head}<tbody>{rows}</tbody>{total}</table>{note}</div>'


def _cells(row: tuple[CellLike, ...], columns: tuple[Column, ...]) -> str:
    parts = []
    for given, column in zip(row, columns, strict=True):
        cell = cell_of(given)
        shade = "" if cell.shade is None else f" shade-{cell.shade}"
        parts.append(f'<td class="align-{column.align}{shade}">{_inline(cell.content)}</td>')
    return "".join(parts)


def _data_url(figure: Figure) -> str:
    return f"data:image/png;base64,{b64encode(figure.png).decode('ascii')}"
