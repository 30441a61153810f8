"""The page of a station on a phone: what stands on it, and what one tap does."""

import re
from datetime import timedelta

import pytest
from conftest import NOW, Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.broadcasts.actions.playing import confirm_airing
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_sound, make_station
from lantoa.apps.broadcasts.models import Airing, PlayReport, Priority, Station
from lantoa.apps.broadcasts.queries.station_today import station_today, todays_mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(cast: Cast) -> Station:
    return make_station(cast.agency)


def page_of(client: Client, station: Station) -> str:
    return client.get(reverse("broadcasts:station_today", args=[station.pk])).content.decode()


class TestStationToday:
    def test_puts_an_emergency_first_and_yesterday_before_the_slots(self, station: Station) -> None:
        urgent = make_bulletin(at=NOW, approved=True, priority=Priority.EMERGENCY)
        first = make_airing(urgent, station, planned_at=NOW, slot=None)
        bulletin = make_bulletin(at=NOW, approved=True)
        yesterday = make_airing(bulletin, station, planned_at=NOW - timedelta(days=1))
        make_airing(bulletin, station, planned_at=NOW - timedelta(days=9))

        today = station_today(station, timezone.localdate(NOW), at=NOW)

        assert (today.emergencies, today.earlier) == ((first,), (yesterday,))
        assert len(today.programme.slots) == 2

    def test_lists_routine_bulletins_of_others_that_wait_for_a_place(self, station: Station) -> None:
        waits = make_bulletin(at=NOW, approved=True, stations=(station,))
        placed = make_bulletin(at=NOW, approved=True, stations=(station,))
        make_airing(placed, station, planned_at=NOW + timedelta(hours=1))
        make_bulletin(at=NOW, stations=(station,))

        assert station_today(station, timezone.localdate(NOW), at=NOW).waiting == (waits,)

    def test_changes_its_mark_with_the_list_and_names_the_emergency(self, station: Station) -> None:
        day = timezone.localdate(NOW)
        before, nothing = todays_mark(station, day, at=NOW)
        urgent = make_bulletin(at=NOW, approved=True, priority=Priority.EMERGENCY, title="Bão khẩn cấp")
        make_airing(urgent, station, planned_at=NOW, slot=None)

        after, title = todays_mark(station, day, at=NOW)

        assert (nothing, title) == ("", "Bão khẩn cấp")
        assert before != after


class TestPage:
    def test_shows_script_sound_and_one_button(self, client: Client, cast: Cast, station: Station) -> None:
        now = timezone.now()
        bulletin = make_bulletin(at=now, approved=True, title="Trả kết quả")
        make_sound(bulletin, at=now, chosen=True)
        make_airing(bulletin, station, planned_at=now - timedelta(minutes=5), slot=None)
        client.force_login(cast.radio_officer)

        text = page_of(client, station)

        assert "Kính thưa bà con." in text
        assert reverse("broadcasts:station_sound", args=[station.pk, bulletin.pk]) in text
        assert "Đã phát lúc" in text
        assert 'http-equiv="refresh"' in text
        assert (
            'http-equiv="refresh"'
            not in client.get(reverse("broadcasts:station_today", args=[station.pk]), {"dung": "1"}).content.decode()
        )

    def test_lets_a_leader_look_but_not_tap(self, client: Client, cast: Cast, station: Station) -> None:
        make_airing(make_bulletin(at=NOW, approved=True), station, planned_at=timezone.now())
        client.force_login(cast.leader)
        assert "Đã phát" not in page_of(client, station)

    def test_is_led_to_by_the_list_of_ones_stations(self, client: Client, cast: Cast, station: Station) -> None:
        client.force_login(cast.radio_officer)
        mine = reverse("broadcasts:my_stations")
        assert client.get(mine).headers["Location"] == reverse("broadcasts:station_today", args=[station.pk])
        make_station(cast.agency, name="Đài thứ hai")
        assert "Đài thứ hai" in client.get(mine).content.decode()

    def test_of_a_station_costs_the_same_for_one_airing_and_for_ten(
        self, client: Client, cast: Cast, station: Station
    ) -> None:
        client.force_login(cast.radio_officer)
        now = timezone.now()
        make_airing(make_bulletin(at=now, approved=True), station, planned_at=now)
        page_of(client, station)
        with CaptureQueriesContext(connection) as few:
            page_of(client, station)
        for place in range(9):
            airing = make_airing(make_bulletin(at=now, approved=True), station, planned_at=now)
            confirm_airing(
                airing=airing, played_at=now, clusters=station.clusters.all(), how=PlayReport.How.TAP, by=None, at=now,
                key=str(place),
            )  # fmt: skip
            make_bulletin(at=now, approved=True, stations=(station,))
        with CaptureQueriesContext(connection) as many:
            page_of(client, station)
        assert len(many) <= len(few) + 2  # what reports there are, and their clusters


