"""Writes of the access log: somebody of the staff looked at personal data."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import actor_words, record_act
from lantoa.apps.privacy.models import PersonalAccess
from lantoa.apps.privacy.queries.accesses import first_kept_moment, notes_sha256

_AT_ONCE = 5_000


@transaction.atomic
def note_access(*, by: User, row: Model, reason: str, at: datetime) -> PersonalAccess:
    """Return the note that `by` looked at what `row` holds on a person, and why: never the data itself."""
    note = PersonalAccess.objects.create(**_note(by, row, reason, at))
    _seal(by, [note], at)
    return note


@transaction.atomic
def note_accesses(*, by: User, rows: Iterable[Model], reason: str, at: datetime) -> int:
    """Return how many notes were made, one a row: for a list or a file that shows several persons. As many queries for
    one row as for a hundred.
    """
    notes = [PersonalAccess(**_note(by, row, reason, at)) for row in rows]
    if notes:
        PersonalAccess.objects.bulk_create(notes, batch_size=500)
        _seal(by, notes, at)
    return len(notes)


def _note(by: User, row: Model, reason: str, at: datetime) -> dict[str, object]:
    table = row._meta.label
    return {"at": at, "user": by, "who": actor_words(by), "table": table, "row": str(row.pk), "reason": reason[:300]}


def _seal(by: User, notes: list[PersonalAccess], at: datetime) -> None:
    """Say in the audit trail that somebody looked, how often and at what, by the hash of the notes: a note that is
    changed or taken away by hand no longer agrees with the trail (queries/accesses.py), which itself is a chain.
    """
    record_act("privacy.look", subject=by, by=by, at=at, detail={"notes": len(notes), "sha256": notes_sha256(notes)})


def sweep_personal_access(*, at: datetime) -> int:
    """Return how many notes were deleted: those made before this day settings.ACCESS_LOG_MONTHS months ago."""
    first = first_kept_moment(at)
    keys = list(PersonalAccess.objects.filter(at__lt=first).order_by("at").values_list("pk", flat=True)[:_AT_ONCE])
    return PersonalAccess.objects.filter(pk__in=keys).delete()[0]
