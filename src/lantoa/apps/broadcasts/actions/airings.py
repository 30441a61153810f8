"""Writes on airings: when an approved bulletin is to be played on its stations."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.broadcasts.models import Airing, Bulletin, Priority, Station


@transaction.atomic
def place_airings(*, bulletin: Bulletin, by: Actor, at: datetime) -> list[Airing]:
    """Return the airings that follow from the class of an approved bulletin (Circular 39/2020).

    An emergency is played at once and in every slot that follows; a priority bulletin in every slot of every station; a
    routine one in the slots of the stations of its own agency, the others choose themselves. Never more than the
    bulletin's own limits. Called twice it adds nothing.
    """
    airings = [airing for station in bulletin.stations.all() for airing in _airings_on(bulletin, station, at)]
    Airing.objects.bulk_create(airings, ignore_conflicts=True)
    record_act("broadcasts.place_airings", subject=bulletin, by=by, at=at, detail={"airings": len(airings)})
    return airings


def _airings_on(bulletin: Bulletin, station: Station, at: datetime) -> list[Airing]:
    found = []
    if bulletin.priority == Priority.EMERGENCY:
        found.append(Airing(bulletin=bulletin, station=station, planned_at=at, day=timezone.localdate(at)))
    elif bulletin.priority == Priority.ROUTINE and station.agency_id != bulletin.agency_id:
        return []
    slots = [slot for slot in station.slots.all() if slot.active]
    for day in _days(timezone.localdate(max(at, bulletin.valid_from)), timezone.localdate(bulletin.valid_until)):
        today = 0
        for slot in slots:
            planned_at = timezone.make_aware(datetime.combine(day, slot.starts))
            if not slot.is_on(day) or not max(at, bulletin.valid_from) <= planned_at < bulletin.valid_until:
                continue
            if today >= bulletin.airings_a_day or len(found) >= bulletin.airings_at_most:
                break
            today += 1
            found.append(Airing(bulletin=bulletin, station=station, slot=slot, planned_at=planned_at, day=day))
    return found


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)
