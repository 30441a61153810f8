"""What a station's own machine sees and says, with nothing but its address."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, Cast
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.broadcasts.actions.stations import renew_station_key, set_station_active
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_sound, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, PlayReport, Priority, Station
from lantoa.apps.broadcasts.station_links import station_path
from lantoa.apps.broadcasts.views import player

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(cast: Cast) -> Station:
    return make_station(cast.agency)


@pytest.fixture
def airing(station: Station) -> Airing:
    planned = timezone.now() - timedelta(minutes=10)
    bulletin = make_bulletin(at=planned, approved=True, title="Trả kết quả")
    make_sound(bulletin, at=planned, chosen=True)
    return make_airing(bulletin, station, planned_at=planned, slot=None)


@pytest.fixture
def machine() -> Client:
    return Client(enforce_csrf_checks=True)


def report(machine: Client, station: Station, **said: Any) -> Any:
    return machine.post(station_path(station, "bao-phat/"), said, headers={"Accept": "application/json"})


class TestPlayer:
    def test_opens_by_its_address_alone_and_is_kept_by_nobody(
        self, machine: Client, station: Station, airing: Airing
    ) -> None:
        page = machine.get(station_path(station))
        assert "Trả kết quả" in page.content.decode()
        assert f"{station_path(station)}am-thanh/{airing.bulletin_id}.mp3" in page.content.decode()
        assert page.headers["Cache-Control"] == "no-store"
        assert "noindex" in page.headers["X-Robots-Tag"]
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]
        assert "media-src 'self' blob:" in page.headers["Content-Security-Policy"]
        assert "autoplay=(self)" in page.headers["Permissions-Policy"]
        assert not page.cookies

    @pytest.mark.parametrize("name", ["", "hom-nay.json", "am-thanh/1.mp3"])
    def test_opens_nothing_by_a_forged_an_old_or_a_stopped_address(
        self, machine: Client, station: Station, name: str
    ) -> None:
        forged = machine.get(f"/may-phat/{station.pk}.1~abc/{name}")
        assert forged.status_code == 404
        assert station.name not in forged.content.decode()
        old = station_path(station, name)
        renew_station_key(station=station, by=None, at=NOW)
        assert machine.get(old).status_code == 404
        now = station_path(station, name)
        set_station_active(station=station, active=False, by=None, at=NOW)
        assert machine.get(now).status_code == 404

    def test_of_one_station_gives_no_sound_of_anothers_list(self, machine: Client, airing: Airing) -> None:
        other = make_station()
        assert machine.get(station_path(other, f"am-thanh/{airing.bulletin_id}.mp3")).status_code == 404

    def test_gives_no_sound_of_what_was_withdrawn_after_it_had_been_played(
        self, machine: Client, station: Station, airing: Airing, settings: LazySettings, tmp_path: Path
    ) -> None:
        settings.BROADCASTS_DIR = tmp_path
        sha256 = airing.bulletin.sounds.get().mp3_sha256
        (tmp_path / "sounds" / sha256[:2]).mkdir(parents=True)
        (tmp_path / "sounds" / sha256[:2] / sha256).write_bytes(b"0123456789")
        Airing.objects.filter(pk=airing.pk).update(state=Airing.State.PLAYED)
        Bulletin.objects.filter(pk=airing.bulletin_id).update(
            state=Bulletin.State.WITHDRAWN, withdrawn_at=NOW, withdrawn_reason="Sai số"
        )
        assert machine.get(station_path(station, f"am-thanh/{airing.bulletin_id}.mp3")).status_code == 404

    def test_gives_the_sound_in_parts(
        self, machine: Client, station: Station, airing: Airing, settings: LazySettings, tmp_path: Path
    ) -> None:
        settings.BROADCASTS_DIR = tmp_path
        sha256 = airing.bulletin.sounds.get().mp3_sha256
        file = tmp_path / "sounds" / sha256[:2] / sha256
        file.parent.mkdir(parents=True)
        file.write_bytes(b"0123456789")
        answer = machine.get(
            station_path(station, f"am-thanh/{airing.bulletin_id}.mp3"), headers={"Range": "bytes=2-4"}
        )
        assert (answer.status_code, b"".join(answer)) == (206, b"234")  # type: ignore[arg-type]
        assert answer.headers["Content-Type"] == "audio/mpeg"


class TestProgramme:
    def test_tells_an_emergency_first_with_its_words(self, machine: Client, station: Station, airing: Airing) -> None:
        now = timezone.now()
        urgent = make_bulletin(at=now, approved=True, priority=Priority.EMERGENCY, title="Bão khẩn cấp")
        make_airing(urgent, station, planned_at=now, slot=None)

        told = machine.get(station_path(station, "hom-nay.json")).json()

        first, second = told["airings"]
        assert (first["title"], first["at_once"], first["sound"]) == ("Bão khẩn cấp", True, None)
        assert first["script"]
        assert (second["id"], second["state"], bool(second["sound"])) == (airing.pk, "planned", True)

    def test_has_another_mark_when_something_was_played(
        self, machine: Client, station: Station, airing: Airing
    ) -> None:
        before = machine.get(station_path(station, "hom-nay.json")).json()["mark"]
        report(machine, station, airing=airing.pk, key="1")
        assert machine.get(station_path(station, "hom-nay.json")).json()["mark"] != before


class TestReport:
    def test_makes_the_airing_played_once_however_often_it_comes(
        self, machine: Client, station: Station, airing: Airing
    ) -> None:
        played = airing.planned_at + timedelta(seconds=3)
        for _ in range(2):
            answer = report(machine, station, airing=airing.pk, key="1", played_at=played.isoformat(), seconds=42)
            assert (answer.status_code, answer.json()["state"]) == (200, "played")
        said = airing.reports.get()
        assert (said.how, said.played_at, said.seconds, said.reported_by) == (PlayReport.How.PLAYER, played, 42, None)
        assert AuditEntry.objects.get(act="broadcasts.confirm_airing").actor == f"máy phát: {station.name}"

    def test_that_was_kept_while_offline_still_counts(self, machine: Client, station: Station, airing: Airing) -> None:
        Airing.objects.filter(pk=airing.pk).update(planned_at=timezone.now() - timedelta(hours=20))
        airing.refresh_from_db()
        answer = report(machine, station, airing=airing.pk, key="1", played_at=airing.planned_at.isoformat())
        assert answer.status_code == 200

    @pytest.mark.parametrize(
        ("said", "status"),
        [
            ({}, 400),
            ({"airing": "x", "key": "1"}, 400),
            ({"played_at": "2023-06-01T05:00:00"}, 400),  # of which time zone?
            ({"played_at": "hôm qua"}, 400),
            ({"seconds": "-1"}, 400),
            ({"airing": "999999"}, 404),
            ({"played_at": "2020-01-01T00:00:00+07:00"}, 409),
        ],
    )
    def test_that_cannot_be_so_is_refused(
        self, machine: Client, station: Station, airing: Airing, said: dict[str, str], status: int
    ) -> None:
        given = {"airing": airing.pk, "key": "1", **said} if said else {}
        answer = report(machine, station, **given)
        assert answer.status_code == status
        assert answer.json()["problem"]
        assert not airing.reports.exists()

    def test_of_another_stations_airing_is_refused(self, machine: Client, airing: Airing) -> None:
        assert report(machine, make_station(), airing=airing.pk, key="1").status_code == 404
        assert not airing.reports.exists()

    def test_comes_from_a_form_without_a_script_too(self, machine: Client, station: Station, airing: Airing) -> None:
        answer = machine.post(station_path(station, "bao-phat/"), {"airing": airing.pk, "key": "1"})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{station_path(station)}?da={airing.pk}")
        assert airing.reports.count() == 1

    def test_is_put_off_when_too_many_come_in_a_minute(
        self, machine: Client, station: Station, airing: Airing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(player, "MOST_A_MINUTE", 1)
        report(machine, station, airing=airing.pk, key="1")
        assert report(machine, station, airing=airing.pk, key="2").status_code == 429
        assert airing.reports.count() == 1
