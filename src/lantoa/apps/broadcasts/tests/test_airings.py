"""When an approved bulletin is to be played, and what happens to what stood there before."""

from datetime import datetime, time, timedelta

import pytest
from conftest import NOW
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lantoa.apps.broadcasts.actions.airings import close_airings, place_airings, place_station_anew
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_sound, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, Placement, Priority, Slot, Station
from lantoa.apps.broadcasts.queries.airings import day_programme

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate(NOW)


def at_hour(hour: int, days: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(TODAY + timedelta(days=days), time(hour)))


def bulletin_of(seconds: int, *stations: Station, **values: object) -> Bulletin:
    """Return an approved bulletin of the first station's agency with a sound of so many seconds."""
    given = {"agency": stations[0].agency, "at": NOW, "approved": True, "stations": stations, **values}
    bulletin = make_bulletin(**given)  # type: ignore[arg-type]
    make_sound(bulletin, at=NOW, chosen=True, seconds=seconds)
    return bulletin


def planned(bulletin: Bulletin) -> list[datetime]:
    return [row.planned_at for row in bulletin.airings.filter(state=Airing.State.PLANNED)]


def placement(bulletin: Bulletin, station: Station) -> Placement:
    return Placement.objects.get(bulletin=bulletin, station=station)


class TestPlaceAirings:
    def test_of_an_emergency_begin_at_once(self) -> None:
        station = make_station()
        bulletin = make_bulletin(at=NOW, approved=True, stations=(station,), priority=Priority.EMERGENCY)

        place_airings(bulletin=bulletin, by=None, at=NOW)

        first = bulletin.airings.order_by("planned_at")[0]
        assert (first.planned_at, first.slot) == (NOW, None)
        assert bulletin.airings.count() == 14
        assert day_programme(station, TODAY).at_once == (first,)

    def test_of_an_emergency_stand_at_once_only_once(self) -> None:
        station = make_station()
        bulletin = make_bulletin(at=NOW, approved=True, stations=(station,), priority=Priority.EMERGENCY)
        for minutes in (0, 2):
            place_airings(bulletin=bulletin, by=None, at=NOW + timedelta(minutes=minutes))
        assert bulletin.airings.filter(slot=None).count() == 1
        assert bulletin.airings.count() == 14

    def test_of_a_priority_bulletin_stand_in_every_slot_up_to_its_limits(self) -> None:
        station = make_station()
        bulletin = make_bulletin(
            at=NOW, approved=True, stations=(station,), priority=Priority.PRIORITY, airings_at_most=3, airings_a_day=1
        )

        place_airings(bulletin=bulletin, by=None, at=NOW)
        place_airings(bulletin=bulletin, by=None, at=NOW)

        airings = list(bulletin.airings.all())
        assert len({airing.day for airing in airings}) == len(airings) == 3
        assert all(NOW <= airing.planned_at < NOW + timedelta(days=7) for airing in airings)

    def test_of_a_routine_bulletin_are_left_to_the_stations_of_other_agencies(self) -> None:
        mine, theirs = make_station(), make_station()
        bulletin = make_bulletin(mine.agency, at=NOW, approved=True, stations=(mine, theirs))

        place_airings(bulletin=bulletin, by=None, at=NOW)

        assert {airing.station for airing in bulletin.airings.all()} == {mine}
        assert placement(bulletin, theirs).state == Placement.State.WAITING

    def test_add_nothing_when_called_again(self) -> None:
        station = make_station()
        bulletin = bulletin_of(60, station, airings_at_most=5, airings_a_day=1)
        place_airings(bulletin=bulletin, by=None, at=NOW)
        before = planned(bulletin)
        assert place_airings(bulletin=bulletin, by=None, at=NOW + timedelta(hours=30)) == []
        assert planned(bulletin) == before
        assert len(before) == 5

    def test_of_what_is_not_approved_are_none(self) -> None:
        bulletin = make_bulletin(at=NOW, stations=(make_station(),))
        assert place_airings(bulletin=bulletin, by=None, at=NOW) == []

    def test_give_a_station_that_was_added_its_own(self) -> None:
        first, second = make_station(), make_station()
        bulletin = bulletin_of(60, first, priority=Priority.PRIORITY)
        place_airings(bulletin=bulletin, by=None, at=NOW)
        bulletin.stations.add(second)
        added = place_airings(bulletin=bulletin, by=None, at=NOW)
        assert {airing.station for airing in added} == {second}

    def test_leave_a_station_that_was_taken_off(self) -> None:
        first, second = make_station(), make_station()
        bulletin = bulletin_of(60, first, second, priority=Priority.PRIORITY)
        place_airings(bulletin=bulletin, by=None, at=NOW)
        bulletin.stations.remove(second)
        place_airings(bulletin=bulletin, by=None, at=NOW)
        gone = bulletin.airings.filter(station=second)
        assert {(one.state, one.state_reason) for one in gone} == {
            ("cancelled", "Bản tin không còn dành cho đài này.")
        }  # fmt: skip

    def test_end_with_a_shorter_validity_but_keep_what_was_played(self) -> None:
        station = make_station()
        bulletin = bulletin_of(60, station, priority=Priority.PRIORITY)
        place_airings(bulletin=bulletin, by=None, at=NOW)
        first = bulletin.airings.order_by("planned_at")[0]
        Airing.objects.filter(pk=first.pk).update(state=Airing.State.PLAYED)
        Bulletin.objects.filter(pk=bulletin.pk).update(valid_until=NOW + timedelta(days=2))
        bulletin.refresh_from_db()
        place_airings(bulletin=bulletin, by=None, at=NOW + timedelta(days=1))
        assert max(planned(bulletin)) < bulletin.valid_until
        assert bulletin.airings.filter(state=Airing.State.PLAYED).get() == first
        assert bulletin.airings.exclude(state_reason="").count() == 10

    def test_say_why_nothing_could_be_placed(self) -> None:
        silent, small = make_station(), make_station()
        silent.slots.all().delete()
        bulletin = bulletin_of(1_000, small, silent)
        bulletin.stations.set([small])
        place_airings(bulletin=bulletin, by=None, at=NOW)
        row = placement(bulletin, small)
        assert (row.state, row.left_over) == (Placement.State.SHORT, 14)
        assert row.reason.startswith("Bản tin dài 16 phút 40 giây")

        urgent = bulletin_of(60, silent, priority=Priority.PRIORITY)
        place_airings(bulletin=urgent, by=None, at=NOW)
        assert "không có khung giờ nào" in placement(urgent, silent).reason

    def test_put_a_routine_bulletin_only_where_it_fits(self) -> None:
        station = make_station()
        full = bulletin_of(600, station, airings_at_most=20, airings_a_day=2)
        place_airings(bulletin=full, by=None, at=NOW)
        Airing.objects.filter(planned_at=at_hour(17, 2)).delete()
        other = bulletin_of(400, station, airings_at_most=3)
        place_airings(bulletin=other, by=None, at=NOW)
        assert planned(other) == [at_hour(17, 2)]
        assert "Còn 2 lượt" in placement(other, station).reason

    def test_let_a_priority_bulletin_move_routine_ones_to_the_next_slot_with_room(self) -> None:
        station = make_station()
        routine = bulletin_of(600, station, airings_at_most=1)
        place_airings(bulletin=routine, by=None, at=NOW)
        assert planned(routine) == [at_hour(17)]
        urgent = bulletin_of(600, station, priority=Priority.PRIORITY, airings_at_most=1, title="Họp dân")
        place_airings(bulletin=urgent, by=None, at=NOW)
        assert planned(urgent) == [at_hour(17)]
        assert planned(routine) == [at_hour(5, 1)]
        assert routine.airings.get().state_reason == (
            "Chuyển từ 17:00 ngày 01/06/2023 để nhường bản tin ưu tiên “Họp dân”."
        )  # fmt: skip

    def test_tell_the_maker_of_a_routine_bulletin_that_lost_its_place_for_good(self) -> None:
        station = make_station()
        routine = bulletin_of(600, station, airings_at_most=1, valid_until=at_hour(18))
        place_airings(bulletin=routine, by=None, at=NOW)
        urgent = bulletin_of(600, station, priority=Priority.EMERGENCY, title="Lũ quét")
        place_airings(bulletin=urgent, by=None, at=NOW)
        lost = routine.airings.get()
        assert lost.state == Airing.State.CANCELLED
        assert "khẩn cấp “Lũ quét”" in lost.state_reason
        row = placement(routine, station)
        assert (row.state, row.left_over) == (Placement.State.SHORT, 1)
        assert "17:00 ngày 01/06/2023" in row.reason

    def test_never_decide_between_two_priority_bulletins(self) -> None:
        station = make_station()
        for _ in range(2):
            urgent = bulletin_of(600, station, priority=Priority.PRIORITY, airings_at_most=1)
            place_airings(bulletin=urgent, by=None, at=NOW)
        slot = day_programme(station, TODAY).slots[1]
        assert (len(slot.airings), slot.clash, slot.over_by) == (2, True, 300)

    def test_let_an_emergency_make_way_in_the_slot_that_is_on_air(self) -> None:
        station = make_station()
        routine = bulletin_of(800, station, airings_at_most=1)
        place_airings(bulletin=routine, by=None, at=NOW)
        running = at_hour(17) + timedelta(minutes=1)
        urgent = bulletin_of(200, station, priority=Priority.EMERGENCY, airings_at_most=1)
        place_airings(bulletin=urgent, by=None, at=running)
        assert planned(urgent) == [running]
        assert planned(routine) == [at_hour(5, 1)]

    def test_cost_the_same_queries_for_few_stations_and_for_many(self) -> None:
        def queries(stations: int, priority: Priority) -> int:
            agency_station = make_station()
            bulletin = bulletin_of(
                60, agency_station, *(make_station() for _ in range(stations - 1)), priority=priority
            )
            with CaptureQueriesContext(connection) as asked:
                place_airings(bulletin=bulletin, by=None, at=NOW)
            # SQLite takes some hundred values in one statement, so rows are stored in batches.
            return sum(not one["sql"].startswith("INSERT") for one in asked)

        for priority in Priority:
            assert queries(2, priority) == queries(9, priority)


