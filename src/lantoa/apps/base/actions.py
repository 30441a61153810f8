"""Writes of the base: the audit trail."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from lantoa.apps.base.models import AuditEntry

# What acts when no person does: a timed sweep or a command.
SYSTEM = "hệ thống"


def record_act(
    act: str, *, subject: models.Model, by: AbstractBaseUser | None, at: datetime, detail: dict[str, Any] | None = None
) -> AuditEntry:
    """Return the audit row of one act; call it inside the act's own transaction.

    `act` is app.verb_object, `by` None means the system itself. `detail` is JSON and holds no password, token or
    answer.
    """
    return AuditEntry.objects.create(
        at=at,
        actor=by.get_username() if by else SYSTEM,
        act=act,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        detail=detail or {},
    )
