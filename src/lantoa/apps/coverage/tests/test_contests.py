"""Contests count by themselves: by organiser and theme, participation by unit, published rounds only."""

from datetime import datetime
from pathlib import Path

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from lantoa.apps.contests.factories import make_bank, make_contest, make_entrant
from lantoa.apps.contests.factories_played import play_round
from lantoa.apps.contests.models import Contest, Headcount
from lantoa.apps.coverage.queries import contest_coverage
from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme
from lantoa.core.workdays import reporting_window

pytestmark = pytest.mark.django_db
YEAR = reporting_window("calendar_year", 2023)


@pytest.fixture
def programme(cast: Cast, now: datetime, settings: Settings, tmp_path: Path) -> Programme:
    """Two contests of which the first has one published round of two; a third that is not announced."""
    found: Programme = ProgrammeFactory(confirmed=True, year=2023)
    first, _ = (ThemeFactory(programme=found, position=position) for position in (1, 2))
    bank = make_bank(at=now)
    bank.questions.filter(text__contains="số 1 ").update(theme=first)
    contest = make_contest(at=now, programme=found, agency=cast.agency, rounds=2, bank=bank)
    Headcount.objects.create(contest=contest, agency=cast.agency, people=4, source="Báo cáo")
    settings.CONTESTS_DIR = tmp_path
    play_round(contest, [make_entrant(contest, at=now, agency=cast.agency)])
    make_contest(at=now, programme=found, agency=cast.other_agency, slug="chua-xong", bank=bank)
    make_contest(at=now, programme=found, agency=cast.other_agency, slug="chua-cong-bo", bank=bank, announced=False)
    return found


class TestContestCoverage:
    def test_counts_by_organiser_theme_and_unit(self, cast: Cast, programme: Programme) -> None:
        found = contest_coverage(programme, YEAR)
        rows = {row.contest.agency: row for row in found.rows}
        assert set(rows) == {cast.agency, cast.other_agency}
        assert (rows[cast.agency].questions, rows[cast.other_agency].questions) == ((1, 0), (0, 0))
        assert (found.entrants, found.attempts, len(found.rounds), found.agencies) == (1, 1, 1, 2)
        assert [found.contests_on(theme) for theme in found.themes] == [1, 0]
        assert [(unit.agency, unit.share) for unit in found.units] == [(cast.agency, 0.25)]

    def test_costs_the_same_whatever_the_number(
        self, programme: Programme, cast: Cast, now: datetime, django_assert_num_queries: object
    ) -> None:
        make_contest(at=now, programme=programme, agency=cast.agency, slug="them")
        with django_assert_num_queries(6):  # type: ignore[operator]
            contest_coverage(programme, YEAR)

    def test_leaves_out_what_was_called_off_unpublished(self, programme: Programme, now: datetime) -> None:
        Contest.objects.update(called_off_at=now)
        found = contest_coverage(programme, YEAR)
        assert [row.contest.slug for row in found.rows] == ["tim-hieu-cchc"]


class TestPages:
    def test_show_it_as_a_table_of_its_own(self, client: Client, cast: Cast, programme: Programme) -> None:
        client.force_login(cast.leader)
        page = " ".join(client.get(reverse("coverage:matrix"), {"period": "calendar_year"}).content.decode().split())
        assert "<strong>2</strong> cuộc thi của 2 cơ quan có vòng thi trong kỳ; 1 vòng đã công bố kết quả" in page
        assert "1/4 (25,0%)" in page
        assert reverse("contests:wall", args=[Contest.objects.get(slug="chua-xong").pk]) in page

    def test_of_the_public_have_it_too(self, client: Client, cast: Cast, programme: Programme) -> None:
        year = {"ky": "tu-chon", "tu": "01/01/2023", "den": "31/12/2023"}
        page = " ".join(client.get("/do-bao-phu/", year).content.decode().split())
        assert "1 vòng đã công bố kết quả, 1 người thi, 1 lượt thi" in page
        assert 'href="/cuoc-thi/tim-hieu-cchc/"' in page
        agency = " ".join(client.get(f"/co-quan/{cast.agency.slug}/", year).content.decode().split())
        assert "1/4 (25,0%) người thi, 1 lượt thi" in agency
