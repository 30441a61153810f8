"""The parts around the body of a document, in Word: head, title, addressees, signature, annexes, page heads."""

from typing import Any

from lantoa.core.layout.decree30 import (
    LEFT_COLUMN,
    MARK_COLOUR,
    MOTTO,
    NATIONAL_NAME,
    RIGHT_COLUMN,
    SHORT_RULE,
    SIZES,
    TEXT_WIDTH,
)
from lantoa.core.layout.document import Annex, Document
from lantoa.core.layout.times_widths import bold_width, last_line_width
from lantoa.core.layout.word_parts import (
    add_page_number,
    add_row,
    boxed,
    fill,
    new_cell,
    new_paragraph,
    new_table,
    rule,
)
from lantoa.core.layout.wording import annex_lines, clean, closed_list, issuer_names, number_line, place_date_line

_HALF = TEXT_WIDTH / 2


def head_table(parent: Any, document: Document) -> Any:
    """The two columns on top of the first page, without lines."""
    table = new_table((LEFT_COLUMN, RIGHT_COLUMN), lines=False)
    parent_name, issuer = issuer_names(document.header)
    issuer_rule = SHORT_RULE * last_line_width(issuer, SIZES["issuer"], LEFT_COLUMN)
    left = [_line(parent, "ParentIssuer", parent_name)] if parent_name else []
    left += [_line(parent, "Issuer", issuer), rule(parent, issuer_rule, LEFT_COLUMN)]
    right = [
        _line(parent, "NationalName", NATIONAL_NAME),
        _line(parent, "Motto", MOTTO),
        rule(parent, bold_width(MOTTO, SIZES["motto"]), RIGHT_COLUMN),
    ]
    add_row(table, [new_cell(LEFT_COLUMN, left), new_cell(RIGHT_COLUMN, right)])
    number = [_line(parent, "NumberSymbol", number_line(document.header))]
    if document.doc_type is None:
        number.append(_line(parent, "LetterSubject", f"V/v {document.subject}"))
    place = [_line(parent, "PlaceDate", place_date_line(document.header))]
    add_row(table, [new_cell(LEFT_COLUMN, number), new_cell(RIGHT_COLUMN, place)])
    return table


def title_lines(parent: Any, document: Document) -> list[Any]:
    """Kind and subject with the rule below; nothing for an official letter, whose subject is in the head."""
    if document.doc_type is None:
        return []
    subject = clean(document.subject)
    length = SHORT_RULE * last_line_width(subject, SIZES["subject"], TEXT_WIDTH)
    return [
        _line(parent, "Title", document.doc_type.upper()),
        _line(parent, "Subtitle", subject),
        rule(parent, length, TEXT_WIDTH),
    ]


def recipient_lines(parent: Any, document: Document) -> list[Any]:
    """ "Kính gửi": one addressee on the same line, several as a list with dashes."""
    lines = closed_list(document.recipients)
    if len(lines) < 2:
        return [_line(parent, "Recipients", f"Kính gửi: {line}") for line in lines]
    items = [_line(parent, "RecipientsItem", f"- {line}") for line in lines]
    items[-1].paragraph_format.space_after = 6 * 12700
    return [_line(parent, "RecipientsTitle", "Kính gửi:"), *items]


def basis_lines(parent: Any, document: Document) -> list[Any]:
    """The legal bases, each ending with ";", the last with "."."""
    return [_line(parent, "Basis", line) for line in closed_list(document.bases)]


def foot_table(parent: Any, document: Document) -> Any | None:
    """Distribution list and signature side by side, on one page; None when there is neither."""
    lines = closed_list(document.distribution)
    if not lines and document.signer is None:
        return None
    left = [_line(parent, "DistributionTitle", "Nơi nhận:")] if lines else [new_paragraph(parent, "Distribution")]
    left += [_line(parent, "Distribution", f"- {line}") for line in lines]
    right = []
    if document.signer is not None:
        signer = document.signer
        offices = [office for office in (signer.authority, signer.title) if office]
        right = [_line(parent, "SignerOffice", office.upper()) for office in offices]
        right.append(_line(parent, "SignerName", signer.name or ""))
    table = new_table((_HALF, _HALF), lines=False)
    add_row(table, [new_cell(_HALF, left), new_cell(_HALF, right or [new_paragraph(parent, "SignerName")])])
    return table


def annex_heading(parent: Any, document: Document, annex: Annex) -> list[Any]:
    """Number and title as one heading, and the line that ties the annex to its document."""
    number, title, reference = annex_lines(document, annex)
    return [_line(parent, "AnnexTitle", f"{number}\n{title}"), _line(parent, "AnnexReference", reference)]


def write_page_head(header: Any, mark: str | None, *, numbered: bool) -> None:
    """Puts the page number and the mark into a section's page header; the first page has no number."""
    container = header._element
    for old in list(container):
        container.remove(old)
    number = new_paragraph(header, "Header")
    if numbered:
        add_page_number(number)
    container.append(number._p)
    if mark:
        container.append(boxed(_line(header, "Mark", f" {mark} "), MARK_COLOUR)._p)


def _line(parent: Any, style: str, text: str) -> Any:
    return fill(new_paragraph(parent, style), text)
