"""The pages of programmes, as an officer of the station meets them."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from conftest import NOW
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.accounts.factories import user_in
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.models import Membership
from lantoa.apps.broadcasts.actions.airings import place_airings
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_sound, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, Placement, Priority, Station
from lantoa.apps.broadcasts.station_links import station_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Stand still at fifteen o'clock on a Thursday."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return NOW


def at_hour(hour: int, days: int = 0) -> datetime:
    day = timezone.localdate(NOW) + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour)))


def bulletin_of(station: Station, seconds: int = 60, **values: Any) -> Bulletin:
    bulletin = make_bulletin(at=NOW, approved=True, stations=(station,), **values)
    make_sound(bulletin, at=NOW, chosen=True, seconds=seconds)
    return bulletin


def officer_of(station: Station) -> User:
    user: User = user_in(Role.RADIO_OFFICER)
    Membership.objects.create(user=user, agency=station.agency)
    return user


def read(client: Client, name: str, *args: object, **asked: str) -> str:
    answer = client.get(reverse(f"broadcasts:{name}", args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


TOMORROW = (NOW + timedelta(days=1)).date().isoformat()


class TestSchedule:
    def test_shows_what_stands_in_the_slots_of_a_week(self, client: Client, now: datetime) -> None:
        station = make_station()
        make_airing(bulletin_of(station, title="Trả kết quả"), station, planned_at=at_hour(5, 1))
        client.force_login(officer_of(station))
        page = read(client, "schedule", station.pk)
        assert "Trả kết quả" in page
        assert "còn trống 14 phút" in page
        assert "29/05 – 04/06/2023" in page
        assert "Trả kết quả" not in read(client, "schedule", station.pk, tuan="2023-06-08")

    def test_puts_a_clash_on_top_and_lets_the_officer_decide(self, client: Client, now: datetime) -> None:
        station = make_station()
        first, second = (
            make_airing(bulletin_of(station, 600, priority=Priority.PRIORITY), station, planned_at=at_hour(5, 1))
            for _ in range(2)
        )
        client.force_login(officer_of(station))
        assert "Cần quyết định thứ tự" in read(client, "schedule", station.pk)
        order = reverse("broadcasts:slot_order", args=[first.slot_id, TOMORROW])
        same = client.post(order, {f"a{first.pk}": "1", f"a{second.pk}": "1"})
        assert same.status_code == 422
        assert "Hai bản tin không cùng một thứ tự" in same.content.decode()
        client.post(order, {f"a{first.pk}": "2", f"a{second.pk}": "1"})
        assert "Cần quyết định thứ tự" not in read(client, "schedule", station.pk)

    def test_places_an_offered_bulletin_with_one_press(self, client: Client, now: datetime) -> None:
        station = make_station()
        bulletin = bulletin_of(station, title="Khám bệnh bằng căn cước")
        client.force_login(officer_of(station))
        assert "Bản tin chờ đài chọn giờ" in read(client, "schedule", station.pk)
        client.post(reverse("broadcasts:take_bulletin", args=[station.pk]), {"bulletin": bulletin.pk})
        assert bulletin.airings.count() == 14
        page = read(client, "schedule", station.pk)
        assert "Đã xếp 14 lượt cho “Khám bệnh bằng căn cước”." in page
        assert "Bản tin chờ đài chọn giờ" not in page

    def test_asks_before_a_slot_goes_past_its_end(self, client: Client, now: datetime) -> None:
        station = make_station()
        slot = station.slots.get(starts=time(5))
        make_airing(bulletin_of(station, 800), station, planned_at=at_hour(5, 1))
        bulletin = bulletin_of(station, 200)
        client.force_login(officer_of(station))
        assert "Xếp vào đây" in read(client, "schedule", station.pk, xep=str(bulletin.pk))
        given = {"bulletin": bulletin.pk, "slot": slot.pk, "day": TOMORROW}
        asked = client.post(reverse("broadcasts:place_in_slot", args=[station.pk]), given, follow=True)
        assert "quá 1 phút 40 giây" in asked.content.decode()
        assert "Xếp dù quá giờ" in asked.content.decode()
        client.post(reverse("broadcasts:place_in_slot", args=[station.pk]), {**given, "over": "on"})
        assert bulletin.airings.get().planned_at == at_hour(5, 1)

    def test_moves_and_cancels(self, client: Client, now: datetime) -> None:
        station = make_station()
        airing = make_airing(bulletin_of(station), station, planned_at=at_hour(5, 1))
        client.force_login(officer_of(station))
        assert "Chuyển vào đây" in read(client, "schedule", station.pk, chuyen=str(airing.pk))
        late = station.slots.get(starts=time(17))
        client.post(reverse("broadcasts:move_airing", args=[airing.pk]), {"slot": late.pk, "day": TOMORROW})
        airing.refresh_from_db()
        assert airing.planned_at == at_hour(17, 1)
        cancel = reverse("broadcasts:cancel_airing", args=[airing.pk])
        assert client.post(cancel, {"reason": " "}).status_code == 422
        client.post(cancel, {"reason": "Sửa đường dây"})
        airing.refresh_from_db()
        assert (airing.state, airing.state_reason) == (Airing.State.CANCELLED, "Sửa đường dây")

    def test_lets_a_reader_look_but_not_act(self, client: Client, now: datetime) -> None:
        station = make_station()
        make_airing(bulletin_of(station), station, planned_at=at_hour(5, 1))
        client.force_login(user_in(Role.LEADER))
        page = read(client, "schedule", station.pk)
        assert "Chuyển<" not in page
        assert "Xếp tự động" not in page

    def test_is_nothing_for_a_stranger(self, client: Client, now: datetime) -> None:
        client.force_login(officer_of(make_station()))
        for name in ("schedule", "schedule_sheet", "schedule_calendar"):
            assert client.get(reverse(f"broadcasts:{name}", args=[make_station().pk])).status_code == 404

    def test_says_what_to_do_without_slots(self, client: Client, now: datetime) -> None:
        station = make_station()
        station.slots.all().delete()
        client.force_login(officer_of(station))
        assert "thêm khung giờ của đài" in read(client, "schedule", station.pk)

    def test_costs_the_same_for_few_airings_and_for_many(self, client: Client, now: datetime) -> None:
        station = make_station()
        client.force_login(officer_of(station))
        address = reverse("broadcasts:schedule", args=[station.pk])

        def queries() -> int:
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            return len(asked)

        def add() -> None:
            for place in range(2):
                bulletin = bulletin_of(station)
                make_airing(bulletin, station, planned_at=at_hour(5, 1))
                make_airing(bulletin, station, planned_at=at_hour(17), state=Airing.State.PLAYED)
                bulletin_of(station, title=f"Chờ {place}")

        add()
        few = queries()
        add()
        assert queries() == few


class TestScheduleSheetAndCalendar:
    def test_have_the_programme(self, client: Client, now: datetime) -> None:
        station = make_station()
        make_airing(bulletin_of(station, title="Họp dân; mời bà con"), station, planned_at=at_hour(5, 1))
        client.force_login(officer_of(station))
        assert "Họp dân; mời bà con, 1 phút" in read(client, "schedule_sheet", station.pk)
        answer = client.get(reverse("broadcasts:schedule_calendar", args=[station.pk]))
        text = answer.content.decode().replace("\r\n ", "")
        assert answer["Content-Type"].startswith("text/calendar")
        assert "DTSTART:20230601T220000Z" in text
        assert "DESCRIPTION:1. Họp dân\\; mời bà con (thông thường\\, 1 phút)" in text
        assert text.count("BEGIN:VEVENT") == 1

    def test_are_read_by_whoever_has_the_stations_secret(self, client: Client, now: datetime) -> None:
        station = make_station()
        make_airing(bulletin_of(station, title="Họp dân"), station, planned_at=at_hour(5, 1))
        answer = client.get(reverse("device:calendar", args=[station_token(station)]))
        assert "Họp dân" in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert client.get(reverse("device:calendar", args=["sai"])).status_code == 404


class TestScheduleDay:
    def test_counts_what_is_to_be_seen_to(self, client: Client, now: datetime) -> None:
        busy, silent = make_station(name="Đài bận"), make_station(name="Đài im")
        for _ in range(2):
            make_airing(bulletin_of(busy, 600, priority=Priority.PRIORITY), busy, planned_at=at_hour(17))
        make_airing(bulletin_of(busy), busy, planned_at=at_hour(5))
        client.force_login(user_in(Role.PROGRAMME_OFFICER))
        page = read(client, "schedule_day")
        assert "2 bản tin, cần quyết định thứ tự" in page
        assert "chưa xác nhận 1" in page
        only = read(client, "schedule_day", can_xem="clash")
        assert "Đài bận" in only
        assert "Đài im" not in only
        assert "Đài im" in read(client, "schedule_day", ten="im")
        assert silent.name in read(client, "schedule_day", cap="commune")
        assert "Không có đài nào hợp" in read(client, "schedule_day", cap="province")

    def test_is_about_the_own_stations_of_an_officer(self, client: Client, now: datetime) -> None:
        mine, theirs = make_station(name="Đài của tôi"), make_station(name="Đài người khác")
        client.force_login(officer_of(mine))
        page = read(client, "schedule_day")
        assert mine.name in page
        assert theirs.name not in page

    def test_takes_any_day_that_is_typed(self, client: Client, now: datetime) -> None:
        client.force_login(user_in(Role.EDITOR))
        for words in ("0001-01-01", "x", "9999-12-31", "2023-02-30"):
            assert "01/06/2023" in read(client, "schedule_day", ngay=words)
        assert "02/06/2023" in read(client, "schedule_day", ngay="2023-06-02")


class TestBulletinSchedule:
    def test_says_why_a_station_does_not_play_all(self, client: Client, now: datetime) -> None:
        station = make_station()
        bulletin = bulletin_of(station, 1_000, agency=station.agency)
        place_airings(bulletin=bulletin, by=None, at=NOW)
        client.force_login(officer_of(station))
        page = read(client, "bulletin_schedule", bulletin.pk)
        assert "dài hơn mọi khung giờ" in page
        assert "Không có đài nào ở trạng thái này" in read(
            client, "bulletin_schedule", bulletin.pk, **{"tinh-trang": Placement.State.DECLINED}
        )
