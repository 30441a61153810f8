"""Writes on airings: an approved bulletin placed, placed anew after a change, closed; and what people do with one.

The board (actions.boards) is where places are looked for, actions.programme what people do by hand.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.broadcasts.actions.boards import Board, Stored, facts_of, lock_boards, lock_stations
from lantoa.apps.broadcasts.actions.placements import place_on_boards
from lantoa.apps.broadcasts.actions.programme import (
    CannotPlace,
    NoRoom,
    cancel_airing,
    decline_bulletin,
    move_airing,
    order_slot,
    place_in_slot,
    take_bulletin,
)
from lantoa.apps.broadcasts.models import Airing, Bulletin, Station

__all__ = [
    "CannotPlace",
    "NoRoom",
    "cancel_airing",
    "close_airings",
    "decline_bulletin",
    "move_airing",
    "order_slot",
    "place_airings",
    "place_in_slot",
    "place_station_anew",
    "take_bulletin",
]


@transaction.atomic
def place_airings(
    *, bulletin: Bulletin, by: Actor, at: datetime, stations: Collection[Station] | None = None
) -> list[Airing]:
    """Return the new airings that follow from the class of an approved bulletin (Circular 39/2020).

    An emergency is played at once and in every slot that follows; a priority bulletin in every slot of every station; a
    routine one is spread over the days on the stations of its own agency, the others choose themselves. Never more than
    the bulletin's own limits. What has been played, and what people placed, stays; called twice it adds nothing. What
    was not placed as wished stands in Placement with the reason. `stations`: only these of the bulletin's.

    Some twelve queries and one for every hundred rows or so, however many stations and airings.
    """
    if bulletin.state != Bulletin.State.APPROVED:
        return []
    wanted = bulletin.stations.all() if stations is None else bulletin.stations.filter(pk__in=[s.pk for s in stations])
    keys = set(wanted.values_list("pk", flat=True))
    dropped = set[int]()
    if stations is None:
        dropped = set(_planned(bulletin, at).values_list("station_id", flat=True)) - keys
    boards = lock_boards(sorted(keys | dropped), at=at, besides=[bulletin])
    for pk in dropped:
        _take_off(boards[pk], bulletin, at)
    stored = place_on_boards(boards, [bulletin], at=at)
    detail = {"stations": len(keys), "airings": len(stored.new), "moved": stored.changed, "cancelled": stored.cancelled}
    record_act("broadcasts.place_airings", subject=bulletin, by=by, at=at, detail=detail)
    return list(stored.new)


def _planned(bulletin: Bulletin, at: datetime) -> QuerySet[Airing]:
    return bulletin.airings.filter(state=Airing.State.PLANNED, planned_at__gte=at)


def _take_off(board: Board, bulletin: Bulletin, at: datetime) -> None:
    for row in board.of(facts_of([bulletin])[bulletin.pk]):
        if row.state == Airing.State.PLANNED and row.planned_at >= at:
            board.cancel(row, "Bản tin không còn dành cho đài này.", at=at)


def place_station_anew(*, station: Station, by: Actor, at: datetime) -> Stored:
    """Return what was stored after everything of the station found its place again: after its slots have changed.

    Call it inside the transaction of the change.
    """
    lock_stations(
        [station.pk]
    )  # a bulletin that is being withdrawn either has left by now, or waits until this is over
    living = Bulletin.objects.filter(state=Bulletin.State.APPROVED, valid_until__gt=at, stations=station)
    bulletins = list(living)
    boards = lock_boards([station.pk], at=at, besides=bulletins)
    stored = place_on_boards(boards, bulletins, at=at)
    detail = {"airings": len(stored.new), "moved": stored.changed, "cancelled": stored.cancelled}
    record_act("broadcasts.place_station_anew", subject=station, by=by, at=at, detail=detail)
    return stored


@transaction.atomic
def close_airings(*, bulletin: Bulletin, reason: str, by: Actor, at: datetime, since: datetime | None = None) -> int:
    """Return how many planned airings of the bulletin, from now or from `since` on, were cancelled for that reason."""
    closed = _planned(bulletin, since or at).update(
        state=Airing.State.CANCELLED, state_reason=reason[:300], decided_at=at
    )
    if closed:
        record_act("broadcasts.close_airings", subject=bulletin, by=by, at=at, detail={"airings": closed})
    return closed
