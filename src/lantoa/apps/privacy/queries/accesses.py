"""Who looked at personal data: what a person is told of it, how long it is kept, whether it is as it was noted."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.base.months import months_after
from lantoa.apps.base.personal import plain
from lantoa.apps.privacy.models import PersonalAccess

# The act in the trail that stands for the notes of one look.
LOOK = "privacy.look"


def notes_sha256(notes: Iterable[PersonalAccess]) -> str:
    """Return the hash of the notes of one look, in whatever order they come: who, when, which rows, why."""
    lines = sorted(
        f"{note.who}|{note.at.astimezone(timezone.get_default_timezone()).isoformat()}|{note.table}|{note.row}|{note.reason}"
        for note in notes
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def first_kept_moment(at: datetime) -> datetime:
    """Return the beginning of the first day of which notes are still kept: today, so many months ago.

    >>> from datetime import UTC
    >>> first_kept_moment(datetime(2026, 11, 27, 5, tzinfo=UTC)).isoformat()
    '2023-11-27T00:00:00+07:00'
    """
    day: date = months_after(timezone.localdate(at), -settings.ACCESS_LOG_MONTHS)
    return timezone.make_aware(datetime.combine(day, time.min))


def looks_that_do_not_agree(*, at: datetime) -> list[AuditEntry]:
    """Return the looks of the trail whose notes are no longer there as they were made, oldest first: somebody changed
    or deleted them in the database. Empty where all is well. Two queries.
    """
    first = first_kept_moment(at)
    found: dict[tuple[str, datetime], list[PersonalAccess]] = defaultdict(list)
    for note in PersonalAccess.objects.filter(at__gte=first).iterator(chunk_size=2_000):
        found[note.who, note.at].append(note)
    looks: dict[tuple[str, datetime], list[AuditEntry]] = defaultdict(list)
    for look in AuditEntry.objects.filter(act=LOOK, at__gte=first).order_by("at", "pk"):
        looks[look.actor, look.at].append(look)
    return [look for key, entries in looks.items() for look in entries if not _agree(entries, found.get(key, []))]


def _agree(looks: list[AuditEntry], notes: list[PersonalAccess]) -> bool:
    """Two looks of one person in the same instant are told apart by nothing; then only their number must be right."""
    if len(looks) > 1:
        return bool(sum(look.detail["notes"] for look in looks) == len(notes))
    return bool(looks[0].detail["sha256"] == notes_sha256(notes))


def looks_at(table: str, rows: Iterable[object]) -> list[dict[str, object]]:
    """Return who looked at these rows of a table, as a copy tells it to the person they are about, newest first."""
    seen = PersonalAccess.objects.filter(table=table, row__in=[str(row) for row in rows])
    return [{"lúc": plain(look.at), "người xem": look.who, "lý do": look.reason or "không ghi"} for look in seen]
