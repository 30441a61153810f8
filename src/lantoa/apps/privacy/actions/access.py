"""Writes of the access log: somebody of the staff looked at personal data."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Model

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import actor_words
from lantoa.apps.privacy.models import PersonalAccess

_AT_ONCE = 5_000
_MONTH = timedelta(days=30)


def note_access(*, by: User, row: Model, reason: str, at: datetime) -> PersonalAccess:
    """Return the note that `by` looked at what `row` holds on a person, and why: never the data itself. One query."""
    return PersonalAccess.objects.create(**_note(by, row, reason, at))


def note_accesses(*, by: User, rows: Iterable[Model], reason: str, at: datetime) -> int:
    """Return how many notes were made, one a row: for a list or a file that shows several persons. One query."""
    notes = [PersonalAccess(**_note(by, row, reason, at)) for row in rows]
    return len(PersonalAccess.objects.bulk_create(notes, batch_size=500))


def _note(by: User, row: Model, reason: str, at: datetime) -> dict[str, object]:
    table = row._meta.label
    return {"at": at, "user": by, "who": actor_words(by), "table": table, "row": str(row.pk), "reason": reason[:300]}


def sweep_personal_access(*, at: datetime) -> int:
    """Return how many notes were deleted because they are older than settings.ACCESS_LOG_MONTHS."""
    old = PersonalAccess.objects.filter(at__lt=at - settings.ACCESS_LOG_MONTHS * _MONTH).order_by("at")
    keys = list(old.values_list("pk", flat=True)[:_AT_ONCE])
    return PersonalAccess.objects.filter(pk__in=keys).delete()[0]
