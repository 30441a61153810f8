"""Documents of law, rights and step-by-step pages as they stand in the lists of the office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lantoa.apps.services.models import LegalDocument, Right
from lantoa.apps.services.queries.staleness import gone_words
from lantoa.core.viettext import format_date


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in the list; `gone` says how it does not hold, `pressing` that something still stands on it."""

    row: LegalDocument
    days: str
    gone: str
    used: str
    pressing: bool


def document_lines(rows: Iterable[LegalDocument], *, today: date) -> list[DocumentLine]:
    """Return the lines; needs the successor and the counts at hand (queries.law.documents_for_list)."""
    return [_line(row, today) for row in rows]


def _line(row: LegalDocument, today: date) -> DocumentLine:
    procedures, rights = row.procedure_count, row.right_count  # type: ignore[attr-defined]
    gone = gone_words(row, today=today)
    parts = [f"{count} {words}" for count, words in ((procedures, "thủ tục"), (rights, "quyền, nghĩa vụ")) if count]
    return DocumentLine(row, days_words(row), gone, ", ".join(parts) or "chưa dùng", bool(gone and parts))


def days_words(row: LegalDocument) -> str:
    """Return from when to when a document is in force.

    >>> days_words(LegalDocument(number="1", valid_from=date(2016, 1, 1)))
    'từ 01/01/2016'
    >>> days_words(LegalDocument(number="1"))
    'chưa ghi ngày'
    """
    first = f"từ {format_date(row.valid_from)}" if row.valid_from else ""
    last = f"đến hết {format_date(row.valid_to)}" if row.valid_to else ""
    return " ".join(part for part in (first, last) if part) or "chưa ghi ngày"


def right_lines(rows: Iterable[Right], *, today: date) -> list[tuple[Right, str]]:
    """Return each right with how its document does not hold, "" while it does."""
    return [(row, gone_words(row.document, today=today)) for row in rows]
