"""Writes of the outbox: messages claimed, delivered, sent again, cancelled.

Whether a message has gone is told by its row alone. A claim holds rows for a while; the row is then taken once more,
by itself, right before it is sent, so that a task that runs twice sends nothing twice.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from lantoa.apps.base.actions.audit import Actor, record_act
from lantoa.apps.base.actions.forgetting import forget_messages
from lantoa.apps.base.models import Message, MessageQuerySet
from lantoa.apps.base.transports import NotSent, Transport

# Longer than a mail server may keep us waiting in all the steps of one delivery (MAIL_SECONDS each).
MESSAGE_LEASE = timedelta(minutes=10)
# After the first try that failed, after the second, …; when they are used up, the message has failed.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720))
MAX_ATTEMPTS = len(PAUSES) + 1
_MAX_REASON = 500
_log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


class CannotChangeMessage(ValueError):
    """The message is past the point where this can be done; the message, in Vietnamese, says why."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Keys of messages that are held until `lease`, which also tells this claim from every other."""

    keys: tuple[int, ...]
    lease: datetime


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of one delivery: messages sent, put off, given up."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0


def claim_due_messages(*, at: datetime, limit: int, urgent: bool | None = None) -> Claim:
    """Return the claim on up to `limit` due messages, the longest due first; no two claims hold the same message.

    `urgent`: only what lives some minutes, or only the rest; None for both.

    A message that was being sent at every one of its tries when the process ended has failed. Three queries.
    """
    lease = at + MESSAGE_LEASE
    with transaction.atomic():
        Message.objects.due(at).filter(attempts__gte=MAX_ATTEMPTS).update(
            state=Message.State.FAILED, lease_until=None, reason="Tiến trình gửi thư bị ngắt ở mọi lần thử."
        )
        due = Message.objects.due(at).order_by("due_at", "pk").select_for_update(skip_locked=True)
        if urgent is not None:
            due = due.filter(delete_at__isnull=not urgent)
        keys = tuple(due.values_list("pk", flat=True)[:limit])
        Message.objects.filter(pk__in=keys).update(lease_until=lease)
    return Claim(keys, lease)


def release_claim(claim: Claim) -> int:
    """Return the number of messages given back: those of the claim that nobody has taken yet."""
    return _held(claim.keys, claim.lease).update(lease_until=None)


def _held(keys: Sequence[int], lease: datetime) -> MessageQuerySet:
    return Message.objects.filter(pk__in=keys, state=Message.State.WAITING, lease_until=lease)


def deliver_claimed(*, claim: Claim, transport: Transport, clock: Clock) -> Delivered:
    """Return what came of the messages of a claim: each is taken, sent, and its end stored before the next one.

    Messages that the claim no longer holds are left alone. One that cannot be sent never stops the others.
    """
    counts = dict.fromkeys(Message.State, 0)
    for key in claim.keys:
        message = _take(key, claim.lease, at=clock())
        if message is not None:
            counts[_deliver(message, transport, clock)] += 1
    return Delivered(
        sent=counts[Message.State.SENT], put_off=counts[Message.State.WAITING], failed=counts[Message.State.FAILED]
    )


def _take(key: int, lease: datetime, *, at: datetime) -> Message | None:
    """Return the message, held anew for this one try; None when another has it, or it no longer waits.

    The new lease differs from the claim's even within one tick of the clock, or a second taker would find it held.
    """
    until = max(at + MESSAGE_LEASE, lease + timedelta.resolution)
    if not _held([key], lease).update(lease_until=until, attempts=F("attempts") + 1):
        return None
    return Message.objects.get(pk=key)


def _deliver(message: Message, transport: Transport, clock: Clock) -> Message.State:
    try:
        transport.send(message)
    except NotSent as error:
        return _put_off(message, str(error), permanent=error.permanent, at=clock())
    except Exception as error:
        # A fault of ours costs this message a try, not the others their delivery; the trace is logged.
        _log.exception("sending message %s", message.pk)
        reason = f"Lỗi khi gửi: {type(error).__name__}: {error}"
        return _put_off(message, reason, permanent=False, at=clock())
    _end(message, state=Message.State.SENT, sent_at=clock(), reason="")
    return Message.State.SENT


def _put_off(message: Message, reason: str, *, permanent: bool, at: datetime) -> Message.State:
    if permanent or message.attempts >= MAX_ATTEMPTS:
        _end(message, state=Message.State.FAILED, reason=reason[:_MAX_REASON])
        return Message.State.FAILED
    _end(message, due_at=at + PAUSES[message.attempts - 1], reason=reason[:_MAX_REASON])
    return Message.State.WAITING


def _end(message: Message, **values: object) -> None:
    assert message.lease_until is not None
    if not _held([message.pk], message.lease_until).update(lease_until=None, **values):
        _log.warning("message %s was taken over while it was being sent", message.pk)


def delete_spent_messages(*, at: datetime) -> int:
    """Return the number of messages deleted: those whose few minutes are over and that nobody is sending right now."""
    spent = Message.objects.filter(delete_at__lte=at).exclude(state=Message.State.WAITING, lease_until__gte=at)
    return forget_messages(spent)


@transaction.atomic
def send_again(*, message: Message, by: Actor, at: datetime) -> None:
    """Make a failed message wait again, due at once, with all its tries; CannotChangeMessage for any other."""
    changed = Message.objects.filter(pk=message.pk, state=Message.State.FAILED).update(
        state=Message.State.WAITING, due_at=at, attempts=0, lease_until=None
    )
    if not changed:
        raise CannotChangeMessage("Chỉ gửi lại được thư không gửi được; thư này nay ở trạng thái khác.")
    record_act("base.send_message_again", subject=message, by=by, at=at)


@transaction.atomic
def cancel_message(*, message: Message, by: Actor, at: datetime) -> None:
    """Take back a message that waits and that nobody is sending right now; CannotChangeMessage otherwise."""
    free = Message.objects.filter(pk=message.pk, state=Message.State.WAITING).exclude(lease_until__gte=at)
    if not free.update(state=Message.State.CANCELLED, lease_until=None):
        raise CannotChangeMessage("Thư đã gửi, đã hủy hoặc đang được gửi nên không hủy được nữa; hãy tải lại trang.")
    record_act("base.cancel_message", subject=message, by=by, at=at)
