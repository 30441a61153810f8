"""Writes of the audit trail."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from lantoa.apps.base.models import AuditEntry

# What acts when no person does: a timed sweep or a command.
SYSTEM = "hệ thống"


# Who acts: an account, the words for somebody without one ("liên kết của Sở Y tế"), or None for the system itself.
Actor = AbstractBaseUser | str | None


def actor_words(by: Actor) -> str:
    """Return the words that stand in the audit trail for whoever acts."""
    if by is None:
        return SYSTEM
    return by if isinstance(by, str) else by.get_username()


def record_act(
    act: str, *, subject: models.Model, by: Actor, at: datetime, detail: dict[str, Any] | None = None
) -> AuditEntry:
    """Return the audit row of one act; call it inside the act's own transaction.

    `act` is app.verb_object. `detail` is JSON and holds no password, token or answer.
    """
    (entry,) = record_acts(act, [(subject, detail or {})], by=by, at=at)
    return entry


def record_acts(
    act: str, rows: Iterable[tuple[models.Model, dict[str, Any]]], *, by: Actor, at: datetime
) -> list[AuditEntry]:
    """Return the audit rows of one act done to many rows at once, each with its own detail. One query a 500 rows."""
    actor = actor_words(by)
    entries = [
        AuditEntry(
            at=at,
            actor=actor,
            act=act,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            detail=detail,
        )
        for subject, detail in rows
    ]
    return AuditEntry.objects.bulk_create(entries, batch_size=500)
