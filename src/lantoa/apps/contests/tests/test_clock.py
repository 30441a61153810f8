"""What was saved of an attempt whose time ran out is handed in by the clock."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.contests.actions import clock, submit_for_the_clock, submit_saved_answers
from lantoa.apps.contests.factories import make_attempt, make_contest, make_entrant, make_submission
from lantoa.apps.contests.models import Attempt, Round, SavedAnswers, Submission
from lantoa.apps.contests.moments import moment_text
from lantoa.apps.contests.timing import GRACE
from lantoa.core.scoring import slip_sha256

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(now: datetime) -> Round:
    return make_contest(at=now).rounds.get()


def _saved(round_: Round, answers: dict[str, Any] | None) -> Attempt:
    attempt = make_attempt(make_entrant(round_.contest, at=round_.opens_at), round_, started_at=round_.opens_at)
    if answers is not None:
        SavedAnswers.objects.create(attempt=attempt, answers=answers, version=3, saved_at=round_.opens_at)
    return attempt


class TestSubmitForTheClock:
    def test_hands_in_what_was_saved_with_the_end_as_its_moment(self, round_: Round) -> None:
        attempt = _saved(round_, {"1": "b", "p": "25000"})
        assert submit_for_the_clock(at=attempt.ends_at + GRACE) == 1
        submission = Submission.objects.get()
        assert (submission.answers, submission.by_clock) == ({"1": "b", "p": "25000"}, True)
        assert submission.received_at == attempt.ends_at

    def test_gives_a_slip_that_proves_it(self, round_: Round) -> None:
        attempt = _saved(round_, {"1": "b"})
        submit_for_the_clock(at=attempt.ends_at + GRACE)
        submission = Submission.objects.get()
        assert submission.slip_sha256 == slip_sha256(
            slip=submission.slip_code,
            entrant=attempt.entrant.code,
            round_number=1,
            attempt=1,
            answers={"1": "b"},
            started_at=moment_text(round(attempt.started_at.timestamp() * 1000)),
            received_at=moment_text(round(attempt.ends_at.timestamp() * 1000)),
        )

    def test_waits_for_what_the_door_has_read_in_time(self, round_: Round) -> None:
        attempt = _saved(round_, {"1": "b"})
        assert submit_for_the_clock(at=attempt.ends_at + GRACE - timedelta(seconds=1)) == 0

    def test_leaves_an_attempt_of_which_nothing_was_saved(self, round_: Round) -> None:
        _saved(round_, None)
        attempt = _saved(round_, {})
        assert submit_for_the_clock(at=attempt.ends_at + GRACE) == 0

    def test_hands_in_once(self, round_: Round) -> None:
        attempt = _saved(round_, {"1": "b"})
        assert [submit_for_the_clock(at=attempt.ends_at + GRACE) for _ in range(2)] == [1, 0]

    def test_leaves_what_the_door_stored_meanwhile(self, round_: Round) -> None:
        attempt = _saved(round_, {"1": "b"})
        batch = list(Attempt.objects.select_related("entrant", "round", "saved"))
        make_submission(attempt, received_at=attempt.ends_at, answers={"1": "c"})
        assert clock._submit(batch) == 0
        assert Submission.objects.get().answers == {"1": "c"}

    def test_waits_for_extra_time(self, round_: Round) -> None:
        attempt = _saved(round_, {"1": "b"})
        Attempt.objects.update(ends_at=attempt.ends_at + timedelta(minutes=10))
        assert submit_for_the_clock(at=attempt.ends_at + GRACE) == 0

    def test_goes_on_to_the_next_batch(self, round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(clock, "_BATCH", 2)
        ends = [_saved(round_, {"1": "b"}).ends_at for _ in range(5)]
        assert submit_for_the_clock(at=max(ends) + GRACE) == 5

    def test_leaves_no_count_in_the_audit_trail(self, round_: Round) -> None:
        attempt = _saved(round_, {"1": "b"})
        before = AuditEntry.objects.count()
        submit_for_the_clock(at=attempt.ends_at + GRACE)
        assert AuditEntry.objects.count() == before

    def test_comes_too_late_for_a_closed_round(self, round_: Round) -> None:
        attempt = _saved(round_, {"1": "b"})
        round_.closed_at = round_.closes_at
        round_.save()
        assert submit_for_the_clock(at=attempt.ends_at + GRACE) == 0


class TestSubmitSavedAnswers:
    def test_takes_one_round_and_no_further_grace(self, round_: Round, now: datetime) -> None:
        attempt = _saved(round_, {"1": "b"})
        other = make_contest(at=now, slug="khac").rounds.get()
        _saved(other, {"1": "b"})
        assert submit_saved_answers(round=round_, at=attempt.ends_at) == 1
        assert Submission.objects.get().attempt == attempt
