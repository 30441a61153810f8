"""What a station's own machine fetches: the feed, packages, sounds."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from conftest import NOW
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.broadcasts.actions.deciding import withdraw_bulletin
from lantoa.apps.broadcasts.actions.deliveries import offer_to_stations
from lantoa.apps.broadcasts.actions.sounds import choose_sound
from lantoa.apps.broadcasts.factories import make_bulletin, make_station
from lantoa.apps.broadcasts.factories_sounded import MP3, make_heard_sound
from lantoa.apps.broadcasts.models import Bulletin, Delivery, Priority, Station
from lantoa.apps.broadcasts.queries import station_feed
from lantoa.apps.broadcasts.station_links import station_path

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings: LazySettings, tmp_path: Path, time_machine: Any) -> Any:
    settings.BROADCASTS_DIR = tmp_path / "broadcasts"
    time_machine.move_to(NOW + timedelta(minutes=10), tick=False)
    return time_machine


def offered(station: Station, *, sound: bool = True, **values: Any) -> Bulletin:
    bulletin = make_bulletin(at=NOW, approved=True, stations=(station,), **values)
    if sound:
        make_heard_sound(bulletin, at=NOW)
    offer_to_stations(bulletin=bulletin, at=NOW)
    return bulletin


def delivery_of(bulletin: Bulletin) -> Delivery:
    return bulletin.deliveries.get(route_kind="download")


def read(client: Client, station: Station) -> Any:
    answer = client.get(station_path(station, "rss.xml"))
    assert answer.status_code == 200
    return feedparser.parse(answer.content)


class TestFeed:
    def test_has_room_for_an_emergency_however_much_is_newer(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(station_feed, "_MOST", 1)
        station = make_station()
        offered(station, title="Lũ về", priority=Priority.EMERGENCY, sound=False)
        offered(station, title="Tin thường", sound=False)

        assert [entry.title for entry in read(client, station).entries] == ["KHẨN CẤP: Lũ về"]

    def test_lists_what_is_to_be_played_emergencies_first(self, client: Client) -> None:
        station = make_station()
        offered(station, title="Tin thường")
        offered(station, title="Lũ về", priority=Priority.EMERGENCY, approved_at=NOW - timedelta(hours=3))
        offered(make_station(), title="Của đài khác")
        said = read(client, station)
        assert [entry.title for entry in said.entries] == ["KHẨN CẤP: Lũ về", "Tin thường"]
        assert said.feed.title == f"Bản tin của {station.name}"

    def test_leads_to_sounds_that_are_there(self, client: Client) -> None:
        station = make_station()
        offered(station)
        (enclosure,) = read(client, station).entries[0].enclosures
        answer = client.get(urlsplit(enclosure.href).path)
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert content == MP3
        assert (answer["Content-Type"], answer["Content-Length"]) == ("audio/mpeg", enclosure.length)

    def test_holds_the_words_where_there_is_no_sound(self, client: Client) -> None:
        station = make_station()
        bulletin = offered(station, sound=False)
        (entry,) = read(client, station).entries
        assert entry.enclosures == []
        assert bulletin.script in entry.description

    def test_forgets_what_was_withdrawn_or_is_over(self, client: Client, clock: Any) -> None:
        station = make_station()
        withdrawn, over = offered(station), offered(station, valid_until=NOW + timedelta(hours=1))
        assert len(read(client, station).entries) == 2
        withdraw_bulletin(bulletin=withdrawn, reason="Sai", by=None, at=NOW)
        assert [entry.id for entry in read(client, station).entries] == [f"{over.slug}/{station.slug}"]
        clock.move_to(NOW + timedelta(hours=1), tick=False)
        assert read(client, station).entries == []

    def test_is_kept_for_moments_and_by_nobody_else(self, client: Client) -> None:
        answer = client.get(station_path(make_station(), "rss.xml"))
        assert answer["Cache-Control"] == "private, max-age=20"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
        assert not answer.cookies

    def test_is_not_sent_again_to_whoever_has_it(self, client: Client) -> None:
        station = make_station()
        offered(station)
        address = station_path(station, "rss.xml")
        first = client.get(address)
        known = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (known.status_code, known.content) == (304, b"")
        assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
        assert client.head(address)["ETag"] == first["ETag"]

    def test_is_another_one_at_once_after_each_change(self, client: Client, clock: Any) -> None:
        station = make_station()
        bulletin = offered(station)
        address = station_path(station, "rss.xml")

        def is_new(before: Any) -> bool:
            by_tag = client.get(address, headers={"If-None-Match": before["ETag"]})
            by_date = client.get(address, headers={"If-Modified-Since": before["Last-Modified"]})
            return (by_tag.status_code, by_date.status_code) == (200, 200)

        before = client.get(address)
        offered(station, priority=Priority.EMERGENCY, approved_at=NOW + timedelta(minutes=10))
        assert is_new(before)
        clock.move_to(NOW + timedelta(minutes=20), tick=False)
        before = client.get(address)
        choose_sound(
            sound=make_heard_sound(bulletin, at=NOW, mp3=MP3 + b"1", chosen=False),
            by=None,
            at=NOW + timedelta(minutes=20),
        )
        assert is_new(before)

    def test_costs_the_same_for_few_bulletins_and_for_many(self, client: Client) -> None:
        station = make_station()
        counts = []
        for _ in range(2):
            for _ in range(3):
                offered(station)
            with CaptureQueriesContext(connection) as asked:
                read(client, station)
            counts.append(len(asked))
        assert counts[0] == counts[1]


class TestPackage:
    def test_is_made_for_the_station(self, client: Client) -> None:
        station = make_station()
        bulletin = offered(station)
        answer = client.get(station_path(station, f"goi/{delivery_of(bulletin).pk}.zip"))
        assert answer["Content-Disposition"] == f'attachment; filename="2-{bulletin.slug}.zip"'
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert archive.read("sound.mp3") == MP3

    def test_of_another_station_is_not_there(self, client: Client) -> None:
        mine, other = make_station(), make_station()
        theirs = delivery_of(offered(other))
        assert client.get(station_path(mine, f"goi/{theirs.pk}.zip")).status_code == 404

    def test_is_gone_when_the_bulletin_is_withdrawn(self, client: Client) -> None:
        station = make_station()
        bulletin = offered(station)
        withdraw_bulletin(bulletin=bulletin, reason="Sai", by=None, at=NOW)
        answer = client.get(station_path(station, f"goi/{delivery_of(bulletin).pk}.zip"))
        assert answer.status_code == 410
        assert "đừng phát nữa" in answer.content.decode()

    def test_fetched_is_written_down_once(self, client: Client) -> None:
        station = make_station()
        delivery = delivery_of(offered(station))
        address = station_path(station, f"goi/{delivery.pk}.zip")
        client.head(address)
        delivery.refresh_from_db()
        assert delivery.fetched_at is None
        for _ in range(2):
            client.get(address)
        delivery.refresh_from_db()
        assert delivery.fetched_at == NOW + timedelta(minutes=10)
        assert len(delivery.package_sha256) == 64
        assert AuditEntry.objects.filter(act="broadcasts.fetch_package").count() == 1

    def test_that_cannot_be_made_says_why(self, client: Client, settings: LazySettings) -> None:
        station = make_station()
        bulletin = offered(station)
        sound = bulletin.sounds.get()
        (settings.BROADCASTS_DIR / "sounds" / sound.mp3_sha256[:2] / sound.mp3_sha256).write_bytes(b"ID3")
        answer = client.get(station_path(station, f"goi/{delivery_of(bulletin).pk}.zip"))
        assert (answer.status_code, "sound.mp3" in answer.content.decode()) == (503, True)


class TestSound:
    def address(self, client: Client, station: Station) -> str:
        return urlsplit(read(client, station).entries[0].enclosures[0].href).path

    def test_is_given_in_parts(self, client: Client) -> None:
        station = make_station()
        offered(station)
        answer = client.get(self.address(client, station), headers={"Range": "bytes=4-9"})
        assert (answer.status_code, answer["Content-Range"]) == (206, f"bytes 4-9/{len(MP3)}")
        assert b"".join(answer.streaming_content) == MP3[4:10]  # type: ignore[attr-defined]
        assert answer["Cache-Control"] == "private, no-cache"

    def test_of_before_is_not_there_any_more(self, client: Client) -> None:
        station = make_station()
        bulletin = offered(station)
        old = self.address(client, station)
        choose_sound(sound=make_heard_sound(bulletin, at=NOW, mp3=MP3 + b"1", chosen=False), by=None, at=NOW)
        assert client.get(old).status_code == 404
        assert client.get(self.address(client, station)).status_code == 200

    def test_counts_as_fetched(self, client: Client) -> None:
        station = make_station()
        bulletin = offered(station)
        client.get(self.address(client, station))
        assert delivery_of(bulletin).fetched_at


class TestSecret:
    @pytest.mark.parametrize("name", ["rss.xml", "goi/{pk}.zip", "tep/{pk}/a-12345678.mp3"])
    def test_that_is_wrong_or_old_opens_nothing(self, client: Client, name: str) -> None:
        station = make_station()
        pk = delivery_of(offered(station)).pk
        right = station_path(station, name.format(pk=pk))
        station.key_version += 1
        station.save(update_fields=["key_version"])
        for address in (right, f"/may-phat/sai/{name.format(pk=pk)}"):
            answer = client.get(address)
            assert answer.status_code == 404
            assert station.name not in answer.content.decode()
        assert not Delivery.objects.exclude(fetched_at=None).exists()