class TestTaps:
    @pytest.fixture
    def airing(self, station: Station) -> Airing:
        planned = timezone.now() - timedelta(minutes=20)
        return make_airing(make_bulletin(at=planned, approved=True), station, planned_at=planned)

    def test_confirm_at_the_planned_time_once_however_often_they_come(
        self, client: Client, cast: Cast, station: Station, airing: Airing
    ) -> None:
        client.force_login(cast.radio_officer)
        key = re.search(r'name="key" value="(\w+)"', page_of(client, station))
        assert key
        for _ in range(2):
            client.post(reverse("broadcasts:confirm_airing", args=[airing.pk]), {"key": key[1], "when": "lich"})
        report = airing.reports.get()
        assert (report.played_at, report.reported_by) == (airing.planned_at, cast.radio_officer)

    def test_confirm_another_time_for_some_clusters(
        self, client: Client, cast: Cast, station: Station, airing: Airing
    ) -> None:
        client.force_login(cast.radio_officer)
        cluster = station.clusters.all()[0]
        played = timezone.localtime(airing.planned_at + timedelta(minutes=10)).replace(second=0, microsecond=0)
        client.post(
            reverse("broadcasts:confirm_airing", args=[airing.pk]),
            {
                "key": "a", "when": "khac", "day": f"{played:%Y-%m-%d}", "clock": f"{played:%H:%M}",
                "clusters": [cluster.pk],
            },
        )  # fmt: skip
        report = airing.reports.get()
        assert (report.played_at, list(report.clusters.all())) == (played, [cluster])

    def test_confirm_a_whole_slot(self, client: Client, cast: Cast, station: Station) -> None:
        slot = station.slots.all()[0]
        planned = timezone.now() - timedelta(minutes=20)
        airings = [
            make_airing(make_bulletin(at=planned, approved=True), station, planned_at=planned, slot=slot)
            for _ in range(3)
        ]
        client.force_login(cast.radio_officer)
        for _ in range(2):
            client.post(
                reverse("broadcasts:confirm_slot", args=[station.pk]),
                {"key": "k", "slot": slot.pk, "planned_at": planned.isoformat()},
            )
        assert PlayReport.objects.filter(airing__in=airings).count() == 3
        assert set(Airing.objects.values_list("state", flat=True)) == {"played"}

    def test_say_it_was_not_played_and_why(self, client: Client, cast: Cast, airing: Airing) -> None:
        client.force_login(cast.radio_officer)
        address = reverse("broadcasts:miss_airing", args=[airing.pk])
        client.post(address, {})
        airing.refresh_from_db()
        assert airing.state == Airing.State.PLANNED
        client.post(address, {"usual": "Mất điện"})
        airing.refresh_from_db()
        assert (airing.state, airing.state_reason) == (Airing.State.MISSED, "Mất điện")

    def test_are_taken_back_by_one_tap_for_ten_minutes_later_with_a_reason(
        self, client: Client, cast: Cast, airing: Airing
    ) -> None:
        client.force_login(cast.radio_officer)
        now = timezone.now()

        def report(minutes: int) -> PlayReport:
            return confirm_airing(
                airing=airing, played_at=airing.planned_at, how=PlayReport.How.TAP, by=cast.radio_officer,
                at=now - timedelta(minutes=minutes), key=str(minutes),
            )  # fmt: skip

        client.post(reverse("broadcasts:take_back_report", args=[report(1).pk]))
        assert not PlayReport.objects.standing().exists()
        old = report(11)
        client.post(reverse("broadcasts:take_back_report", args=[old.pk]))
        assert PlayReport.objects.standing().get() == old
        client.post(reverse("broadcasts:take_back_report", args=[old.pk]), {"reason": "Nhầm lượt"})
        assert not PlayReport.objects.standing().exists()
        assert old.correction.reason == "Nhầm lượt"

    def test_of_another_agencys_officer_do_nothing(self, client: Client, cast: Cast) -> None:
        planned = timezone.now() - timedelta(minutes=5)
        airing = make_airing(make_bulletin(at=planned, approved=True), make_station(), planned_at=planned)
        client.force_login(cast.radio_officer)
        answer = client.post(reverse("broadcasts:confirm_airing", args=[airing.pk]), {"key": "1", "when": "lich"})
        assert answer.status_code == 404
        assert not airing.reports.exists()


class TestAiringPage:
    def test_shows_every_report_and_what_became_of_it(self, client: Client, cast: Cast, station: Station) -> None:
        planned = timezone.now() - timedelta(hours=2)
        airing = make_airing(make_bulletin(at=planned, approved=True), station, planned_at=planned)
        client.force_login(cast.radio_officer)
        report = confirm_airing(
            airing=airing, played_at=planned, how=PlayReport.How.PLAYER, by=None, at=planned, key="1", seconds=61
        )
        client.post(
            reverse("broadcasts:take_back_report", args=[report.pk]), {"reason": "Máy báo nhầm", "from": "luot"}
        )
        text = client.get(reverse("broadcasts:airing", args=[airing.pk])).content.decode()
        assert "máy phát báo" in text
        assert "1 phút 1 giây" in text
        assert "rút lại lúc" in text and "Máy báo nhầm" in text
