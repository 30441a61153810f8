from datetime import datetime, timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.contests.actions.tallies import count_rounds
from lantoa.apps.contests.factories import make_attempt, make_contest, make_entrant, make_result, make_submission
from lantoa.apps.contests.models import Contest, Headcount, RoundTally
from lantoa.apps.contests.presenters.wall import wall_cards
from lantoa.apps.contests.queries.wall import Phase, phase_of, wall_rounds

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def enter(contest: Contest, people: int, **values: object) -> datetime:
    """Let so many people submit in the first round; return a moment after that."""
    round_ = contest.rounds.get(number=1)
    for _ in range(people):
        attempt = make_attempt(make_entrant(contest, at=contest.made_at, **values), round_, started_at=round_.opens_at)
        make_submission(attempt, received_at=round_.opens_at + 5 * MINUTE)
    return round_.opens_at + 5 * MINUTE + timedelta(seconds=30)


class TestCountRounds:
    def test_counts_entrants_and_attempts_apart(self, now: datetime, cast: Cast) -> None:
        contest = make_contest(at=now, prediction="none", agency=cast.agency, attempts_allowed=2)
        at = enter(contest, 2, agency=cast.agency)
        round_ = contest.rounds.get()
        entrant = contest.entrants.first()
        again = make_attempt(entrant, round_, started_at=at, number=2)
        make_submission(again, received_at=at)
        make_attempt(make_entrant(contest, at=now), round_, started_at=at)
        assert count_rounds(at=at) == 1
        tally = RoundTally.objects.get()
        assert (tally.entrants, tally.attempts, tally.begun) == (2, 3, 4)
        assert tally.units == {str(cast.agency.pk): [2, 3]}

    def test_counts_nothing_that_must_stay_hidden(self, now: datetime) -> None:
        contest = make_contest(at=now, prediction="entrants")
        at = enter(contest, 2)
        assert count_rounds(at=at) == 0
        assert not RoundTally.objects.exists()

    def test_counts_a_closed_round_once(self, now: datetime) -> None:
        contest = make_contest(at=now, prediction="entrants")
        enter(contest, 2)
        round_ = contest.rounds.get()
        make_result(round_, [], at=round_.closes_at, published=False)
        at = round_.closes_at + MINUTE
        assert (count_rounds(at=at), count_rounds(at=at)) == (1, 0)
        assert RoundTally.objects.get().entrants == 2


class TestPhase:
    def test_goes_by_the_clock(self, now: datetime) -> None:
        contest = make_contest(at=now)
        round_ = contest.rounds.get()
        moments = [now, round_.opens_at, round_.closes_at]
        assert [phase_of(round_, at) for at in moments] == [Phase.COMING, Phase.OPEN, Phase.OVER]


class TestWall:
    def test_says_sealed_and_no_number(self, now: datetime) -> None:
        contest = make_contest(at=now, prediction="perfect")
        at = enter(contest, 3)
        RoundTally.objects.create(round=contest.rounds.get(), entrants=3, attempts=3, begun=3, counted_at=at)
        (card,) = wall_cards(wall_rounds(contest, at=at), at=at)
        assert card.figures == () and card.units == ()
        assert card.notes[0].startswith("Đang niêm phong đến khi đóng vòng")
        assert card.notes[1].startswith("Máy chủ nhận bài nộp gần nhất lúc")

    def test_shows_numbers_with_denominators_where_nothing_is_hidden(self, now: datetime, cast: Cast) -> None:
        contest = make_contest(at=now, prediction="none", agency=cast.agency)
        Headcount.objects.create(contest=contest, agency=cast.agency, people=8, source="Báo cáo")
        Headcount.objects.create(contest=contest, agency=cast.other_agency, people=2, source="Báo cáo")
        at = enter(contest, 2, agency=cast.agency)
        count_rounds(at=at)
        (card,) = wall_cards(wall_rounds(contest, at=at), at=at)
        words = [f"{figure.value} {figure.words}" for figure in card.figures]
        assert words[:2] == ["2 người thi", "2 lượt thi đã nộp"]
        assert "2 bài nộp trong phút vừa qua" in words
        assert "20,0% tham gia: 2/10 người của 2 đơn vị có sĩ số" in words
        assert [unit.entrants for unit in card.units] == ["2/8 (25,0%)", "0/2 (0,0%)"]

    def test_says_when_the_count_is_old(self, now: datetime) -> None:
        contest = make_contest(at=now, prediction="none")
        at = enter(contest, 1)
        count_rounds(at=at)
        (card,) = wall_cards(wall_rounds(contest, at=at + 6 * MINUTE), at=at + 6 * MINUTE)
        assert any("Số đếm đã cũ" in note for note in card.notes)

    def test_refreshes_itself_until_told_not_to(self, client: Client, now: datetime, cast: Cast) -> None:
        contest = make_contest(at=now)
        client.force_login(cast.leader)
        address = reverse("contests:wall", args=[contest.pk])
        assert client.get(address)["Refresh"] == "10"
        assert "Refresh" not in client.get(address + "?dung=1")

    def test_costs_the_same_for_few_and_for_many(
        self, client: Client, now: datetime, cast: Cast, django_assert_num_queries: object
    ) -> None:
        contest = make_contest(at=now, prediction="none")
        at = enter(contest, 2)
        count_rounds(at=at)
        with django_assert_num_queries(4):  # type: ignore[operator]
            wall_rounds(contest, at=at)
        enter(contest, 10)
        with django_assert_num_queries(4):  # type: ignore[operator]
            wall_rounds(contest, at=at)
