"""The matrix as known then and as now: rows differ, totals do not."""

import random
from collections.abc import Iterator
from datetime import date

import pytest
from conftest import Cast
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from lantoa.apps.agencies.factories import AgencyFactory, SuccessionFactory, shipped_register
from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.coverage.factories import ThemeMatchFactory
from lantoa.apps.coverage.queries import CellState, Matrix, articles_behind, coverage_matrix, matrix_as_now
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.harvest.factories import ArticleFactory, SourceFactory
from lantoa.core.workdays import reporting_window

YEAR = reporting_window("year", 2023)
THEN = date(2023, 3, 29)
NOW = date(2026, 1, 15)


@pytest.fixture
def programme(db: None) -> Programme:
    found: Programme = ProgrammeFactory(confirmed=True, year=2023)
    return found


def _totals(matrix: Matrix) -> dict[str, object]:
    """Return every total that a page shows."""
    return {
        "articles": matrix.articles,
        "articles of the rows": sum(row.articles for row in matrix.rows),
        "confirmed": matrix.confirmed_articles,
        "owed": matrix.cells_owed,
        "states": [matrix.owed_in(state) for state in CellState],
        "share": matrix.share_covered,
        "themes": matrix.totals,
        "theme articles": [
            sum(row.cells[place].articles for row in matrix.rows) for place, _ in enumerate(matrix.themes)
        ],
        "theme owing": [
            sum(row.cells[place].agencies_owing() for row in matrix.rows) for place, _ in enumerate(matrix.themes)
        ],
    }


def _owes(theme: Theme, agency: Agency) -> None:
    AssignmentFactory(duty=DutyFactory(theme=theme, recipient=f"{agency.name} {theme.pk}"), agency=agency)


def _published(agency: Agency, *themes: Theme) -> None:
    source = agency.sources_read.first() or SourceFactory(agency=agency, state="reachable")
    article = ArticleFactory(source=source, published_on=date(2023, 5, 10))
    for theme in themes:
        ThemeMatchFactory(article=article, theme=theme)


@pytest.fixture
def merged(programme: Programme) -> tuple[Agency, Agency, Agency]:
    """Two departments of 2023, the one they merged into; the first has an article on both themes, the second none."""
    themes = [ThemeFactory(programme=programme, position=place) for place in (1, 2)]
    first, second = AgencyFactory(short_name="Sở Một", valid_to=THEN), AgencyFactory(short_name="Sở Hai", valid_to=THEN)
    new = AgencyFactory(short_name="Sở Mới", valid_from=date(2023, 3, 30))
    for old in (first, second):
        SuccessionFactory(predecessor=old, successor=new, on=date(2023, 3, 30))
        _owes(themes[0], old)
        SourceFactory(agency=old, state="reachable")
    _published(first, *themes)
    return first, second, new


class TestMatrixAsNow:
    def test_adds_predecessors_up_under_their_successor(
        self, programme: Programme, merged: tuple[Agency, Agency, Agency]
    ) -> None:
        first, second, new = merged
        (row,) = matrix_as_now(coverage_matrix(programme, YEAR), on=NOW).rows
        assert (row.agency, set(row.added_up)) == (new, {first, second})
        assert (row.articles, row.owed) == (1, 2)  # one article on two themes is one article
        assert (row.owed_in(CellState.COVERED), row.owed_in(CellState.GAP)) == (1, 1)
        cell = row.cells[0]
        assert (cell.state, cell.articles, cell.agencies_owing(), cell.agencies_owing(CellState.COVERED)) == (
            CellState.COVERED,
            1,
            2,
            1,
        )

    def test_is_the_same_matrix_on_a_day_when_all_existed(
        self, programme: Programme, merged: tuple[Agency, Agency, Agency]
    ) -> None:
        matrix = coverage_matrix(programme, YEAR)
        assert matrix_as_now(matrix, on=THEN) == matrix

    def test_shows_behind_a_row_just_the_articles_it_counts(
        self, programme: Programme, merged: tuple[Agency, Agency, Agency]
    ) -> None:
        (row,) = matrix_as_now(coverage_matrix(programme, YEAR), on=NOW).rows
        assert articles_behind(programme, YEAR, agencies=row.agencies).count() == row.articles

    def test_takes_two_queries_more(
        self,
        programme: Programme,
        merged: tuple[Agency, Agency, Agency],
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        matrix = coverage_matrix(programme, YEAR)
        with django_assert_num_queries(2):
            matrix_as_now(matrix, on=NOW)


@pytest.fixture(scope="class")
def register(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), shipped_register():
        yield


@pytest.mark.usefixtures("register")
class TestShippedRegister:
    @pytest.mark.parametrize("seed", range(3))
    def test_keeps_every_total_whatever_was_published(self, programme: Programme, seed: int) -> None:
        chance = random.Random(seed)
        themes = [ThemeFactory(programme=programme, position=place) for place in range(1, 5)]
        agencies = chance.sample(list(Agency.objects.valid_on(THEN).exclude(kind="commune_committee")), 40)
        for agency in agencies:
            for theme in chance.sample(themes, chance.randint(0, 3)):
                _owes(theme, agency)
            for _ in range(chance.randint(0, 2)):
                _published(agency, *chance.sample(themes, chance.randint(1, 3)))
        then = coverage_matrix(programme, YEAR)
        now = matrix_as_now(then, on=NOW)
        assert _totals(now) == _totals(then)
        assert len(now.rows) < len(then.rows)
        counted = [agency.pk for row in now.rows for agency in row.agencies]
        assert sorted(counted) == sorted(row.agency.pk for row in then.rows)


class TestBackOffice:
    def test_switches_the_reading_and_names_the_predecessors(
        self, cast: Cast, client: Client, programme: Programme, merged: tuple[Agency, Agency, Agency]
    ) -> None:
        client.force_login(cast.leader)
        then = client.get("/quan-tri/do-bao-phu/").content.decode()
        now = client.get("/quan-tri/do-bao-phu/", {"doc": "hien-nay"}).content.decode()
        assert "Sở Mới" not in then
        assert "gồm:" in now
        assert all(name in now for name in ("Sở Mới", "Sở Một", "Sở Hai"))
        first, _, new = merged
        cell = client.get(f"/quan-tri/do-bao-phu/{new.slug}/t1/", {"doc": "hien-nay"}).content.decode()
        assert first.sources_read.get().articles.get().title in cell
        assert "Chưa có" in client.get(f"/quan-tri/do-bao-phu/{new.slug}/t1/").content.decode()
