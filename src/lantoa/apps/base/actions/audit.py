"""Writes of the audit trail."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, models, transaction

from lantoa.apps.base.actions.sealing import seal_acts
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.base.origin import current_origin

# What acts when no person does: a timed sweep or a command.
SYSTEM = "hệ thống"
# What an act seals before its caller goes on; the rest of a very large one is left to the worker.
_SEALED_AT_ONCE = 1_000
_SECRET_KEY = re.compile(
    r"passw|passphrase|secret|token|credential|cookie|otp\b|totp|answer|api_?key|private_?key|recovery_?code|mat_?khau"
    r"|^(?:key|code|pin)$",
    re.IGNORECASE,
)
# Stored passwords, signed values of Django, JSON web tokens, one-time-password addresses, private keys.
_SECRET_VALUE = re.compile(
    r"(?:pbkdf2_sha256|argon2|bcrypt_sha256|scrypt|md5)\$|:[\w-]{43}(?![\w-])|\beyJ[\w-]+\.[\w-]+\.|otpauth://"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY"
)
# Who acts: an account, the words for somebody without one ("liên kết của Sở Y tế"), or None for the system itself.
Actor = AbstractBaseUser | str | None


class SecretInTrail(ValueError):
    """The detail of an act holds what looks like a password, a token or an answer; the trail is read by many."""


def actor_words(by: Actor) -> str:
    """Return the words that stand in the audit trail for whoever acts."""
    if by is None:
        return SYSTEM
    return by if isinstance(by, str) else by.get_username()


def record_act(
    act: str, *, subject: models.Model, by: Actor, at: datetime, detail: dict[str, Any] | None = None
) -> AuditEntry:
    """Return the audit row of one act; call it inside the act's own transaction.

    `act` is app.verb_object. `detail` is JSON; SecretInTrail where it looks as if it held a password, token or answer.
    """
    (entry,) = record_acts(act, [(subject, detail or {})], by=by, at=at)
    return entry


def record_acts(
    act: str, rows: Iterable[tuple[models.Model, dict[str, Any]]], *, by: Actor, at: datetime
) -> list[AuditEntry]:
    """Return the audit rows of one act done to many rows at once, each with its own detail. One query a 500 rows.

    They are sealed when the transaction has ended well.
    """
    actor, origin = actor_words(by), current_origin()
    entries = [
        AuditEntry(
            at=at,
            actor=actor,
            origin=origin,
            act=act,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            detail=_without_secret(detail),
        )
        for subject, detail in rows
    ]
    stored = AuditEntry.objects.bulk_create(entries, batch_size=500)
    _seal_after_commit()
    return stored


def _seal_now() -> None:
    seal_acts(limit=_SEALED_AT_ONCE)


def _seal_after_commit() -> None:
    """Seal once when the transaction has ended; a seal that fails is logged, and left to the worker's next sweep."""
    if not any(call[1] is _seal_now for call in connection.run_on_commit):
        transaction.on_commit(_seal_now, robust=True)


def _without_secret(detail: dict[str, Any]) -> dict[str, Any]:
    """Return the detail as it is; the message of the error names the place, never the value."""
    for name, value in _leaves(detail):
        if _SECRET_KEY.search(name.rpartition(".")[2]) or (isinstance(value, str) and _SECRET_VALUE.search(value)):
            raise SecretInTrail(f"the detail “{name}” looks like a secret; leave it out of the audit trail")
    return detail


def _leaves(value: Any, name: str = "") -> Iterable[tuple[str, Any]]:
    """Yield each name of a nested detail with its value, branches included."""
    if isinstance(value, Mapping):
        pairs: Iterable[tuple[str, Any]] = ((f"{name}.{key}".lstrip("."), inner) for key, inner in value.items())
    elif isinstance(value, list | tuple):
        pairs = ((name, inner) for inner in value)
    else:
        return
    for inner_name, inner in pairs:
        yield inner_name, inner
        yield from _leaves(inner, inner_name)
