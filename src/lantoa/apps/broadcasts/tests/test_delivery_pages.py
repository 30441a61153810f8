"""Deliveries and routes in the office."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, Cast
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from lantoa.apps.accounts.roles import Role
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.broadcasts.actions.carrying import carry_claimed, claim_due_deliveries
from lantoa.apps.broadcasts.actions.deliveries import CannotDeliver, offer_to_stations, set_route
from lantoa.apps.broadcasts.factories import make_bulletin, make_station
from lantoa.apps.broadcasts.models import Bulletin, Delivery, DeliveryRoute, Priority, Station

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def base(settings: LazySettings, tmp_path: Path, time_machine: Any) -> Path:
    settings.DATA_DIR, settings.DELIVERY_DIR = tmp_path, tmp_path / "deliveries"
    settings.BROADCASTS_DIR = tmp_path / "broadcasts"
    time_machine.move_to(NOW, tick=False)
    return tmp_path / "deliveries"


def signed_in(cast: Cast, role: Role) -> Client:
    client = Client()
    client.force_login(cast.of(role))
    return client


def offered(station: Station, **values: Any) -> Bulletin:
    bulletin = make_bulletin(at=NOW, approved=True, stations=(station,), **values)
    offer_to_stations(bulletin=bulletin, at=NOW)
    return bulletin


def carry() -> None:
    claim = claim_due_deliveries(at=NOW, limit=99, urgent=False)
    carry_claimed(keys=claim.keys, lease=claim.lease, clock=lambda: NOW)


def switch(station: Station, kind: str = "folder", *, active: bool) -> DeliveryRoute:
    return set_route(station=station, kind=kind, active=active, by=None, at=NOW)


class TestList:
    def test_says_what_came_of_each_delivery(self, cast: Cast, base: Path) -> None:
        station = make_station(name="Đài Hải Phú")
        switch(station, active=True)
        base.write_text("")  # a file where the folder should be
        bulletin = offered(station, title="Lịch tiêm vắc xin", priority=Priority.PRIORITY)
        carry()
        page = signed_in(cast, Role.PROGRAMME_OFFICER).get(reverse("broadcasts:deliveries")).content.decode()
        assert page.count("Lịch tiêm vắc xin") >= 2
        assert "sẵn sàng để tải" in page
        assert "Không ghi được vào thư mục giao" in page
        assert reverse("broadcasts:retry_delivery", args=[bulletin.deliveries.get(route_kind="folder").pk]) in page

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("", {"Tin một", "Tin hai"}),
            ("words=Tin+m%E1%BB%99t", {"Tin một"}),
            ("words=H%E1%BA%A3i", {"Tin hai"}),
            ("fetched=roi", {"Tin một"}),
            ("fetched=chua", {"Tin hai"}),
            ("state=due", set()),
            ("priority=emergency", {"Tin hai"}),
            ("sort=dai", {"Tin một", "Tin hai"}),
            ("station=999999", set()),
        ],
    )
    def test_is_narrowed_down(self, cast: Cast, query: str, shown: set[str]) -> None:
        first = offered(make_station(name="Đài Một"), title="Tin một")
        offered(make_station(name="Đài Hải Phú"), title="Tin hai", priority=Priority.EMERGENCY)
        first.deliveries.update(fetched_at=NOW)
        page = signed_in(cast, Role.EDITOR).get(f"{reverse('broadcasts:deliveries')}?{query}").content.decode()
        assert {title for title in ("Tin một", "Tin hai") if f">{title}</a>" in page} == shown

    def test_is_led_to_from_the_bulletin(self, cast: Cast) -> None:
        bulletin = offered(make_station())
        page = signed_in(cast, Role.EDITOR).get(reverse("broadcasts:bulletin", args=[bulletin.pk])).content.decode()
        assert f"{reverse('broadcasts:deliveries')}?bulletin={bulletin.pk}" in page

    def test_shows_a_radio_officer_the_own_stations_and_bulletins(self, cast: Cast) -> None:
        mine, other = make_station(cast.agency), make_station()
        offered(mine, title="Cho đài tôi")
        offered(other, title="Cho đài khác")
        make_bulletin(cast.agency, at=NOW, approved=True, stations=(other,), title="Của tôi gửi đi")
        offer_to_stations(bulletin=Bulletin.objects.get(title="Của tôi gửi đi"), at=NOW)
        page = signed_in(cast, Role.RADIO_OFFICER).get(reverse("broadcasts:deliveries")).content.decode()
        assert [title for title in ("Cho đài tôi", "Của tôi gửi đi", "Cho đài khác") if title in page] == [
            "Cho đài tôi", "Của tôi gửi đi",
        ]  # fmt: skip


class TestPackage:
    def test_is_given_to_staff_without_counting_as_fetched(self, cast: Cast) -> None:
        delivery = offered(make_station(slug="dai-a")).deliveries.get()
        answer = signed_in(cast, Role.LEADER).get(reverse("broadcasts:delivery_package", args=[delivery.pk]))
        assert 'filename="dai-a-2-' in answer["Content-Disposition"]
        assert "script.txt" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
        delivery.refresh_from_db()
        assert delivery.fetched_at is None

    def test_of_a_withdrawn_bulletin_is_refused_in_words(self, cast: Cast) -> None:
        bulletin = offered(make_station())
        Bulletin.objects.update(state="withdrawn", withdrawn_at=NOW, withdrawn_reason="Sai")
        client = signed_in(cast, Role.LEADER)
        answer = client.get(reverse("broadcasts:delivery_package", args=[bulletin.deliveries.get().pk]), follow=True)
        assert "không có gói phát" in answer.content.decode()


class TestAgain:
    def test_makes_a_failed_delivery_due_with_all_its_tries(self, cast: Cast) -> None:
        station = make_station()
        switch(station, active=True)
        delivery = offered(station).deliveries.get(route_kind="folder")
        Delivery.objects.filter(pk=delivery.pk).update(
            state="failed", problem="Đầy", attempts=9, due_at=NOW + timedelta(hours=12)
        )
        back = f"{reverse('broadcasts:deliveries')}?state=failed"
        answer = signed_in(cast, Role.ADMINISTRATOR).post(
            reverse("broadcasts:retry_delivery", args=[delivery.pk]), {"back": back}
        )
        assert answer["Location"] == back
        delivery.refresh_from_db()
        assert (delivery.state, delivery.attempts, delivery.due_at) == ("due", 0, NOW)

    @pytest.mark.parametrize("back", ["https://other.example/", "//other.example", "javascript:alert(1)"])
    def test_leads_nowhere_else(self, cast: Cast, back: str) -> None:
        delivery = offered(make_station()).deliveries.get()
        answer = signed_in(cast, Role.ADMINISTRATOR).post(
            reverse("broadcasts:retry_delivery", args=[delivery.pk]), {"back": back}
        )
        assert answer["Location"].startswith(reverse("broadcasts:deliveries"))

    def test_is_refused_for_what_was_carried(self, cast: Cast) -> None:
        delivery = offered(make_station()).deliveries.get()
        client = signed_in(cast, Role.ADMINISTRATOR)
        answer = client.post(reverse("broadcasts:retry_delivery", args=[delivery.pk]), follow=True)
        assert "Chỉ giao lại được" in answer.content.decode()


class TestRoutes:
    def test_switched_on_carry_what_lives(self, base: Path) -> None:
        station = make_station()
        bulletin = offered(station)
        offered(station, valid_from=NOW - timedelta(days=9), valid_until=NOW - timedelta(days=1))
        switch(station, active=True)
        carry()
        assert [path.name for path in base.rglob("*.zip")] == [f"2-{bulletin.slug}.zip"]

    def test_switched_off_carry_nothing_more_until_they_are_on_again(self, base: Path) -> None:
        station = make_station()
        switch(station, active=True)
        bulletin = offered(station)
        switch(station, active=False)
        carry()
        delivery = bulletin.deliveries.get(route_kind="folder")
        assert (delivery.state, delivery.problem) == ("cancelled", "Đường giao đã tắt.")
        switch(station, active=True)
        carry()
        delivery.refresh_from_db()
        assert (delivery.state, delivery.problem) == ("sent", "")

    def test_switched_twice_change_once(self) -> None:
        station = make_station()
        for _ in range(2):
            switch(station, active=True)
        assert AuditEntry.objects.filter(act="broadcasts.set_route").count() == 1

    def test_of_a_system_that_is_not_connected_stay_off(self, settings: LazySettings) -> None:
        with pytest.raises(CannotDeliver, match="LANTOA_SOURCE_SYSTEM"):
            switch(make_station(), "source_system", active=True)
        settings.SOURCE_SYSTEM = "fake"
        assert switch(make_station(), "source_system", active=True).active

    def test_are_shown_with_the_secret_of_the_feed_to_whoever_runs_the_station(self, cast: Cast) -> None:
        mine, other = make_station(cast.agency), make_station()
        client = signed_in(cast, Role.RADIO_OFFICER)
        page = client.get(reverse("broadcasts:station_routes", args=[mine.pk]))
        assert "/may-phat/" in page.content.decode()
        assert "no-store" in page["Cache-Control"]
        assert client.get(reverse("broadcasts:station_routes", args=[other.pk])).status_code == 404
        qr = client.get(reverse("broadcasts:feed_qr", args=[mine.pk]))
        assert qr["Content-Type"] == "image/svg+xml"

    def test_are_switched_from_the_page(self, cast: Cast) -> None:
        station = make_station(cast.agency)
        client = signed_in(cast, Role.RADIO_OFFICER)
        address = reverse("broadcasts:switch_route", args=[station.pk])
        client.post(address, {"kind": "folder", "active": "1"})
        assert station.routes.get().active
        answer = client.post(address, {"kind": "khac", "active": "1"}, follow=True)
        assert "Không có cách giao này" in answer.content.decode()
