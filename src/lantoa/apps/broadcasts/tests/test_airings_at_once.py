"""Two officers, a double press, and an emergency that comes while somebody orders a slot; on both databases."""

import threading
from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from conftest import NOW
from django.db import connection
from django.utils import timezone

from lantoa.apps.broadcasts.actions.airings import (
    CannotPlace,
    move_airing,
    order_slot,
    place_airings,
    place_in_slot,
    take_bulletin,
)
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_sound, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, Priority, Station
from lantoa.apps.broadcasts.queries.airings import day_programme

pytestmark = [pytest.mark.django_db(transaction=True)]

TOMORROW = timezone.localdate(NOW) + timedelta(days=1)
FIVE = timezone.make_aware(datetime.combine(TOMORROW, time(5)))


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Return what the acts gave, all begun at the same moment, each in a thread with a connection of its own."""
    gate = threading.Barrier(len(acts))
    given: list[object] = []

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait(timeout=30)
            given.append(act())
        except Exception as error:
            given.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def bulletin_of(seconds: int, station: Station, priority: Priority = Priority.ROUTINE) -> Bulletin:
    bulletin = make_bulletin(at=NOW, approved=True, stations=(station,), priority=priority)
    make_sound(bulletin, at=NOW, chosen=True, seconds=seconds)
    return bulletin


class TestAtOnce:
    def test_ten_presses_place_one_airing(self) -> None:
        station = make_station()
        bulletin, slot = bulletin_of(60, station), station.slots.get(starts=time(5))
        given = at_once(
            *[lambda: place_in_slot(bulletin=bulletin, slot=slot, day=TOMORROW, by=None, at=NOW) for _ in range(10)]
        )
        assert given == [Airing.objects.get()] * 10

    def test_ten_takings_fill_the_programme_once(self) -> None:
        station = make_station()
        bulletin = bulletin_of(60, station)
        at_once(*[lambda: take_bulletin(bulletin=bulletin, station=station, by=None, at=NOW) for _ in range(10)])
        assert bulletin.airings.count() == 14

    def test_two_officers_do_not_fill_the_same_room(self) -> None:
        station = make_station()
        slot = station.slots.get(starts=time(5))
        bulletins = [bulletin_of(500, station) for _ in range(4)]

        def place(bulletin: Bulletin) -> Callable[[], object]:
            return lambda: place_in_slot(bulletin=bulletin, slot=slot, day=TOMORROW, by=None, at=NOW)

        given = at_once(*[place(bulletin) for bulletin in bulletins])
        assert sum(isinstance(one, Airing) for one in given) == 1
        assert sum(isinstance(one, CannotPlace) for one in given) == 3
        assert day_programme(station, TOMORROW).slots[0].over_by == 0

    def test_an_emergency_comes_through_while_a_slot_is_ordered_and_moved(self) -> None:
        station = make_station()
        early, late = station.slots.order_by("starts")
        first, second = (
            make_airing(bulletin_of(300, station, Priority.PRIORITY), station, planned_at=FIVE) for _ in range(2)
        )
        routine = make_airing(bulletin_of(250, station), station, planned_at=FIVE)
        urgent = bulletin_of(200, station, Priority.EMERGENCY)
        given = at_once(
            lambda: place_airings(bulletin=urgent, by=None, at=NOW),
            lambda: order_slot(
                slot=early, day=TOMORROW, order=[second.pk, first.pk, routine.pk], by=None, at=NOW
            ),
            lambda: move_airing(airing=first, slot=late, day=TOMORROW, by=None, at=NOW),
        )  # fmt: skip
        assert all(not isinstance(one, Exception) or isinstance(one, CannotPlace) for one in given), given
        programme = day_programme(station, TOMORROW)
        assert day_programme(station, timezone.localdate(NOW)).at_once
        assert programme.slots[0].airings[0].bulletin == urgent
        assert {first, second, routine} <= set(programme.airings)

    def test_one_bulletin_approved_twice_is_placed_once(self) -> None:
        stations = [make_station() for _ in range(3)]
        bulletin = make_bulletin(at=NOW, approved=True, stations=tuple(stations), priority=Priority.EMERGENCY)
        at_once(*[lambda: place_airings(bulletin=bulletin, by=None, at=NOW) for _ in range(6)])
        assert bulletin.airings.count() == 3 * 14
        assert bulletin.airings.filter(slot=None).count() == 3
