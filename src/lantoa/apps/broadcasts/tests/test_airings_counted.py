"""What was really played: only what somebody reported, by agency and theme, each airing once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from conftest import Cast

from lantoa.apps.broadcasts.actions.playing import take_back_report
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, PlayReport, Station
from lantoa.apps.broadcasts.queries.airings_counted import (
    Tally,
    airings_counted,
    airings_in,
    airings_per_week,
    bulletins_played,
    played_by_bulletin,
    with_outcome,
)
from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme
from lantoa.core.workdays import reporting_window

pytestmark = pytest.mark.django_db
YEAR = reporting_window("calendar_year", 2023)


def report(airing: Airing, *, how: str = "tap", key: str = "") -> PlayReport:
    """Return somebody's word that the airing was played."""
    return PlayReport.objects.create(
        airing=airing, station=airing.station, played_at=airing.planned_at, how=how, reported_at=airing.planned_at,
        key=key or f"{how}-{airing.pk}",
    )  # fmt: skip


@pytest.fixture
def programme() -> Programme:
    found: Programme = ProgrammeFactory(confirmed=True, year=2023)
    for position in (1, 2):
        ThemeFactory(programme=found, position=position)
    return found


@pytest.fixture
def station(cast: Cast) -> Station:
    return make_station(cast.agency)


@pytest.fixture
def bulletin(cast: Cast, programme: Programme, station: Station, now: datetime) -> Bulletin:
    """A bulletin of another agency on both themes, played twice on the station of the agency, once unconfirmed."""
    found = make_bulletin(cast.other_agency, at=now - timedelta(days=3), stations=(station,), approved=True)
    found.themes.set(programme.themes.all())
    for days in (1, 2):
        played = make_airing(found, station, planned_at=now - timedelta(days=days), state=Airing.State.PLAYED)
        report(played)
    make_airing(found, station, planned_at=now - timedelta(hours=2))
    make_airing(found, station, planned_at=now + timedelta(hours=2))
    make_airing(found, station, planned_at=now - timedelta(hours=5), state="missed", state_reason="mất điện")
    make_airing(found, station, planned_at=now - timedelta(hours=6), state="cancelled", state_reason="trùng giờ")
    return found


class TestAiringsCounted:
    def test_counts_for_the_agency_of_the_station(
        self, cast: Cast, bulletin: Bulletin, programme: Programme, now: datetime
    ) -> None:
        found = airings_counted(YEAR, programme=programme, at=now)
        (row,) = found.rows
        assert row.agency == cast.agency
        assert (row.tally, row.bulletins, row.stations) == (Tally(2, 1, 1, 1), 1, 1)
        assert (row.tally.planned, row.tally.due) == (5, 4)

    def test_counts_a_bulletin_on_two_themes_once_in_all_and_once_in_each(
        self, bulletin: Bulletin, programme: Programme, now: datetime
    ) -> None:
        found = airings_counted(YEAR, programme=programme, at=now)
        assert (found.tally.played, found.bulletins, found.stations_heard) == (2, 1, 1)
        assert [found.airings_on(theme) for theme in found.themes] == [2, 2]
        assert [found.agencies_on(theme) for theme in found.themes] == [1, 1]
        assert [cell.bulletins for cell in found.rows[0].cells] == [1, 1]

    def test_does_not_count_what_nobody_reported(
        self, bulletin: Bulletin, programme: Programme, station: Station, now: datetime
    ) -> None:
        make_airing(bulletin, station, planned_at=now - timedelta(hours=9), state=Airing.State.PLAYED)
        found = airings_counted(YEAR, programme=programme, at=now)
        assert (found.tally.played, found.tally.unconfirmed) == (2, 2)

    def test_does_not_count_a_report_that_was_taken_back(
        self, bulletin: Bulletin, programme: Programme, now: datetime
    ) -> None:
        found = PlayReport.objects.filter(airing__bulletin=bulletin).first()
        assert found is not None
        take_back_report(report=found, reason="bấm nhầm", by=None, at=now)
        counted = airings_counted(YEAR, programme=programme, at=now)
        assert (counted.tally.played, counted.tally.unconfirmed, counted.by_how["tap"]) == (1, 2, 1)

    def test_counts_an_airing_reported_in_two_ways_once_in_all_and_in_both_ways(
        self, bulletin: Bulletin, programme: Programme, now: datetime
    ) -> None:
        twice = Airing.objects.filter(state=Airing.State.PLAYED).first()
        assert twice is not None
        report(twice, how="log")
        report(twice, how="log", key="again")
        found = airings_counted(YEAR, programme=programme, at=now)
        assert found.tally.played == 2
        assert found.by_how == {"tap": 2, "log": 1, "player": 0}

    def test_leaves_out_another_period_and_another_programme(
        self, bulletin: Bulletin, programme: Programme, now: datetime
    ) -> None:
        other = ProgrammeFactory(confirmed=True, year=2022)
        assert airings_counted(YEAR, programme=other, at=now).rows == ()
        before = reporting_window("calendar_year", 2021)
        assert airings_counted(before, programme=programme, at=now).rows == ()

    def test_counts_what_names_the_programme_without_a_theme(
        self, cast: Cast, programme: Programme, station: Station, now: datetime
    ) -> None:
        plain = make_bulletin(cast.agency, at=now, approved=True, programme=programme)
        report(make_airing(plain, station, planned_at=now, state=Airing.State.PLAYED))
        found = airings_counted(YEAR, programme=programme, at=now)
        assert found.tally.played == 1
        assert [found.airings_on(theme) for theme in found.themes] == [0, 0]

    def test_costs_the_same_whatever_the_number(
        self, cast: Cast, bulletin: Bulletin, programme: Programme, now: datetime, django_assert_num_queries: Any
    ) -> None:
        for place in range(3):
            station = make_station(cast.other_agency, slug=f"them-{place}")
            more = make_bulletin(cast.agency, at=now, approved=True)
            more.themes.set(programme.themes.all())
            report(make_airing(more, station, planned_at=now, state=Airing.State.PLAYED))
        with django_assert_num_queries(8):
            airings_counted(YEAR, programme=programme, at=now)

    def test_marks_what_is_made_up(self, bulletin: Bulletin, programme: Programme, now: datetime) -> None:
        assert not airings_counted(YEAR, programme=programme, at=now).illustrative
        Bulletin.objects.update(illustrative=True)
        assert airings_counted(YEAR, programme=programme, at=now).illustrative


