"""What a station plays on a day and in a week."""

from datetime import date, datetime, time, timedelta

import pytest
from conftest import NOW
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_sound, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, Priority, Station
from lantoa.apps.broadcasts.queries.airings import day_programme, programmes, week_programme

pytestmark = pytest.mark.django_db

DAY = date(2023, 6, 2)
MONDAY = date(2023, 5, 29)


def at_hour(hour: int, day: date = DAY, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def bulletin_of(seconds: int, station: Station, **values: object) -> Bulletin:
    bulletin = make_bulletin(at=NOW, approved=True, stations=(station,), **values)  # type: ignore[arg-type]
    make_sound(bulletin, at=NOW, chosen=True, seconds=seconds)
    return bulletin


class TestDayProgramme:
    def test_has_every_slot_of_the_day_though_nothing_stands_there(self) -> None:
        programme = day_programme(make_station(), DAY)
        assert [(slot.planned_at, slot.airings, slot.over_by) for slot in programme.slots] == [
            (at_hour(5), (), 0), (at_hour(17), (), 0),
        ]  # fmt: skip

    def test_plays_by_class_then_the_stations_order_then_age(self) -> None:
        station = make_station()
        rows = {
            name: make_airing(bulletin_of(100, station, priority=priority), station, planned_at=at_hour(5), **values)
            for name, priority, values in (
                ("old", Priority.ROUTINE, {}), ("first", Priority.ROUTINE, {"position": 1}),
                ("priority", Priority.PRIORITY, {}), ("emergency", Priority.EMERGENCY, {}),
            )
        }  # fmt: skip
        slot = day_programme(station, DAY).slots[0]

        assert slot.airings == tuple(rows[name] for name in ("emergency", "priority", "first", "old"))
        assert slot.seconds == 400
        assert slot.entries[1].begins_at == at_hour(5) + timedelta(seconds=100)

    def test_says_by_how_much_a_slot_is_too_full_and_which_order_is_to_be_decided(self) -> None:
        station = make_station()
        two = [
            make_airing(bulletin_of(500, station, priority=Priority.PRIORITY), station, planned_at=at_hour(5))
            for _ in range(2)
        ]
        slot = day_programme(station, DAY).slots[0]
        assert (slot.over_by, slot.clash) == (100, True)

        for place, airing in enumerate(two, start=1):
            Airing.objects.filter(pk=airing.pk).update(position=place)
        slot = day_programme(station, DAY).slots[0]
        assert (slot.over_by, slot.clash) == (100, False)

    def test_measures_what_has_no_sound_by_the_pace_of_the_station(self) -> None:
        slow, quick = make_station(syllables_per_minute=100), make_station(syllables_per_minute=200)
        bulletin = make_bulletin(at=NOW, approved=True, stations=(slow, quick))
        for station in (slow, quick):
            make_airing(bulletin, station, planned_at=at_hour(5))
        assert day_programme(slow, DAY).slots[0].seconds > day_programme(quick, DAY).slots[0].seconds > 0

    def test_has_an_emergency_at_once_before_the_slots_and_counts_it_where_it_comes_in(self) -> None:
        station = make_station()
        emergency = bulletin_of(60, station, priority=Priority.EMERGENCY)
        at_once = make_airing(emergency, station, planned_at=at_hour(5, minute=3), slot=None)
        make_airing(bulletin_of(870, station), station, planned_at=at_hour(5))
        programme = day_programme(station, DAY)

        assert programme.at_once == (at_once,)
        assert programme.slots[0].over_by == 30
        assert at_once not in programme.slots[0].airings

    def test_keeps_what_was_cancelled_apart_and_shows_what_a_change_left_behind(self) -> None:
        station = make_station()
        slot = station.slots.first()
        bulletin = bulletin_of(60, station)
        gone = make_airing(bulletin, station, planned_at=at_hour(5), state="cancelled", state_reason="Mất điện")
        left = make_airing(bulletin, station, planned_at=at_hour(6), slot=slot)
        programme = day_programme(station, DAY)

        assert programme.slots[0].cancelled == (gone,)
        assert [(one.planned_at, one.on) for one in programme.slots] == [
            (at_hour(5), True), (at_hour(6), False), (at_hour(17), True),
        ]  # fmt: skip
        assert programme.airings == (left,)


class TestProgrammes:
    def test_cost_the_same_for_one_airing_and_for_many(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        stations = [make_station() for _ in range(3)]
        make_airing(make_bulletin(at=NOW, approved=True), stations[0], planned_at=at_hour(5))
        with django_assert_num_queries(4):
            day_programme(stations[0], DAY)
        for _ in range(4):
            for station in stations:
                bulletin = make_bulletin(at=NOW, approved=True, stations=(station,))
                for day in range(3):
                    make_airing(bulletin, station, planned_at=at_hour(17, DAY + timedelta(days=day)))
        with django_assert_num_queries(4):
            week = week_programme(stations[0], MONDAY)
            assert [len(day.airings) for day in week] == [0, 0, 0, 0, 5, 4, 4]
            assert [str(airing.station) for day in week for airing in day.airings]
        with django_assert_num_queries(4):
            assert len(programmes(stations, DAY, DAY)) == 3
