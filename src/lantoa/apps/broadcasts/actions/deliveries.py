"""Writes on deliveries: packages offered to stations, taken back, tried again, and who fetched them."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.broadcasts.actions.carrying import carry_at_once
from lantoa.apps.broadcasts.models import Bulletin, Delivery, DeliveryRoute, Priority, Station
from lantoa.apps.broadcasts.queries.deliveries import DOWNLOAD, is_over


class CannotDeliver(ValueError):
    """The delivery is past the point where this can be done; the message, in Vietnamese, says why."""


@transaction.atomic
def offer_to_stations(*, bulletin: Bulletin, at: datetime) -> list[Delivery]:
    """Return the deliveries made: for each active station of an approved bulletin one to be fetched, ready at once, and
    one for each of its active routes, due at once. Called twice it adds nothing.
    """
    stations = list(bulletin.stations.filter(active=True))
    routes = DeliveryRoute.objects.filter(station__in=stations, active=True).select_related("station")
    return _offer(bulletin, stations, routes, at=at)


def _offer(
    bulletin: Bulletin, stations: Iterable[Station], routes: Iterable[DeliveryRoute], *, at: datetime
) -> list[Delivery]:
    offered = [
        Delivery(bulletin=bulletin, station=station, due_at=at, state=Delivery.State.SENT, sent_at=at)
        for station in stations
    ]
    offered += [
        Delivery(bulletin=bulletin, station=route.station, route=route, route_kind=route.kind, due_at=at)
        for route in routes
    ]
    there = set(bulletin.deliveries.values_list("station_id", "route_kind"))
    added = [delivery for delivery in offered if (delivery.station_id, delivery.route_kind) not in there]
    Delivery.objects.bulk_create(added, ignore_conflicts=True)
    if added:
        record_act("broadcasts.offer_to_stations", subject=bulletin, by=None, at=at, detail={"deliveries": len(added)})
        if bulletin.priority == Priority.EMERGENCY:
            transaction.on_commit(partial(carry_at_once, bulletin=bulletin), robust=True)
    return added


def offer_again(*, bulletin: Bulletin, at: datetime) -> int:
    """Return how many carried packages are to be compared with what they would be now, at once: its sound is another
    one. What has not changed is not carried again. One query.
    """
    carried = bulletin.deliveries.exclude(route_kind=DOWNLOAD).filter(state=Delivery.State.SENT, withdrawn_at=None)
    looked_at = carried.update(due_at=at)
    if looked_at and bulletin.priority == Priority.EMERGENCY:
        transaction.on_commit(partial(carry_at_once, bulletin=bulletin), robust=True)
    return looked_at


@transaction.atomic
def cancel_deliveries(*, bulletin: Bulletin, by: Actor, at: datetime) -> int:
    """Return the number of deliveries that end: those that wait do not go, what was offered is no longer given, and
    what was carried is to be taken back, which is due at once.
    """
    living = bulletin.deliveries.exclude(state=Delivery.State.CANCELLED)
    cancelled = living.update(state=Delivery.State.CANCELLED, due_at=at)
    if cancelled:
        record_act("broadcasts.cancel_deliveries", subject=bulletin, by=by, at=at, detail={"deliveries": cancelled})
    return cancelled


@transaction.atomic
def note_fetched(*, delivery: Delivery, sha256: str, at: datetime) -> bool:
    """Return whether this was the first time that the station fetched the bulletin: only that is written down.

    `sha256` is that of the package, empty where only the sound was fetched. One query for each time after the first.
    """
    first = Delivery.objects.filter(pk=delivery.pk, fetched_at=None).update(fetched_at=at, package_sha256=sha256)
    if first:
        by, detail = f"máy của {delivery.station.name}", {"sha256": sha256}
        record_act("broadcasts.fetch_package", subject=delivery, by=by, at=at, detail=detail)
    return bool(first)


@transaction.atomic
def set_route(*, station: Station, kind: str, active: bool, by: Actor, at: datetime) -> DeliveryRoute:
    """Return the station's route of this kind, switched on or off. CannotDeliver for the source-information system
    while nothing connects it.

    On: what the station may play now goes there, due at once. Off: what waits does not go; what lies there already is
    taken back when its time is over.
    """
    if kind not in DeliveryRoute.Kind.values:
        raise CannotDeliver("Không có cách giao này; hãy tải lại trang.")
    if active and kind == DeliveryRoute.Kind.SOURCE_SYSTEM and not settings.SOURCE_SYSTEM:
        raise CannotDeliver(
            "Chưa nối hệ thống thông tin nguồn: người vận hành phải đặt LANTOA_SOURCE_SYSTEM trước "
            "(xem hướng dẫn vận hành)."
        )
    route, made = DeliveryRoute.objects.select_for_update().get_or_create(
        station=station, kind=kind, defaults={"active": active}
    )
    if not made and route.active == active:
        return route
    route.active = active
    route.save(update_fields=["active"])
    record_act("broadcasts.set_route", subject=station, by=by, at=at, detail={"route": kind, "active": active})
    if active:
        _offer_what_lives(route, at)
    else:
        waiting = route.deliveries.filter(state=Delivery.State.DUE, sent_at=None)
        waiting.update(state=Delivery.State.CANCELLED, problem="Đường giao đã tắt.")
    return route


def _offer_what_lives(route: DeliveryRoute, at: datetime) -> None:
    """Make everything due on the route that its station may play now, what was put off or given up too."""
    living = Bulletin.objects.filter(stations=route.station, state=Bulletin.State.APPROVED, valid_until__gt=at)
    rows = Delivery.objects.filter(station=route.station, route_kind=route.kind, bulletin__in=living, withdrawn_at=None)
    rows.filter(state=Delivery.State.SENT).update(due_at=at, route=route)
    rows.exclude(state=Delivery.State.SENT).update(
        state=Delivery.State.DUE, due_at=at, attempts=0, problem="", route=route
    )
    if route.station.active:
        for bulletin in living.order_by("pk"):
            _offer(bulletin, [], [route], at=at)


@transaction.atomic
def deliver_again(*, delivery: Delivery, by: Actor, at: datetime) -> None:
    """Make a delivery that failed, or waits for another try, due at once with all its tries; else CannotDeliver."""
    found = Delivery.objects.select_for_update(of=("self",)).select_related("bulletin").get(pk=delivery.pk)
    if found.state not in {Delivery.State.DUE, Delivery.State.FAILED} or found.route_kind == DOWNLOAD:
        raise CannotDeliver("Chỉ giao lại được lượt đang chờ hoặc chưa giao được; lượt này nay ở trạng thái khác.")
    if is_over(found.bulletin, at):
        raise CannotDeliver("Bản tin đã rút hoặc đã hết thời hạn phát nên không giao nữa.")
    Delivery.objects.filter(pk=found.pk).update(state=Delivery.State.DUE, due_at=at, attempts=0)
    record_act("broadcasts.deliver_again", subject=found, by=by, at=at)