class TestPlaceStationAnew:
    def test_lets_airings_follow_a_slot_that_begins_at_another_hour(self) -> None:
        station = make_station()
        bulletin = bulletin_of(60, station, priority=Priority.PRIORITY, airings_at_most=2)
        place_airings(bulletin=bulletin, by=None, at=NOW)
        Slot.objects.filter(station=station, starts=time(17)).update(starts=time(18))
        place_station_anew(station=station, by=None, at=NOW)
        assert planned(bulletin) == [at_hour(5, 1), at_hour(18)] or planned(bulletin) == [at_hour(18), at_hour(5, 1)]
        moved = bulletin.airings.get(planned_at=at_hour(18))
        assert moved.state_reason == "Khung giờ đổi giờ; trước đây là 17:00 ngày 01/06/2023."

    def test_swaps_two_slots_without_losing_an_airing(self) -> None:
        station = make_station()
        bulletin = bulletin_of(60, station, priority=Priority.PRIORITY, airings_at_most=6)
        place_airings(bulletin=bulletin, by=None, at=NOW)
        before = sorted(planned(bulletin))
        early, late = station.slots.order_by("starts")
        Slot.objects.filter(pk=early.pk).update(starts=time(17))
        Slot.objects.filter(pk=late.pk).update(starts=time(5))
        place_station_anew(station=station, by=None, at=NOW)
        after = sorted(planned(bulletin))
        assert len(after) == len(before)
        assert all(
            row.slot.starts == timezone.localtime(row.planned_at).time()
            for row in bulletin.airings.filter(state="planned")
        )

    def test_finds_another_time_for_what_stood_in_a_slot_that_is_gone(self) -> None:
        station = make_station()
        bulletin = bulletin_of(60, station, airings_at_most=4, airings_a_day=1)
        place_airings(bulletin=bulletin, by=None, at=NOW)
        station.slots.filter(starts=time(17)).update(active=False)
        place_station_anew(station=station, by=None, at=NOW)
        assert len(planned(bulletin)) == 4
        assert {timezone.localtime(moment).hour for moment in planned(bulletin)} == {5}

    def test_leaves_what_a_person_placed(self) -> None:
        station = make_station()
        bulletin = bulletin_of(60, station, airings_at_most=4)
        by_hand = make_airing(bulletin, station, planned_at=at_hour(5, 3), by_hand=True)
        gone = make_airing(
            bulletin, station, planned_at=at_hour(5, 2), by_hand=True, state="cancelled", state_reason="Lễ hội"
        )
        place_airings(bulletin=bulletin, by=None, at=NOW)
        assert at_hour(5, 3) in planned(bulletin)
        assert at_hour(5, 2) not in planned(bulletin)
        assert len(planned(bulletin)) == 3
        by_hand.refresh_from_db()
        gone.refresh_from_db()
        assert (by_hand.state_reason, gone.state) == ("", "cancelled")


class TestCloseAirings:
    def test_leaves_what_has_passed(self) -> None:
        station = make_station()
        bulletin = bulletin_of(60, station)
        past = make_airing(bulletin, station, planned_at=at_hour(5, -1))
        make_airing(bulletin, station, planned_at=at_hour(5, 1))
        assert close_airings(bulletin=bulletin, reason="Bản tin đã hết hạn.", by=None, at=NOW) == 1
        assert planned(bulletin) == [past.planned_at]
