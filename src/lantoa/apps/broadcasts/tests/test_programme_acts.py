"""What people do with a station's programme by hand."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from conftest import NOW
from django.utils import timezone

from lantoa.apps.accounts.factories import user_in
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.models import Membership
from lantoa.apps.broadcasts.actions.airings import (
    CannotPlace,
    NoRoom,
    cancel_airing,
    decline_bulletin,
    move_airing,
    order_slot,
    place_airings,
    place_in_slot,
    take_bulletin,
)
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_sound, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, Placement, Priority, Station
from lantoa.apps.broadcasts.queries.airings import day_programme
from lantoa.apps.broadcasts.queries.waiting import waiting_bulletins

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate(NOW)
TOMORROW = TODAY + timedelta(days=1)


def at_hour(hour: int, days: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(TODAY + timedelta(days=days), time(hour)))


def offered(station: Station, seconds: int = 60, **values: Any) -> Bulletin:
    """Return an approved bulletin of another agency that is meant for the station."""
    bulletin = make_bulletin(at=NOW, approved=True, stations=(station,), **values)
    make_sound(bulletin, at=NOW, chosen=True, seconds=seconds)
    return bulletin


def officer_of(station: Station) -> User:
    user: User = user_in(Role.RADIO_OFFICER)
    Membership.objects.create(user=user, agency=station.agency)
    return user


class TestPlaceInSlot:
    def test_puts_an_offered_bulletin_where_the_station_wants_it(self) -> None:
        station = make_station()
        bulletin = offered(station)
        slot = station.slots.get(starts=time(5))
        first = place_in_slot(bulletin=bulletin, slot=slot, day=TOMORROW, by=None, at=NOW)
        again = place_in_slot(bulletin=bulletin, slot=slot, day=TOMORROW, by=None, at=NOW)

        assert first == again == Airing.objects.get()
        assert (first.planned_at, first.by_hand) == (at_hour(5, 1), True)
        assert not waiting_bulletins(station, at=NOW)
        assert not place_airings(bulletin=bulletin, by=None, at=NOW)

    def test_says_how_much_is_missing_and_where_there_is_room(self) -> None:
        station = make_station()
        slot = station.slots.get(starts=time(5))
        make_airing(offered(station, 600), station, planned_at=at_hour(5, 1))
        bulletin = offered(station, 400)
        with pytest.raises(NoRoom) as said:
            place_in_slot(bulletin=bulletin, slot=slot, day=TOMORROW, by=None, at=NOW)
        assert str(said.value) == (
            "Khung giờ còn trống 5 phút, bản tin dài 6 phút 40 giây: quá 1 phút 40 giây. "
            "Khung giờ sau còn đủ chỗ: 17:00 ngày 02/06/2023."
        )
        place_in_slot(bulletin=bulletin, slot=slot, day=TOMORROW, by=None, at=NOW, over=True)
        assert day_programme(station, TOMORROW).slots[0].over_by == 100

    def test_keeps_the_limits_of_the_bulletin(self) -> None:
        station = make_station()
        early, late = station.slots.order_by("starts")
        bulletin = offered(station, airings_a_day=1, airings_at_most=2)
        place_in_slot(bulletin=bulletin, slot=early, day=TOMORROW, by=None, at=NOW)
        with pytest.raises(CannotPlace, match="nhiều nhất 1 lượt mỗi ngày"):
            place_in_slot(bulletin=bulletin, slot=late, day=TOMORROW, by=None, at=NOW)
        place_in_slot(bulletin=bulletin, slot=late, day=TODAY, by=None, at=NOW)
        with pytest.raises(CannotPlace, match="nhiều nhất 2 lượt"):
            place_in_slot(bulletin=bulletin, slot=late, day=TODAY + timedelta(days=3), by=None, at=NOW)

    def test_refuses_what_cannot_be(self) -> None:
        station = make_station()
        early, late = station.slots.order_by("starts")
        bulletin = offered(station)
        with pytest.raises(CannotPlace, match="đã qua"):
            place_in_slot(bulletin=bulletin, slot=early, day=TODAY, by=None, at=NOW)
        with pytest.raises(CannotPlace, match="chỉ phát từ"):
            place_in_slot(bulletin=bulletin, slot=early, day=TODAY + timedelta(days=30), by=None, at=NOW)
        with pytest.raises(CannotPlace, match="không dành cho đài"):
            place_in_slot(bulletin=bulletin, slot=make_station().slots.all()[0], day=TOMORROW, by=None, at=NOW)
        late.weekdays = [7]
        late.save()
        with pytest.raises(CannotPlace, match="không phát khung giờ"):
            place_in_slot(bulletin=bulletin, slot=late, day=TOMORROW, by=None, at=NOW)
        Bulletin.objects.filter(pk=bulletin.pk).update(
            state=Bulletin.State.WITHDRAWN, withdrawn_at=NOW, withdrawn_reason="Sai"
        )
        with pytest.raises(CannotPlace, match="đã rút"):
            place_in_slot(bulletin=bulletin, slot=early, day=TOMORROW, by=None, at=NOW)
        assert not Airing.objects.exists()

    def test_makes_routine_ones_move_for_a_priority_bulletin(self) -> None:
        station = make_station()
        routine = make_airing(offered(station, 600), station, planned_at=at_hour(5, 1))
        urgent = offered(station, 600, priority=Priority.PRIORITY)
        place_in_slot(bulletin=urgent, slot=station.slots.get(starts=time(5)), day=TOMORROW, by=None, at=NOW)
        routine.refresh_from_db()
        assert routine.planned_at == at_hour(17, 1)


class TestMoveAiring:
    def test_takes_it_to_another_slot_for_good(self) -> None:
        station = make_station()
        bulletin = offered(station)
        airing = make_airing(bulletin, station, planned_at=at_hour(5, 1))
        late = station.slots.get(starts=time(17))
        moved = move_airing(airing=airing, slot=late, day=TODAY, by=None, at=NOW)
        assert (moved.pk, moved.planned_at, moved.by_hand) == (airing.pk, at_hour(17), True)
        assert moved.state_reason == "Đài chuyển từ 05:00 ngày 02/06/2023."
        assert move_airing(airing=moved, slot=late, day=TODAY, by=None, at=NOW).pk == airing.pk

    def test_leaves_what_was_played_or_has_passed(self) -> None:
        station = make_station()
        bulletin = offered(station)
        late = station.slots.get(starts=time(17))
        played = make_airing(bulletin, station, planned_at=at_hour(5, 1), state=Airing.State.PLAYED)
        with pytest.raises(CannotPlace, match="không còn chờ phát"):
            move_airing(airing=played, slot=late, day=TODAY, by=None, at=NOW)
        past = make_airing(bulletin, station, planned_at=at_hour(5))
        with pytest.raises(CannotPlace, match="đã qua giờ"):
            move_airing(airing=past, slot=late, day=TODAY, by=None, at=NOW)

    def test_leaves_an_emergency_to_whoever_issued_it(self) -> None:
        station = make_station()
        airing = make_airing(offered(station, priority=Priority.EMERGENCY), station, planned_at=at_hour(5, 1))
        with pytest.raises(CannotPlace, match="do nơi ban hành quyết định"):
            move_airing(
                airing=airing, slot=station.slots.all()[1], day=TODAY, by=officer_of(station), at=NOW
            )  # fmt: skip


class TestCancelAiring:
    def test_tells_the_maker_why(self) -> None:
        station = make_station()
        bulletin = offered(station, priority=Priority.PRIORITY, airings_at_most=3)
        place_airings(bulletin=bulletin, by=None, at=NOW)
        airing = bulletin.airings.order_by("planned_at")[0]
        for _ in range(2):
            cancel_airing(airing=airing, reason="Sửa đường dây", by=None, at=NOW)
        row = Placement.objects.get(bulletin=bulletin, station=station)
        assert (row.state, row.left_over) == (Placement.State.SHORT, 1)
        assert row.reason == "Đài bỏ lượt 17:00 ngày 01/06/2023: Sửa đường dây"
        place_airings(bulletin=bulletin, by=None, at=NOW)
        assert bulletin.airings.filter(state=Airing.State.PLANNED).count() == 2

    def test_asks_for_the_reason(self) -> None:
        station = make_station()
        airing = make_airing(offered(station), station, planned_at=at_hour(5, 1))
        with pytest.raises(CannotPlace, match="Hãy ghi vì sao"):
            cancel_airing(airing=airing, reason="  ", by=None, at=NOW)


class TestOrderSlot:
    def test_settles_a_clash(self) -> None:
        station = make_station()
        slot = station.slots.get(starts=time(5))
        first, second = (
            make_airing(offered(station, 600, priority=Priority.PRIORITY), station, planned_at=at_hour(5, 1))
            for _ in range(2)
        )
        assert day_programme(station, TOMORROW).slots[0].clash
        order_slot(slot=slot, day=TOMORROW, order=[second.pk, first.pk], by=None, at=NOW)
        programme = day_programme(station, TOMORROW).slots[0]
        assert (programme.airings, programme.clash) == ((second, first), False)

    def test_refuses_an_order_of_what_has_changed_meanwhile(self) -> None:
        station = make_station()
        slot = station.slots.get(starts=time(5))
        seen = make_airing(offered(station, priority=Priority.PRIORITY), station, planned_at=at_hour(5, 1))
        make_airing(offered(station, priority=Priority.PRIORITY), station, planned_at=at_hour(5, 1))
        with pytest.raises(CannotPlace, match="vừa có thay đổi"):
            order_slot(slot=slot, day=TOMORROW, order=[seen.pk], by=None, at=NOW)

    def test_does_not_mind_an_emergency_that_came_in(self) -> None:
        station = make_station()
        slot = station.slots.get(starts=time(5))
        seen = make_airing(offered(station, priority=Priority.PRIORITY), station, planned_at=at_hour(5, 1))
        urgent = make_airing(offered(station, priority=Priority.EMERGENCY), station, planned_at=at_hour(5, 1))
        order_slot(slot=slot, day=TOMORROW, order=[seen.pk], by=None, at=NOW)
        assert day_programme(station, TOMORROW).slots[0].airings == (urgent, seen)


class TestOffers:
    def test_wait_until_the_station_takes_or_refuses_them(self) -> None:
        station = make_station()
        taken, refused, own = offered(station), offered(station), offered(station, agency=station.agency)
        offered(station, priority=Priority.PRIORITY)
        for bulletin in (taken, refused, own):
            place_airings(bulletin=bulletin, by=None, at=NOW)
        assert set(waiting_bulletins(station, at=NOW)) == {taken, refused}

        for _ in range(2):
            take_bulletin(bulletin=taken, station=station, by=officer_of(station), at=NOW)
        decline_bulletin(bulletin=refused, station=station, reason="Đã đọc hôm qua", by=None, at=NOW)
        assert not waiting_bulletins(station, at=NOW)
        assert taken.airings.count() == 14
        row = Placement.objects.get(bulletin=refused)
        assert (row.state, row.reason) == (Placement.State.DECLINED, "Đã đọc hôm qua")
        place_airings(bulletin=refused, by=None, at=NOW)
        assert not refused.airings.exists()

    def test_are_over_with_their_time(self) -> None:
        station = make_station()
        offered(station, valid_until=NOW + timedelta(hours=1))
        assert not waiting_bulletins(station, at=NOW + timedelta(hours=2))

    def test_are_refused_with_a_reason_and_only_when_routine(self) -> None:
        station = make_station()
        with pytest.raises(CannotPlace, match="vì sao"):
            decline_bulletin(bulletin=offered(station), station=station, reason="", by=None, at=NOW)
        with pytest.raises(CannotPlace, match="thông thường"):
            decline_bulletin(
                bulletin=offered(station, priority=Priority.PRIORITY), station=station, reason="x", by=None, at=NOW
            )
