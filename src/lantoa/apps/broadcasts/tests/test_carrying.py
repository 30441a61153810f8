"""Packages carried into the folders of stations, kept current, and taken back."""

import errno
import json
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW
from django.conf import LazySettings

from lantoa.apps.broadcasts.actions.carrying import DELIVERY_LEASE, LOOK_AGAIN, MAX_ATTEMPTS, PAUSES, carry_claimed
from lantoa.apps.broadcasts.actions.carrying import claim_due_deliveries as claim
from lantoa.apps.broadcasts.actions.deciding import withdraw_bulletin
from lantoa.apps.broadcasts.actions.deliveries import cancel_deliveries, offer_again, offer_to_stations
from lantoa.apps.broadcasts.delivery_sweep import sweep_deliveries
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_station
from lantoa.apps.broadcasts.factories_sounded import make_heard_sound
from lantoa.apps.broadcasts.models import Bulletin, Delivery, DeliveryRoute, Priority, Station
from lantoa.apps.broadcasts.package_reading import check_package

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def base(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA_DIR = tmp_path
    settings.BROADCASTS_DIR = tmp_path / "broadcasts"
    settings.DELIVERY_DIR = tmp_path / "deliveries"
    return tmp_path / "deliveries"


def offered(*, kind: str = "folder", **values: Any) -> tuple[Bulletin, Station, Delivery]:
    station = make_station(slug="dai-hai-phu")
    DeliveryRoute.objects.create(station=station, kind=kind)
    bulletin = make_bulletin(at=NOW, approved=True, stations=(station,), **{"slug": "ban-tin", **values})
    offer_to_stations(bulletin=bulletin, at=NOW)
    return bulletin, station, bulletin.deliveries.get(route_kind=kind)


def sweep(time_machine: Any, at: datetime) -> int:
    time_machine.move_to(at, tick=False)
    return sweep_deliveries(at=at)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


class TestFolder:
    def test_gets_the_package_whole(self, base: Path, time_machine: Any) -> None:
        _, _, delivery = offered()
        assert sweep(time_machine, NOW) == 1
        delivery.refresh_from_db()
        assert names(base) == ["2-ban-tin.zip"]
        checked = check_package(base / "dai-hai-phu" / "2-ban-tin.zip")
        assert checked.problems == []
        assert (delivery.state, delivery.package_sha256, delivery.sent_at) == ("sent", checked.sha256, NOW)
        assert delivery.receipt == "dai-hai-phu/2-ban-tin.zip"

    def test_is_left_alone_when_nothing_changed(self, base: Path, time_machine: Any) -> None:
        offered()
        sweep(time_machine, NOW)
        file = base / "dai-hai-phu" / "2-ban-tin.zip"
        before = file.stat()
        assert sweep(time_machine, NOW + MINUTE) == 0
        assert sweep(time_machine, NOW + LOOK_AGAIN) == 1
        assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)

    def test_gets_the_sound_when_it_is_there(self, base: Path, time_machine: Any) -> None:
        bulletin, _, _ = offered()
        sweep(time_machine, NOW)
        make_heard_sound(bulletin, at=NOW)
        assert offer_again(bulletin=bulletin, at=NOW + MINUTE) == 1
        sweep(time_machine, NOW + MINUTE)
        checked = check_package(base / "dai-hai-phu" / "2-ban-tin.zip")
        assert checked.manifest
        assert checked.manifest["sound"]

    def test_follows_a_change_of_times(self, base: Path, time_machine: Any) -> None:
        bulletin, station, _ = offered()
        sweep(time_machine, NOW)
        make_airing(bulletin, station, planned_at=NOW + timedelta(days=1))
        sweep(time_machine, NOW + LOOK_AGAIN)
        checked = check_package(base / "dai-hai-phu" / "2-ban-tin.zip")
        assert checked.manifest
        assert len(checked.manifest["airings"]) == 1

    def test_says_that_a_bulletin_was_withdrawn(self, base: Path, time_machine: Any) -> None:
        bulletin, _, delivery = offered()
        sweep(time_machine, NOW)
        withdraw_bulletin(bulletin=bulletin, reason="Sai giờ họp", by=None, at=NOW + MINUTE)
        sweep(time_machine, NOW + MINUTE)
        assert names(base) == ["rut-ban-tin.json"]
        said = json.loads((base / "dai-hai-phu" / "rut-ban-tin.json").read_text(encoding="utf-8"))
        assert (said["file"], said["reason"]) == ("2-ban-tin.zip", "Sai giờ họp")
        delivery.refresh_from_db()
        assert (delivery.state, delivery.withdrawn_at) == ("cancelled", NOW + MINUTE)
        assert sweep(time_machine, NOW + 2 * MINUTE) == 0

    def test_is_cleared_when_the_time_of_a_bulletin_is_over(self, base: Path, time_machine: Any) -> None:
        bulletin, _, delivery = offered()
        sweep(time_machine, NOW)
        sweep(time_machine, bulletin.valid_until)
        assert names(base) == ["rut-ban-tin.json"]
        delivery.refresh_from_db()
        assert (delivery.state, delivery.withdrawn_at) == ("sent", bulletin.valid_until)
        assert sweep(time_machine, bulletin.valid_until + timedelta(days=1)) == 0

    def test_gets_nothing_of_a_bulletin_withdrawn_before(self, base: Path, time_machine: Any) -> None:
        bulletin, _, delivery = offered()
        cancel_deliveries(bulletin=bulletin, by=None, at=NOW)
        assert sweep(time_machine, NOW) == 0
        assert names(base.parent) == []
        delivery.refresh_from_db()
        assert delivery.state == "cancelled"

    def test_is_made_for_each_station(self, base: Path, time_machine: Any) -> None:
        stations = [make_station(slug=f"dai-{number}") for number in range(3)]
        for station in stations:
            DeliveryRoute.objects.create(station=station, kind="folder")
        bulletin = make_bulletin(at=NOW, approved=True, stations=tuple(stations), slug="ban-tin")
        offer_to_stations(bulletin=bulletin, at=NOW)
        sweep(time_machine, NOW)
        assert [path.parent.name for path in sorted(base.rglob("*.zip"))] == ["dai-0", "dai-1", "dai-2"]