class TestWithOutcome:
    def test_tells_each_airing_of_a_period_by_what_became_of_it(self, bulletin: Bulletin, now: datetime) -> None:
        found = with_outcome(airings_in(YEAR), at=now).order_by("outcome").values_list("outcome", flat=True)
        assert list(found) == ["ahead", "missed", "played", "played", "unconfirmed"]

    def test_keeps_to_the_stations_of_the_agencies(self, cast: Cast, bulletin: Bulletin) -> None:
        assert airings_in(YEAR, agencies=[cast.agency]).count() == 5
        assert not airings_in(YEAR, agencies=[cast.other_agency]).exists()


class TestPlayedByBulletin:
    def test_counts_airings_and_stations(self, cast: Cast, bulletin: Bulletin, now: datetime) -> None:
        second = make_station(cast.other_agency)
        report(make_airing(bulletin, second, planned_at=now, state=Airing.State.PLAYED))
        assert played_by_bulletin([bulletin]) == {bulletin.pk: (3, 2)}


class TestAiringsPerWeek:
    def test_counts_by_the_week_of_the_day(self, bulletin: Bulletin, programme: Programme, now: datetime) -> None:
        weeks = airings_per_week(YEAR, until=now.date(), programme=programme)
        assert sum(count for _, count in weeks) == 2
        assert all(monday.isoweekday() == 1 for monday, _ in weeks)
        assert airings_per_week(YEAR, until=date(2022, 1, 1)) == []


class TestBulletinsPlayed:
    def test_gives_the_most_played_first(self, cast: Cast, bulletin: Bulletin, station: Station, now: datetime) -> None:
        other = make_bulletin(cast.agency, at=now, approved=True)
        report(make_airing(other, station, planned_at=now, state=Airing.State.PLAYED))
        make_bulletin(cast.agency, at=now, approved=True)
        found = bulletins_played(airings_in(YEAR), most=5)
        assert [(row.bulletin, row.airings, row.stations) for row in found] == [(bulletin, 2, 1), (other, 1, 1)]
        assert (found[0].first_day, found[0].last_day) == (date(2023, 5, 30), date(2023, 5, 31))
        assert len(bulletins_played(airings_in(YEAR), most=1)) == 1
