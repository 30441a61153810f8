"""Airings count by themselves: by the agency of the station, only what was reported; they confirm no duty."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, PlayReport, Station
from lantoa.apps.coverage.queries import airing_coverage, airing_evidence, coverage_matrix, duties_heard
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme
from lantoa.core.workdays import reporting_window

pytestmark = pytest.mark.django_db
YEAR = reporting_window("calendar_year", 2023)
MATRIX, AIRINGS = "/quan-tri/do-bao-phu/", "/quan-tri/do-bao-phu/luot-phat/"


def played(bulletin: Bulletin, station: Station, at: datetime) -> Airing:
    """Return an airing that somebody reported."""
    airing = make_airing(bulletin, station, planned_at=at, state=Airing.State.PLAYED)
    PlayReport.objects.create(
        airing=airing, station=station, played_at=at, how="tap", reported_at=at, key=f"tap-{airing.pk}"
    )
    return airing


@pytest.fixture
def programme(cast: Cast, now: datetime) -> Programme:
    """Two themes; a bulletin of another agency on the first, played twice on the agency's station, once unconfirmed."""
    found: Programme = ProgrammeFactory(confirmed=True, year=2023)
    first, _ = (ThemeFactory(programme=found, position=position) for position in (1, 2))
    station = make_station(cast.agency, slug="dai-hai-lang", name="Đài Hải Lăng")
    bulletin = make_bulletin(cast.other_agency, at=now, approved=True, title="Trả kết quả đúng hẹn")
    bulletin.themes.add(first)
    for days in (1, 2):
        played(bulletin, station, now - timedelta(days=days))
    make_airing(bulletin, station, planned_at=now - timedelta(hours=3))
    return found


@pytest.fixture
def duty(programme: Programme, cast: Cast) -> Assignment:
    """The duty of the agency to speak of the first theme over loudspeakers."""
    theme = programme.themes.get(position=1)
    found: Assignment = AssignmentFactory(
        duty=DutyFactory(theme=theme, channel="loudspeaker", recipient=cast.agency.name), agency=cast.agency
    )
    return found


class TestAiringCoverage:
    def test_stands_beside_the_matrix_and_adds_nothing_to_it(
        self, cast: Cast, programme: Programme, duty: Assignment, now: datetime
    ) -> None:
        found = airing_coverage(programme, YEAR, at=now)
        assert [(row.agency, row.tally.played) for row in found.rows] == [(cast.agency, 2)]
        assert coverage_matrix(programme, YEAR).articles == 0

    def test_names_the_duties_that_wait_for_an_officer(
        self, programme: Programme, duty: Assignment, now: datetime
    ) -> None:
        (found,) = duties_heard(programme)
        assert (found.assignment, found.airings, found.bulletins) == (duty, 2, 1)
        Assignment.objects.update(state="confirmed", confirmed_at=now)
        assert duties_heard(programme) == []


class TestAiringEvidence:
    def test_tells_bulletins_and_airings_and_confirms_nothing(self, duty: Assignment) -> None:
        found = airing_evidence(duty)
        assert found is not None
        assert (found.airings, [row.airings for row in found.bulletins], found.more_bulletins) == (2, [2], 0)
        duty.refresh_from_db()
        assert duty.state == Assignment.State.SENT

    def test_is_for_loudspeakers_only(self, duty: Assignment) -> None:
        duty.duty.channel = "web"
        assert airing_evidence(duty) is None


class TestPages:
    def test_the_matrix_shows_airings_and_leads_to_them(
        self, client: Client, cast: Cast, programme: Programme, duty: Assignment
    ) -> None:
        client.force_login(cast.leader)
        text = " ".join(client.get(f"{MATRIX}?period=calendar_year").content.decode().split())
        assert "<strong>2</strong> lượt phát đã xác nhận trên 3 lượt đã đến giờ" in text
        assert "1 lượt chưa ai xác nhận" in text and "agency=hai-lang" in text
        assert "2 lượt phát của 1 bản tin" in text

    def test_the_list_is_narrowed(self, client: Client, cast: Cast, programme: Programme) -> None:
        client.force_login(cast.leader)

        def rows(query: str) -> int:
            text = client.get(f"{AIRINGS}?period=calendar_year&{query}").content.decode()
            return text.count(">Trả kết quả đúng hẹn</a>")

        first, second = programme.themes.all()
        assert rows("") == 3
        assert (rows("outcome=played"), rows("outcome=unconfirmed"), rows("how=tap"), rows("how=log")) == (2, 1, 2, 0)
        assert (rows("agency=hai-lang"), rows("station=dai-hai-lang"), rows("agency=khong-co")) == (3, 3, 3)
        assert (rows(f"theme={first.pk}"), rows(f"theme={second.pk}")) == (3, 0)

    def test_the_list_costs_the_same_whatever_the_number(
        self, client: Client, cast: Cast, programme: Programme, now: datetime
    ) -> None:
        client.force_login(cast.leader)

        def queries() -> int:
            client.get(AIRINGS)
            with CaptureQueriesContext(connection) as asked:
                client.get(AIRINGS)
            return len(asked)

        few = queries()
        for place in range(4):
            station = make_station(cast.other_agency, slug=f"them-{place}")
            bulletin = make_bulletin(cast.agency, at=now, approved=True, programme=programme)
            bulletin.themes.set(programme.themes.all())
            played(bulletin, station, now)
        assert queries() == few

    @pytest.mark.parametrize("who", ["leader", "focal_officer"])
    def test_a_duty_shows_its_airings_as_evidence(self, client: Client, cast: Cast, duty: Assignment, who: str) -> None:
        person: Any = getattr(cast, who)
        client.force_login(person)
        text = " ".join(client.get(f"/quan-tri/viec/{duty.pk}/").content.decode().split())
        assert "2 lượt phát đã xác nhận của 1 bản tin" in text and "Trả kết quả đúng hẹn" in text
        assert ("luot-phat/?" in text) is (who == "leader")
