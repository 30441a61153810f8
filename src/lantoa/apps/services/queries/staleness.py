"""Reads of procedures that may no longer be right, and why."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from lantoa.apps.newsroom.queries.staleness import months_after
from lantoa.apps.services.models import LegalDocument, Procedure, ProcedureBasis
from lantoa.core.viettext import format_date


@dataclass(frozen=True, slots=True)
class StaleReason:
    """One reason why a procedure may no longer be right; the words end in no full stop."""

    kind: str  # "unchecked", "old" or "law"
    words: str


def stale_since(today: date) -> date:
    """Return the day before which a check is too old: settings.GUIDE_STALE_MONTHS ago."""
    return months_after(today, -settings.GUIDE_STALE_MONTHS)


def stale_among(rows: QuerySet[Procedure], *, today: date) -> QuerySet[Procedure]:
    """Return the procedures, retired ones aside, that have a reason to be looked at. As `stale_reasons`."""
    current = LegalDocument.objects.holding_on(today)
    gone = ProcedureBasis.objects.filter(procedure=OuterRef("pk")).exclude(document__in=current)
    unsure = Q(checked_on=None) | Q(checked_on__lt=stale_since(today)) | Exists(gone)
    return rows.exclude(state=Procedure.State.RETIRED).filter(unsure)


def stale_reasons(procedure: Procedure, *, today: date) -> tuple[StaleReason, ...]:
    """Return why the procedure may no longer be right, the law first; () while it is. Needs bases with documents, and
    what replaced them, at hand.
    """
    found = [
        StaleReason("law", f"căn cứ {basis.document.number} {words}")
        for basis in procedure.bases.all()
        if (words := gone_words(basis.document, today=today))
    ]
    found = list(dict.fromkeys(found))
    if procedure.checked_on is None:
        found.append(StaleReason("unchecked", "chưa ghi ngày kiểm tra lần nào"))
    elif procedure.checked_on < stale_since(today):
        found.append(StaleReason("old", f"kiểm tra lần cuối ngày {format_date(procedure.checked_on)}, đã hơn "
                                        f"{settings.GUIDE_STALE_MONTHS} tháng"))  # fmt: skip
    return tuple(found)


def gone_words(document: LegalDocument, *, today: date) -> str:
    """Return how a document is no longer, or not yet, in force on the day; "" where it is."""
    by = f", được thay bằng {document.replaced_by.number}" if document.replaced_by else ""
    if document.valid_from and today < document.valid_from:
        return f"có hiệu lực từ ngày {format_date(document.valid_from)}"
    if document.valid_to and document.valid_to < today:
        return f"đã hết hiệu lực sau ngày {format_date(document.valid_to)}{by}"
    if document.is_superseded and document.replaced_by:
        return f"đã có văn bản thay thế: {document.replaced_by.number}"
    return ""
