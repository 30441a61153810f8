"""The league against a reading piece by piece: who is ranked, what is hidden, as then and as now."""

from collections import Counter
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil
from statistics import median

import pytest
from conftest import NOW, Cast
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lantoa.apps.agencies.models import Agency
from lantoa.apps.feedback.actions.citizen import judge, reopen
from lantoa.apps.feedback.actions.handling import answer, receive
from lantoa.apps.feedback.factories import make_clock_rule, make_feedback
from lantoa.apps.feedback.models import Feedback, RoutingRule
from lantoa.apps.feedback.presenters.league import league_page, times_lines
from lantoa.apps.feedback.queries.answer_times import answer_times
from lantoa.apps.feedback.queries.league import League, Standing, league, median_of, quantile_of
from lantoa.apps.services.factories import SectorFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PERIOD = {"first": date(2023, 6, 1), "last": date(2023, 6, 30), "on": date(2023, 8, 1)}


@pytest.fixture(autouse=True)
def rules() -> None:
    make_clock_rule()


def _piece(agency: Agency, *, after: int | None = None, at: datetime = NOW, **values: object) -> Feedback:
    """Return a piece of that agency, answered after so many days, or not at all."""
    feedback = make_feedback(at=at, **values)
    rule = RoutingRule.objects.create(target="agency", agency=agency, sector=feedback.sector)
    receive(feedback=feedback, at=at)
    rule.delete()
    if after is not None:
        answer(feedback=feedback, by=None, at=at + after * DAY, words="Đã xong")
    return feedback


def _of(found: League, agency: Agency) -> Standing:
    return next(row for row in (*found.ranked, *found.below) if row.agency == agency)


class TestCounts:
    def test_what_came_due_in_time_late_and_never(self, cast: Cast) -> None:
        _piece(cast.agency, after=2)
        _piece(cast.agency, after=20)
        _piece(cast.agency)
        _piece(cast.agency, at=NOW - 10 * DAY, after=1)
        joined = _piece(cast.agency, after=1)
        Feedback.objects.filter(pk=joined.pk).update(joined_to=Feedback.objects.order_by("pk").first())
        row = _of(league(**PERIOD), cast.agency)
        assert (row.received, row.due, row.on_time) == (3, 3, 1)
        assert row.days == Counter({1: 1, 14: 1}) | Counter({1: 1})

    def test_what_is_still_within_its_days_is_not_due(self, cast: Cast) -> None:
        _piece(cast.agency)
        row = _of(league(**{**PERIOD, "on": date(2023, 6, 15)}), cast.agency)
        assert (row.received, row.due) == (1, 0)

    def test_a_late_answer_stays_late_when_the_citizen_opens_it_again(self, cast: Cast) -> None:
        feedback = _piece(cast.agency, after=20)
        reopen(feedback=feedback, words="Chưa xong", at=NOW + 21 * DAY)
        answer(feedback=feedback, by=None, at=NOW + 22 * DAY, words="Xong")
        judge(feedback=feedback, solved="solved", at=NOW + 23 * DAY)
        row = _of(league(**PERIOD), cast.agency)
        assert (row.due, row.on_time, row.reopened, row.judged, row.solved) == (1, 0, 1, 1, 1)

    def test_an_agency_that_ended_stands_under_its_heir_now_and_under_itself_then(self, cast: Cast) -> None:
        _piece(cast.agency, after=2)
        _piece(cast.other_agency, after=2)
        Agency.objects.filter(pk=cast.agency.pk).update(valid_to=date(2023, 7, 1))
        cast.agency.successions.create(successor=cast.other_agency, kind="merged", on=date(2023, 7, 2))
        now, then = league(**PERIOD), league(**PERIOD, as_now=False)
        assert [row.received for row in now.below] == [2]
        assert [row.received for row in then.below] == [1, 1]
        assert now.received == then.received

    def test_says_whether_all_or_some_are_made_up(self, cast: Cast) -> None:
        first, _ = _piece(cast.agency, after=2), _piece(cast.agency, after=2)
        assert league_page(league(**PERIOD)).illustrative == ""
        Feedback.objects.filter(pk=first.pk).update(illustrative=True)
        assert "Một phần phản ánh tính ở đây là minh họa" in league_page(league(**PERIOD)).illustrative
        Feedback.objects.update(illustrative=True)
        assert "Mọi phản ánh tính ở đây là minh họa" in league_page(league(**PERIOD)).illustrative

    def test_cost_as_many_queries_for_many_as_for_few(self, cast: Cast) -> None:
        counts = []
        for _ in range(2):
            for number in range(3):
                _piece(cast.agency if number else cast.other_agency, after=number)
            with CaptureQueriesContext(connection) as asked:
                league(**PERIOD)
            counts.append(len(asked))
        assert counts[0] == counts[1] <= 5


