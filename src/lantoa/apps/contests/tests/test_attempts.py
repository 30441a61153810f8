"""Beginning an attempt, and time given to one under way."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.contests.actions import (
    NoAttemptLeft,
    NotOpen,
    lengthen_open_attempts,
    start_attempt,
)
from lantoa.apps.contests.factories import make_attempt, make_contest, make_entrant, make_submission
from lantoa.apps.contests.models import Attempt, Contest, Entrant, Round
from lantoa.apps.contests.queries.attempts import last_end
from lantoa.apps.contests.queries.pools import paper_of, sealed_pool
from lantoa.core.scoring import draw_paper

pytestmark = pytest.mark.django_db
HALF_HOUR = timedelta(minutes=30)


def _round(contest: Contest) -> Round:
    return contest.rounds.select_related("contest").get(number=1)


@pytest.fixture
def contest(now: datetime) -> Contest:
    return make_contest(at=now, minutes_allowed=30)


@pytest.fixture
def round_(contest: Contest) -> Round:
    return _round(contest)


@pytest.fixture
def entrant(contest: Contest, now: datetime) -> Entrant:
    return make_entrant(contest, at=now)


class TestStartAttempt:
    def test_draws_the_paper_that_the_seed_gives_to_anybody(self, round_: Round, entrant: Entrant) -> None:
        attempt = start_attempt(entrant=entrant, round=round_, at=round_.opens_at)
        pool = sealed_pool(round_.pk)
        drawn = draw_paper(
            pool.questions.values(),
            pool.quotas[entrant.audience],
            seed=round_.seed,
            entrant=entrant.code,
            attempt=1,
            shuffles_options=True,
        )
        assert paper_of(Attempt.objects.get(pk=attempt.pk)) == drawn

    def test_ends_after_the_minutes_of_the_rules(self, round_: Round, entrant: Entrant) -> None:
        attempt = start_attempt(entrant=entrant, round=round_, at=round_.opens_at)
        assert (attempt.started_at, attempt.ends_at) == (round_.opens_at, round_.opens_at + HALF_HOUR)

    def test_ends_with_the_round_where_that_comes_first(self, round_: Round, entrant: Entrant) -> None:
        attempt = start_attempt(entrant=entrant, round=round_, at=round_.closes_at - timedelta(minutes=4))
        assert attempt.ends_at == round_.closes_at

    def test_ends_with_the_round_where_the_rules_set_no_minutes(self, now: datetime) -> None:
        round_ = _round(make_contest(at=now, slug="khong-gio"))
        attempt = start_attempt(entrant=make_entrant(round_.contest, at=now), round=round_, at=round_.opens_at)
        assert attempt.ends_at == round_.closes_at

    def test_gives_extra_minutes_past_the_close_of_the_round(self, round_: Round, now: datetime) -> None:
        entrant = make_entrant(round_.contest, at=now, extra_minutes=10)
        attempt = start_attempt(entrant=entrant, round=round_, at=round_.closes_at - timedelta(minutes=4))
        assert attempt.ends_at == round_.closes_at + timedelta(minutes=10) == last_end(round_)

    def test_keeps_no_more_than_milliseconds_of_a_moment(self, round_: Round, entrant: Entrant) -> None:
        attempt = start_attempt(entrant=entrant, round=round_, at=round_.opens_at.replace(microsecond=250_999))
        assert attempt.started_at.microsecond == attempt.ends_at.microsecond == 250_000

    def test_continues_the_attempt_under_way(self, round_: Round, entrant: Entrant) -> None:
        first = start_attempt(entrant=entrant, round=round_, at=round_.opens_at)
        again = start_attempt(entrant=entrant, round=round_, at=round_.opens_at + timedelta(minutes=29))
        assert again == first

    def test_refuses_before_the_round_and_after_it(self, round_: Round, entrant: Entrant) -> None:
        for at, words in [
            (round_.opens_at - timedelta(seconds=1), "chưa mở"),
            (round_.closes_at, "đã đóng"),
        ]:
            with pytest.raises(NotOpen, match=words):
                start_attempt(entrant=entrant, round=round_, at=at)
        assert not Attempt.objects.exists()

    def test_refuses_in_a_contest_that_was_called_off(self, round_: Round, entrant: Entrant) -> None:
        start_attempt(entrant=entrant, round=round_, at=round_.opens_at)
        round_.contest.called_off_at = round_.opens_at
        with pytest.raises(NotOpen, match="không diễn ra"):
            start_attempt(entrant=entrant, round=round_, at=round_.opens_at)

    def test_refuses_once_the_attempts_are_used(self, round_: Round, entrant: Entrant) -> None:
        attempt = start_attempt(entrant=entrant, round=round_, at=round_.opens_at)
        make_submission(attempt, received_at=round_.opens_at + timedelta(minutes=3))
        with pytest.raises(NoAttemptLeft, match="hết lượt"):
            start_attempt(entrant=entrant, round=round_, at=round_.opens_at + timedelta(minutes=5))

    def test_counts_an_attempt_of_which_nothing_was_handed_in(self, round_: Round, entrant: Entrant) -> None:
        start_attempt(entrant=entrant, round=round_, at=round_.opens_at)
        with pytest.raises(NoAttemptLeft):
            start_attempt(entrant=entrant, round=round_, at=round_.opens_at + HALF_HOUR)

    def test_gives_another_paper_to_the_second_attempt(self, now: datetime) -> None:
        round_ = _round(make_contest(at=now, slug="hai-luot", attempts_allowed=2, minutes_allowed=30))
        entrant = make_entrant(round_.contest, at=now)
        first = start_attempt(entrant=entrant, round=round_, at=round_.opens_at)
        second = start_attempt(entrant=entrant, round=round_, at=round_.opens_at + HALF_HOUR)
        assert (first.number, second.number) == (1, 2)
        assert first.paper != second.paper

    def test_refuses_a_round_of_another_contest(self, round_: Round, now: datetime) -> None:
        other = make_entrant(make_contest(at=now, slug="khac"), at=now)
        with pytest.raises(ValueError, match="another contest"):
            start_attempt(entrant=other, round=round_, at=round_.opens_at)

    def test_leaves_no_count_in_the_audit_trail(self, round_: Round, entrant: Entrant) -> None:
        before = AuditEntry.objects.count()
        start_attempt(entrant=entrant, round=round_, at=round_.opens_at)
        assert AuditEntry.objects.count() == before

    def test_goes_by_the_moment_it_is_given_and_by_no_other_clock(self, round_: Round, entrant: Entrant) -> None:
        assert timezone.now() > round_.closes_at
        assert start_attempt(entrant=entrant, round=round_, at=round_.opens_at).ends_at < timezone.now()


class TestLengthenOpenAttempts:
    def test_moves_the_end_of_what_is_under_way(self, round_: Round, entrant: Entrant) -> None:
        attempt = start_attempt(entrant=entrant, round=round_, at=round_.opens_at)
        entrant.extra_minutes = 15
        assert lengthen_open_attempts(entrant=entrant, at=round_.opens_at + timedelta(minutes=5)) == 1
        attempt.refresh_from_db()
        assert attempt.ends_at == round_.opens_at + timedelta(minutes=45)

    def test_gives_the_same_end_when_it_is_called_twice(self, round_: Round, entrant: Entrant) -> None:
        start_attempt(entrant=entrant, round=round_, at=round_.opens_at)
        entrant.extra_minutes = 15
        given = [lengthen_open_attempts(entrant=entrant, at=round_.opens_at) for _ in range(2)]
        assert given == [1, 0]

    def test_shortens_nothing(self, round_: Round, entrant: Entrant) -> None:
        entrant.extra_minutes = 15
        attempt = start_attempt(entrant=entrant, round=round_, at=round_.opens_at)
        entrant.extra_minutes = 0
        assert lengthen_open_attempts(entrant=entrant, at=round_.opens_at) == 0
        attempt.refresh_from_db()
        assert attempt.ends_at == round_.opens_at + timedelta(minutes=45)

    def test_leaves_what_is_over_or_submitted(self, now: datetime) -> None:
        round_ = _round(make_contest(at=now, slug="hai-luot", attempts_allowed=2, minutes_allowed=30))
        entrant = make_entrant(round_.contest, at=now, extra_minutes=15)
        make_attempt(entrant, round_, started_at=round_.opens_at)
        second = make_attempt(entrant, round_, number=2, started_at=round_.opens_at + timedelta(minutes=31))
        make_submission(second, received_at=round_.opens_at + timedelta(minutes=32))
        assert lengthen_open_attempts(entrant=entrant, at=round_.opens_at + timedelta(minutes=35)) == 0
