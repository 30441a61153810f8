"""The matrix of agencies and themes: every state of a cell, and totals that a slow recount agrees with."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.coverage.factories import ThemeMatchFactory
from lantoa.apps.coverage.models import Decision, ThemeMatch
from lantoa.apps.coverage.queries import (
    Cell,
    CellState,
    Matrix,
    articles_behind,
    coverage_matrix,
    matches_by_decision,
)
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.harvest.factories import ArticleFactory, SourceFactory
from lantoa.apps.harvest.models import Source
from lantoa.core.workdays import Window, reporting_window

YEAR = reporting_window("year", 2023)
MAY = Window(date(2023, 5, 1), date(2023, 5, 31))


@pytest.fixture
def programme(db: None) -> Programme:
    found: Programme = ProgrammeFactory(confirmed=True)
    return found


@pytest.fixture
def theme(programme: Programme) -> Theme:
    found: Theme = ThemeFactory(programme=programme, position=1)
    return found


def _cell(matrix: Matrix, agency: Agency, code: str = "T1") -> Cell:
    (row,) = (row for row in matrix.rows if row.agency == agency)
    (cell,) = (cell for cell in row.cells if cell.theme.code == code)
    return cell


def _owing(theme: Theme, *states: str) -> Agency:
    """Return an agency that owes the theme, with a source in each of the states."""
    agency: Agency = AgencyFactory()
    AssignmentFactory(duty=DutyFactory(theme=theme, recipient=agency.name), agency=agency)
    for state in states:
        SourceFactory(agency=agency, state=state)
    return agency


def _published(theme: Theme, agency: Agency, day: date | None = date(2023, 5, 10), **fields: object) -> ThemeMatch:
    source = agency.sources_read.first() or SourceFactory(agency=agency)
    article = ArticleFactory(source=source, published_on=day)
    match: ThemeMatch = ThemeMatchFactory(article=article, theme=theme, **fields)
    return match


class TestCellStates:
    def test_covered_is_at_least_one_counted_article(self, programme: Programme, theme: Theme) -> None:
        agency = _owing(theme, "reachable")
        first = _published(theme, agency)
        _published(theme, agency, confirmed=True)
        _published(theme, agency, rejected=True)
        repost = _published(theme, agency)
        repost.article.original = first.article
        repost.article.save(update_fields=["original"])
        cell = _cell(coverage_matrix(programme, MAY), agency)
        assert cell == Cell(theme, CellState.COVERED, owed=True, articles=3, confirmed=1, reposts=1)

    @pytest.mark.parametrize(
        ("sources", "state"),
        [
            (["reachable"], CellState.GAP),
            (["unreachable", "reachable"], CellState.GAP),
            (["unreachable"], CellState.UNKNOWN),
            (["new"], CellState.UNKNOWN),
            ([], CellState.UNKNOWN),
        ],
    )
    def test_absence_is_a_gap_only_where_a_source_was_read(
        self, programme: Programme, theme: Theme, sources: list[str], state: CellState
    ) -> None:
        agency = _owing(theme, *sources)
        assert _cell(coverage_matrix(programme, MAY), agency).state is state

    def test_what_was_published_unasked_is_covered_but_not_owed(self, programme: Programme, theme: Theme) -> None:
        ThemeFactory(programme=programme, position=2)
        agency = SourceFactory().agency
        _published(theme, agency)
        matrix = coverage_matrix(programme, MAY)
        assert _cell(matrix, agency) == Cell(theme, CellState.COVERED, owed=False, articles=1, confirmed=0, reposts=0)
        assert _cell(matrix, agency, "T2").state is CellState.NOT_OWED
        assert (matrix.cells_owed, matrix.owed_in(CellState.COVERED), matrix.articles) == (0, 0, 1)

    def test_rejected_alone_is_a_gap(self, programme: Programme, theme: Theme) -> None:
        agency = _owing(theme, "reachable")
        _published(theme, agency, rejected=True)
        assert _cell(coverage_matrix(programme, MAY), agency).state is CellState.GAP

    def test_an_agency_without_duty_and_article_is_not_shown(self, programme: Programme, theme: Theme) -> None:
        SourceFactory()
        assert coverage_matrix(programme, MAY).rows == ()


class TestPeriod:
    @pytest.mark.parametrize(
        ("day", "counted"),
        [
            (date(2023, 4, 30), False),
            (date(2023, 5, 1), True),
            (date(2023, 5, 31), True),
            (date(2023, 6, 1), False),
            (None, False),
        ],
    )
    def test_counts_its_first_and_last_day_and_nothing_undated(
        self, programme: Programme, theme: Theme, day: date | None, counted: bool
    ) -> None:
        agency = _owing(theme, "reachable")
        _published(theme, agency, day)
        matrix = coverage_matrix(programme, MAY)
        assert matrix.articles == counted
        assert _cell(matrix, agency).state is (CellState.COVERED if counted else CellState.GAP)
        assert articles_behind(programme, MAY).count() == counted
        assert matrix.denominator.articles_undated == (day is None)


class TestShareCovered:
    def test_is_none_where_nothing_can_be_told(self, programme: Programme, theme: Theme) -> None:
        assert coverage_matrix(programme, MAY).share_covered is None
        _owing(theme, "unreachable")
        assert coverage_matrix(programme, MAY).share_covered is None

    def test_leaves_out_what_cannot_be_told(self, programme: Programme, theme: Theme) -> None:
        _published(theme, _owing(theme, "reachable"))
        _owing(theme, "reachable")
        _owing(theme, "unreachable")
        matrix = coverage_matrix(programme, MAY)
        assert (matrix.share_covered, matrix.cells_owed) == (0.5, 3)


class TestOrder:
    def test_is_the_press_first_then_names_as_vietnamese_sorts_them(self, programme: Programme, theme: Theme) -> None:
        names = ["Sở Nội vụ", "Sở Đối ngoại", "Sở Dân tộc", "Sở Ăn toàn"]
        agencies = [AgencyFactory(name=name) for name in names]
        agencies += [AgencyFactory(district=True, name="UBND huyện An"), AgencyFactory(newspaper=True, name="Báo Việt")]
        for agency in agencies:
            AssignmentFactory(duty=DutyFactory(theme=theme, recipient=agency.name), agency=agency)
        shown = [row.agency.name for row in coverage_matrix(programme, MAY).rows]
        assert shown == ["Báo Việt", "Sở Ăn toàn", "Sở Dân tộc", "Sở Đối ngoại", "Sở Nội vụ", "UBND huyện An"]


class TestArticlesBehind:
    def test_lists_each_article_once_newest_first(self, programme: Programme, theme: Theme) -> None:
        second = ThemeFactory(programme=programme, position=2)
        agency = SourceFactory().agency
        old, new = _published(theme, agency, date(2023, 5, 2)), _published(theme, agency, date(2023, 5, 9))
        ThemeMatchFactory(article=new.article, theme=second)
        _published(theme, agency, rejected=True)
        assert list(articles_behind(programme, MAY)) == [new.article, old.article]

    def test_narrows_to_an_agency_and_a_theme(self, programme: Programme, theme: Theme) -> None:
        second = ThemeFactory(programme=programme, position=2)
        here, there = SourceFactory().agency, SourceFactory().agency
        wanted = _published(theme, here).article
        _published(second, here)
        _published(theme, there)
        assert list(articles_behind(programme, MAY, agency=here, theme=theme)) == [wanted]
        assert articles_behind(programme, MAY, agency=here).count() == 2
        assert articles_behind(programme, MAY, theme=theme).count() == 2

    def test_knows_nothing_of_another_programme(self, programme: Programme, theme: Theme) -> None:
        _published(ThemeFactory(position=1), SourceFactory().agency)
        assert not articles_behind(programme, MAY).exists()


class TestMatchesByDecision:
    def test_shows_the_best_score_first(self, programme: Programme, theme: Theme) -> None:
        agency = SourceFactory().agency
        low, high = _published(theme, agency, score=0.6), _published(theme, agency, score=0.9)
        confirmed = _published(theme, agency, confirmed=True)
        assert list(matches_by_decision(programme, Decision.PROPOSED)) == [high, low]
        assert list(matches_by_decision(programme, Decision.CONFIRMED)) == [confirmed]


# ---- A province drawn by lot, and the same figures counted slowly


def _draw_province(lots: random.Random) -> Programme:
    programme: Programme = ProgrammeFactory(confirmed=True)
    themes = [ThemeFactory(programme=programme, position=position) for position in range(1, 5)]
    foreign = ThemeFactory(position=1)
    agencies = AgencyFactory.create_batch(7)
    for agency in agencies[:6]:
        for theme in themes:
            for channel in lots.sample(["web", "broadcast", "internal"], lots.choice([0, 0, 1, 2])):
                duty = DutyFactory(theme=theme, recipient=agency.name, channel=channel)
                AssignmentFactory(duty=duty, agency=agency)
        for _ in range(lots.choice([0, 1, 1, 2])):
            SourceFactory(agency=agency, state=lots.choice(list(Source.State)))
    for _ in range(40):
        agency = lots.choice(agencies)
        source = agency.sources_read.first() or SourceFactory(agency=agency, state=lots.choice(list(Source.State)))
        day = lots.choice([None, *(YEAR.start + timedelta(days=offset) for offset in (-1, 0, 100, 364, 365))])
        article = ArticleFactory(source=source, published_on=day)
        for theme in lots.sample([*themes, foreign], lots.randrange(4)):
            ThemeMatchFactory(
                article=article, theme=theme, **lots.choice([{}, {"confirmed": True}, {"rejected": True}])
            )
    return programme


def _counts(programme: Programme) -> Iterator[ThemeMatch]:
    """Yield what counts in the year, told apart by looking at every match."""
    for match in ThemeMatch.objects.select_related("article__source", "theme"):
        day = match.article.published_on
        if match.theme.programme_id == programme.pk and match.decision != "rejected" and day and YEAR.contains(day):
            yield match


class TestSlowRecount:
    @pytest.mark.parametrize("seed", range(4))
    def test_gives_the_same_cells_and_totals(self, db: None, seed: int) -> None:
        programme = _draw_province(random.Random(seed))
        matrix = coverage_matrix(programme, YEAR)
        counted = list(_counts(programme))
        owed = {(one.agency_id, one.duty.theme_id) for one in Assignment.objects.select_related("duty")}
        readable = {one.agency_id for one in Source.objects.all() if one.state == "reachable"}
        agencies = {agency for agency, _ in owed} | {match.article.source.agency_id for match in counted}
        assert {row.agency.pk for row in matrix.rows} == agencies
        states = []
        for row in matrix.rows:
            own = [match for match in counted if match.article.source.agency_id == row.agency.pk]
            assert row.articles == len({match.article_id for match in own})
            assert row.readable == (row.agency.pk in readable)
            for cell in row.cells:
                on_theme = [match for match in own if match.theme_id == cell.theme.pk]
                is_owed = (row.agency.pk, cell.theme.pk) in owed
                absent = CellState.GAP if row.agency.pk in readable else CellState.UNKNOWN
                state = CellState.COVERED if on_theme else absent if is_owed else CellState.NOT_OWED
                confirmed = sum(match.decision == "confirmed" for match in on_theme)
                assert cell == Cell(cell.theme, state, is_owed, len(on_theme), confirmed, 0)
                states.append((cell.theme.pk, state, is_owed))
        self._check_sums(matrix, counted, states)

    def _check_sums(self, matrix: Matrix, counted: list[ThemeMatch], states: list[tuple[int, CellState, bool]]) -> None:
        assert matrix.articles == len({match.article_id for match in counted})
        confirmed = {match.article_id for match in counted if match.decision == "confirmed"}
        assert matrix.confirmed_articles == len(confirmed)
        for state in (CellState.COVERED, CellState.GAP, CellState.UNKNOWN):
            assert matrix.owed_in(state) == sum(owed and found is state for _, found, owed in states)
        assert matrix.cells_owed == sum(owed for *_, owed in states)
        told = [found for _, found, owed in states if owed and found is not CellState.UNKNOWN]
        share = told.count(CellState.COVERED) / len(told) if told else None
        assert matrix.share_covered == share
        for total in matrix.totals:
            own = [found for theme, found, owed in states if owed and theme == total.theme.pk]
            assert total.articles == sum(match.theme_id == total.theme.pk for match in counted)
            assert total.agencies_owing == len(own)
            assert total.agencies_covering == own.count(CellState.COVERED)
            assert total.agencies_unknown == own.count(CellState.UNKNOWN)

    def test_of_the_articles_behind_each_cell_finds_them(self, db: None) -> None:
        programme = _draw_province(random.Random(11))
        for row in coverage_matrix(programme, YEAR).rows:
            for cell in row.cells:
                behind = articles_behind(programme, YEAR, agency=row.agency, theme=cell.theme)
                assert behind.count() == cell.articles


class TestCost:
    def test_is_as_many_queries_for_50_agencies_as_for_5(self, programme: Programme, theme: Theme) -> None:
        duty, counts = DutyFactory(theme=theme), []
        for more in (5, 45):
            for source in SourceFactory.create_batch(more):
                AssignmentFactory(duty=duty, agency=source.agency)
                ThemeMatchFactory(article=ArticleFactory(source=source), theme=theme)
            with CaptureQueriesContext(connection) as captured:
                matrix = coverage_matrix(programme, MAY)
            counts.append(len(captured))
        assert len(matrix.rows) == 50
        assert counts[0] == counts[1] <= 10