class TestRanks:
    def test_need_a_minimum_and_are_shared_where_chance_may_have_its_part(
        self, cast: Cast, settings: LazySettings
    ) -> None:
        settings.FEEDBACK_LEAGUE_MINIMUM = 4
        for number in range(12):
            _piece(cast.agency, after=1)
            _piece(cast.other_agency, after=1 if number < 1 else 30)
        third = Agency.objects.create(slug="ba", name="Sở Ba", short_name="Sở Ba", kind="portal")
        for number in range(4):
            _piece(third, after=1 if number < 2 else 30)
        fourth = Agency.objects.create(slug="tu", name="Sở Tư", short_name="Sở Tư", kind="portal")
        _piece(fourth, after=1)
        found = league(**PERIOD)
        assert [(row.agency, row.rank) for row in found.ranked] == [
            (cast.agency, 1), (third, 1), (cast.other_agency, 2),
        ]  # fmt: skip
        assert [row.agency for row in found.below] == [fourth]
        page = league_page(found)
        assert [line.rank for line in page.ranked] == ["1 (đồng hạng)", "1 (đồng hạng)", "2"]
        assert (page.below[0].received, page.below[0].on_time) == ("dưới 5", "chưa đủ")
        assert page.figure and "Sở Ba" in page.figure.sentence + str(page.figure.table)


class TestPeriods:
    @pytest.mark.parametrize("asked", [
        {"den": "9999-12-31"}, {"tu": "0001-01-01"}, {"den": "0001-01-01"}, {"tu": "9999-12-31"}, {"den": "\0"},
    ])  # fmt: skip
    def test_beyond_every_calendar_are_refused(self, client: Client, cast: Cast, asked: dict[str, str]) -> None:
        client.force_login(cast.programme_officer)
        assert client.get(reverse("feedback:league"), asked).status_code == 200


class TestMedian:
    @given(st.lists(st.integers(0, 60), min_size=1, max_size=40))
    def test_is_that_of_the_values_one_by_one(self, values: list[int]) -> None:
        assert median_of(Counter(values)) == median(values)

    @given(st.lists(st.integers(0, 60), min_size=1, max_size=40))
    def test_nine_in_ten_are_within_the_quantile_and_fewer_below_it(self, values: list[int]) -> None:
        nearest_rank = sorted(values)[ceil(len(values) * 9 / 10) - 1]
        assert quantile_of(Counter(values), Fraction(9, 10)) == nearest_rank


class TestTimes:
    def test_are_told_by_sector_with_how_many_and_hidden_below_the_minimum(self, cast: Cast) -> None:
        often, seldom = SectorFactory(name="Giao thông", position=1), SectorFactory(name="Y tế", position=2)
        for number in range(10):
            _piece(cast.agency, after=20 if number == 9 else 1, sector=often)
        for _ in range(3):
            _piece(cast.agency, after=1, sector=seldom)
        _piece(cast.agency, sector=seldom)
        found = answer_times(first=PERIOD["first"], last=PERIOD["last"])
        assert [(row.sector, sum(row.days.values())) for row in found] == [(often, 10), (seldom, 3)]
        lines = times_lines(found, minimum=10)
        assert (lines[0].half, lines[0].nine_in_ten, lines[0].answers) == ("1,0", "1", "10")
        assert (lines[1].half, lines[1].nine_in_ten, lines[1].answers) == ("chưa đủ", "chưa đủ", "dưới 5")
