"""Deliveries carried on their routes, and taken back: claimed, carried, and their end stored before the next one.

Whether a package has gone is told by its row alone. A killed process loses nothing: its hold runs out and the row is
taken up again; it repeats nothing: the same package is put where it lies already.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from lantoa.apps.base.actions import record_act
from lantoa.apps.broadcasts.delivering import NotDelivered, Parcel, Withdrawal, carrier_for
from lantoa.apps.broadcasts.models import Bulletin, Delivery, DeliveryRoute, Priority
from lantoa.apps.broadcasts.packages import Package, PackageBroken, package_bytes
from lantoa.apps.broadcasts.queries.deliveries import is_over, work_due
from lantoa.apps.broadcasts.queries.packages import package_for, package_name

# An emergency must be with its stations within a minute, even where the process that carried it was killed.
DELIVERY_LEASE = timedelta(seconds=30)
# After the first try that failed, after the second, …; when they are used up, the delivery has failed.
PAUSES = (
    timedelta(seconds=10), timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15),
    timedelta(hours=1), timedelta(hours=4), timedelta(hours=12),
)  # fmt: skip
MAX_ATTEMPTS = len(PAUSES) + 1
# How often a package that was carried is compared with what it would be now.
LOOK_AGAIN = timedelta(minutes=5)
# So long may whoever approves an emergency wait for the folders of its stations; the sweep does the rest.
_AT_ONCE_SECONDS = 3.0
_EXPIRED, _ROUTE_OFF = "Hết thời hạn phát.", "Đường giao đã tắt hoặc đài đã ngừng hoạt động."
_STATES = Delivery.State
_log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class DeliveryClaim:
    """Keys of deliveries held until `lease`, which also tells this claim from every other."""

    keys: tuple[int, ...]
    lease: datetime
    urgent: bool


def claim_due_deliveries(*, at: datetime, limit: int, urgent: bool) -> DeliveryClaim:
    """Return the claim on up to `limit` deliveries with something to do: those of emergencies, or the others. No two
    claims hold the same one. Two queries.
    """
    lease = at + DELIVERY_LEASE
    with transaction.atomic():
        due = work_due(at).select_for_update(skip_locked=True, of=("self",))
        due = due.filter(bulletin__priority=Priority.EMERGENCY) if urgent else due.exclude(
            bulletin__priority=Priority.EMERGENCY
        )  # fmt: skip
        keys = tuple(due.values_list("pk", flat=True)[:limit])
        Delivery.objects.filter(pk__in=keys).update(leased_until=lease)
    return DeliveryClaim(keys, lease, urgent)


def release_deliveries(claim: DeliveryClaim) -> int:
    """Return how many deliveries of the claim were given back."""
    return Delivery.objects.filter(pk__in=claim.keys, leased_until=claim.lease).update(leased_until=None)


def carry_claimed(*, keys: Sequence[int], lease: datetime, clock: Clock) -> int:
    """Return how many deliveries of a claim were carried or taken back; one that fails never stops the others."""
    return sum(_carry(key, Q(leased_until=lease), lease, clock) for key in keys)


def carry_at_once(*, bulletin: Bulletin, clock: Clock = timezone.now) -> int:
    """Return how many packages of an emergency lie in their folders now; what takes too long is left to the sweep.
    Call it when the transaction is over that offered them.
    """
    until = time.monotonic() + _AT_ONCE_SECONDS
    due = work_due(clock()).filter(bulletin=bulletin, route_kind=DeliveryRoute.Kind.FOLDER)
    carried = 0
    for key in list(due.values_list("pk", flat=True)):
        if time.monotonic() > until:
            break
        at = clock()
        carried += _carry(key, Q(leased_until=None) | Q(leased_until__lt=at), at, clock)
    return carried


def _carry(key: int, held: Q, lease: datetime, clock: Clock) -> int:
    delivery = _take(key, held, lease, at=clock())
    if delivery is None:
        return 0
    try:
        return _do(delivery, clock)
    except (NotDelivered, PackageBroken) as error:
        passing = error.passing if isinstance(error, NotDelivered) else True
        _put_off(delivery, str(error), passing=passing, at=clock())
    except Exception as error:
        # A fault of ours costs this delivery a try, not the others their package; the trace is logged.
        _log.exception("carrying delivery %s", key)
        _put_off(delivery, f"Lỗi khi giao: {type(error).__name__}: {error}", passing=True, at=clock())
    return 0


def _take(key: int, held: Q, lease: datetime, *, at: datetime) -> Delivery | None:
    """Return the delivery, held anew for this one try; None where another has it. The new hold differs from the one
    before even within one tick of the clock.
    """
    until = max(at + DELIVERY_LEASE, lease + timedelta.resolution)
    if not Delivery.objects.filter(held, pk=key).update(leased_until=until, attempts=F("attempts") + 1):
        return None
    rows = Delivery.objects.select_related(
        "bulletin__agency", "bulletin__language", "bulletin__programme__directive", "bulletin__approved_by",
        "station", "route",
    )  # fmt: skip
    return rows.get(pk=key)


def _do(delivery: Delivery, clock: Clock) -> int:
    at, bulletin = clock(), delivery.bulletin
    if delivery.state == _STATES.CANCELLED or is_over(bulletin, at):
        return _take_back(delivery, at)
    if delivery.route is None or not delivery.route.active or not delivery.station.active:
        if delivery.state == _STATES.SENT:
            _end(delivery, due_at=bulletin.valid_until)
        else:
            _end(delivery, state=_STATES.CANCELLED, problem=_ROUTE_OFF, attempts=0)
        return 0
    made = package_for(bulletin, delivery.station)
    if delivery.state == _STATES.SENT and made.manifest_sha256 == delivery.manifest_sha256:
        _end(delivery, due_at=_next_look(bulletin, at), attempts=0)
        return 0
    return _deliver(delivery, made, clock)


def _deliver(delivery: Delivery, made: Package, clock: Clock) -> int:
    bulletin, station = delivery.bulletin, delivery.station
    content = package_bytes(made)
    sha256 = hashlib.sha256(content).hexdigest()
    key = f"{bulletin.slug}:{station.slug}:{sha256}"
    parcel = Parcel(key, station.slug, bulletin.slug, made.name, content, sha256, made.manifest)
    receipt = carrier_for(delivery.route_kind).deliver(parcel)[:300]
    at = clock()
    with transaction.atomic():
        _end(
            delivery,
            state=_STATES.SENT,
            due_at=_next_look(bulletin, at),
            sent_at=at,
            package_sha256=sha256,
            manifest_sha256=made.manifest_sha256,
            receipt=receipt,
            attempts=0,
            problem="",
        )
        detail = {"route": delivery.route_kind, "sha256": sha256, "receipt": receipt}
        record_act("broadcasts.deliver_package", subject=delivery, by=None, at=at, detail=detail)
    return 1


def _next_look(bulletin: Bulletin, at: datetime) -> datetime:
    return min(at + LOOK_AGAIN, max(bulletin.valid_until, at))


def _take_back(delivery: Delivery, at: datetime) -> int:
    """Take back what may have been carried; what certainly was not only ends. Return 1 where something was done."""
    bulletin = delivery.bulletin
    reason = bulletin.withdrawn_reason or _EXPIRED
    if delivery.sent_at is None and delivery.attempts <= 1:
        _end(delivery, state=_STATES.CANCELLED, problem=reason, withdrawn_at=at)
        return 0
    withdrawn_at = bulletin.withdrawn_at or bulletin.valid_until
    notice = Withdrawal(
        key=f"{bulletin.slug}:{delivery.station.slug}:rut",
        station=delivery.station.slug,
        bulletin=bulletin.slug,
        name=package_name(bulletin),
        title=bulletin.title,
        reason=reason,
        withdrawn_at=timezone.localtime(withdrawn_at).isoformat(timespec="seconds"),
    )
    receipt = carrier_for(delivery.route_kind).withdraw(notice)
    was_heard = delivery.sent_at is not None and delivery.state != _STATES.CANCELLED
    state = _STATES.SENT if was_heard else _STATES.CANCELLED
    with transaction.atomic():
        _end(delivery, state=state, withdrawn_at=at, problem="", receipt=receipt[:300])
        detail = {"route": delivery.route_kind, "reason": reason}
        record_act("broadcasts.withdraw_package", subject=delivery, by=None, at=at, detail=detail)
    return 1


def _put_off(delivery: Delivery, reason: str, *, passing: bool, at: datetime) -> None:
    problem, pause = reason[:500], PAUSES[min(delivery.attempts, len(PAUSES)) - 1]
    if delivery.state in {_STATES.CANCELLED, _STATES.FAILED}:  # what is to be taken back is tried for ever
        _end(delivery, problem=problem, due_at=at + pause)
    elif passing and delivery.attempts < MAX_ATTEMPTS:
        _end(delivery, state=_STATES.DUE, problem=problem, due_at=at + pause)
    else:
        _end(delivery, state=_STATES.FAILED, problem=problem, due_at=at + PAUSES[-1])


def _end(delivery: Delivery, **values: object) -> None:
    """Store the end of one try. A delivery that was cancelled meanwhile stays so, due to be taken back."""
    held = Delivery.objects.filter(pk=delivery.pk, leased_until=delivery.leased_until)
    if held.filter(state=delivery.state).update(leased_until=None, **values):
        return
    kept = {
        name: value for name, value in values.items() if name not in {"state", "due_at", "attempts", "withdrawn_at"}
    }
    if not held.update(leased_until=None, **kept):
        _log.warning("delivery %s was taken over while it was being carried", delivery.pk)