class TestTrouble:
    def test_is_told_and_tried_again_with_growing_pauses(
        self, base: Path, time_machine: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*args: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        _, _, delivery = offered(valid_until=NOW + timedelta(days=9))
        monkeypatch.setattr(os, "fsync", full)
        at = NOW
        for pause in PAUSES:
            assert sweep(time_machine, at) == 1
            delivery.refresh_from_db()
            assert (delivery.state, delivery.due_at) == ("due", at + pause)
            assert "ổ đĩa đã đầy" in delivery.problem
            at += pause
        sweep(time_machine, at)
        delivery.refresh_from_db()
        assert (delivery.state, delivery.attempts) == ("failed", MAX_ATTEMPTS)
        assert names(base) == []

    def test_of_a_folder_that_is_not_there_is_told(
        self, settings: LazySettings, tmp_path: Path, time_machine: Any
    ) -> None:
        settings.DATA_DIR = tmp_path / "elsewhere"
        settings.DELIVERY_DIR = tmp_path / "usb" / "giao"
        _, _, delivery = offered()
        sweep(time_machine, NOW)
        delivery.refresh_from_db()
        assert "ổ đĩa chưa được gắn" in delivery.problem
        assert not settings.DELIVERY_DIR.exists()

    def test_of_a_file_in_place_of_the_folder_is_told(self, base: Path, time_machine: Any) -> None:
        base.mkdir()
        (base / "dai-hai-phu").write_text("")
        _, _, delivery = offered()
        sweep(time_machine, NOW)
        delivery.refresh_from_db()
        assert "trùng tên" in delivery.problem

    def test_of_a_link_that_leads_out_is_refused(self, base: Path, tmp_path: Path, time_machine: Any) -> None:
        base.mkdir()
        (tmp_path / "outside").mkdir()
        (base / "dai-hai-phu").symlink_to(tmp_path / "outside")
        _, _, delivery = offered()
        sweep(time_machine, NOW)
        delivery.refresh_from_db()
        assert (delivery.state, names(tmp_path / "outside")) == ("failed", [])
        assert "dẫn ra ngoài" in delivery.problem

    def test_of_one_delivery_stops_no_other(self, base: Path, time_machine: Any) -> None:
        offered()
        base.mkdir()
        (base / "dai-hai-phu").write_text("")
        other = make_station(slug="dai-khac")
        DeliveryRoute.objects.create(station=other, kind="folder")
        bulletin = make_bulletin(at=NOW, approved=True, stations=(other,), slug="tin-khac")
        offer_to_stations(bulletin=bulletin, at=NOW)
        assert sweep(time_machine, NOW) == 2
        assert (base / "dai-khac" / "2-tin-khac.zip").is_file()

    def test_of_a_route_switched_off_ends_what_waits(self, base: Path, time_machine: Any) -> None:
        _, station, delivery = offered()
        station.routes.update(active=False)
        sweep(time_machine, NOW)
        delivery.refresh_from_db()
        assert (delivery.state, delivery.problem) == ("cancelled", "Đường giao đã tắt hoặc đài đã ngừng hoạt động.")

    def test_of_a_sound_changed_on_disk_sends_nothing_wrong(
        self, base: Path, settings: LazySettings, time_machine: Any
    ) -> None:
        bulletin, _, delivery = offered()
        sound = make_heard_sound(bulletin, at=NOW)
        (settings.BROADCASTS_DIR / "sounds" / sound.mp3_sha256[:2] / sound.mp3_sha256).write_bytes(b"ID3")
        sweep(time_machine, NOW)
        delivery.refresh_from_db()
        assert "sound.mp3" in delivery.problem
        assert names(base.parent / "deliveries") == []

    def test_is_told_apart_from_faults_of_ours(self, time_machine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*args: object) -> None:
            raise ZeroDivisionError("x")

        _, _, delivery = offered()
        monkeypatch.setattr("lantoa.apps.broadcasts.actions.carrying.package_for", broken)
        sweep(time_machine, NOW)
        delivery.refresh_from_db()
        assert (delivery.state, delivery.problem) == ("due", "Lỗi khi giao: ZeroDivisionError: x")


class TestClaims:
    def test_hold_a_delivery_once(self) -> None:
        _, _, delivery = offered()
        first, second = (claim(at=NOW, limit=9, urgent=False) for _ in range(2))
        assert (first.keys, second.keys) == ((delivery.pk,), ())

    def test_run_out(self, base: Path, time_machine: Any) -> None:
        _, _, delivery = offered()
        old = claim(at=NOW, limit=9, urgent=False)
        later = NOW + DELIVERY_LEASE + timedelta(seconds=1)
        assert sweep(time_machine, later) == 1
        assert carry_claimed(keys=old.keys, lease=old.lease, clock=lambda: later) == 0
        delivery.refresh_from_db()
        assert delivery.state == "sent"

    def test_take_emergencies_apart(self) -> None:
        _, _, delivery = offered(priority=Priority.EMERGENCY)
        assert claim(at=NOW, limit=9, urgent=False).keys == ()
        assert claim(at=NOW, limit=9, urgent=True).keys == (delivery.pk,)

    def test_survive_a_withdrawal_while_the_package_is_carried(
        self, base: Path, time_machine: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bulletin, _, delivery = offered()

        def meanwhile(*args: object) -> None:
            Bulletin.objects.filter(pk=bulletin.pk).update(
                state="withdrawn", withdrawn_at=NOW, withdrawn_reason="Sai giờ"
            )
            cancel_deliveries(bulletin=bulletin, by=None, at=NOW)

        monkeypatch.setattr("lantoa.apps.broadcasts.delivering.folder._clear_left_behind", meanwhile)
        sweep(time_machine, NOW)
        monkeypatch.undo()
        delivery.refresh_from_db()
        assert (delivery.state, delivery.sent_at) == ("cancelled", NOW)
        assert names(base) == ["2-ban-tin.zip"]
        sweep(time_machine, NOW + MINUTE)
        assert names(base) == ["rut-ban-tin.json"]


class TestEmergency:
    def test_is_in_the_folder_when_the_transaction_is_over(
        self, base: Path, django_capture_on_commit_callbacks: Any, time_machine: Any
    ) -> None:
        time_machine.move_to(NOW, tick=False)
        with django_capture_on_commit_callbacks(execute=True):
            _, _, delivery = offered(priority=Priority.EMERGENCY)
        assert names(base) == ["0-ban-tin.zip"]
        delivery.refresh_from_db()
        assert delivery.state == "sent"

    def test_is_left_to_the_sweep_where_the_folder_fails(
        self, base: Path, django_capture_on_commit_callbacks: Any, time_machine: Any
    ) -> None:
        time_machine.move_to(NOW, tick=False)
        base.mkdir()
        (base / "dai-hai-phu").write_text("")
        with django_capture_on_commit_callbacks(execute=True):
            _, _, delivery = offered(priority=Priority.EMERGENCY)
        (base / "dai-hai-phu").unlink()
        sweep(time_machine, NOW + PAUSES[0])
        delivery.refresh_from_db()
        assert delivery.state == "sent"
        assert delivery.sent_at
        assert delivery.sent_at - NOW <= timedelta(seconds=60)


class TestSourceSystem:
    def test_that_is_not_connected_says_so(self, time_machine: Any) -> None:
        _, _, delivery = offered(kind="source_system")
        sweep(time_machine, NOW)
        delivery.refresh_from_db()
        assert delivery.state == "failed"
        assert "LANTOA_SOURCE_SYSTEM" in delivery.problem

    def test_as_a_fake_keeps_what_it_got_once_and_is_marked(
        self, settings: LazySettings, tmp_path: Path, time_machine: Any
    ) -> None:
        settings.SOURCE_SYSTEM = "fake"
        bulletin, _, delivery = offered(kind="source_system")
        sweep(time_machine, NOW)
        delivery.refresh_from_db()
        assert delivery.state == "sent"
        assert delivery.receipt.startswith("minh-hoa-")
        folder = tmp_path / "source-system-minh-hoa"
        assert check_package(folder / "dai-hai-phu" / f"{delivery.receipt}.zip").problems == []
        assert "GIẢ" in (folder / "MINH-HOA.txt").read_text(encoding="utf-8")
        Delivery.objects.update(state="due", due_at=NOW, manifest_sha256="")
        sweep(time_machine, NOW + MINUTE)
        assert len(list(folder.rglob("*.zip"))) == 1
        withdraw_bulletin(bulletin=bulletin, reason="Sai", by=None, at=NOW + MINUTE)
        sweep(time_machine, NOW + 2 * MINUTE)
        assert len(list(folder.rglob("*.json"))) == 2

    def test_of_the_operators_own_is_loaded_by_name(self, settings: LazySettings, time_machine: Any) -> None:
        settings.SOURCE_SYSTEM = f"{__name__}.Own"
        _, _, delivery = offered(kind="source_system")
        sweep(time_machine, NOW)
        delivery.refresh_from_db()
        assert delivery.receipt == "nhận 2-ban-tin.zip"

    def test_that_cannot_be_loaded_is_told(self, settings: LazySettings, time_machine: Any) -> None:
        settings.SOURCE_SYSTEM = "khong.co"
        _, _, delivery = offered(kind="source_system")
        sweep(time_machine, NOW)
        delivery.refresh_from_db()
        assert "khong.co" in delivery.problem


class Own:
    """A carrier as an operator writes it."""

    def deliver(self, parcel: Any) -> str:
        return f"nhận {parcel.name}"

    def withdraw(self, notice: Any) -> str:
        return "rút"
