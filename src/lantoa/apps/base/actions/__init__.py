"""Writes of the base: the audit trail, the outbox, the log of public changes."""

from lantoa.apps.base.actions.audit import SYSTEM, Actor, SecretInTrail, actor_words, record_act, record_acts
from lantoa.apps.base.actions.changes import note_public_change, trim_public_changes
from lantoa.apps.base.actions.outbox import (
    MAX_ATTEMPTS,
    MESSAGE_LEASE,
    CannotChangeMessage,
    Claim,
    Delivered,
    cancel_message,
    claim_due_messages,
    delete_spent_messages,
    deliver_claimed,
    release_claim,
    send_again,
)
from lantoa.apps.base.actions.sealing import TrailBroken, seal_acts, sealed_acts

__all__ = [
    "MAX_ATTEMPTS",
    "MESSAGE_LEASE",
    "SYSTEM",
    "Actor",
    "CannotChangeMessage",
    "Claim",
    "Delivered",
    "SecretInTrail",
    "TrailBroken",
    "actor_words",
    "cancel_message",
    "claim_due_messages",
    "delete_spent_messages",
    "deliver_claimed",
    "note_public_change",
    "record_act",
    "record_acts",
    "release_claim",
    "seal_acts",
    "sealed_acts",
    "send_again",
    "trim_public_changes",
]
