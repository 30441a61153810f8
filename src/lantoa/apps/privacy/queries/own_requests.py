"""Requests about personal data: one person's own, and those the office has to decide."""

from datetime import date

from django.db.models import F, QuerySet

from lantoa.apps.base.personal import Person
from lantoa.apps.privacy.models import DataRequest, PersonalAccess


def open_requests_of(person: Person) -> QuerySet[DataRequest]:
    """Return what the person has asked and nobody has decided yet, the newest first."""
    mine = DataRequest.objects.filter(contact_sha256=person.contact_sha256, state=DataRequest.State.OPEN)
    return mine.exclude(contact_sha256="").order_by("-asked_at")


def requests_like(*, state: str = "", kind: str = "", late_on: date | None = None) -> QuerySet[DataRequest]:
    """Return the requests with this state and kind, any without; `late_on`: only the open ones due before that day.
    What is due first stands first, what is decided last.
    """
    rows = DataRequest.objects.select_related("done_by")
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    if late_on:
        rows = rows.filter(state=DataRequest.State.OPEN, due_on__lt=late_on)
    return rows.order_by(F("done_at").desc(nulls_first=True), "due_on", "-pk")


def accesses_like(
    *, who: str = "", table: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[PersonalAccess]:
    """Return who looked at personal data, the newest first."""
    rows = PersonalAccess.objects.order_by("-at", "-pk")
    if who:
        rows = rows.filter(who__icontains=who)
    if table:
        rows = rows.filter(table=table)
    if since:
        rows = rows.filter(at__date__gte=since)
    return rows.filter(at__date__lte=until) if until else rows
