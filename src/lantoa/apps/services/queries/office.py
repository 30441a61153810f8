"""Reads for the office pages of procedures."""

from django.db.models import QuerySet

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.services.models import LegalDocument, Procedure

_MOST_ACTS = 30
_MOST_DOCUMENTS = 400


def for_list(rows: QuerySet[Procedure]) -> QuerySet[Procedure]:
    """Return the rows with what their lines show. Three queries whatever their number."""
    return rows.select_related("sector", "owner").prefetch_related("bases__document__replaced_by")


def acts_on(procedure: Procedure) -> QuerySet[AuditEntry]:
    """Return what was done to the procedure, the newest first, the last thirty."""
    entries = AuditEntry.objects.filter(subject_type=procedure._meta.label_lower, subject_id=str(procedure.pk))
    return entries.order_by("-pk")[:_MOST_ACTS]


def known_documents() -> list[tuple[str, str]]:
    """Return numbers and titles of documents of law, for the list that offers them while one types."""
    return list(LegalDocument.objects.order_by("number").values_list("number", "title")[:_MOST_DOCUMENTS])
