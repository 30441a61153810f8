"""The play log: its list, totals, files, what nobody has confirmed, and the mail about it."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import NOW, Cast
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.agencies.models import Contact
from lantoa.apps.base.guard_tables import tables_of
from lantoa.apps.base.models import Message
from lantoa.apps.broadcasts.actions.playing import confirm_airing, mark_missed
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_station
from lantoa.apps.broadcasts.models import Airing, PlayReport, Station
from lantoa.apps.broadcasts.playing_sweep import sweep_unconfirmed_airings
from lantoa.apps.broadcasts.queries.play_log import logged_airings, station_totals, tally_of

pytestmark = pytest.mark.django_db
# 15:00 in Việt Nam; the sweep speaks of the day before.
YESTERDAY = NOW - timedelta(days=1)


@pytest.fixture(autouse=True)
def _children_find_the_code(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(settings.ROOT) / "src"))


@pytest.fixture
def station(cast: Cast) -> Station:
    return make_station(cast.agency, name="Đài Hải An")


def aired(station: Station, title: str, *, hours: int) -> Airing:
    planned = timezone.now() - timedelta(hours=hours)
    return make_airing(make_bulletin(at=planned, approved=True, title=title), station, planned_at=planned)


def played(airing: Airing, cast: Cast) -> None:
    confirm_airing(
        airing=airing, played_at=airing.planned_at, how=PlayReport.How.TAP, by=cast.radio_officer, at=timezone.now(),
        key=f"key-{airing.pk}",
    )  # fmt: skip


@pytest.fixture
def log(station: Station, cast: Cast) -> dict[str, Airing]:
    rows = {title: aired(station, title, hours=hours) for title, hours in (("Một", 1), ("Hai", 2), ("Ba", 3))}
    played(rows["Một"], cast)
    mark_missed(airing=rows["Hai"], reason="Mất điện", by=None, at=timezone.now())
    return rows


class TestTotals:
    def test_tell_played_missed_and_unconfirmed_apart(self, station: Station, log: dict[str, Airing]) -> None:
        airings = logged_airings(Station.objects.all(), at=timezone.now())
        (totals,) = station_totals(airings, [station])
        assert totals.tally == tally_of(airings)
        assert (totals.tally.played, totals.tally.missed, totals.tally.unconfirmed) == (1, 1, 1)


class TestList:
    @pytest.mark.parametrize(
        ("asked", "shown"),
        [
            ({}, {"Một", "Hai", "Ba"}),
            ({"state": "played"}, {"Một"}),
            ({"state": "missed"}, {"Hai"}),
            ({"state": "unconfirmed"}, {"Ba"}),
            ({"how": "tap"}, {"Một"}),
            ({"how": "log"}, set()),
            ({"bulletin": "Ba"}, {"Ba"}),
            ({"station": "Hải An", "sort": "dai"}, {"Một", "Hai", "Ba"}),
            ({"station": "không có"}, set()),
            ({"tu": "2020-01-01", "den": "2020-02-01"}, set()),
            ({"tu": "sai"}, {"Một", "Hai", "Ba"}),
        ],
    )
    def test_is_filtered(
        self, client: Client, cast: Cast, log: dict[str, Airing], asked: dict[str, str], shown: set[str]
    ) -> None:
        client.force_login(cast.leader)
        page = client.get(reverse("broadcasts:play_log"), asked)
        assert {line.airing.bulletin.title for line in page.context["lines"]} == shown

    def test_gives_the_filtered_rows_as_files(self, client: Client, cast: Cast, log: dict[str, Airing]) -> None:
        Airing.objects.filter(pk=log["Hai"].pk).update(state_reason="=1+1")
        client.force_login(cast.radio_officer)
        text = client.get(reverse("broadcasts:play_log_csv"), {"sort": "cu"}).content.decode("utf-8-sig")
        _, head, *rows = csv.reader(io.StringIO(text))
        assert [row[4] for row in rows] == ["Ba", "Hai", "Một"]
        assert rows[1][8] == "'=1+1"
        assert rows[2][11:14] == ["cả đài", "cán bộ xác nhận", "truyen.thanh"]
        book = client.get(reverse("broadcasts:play_log_xlsx"), {"sort": "cu"}).content
        (sheet,) = tables_of(book, name="nhat-ky.xlsx")
        assert sheet.rows[1][: len(head)] == head
        assert [row[4] for row in sheet.rows[2:]] == ["Ba", "Hai", "Một"]

    def test_shows_an_officer_the_own_stations_only(self, client: Client, cast: Cast, log: dict[str, Airing]) -> None:
        aired(make_station(cast.other_agency, name="Đài của Sở"), "Bốn", hours=1)
        client.force_login(cast.radio_officer)
        for name in ("play_log", "play_totals", "play_log_csv"):
            assert "Đài của Sở" not in client.get(reverse(f"broadcasts:{name}")).content.decode(), name


class TestUnconfirmed:
    def test_lists_past_days_without_a_word_until_somebody_says_it(
        self, client: Client, cast: Cast, station: Station
    ) -> None:
        airing = aired(station, "Hôm trước", hours=26)
        client.force_login(cast.radio_officer)
        address = reverse("broadcasts:unconfirmed")
        assert "Hôm trước" in client.get(address).content.decode()
        played(airing, cast)
        assert "Hôm trước" not in client.get(address).content.decode()

    @pytest.mark.parametrize(("asked", "count"), [({}, 1), ({"days": "1"}, 0), ({"days": "tat-ca", "sort": "ngay"}, 2)])
    def test_is_asked_for_some_days(
        self, client: Client, cast: Cast, station: Station, asked: dict[str, str], count: int
    ) -> None:
        for days in (3, 60):
            aired(station, f"{days} ngày", hours=24 * days)
        client.force_login(cast.verifier)
        page = client.get(reverse("broadcasts:unconfirmed"), asked)
        assert page.context["page"].paginator.count == count


class TestSweep:
    @pytest.fixture
    def airing(self, station: Station) -> Airing:
        return make_airing(make_bulletin(at=YESTERDAY, approved=True), station, planned_at=YESTERDAY)

    def test_writes_one_mail_a_station_and_day_to_its_radio_officers(self, airing: Airing, cast: Cast) -> None:
        assert sweep_unconfirmed_airings(at=NOW) == 1
        assert sweep_unconfirmed_airings(at=NOW + timedelta(hours=2)) == 0
        mail = Message.objects.get()
        assert mail.to == cast.radio_officer.email
        assert airing.bulletin.title in mail.text
        assert f"/dai/{airing.station_id}/hom-nay/" in mail.text
        airing.refresh_from_db()
        assert airing.state == Airing.State.PLANNED

    def test_writes_to_the_contacts_where_nobody_has_an_account(self) -> None:
        station = make_station()
        make_airing(make_bulletin(at=YESTERDAY, approved=True), station, planned_at=YESTERDAY)
        Contact.objects.create(agency=station.agency, name="Trực", email="truc@xa.example")
        Contact.objects.create(agency=station.agency, name="Cũ", email="cu@xa.example", active=False)
        sweep_unconfirmed_airings(at=NOW)
        assert Message.objects.get().to == "truc@xa.example"

    def test_keeps_quiet_at_night_and_about_what_was_said(self, airing: Airing, cast: Cast) -> None:
        night = NOW - timedelta(hours=9)  # six in the morning
        assert sweep_unconfirmed_airings(at=night) == 0
        mark_missed(airing=airing, reason="Mất điện", by=None, at=NOW)
        assert sweep_unconfirmed_airings(at=NOW) == 0

    def test_goes_on_when_one_station_fails(
        self, airing: Airing, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        other = make_station()
        Contact.objects.create(agency=other.agency, name="Trực", email="truc@xa.example")
        make_airing(airing.bulletin, other, planned_at=YESTERDAY)

        def failing(*, station: Station, **values: object) -> int:
            if station == airing.station:
                raise RuntimeError("no")
            return 1

        monkeypatch.setattr("lantoa.apps.broadcasts.playing_sweep.remind_station", failing)
        assert sweep_unconfirmed_airings(at=NOW) == 1
        assert f"reminding station {airing.station_id}" in caplog.text
