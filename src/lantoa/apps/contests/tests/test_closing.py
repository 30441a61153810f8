"""Closing a round, killed at any step, twice at once; and the first result."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.contests.actions import CannotClose, announce_contest, close_round, closing, submit_saved_answers
from lantoa.apps.contests.actions.computing import compute_result
from lantoa.apps.contests.actions.versions import store_computed_list
from lantoa.apps.contests.closing_sweep import sweep_rounds_to_close
from lantoa.apps.contests.factories import make_attempt, make_contest, make_entrant, make_submission, right_answers
from lantoa.apps.contests.models import Contest, Prize, Round, RoundResult, SavedAnswers, Standing, Submission
from lantoa.apps.contests.models.contest import Audience
from lantoa.core.scoring import closing_sha256, sha256_of

pytestmark = pytest.mark.django_db
_MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def contests_dir(settings: LazySettings, tmp_path: Path) -> Path:
    settings.CONTESTS_DIR = tmp_path / "contests"
    return settings.CONTESTS_DIR


@pytest.fixture
def round_(now: datetime) -> Round:
    """Return a round that is over: three officials with 5, 4 and 3 points, a citizen with 5, one who only saved."""
    contest = make_contest(at=now, announced=False)
    first = {"audience": Audience.OFFICIALS, "name": "Giải Nhất", "first_rank": 1, "last_rank": 1}
    Prize.objects.create(contest=contest, winner=Prize.Winner.PERSON, **first)
    return _filled(contest, now)


def _filled(contest: Contest, now: datetime) -> Round:
    announce_contest(contest=contest, by=None, at=now)
    found = Round.objects.select_related("contest").get(contest=contest)
    for wrong in range(3):
        entrant = make_entrant(contest, at=now)
        attempt = make_attempt(entrant, found, started_at=found.opens_at)
        answers = right_answers(attempt, wrong=wrong) | {"p": str(4 + wrong)}
        make_submission(attempt, received_at=found.opens_at + timedelta(minutes=5 + wrong), answers=answers)
    citizen = make_entrant(contest, at=now, audience=Audience.CITIZENS)
    make_submission(make_attempt(citizen, found, started_at=found.opens_at), received_at=found.opens_at + _MINUTE)
    late = make_attempt(make_entrant(contest, at=now), found, started_at=found.opens_at)
    SavedAnswers.objects.create(
        attempt=late, answers=right_answers(late, wrong=3), version=1, saved_at=found.opens_at + _MINUTE
    )
    return found


def _close(round_: Round) -> RoundResult:
    return close_round(round_=Round.objects.select_related("contest").get(pk=round_.pk), by=None, at=_over(round_))


def _over(round_: Round) -> datetime:
    return round_.closes_at + _MINUTE


def _list(result: RoundResult, folder: Path) -> Any:
    return json.loads((folder / result.file).read_bytes())


class TestCloseRound:
    def test_takes_in_what_the_clock_submits_marks_ranks_and_writes_the_list(
        self, round_: Round, contests_dir: Path
    ) -> None:
        result = _close(round_)
        round_.refresh_from_db()
        slips = list(Submission.objects.values_list("slip_sha256", flat=True))
        assert (result.version, round_.closed_at, round_.published_at) == (1, _over(round_), None)
        assert round_.closing_sha256 == closing_sha256(slips)
        places = Standing.objects.filter(result=result).values_list("audience", "rank", "score", "prize")
        assert list(places) == [
            ("citizens", 1, 5, ""),
            ("officials", 1, 5, "Giải Nhất"),
            ("officials", 2, 4, ""),
            ("officials", 3, 3, ""),
            ("officials", 4, 2, ""),
        ]
        assert set(Submission.objects.values_list("score", "by_clock")) == {
            (5, False), (4, False), (3, False), (2, True),
        }  # fmt: skip
        content = (contests_dir / result.file).read_bytes()
        assert sha256_of(content) == result.sha256
        assert result.sha256 in result.file
        assert len(_list(result, contests_dir)["entries"]) == 5
        assert result.figures["entrants"] == 5
        assert result.figures["truth"] == 5
        assert AuditEntry.objects.get(act="contests.close_round").detail["closing_sha256"] == round_.closing_sha256

    def test_keeps_the_result_of_a_round_that_is_closed_already(self, round_: Round) -> None:
        first = _close(round_)
        assert close_round(round_=Round.objects.get(pk=round_.pk), by=None, at=_over(round_) + _MINUTE) == first
        assert RoundResult.objects.count() == 1

    def test_refuses_before_everybodys_time_is_over(self, round_: Round, now: datetime) -> None:
        with pytest.raises(CannotClose, match="Chưa hết giờ"):
            close_round(round_=round_, by=None, at=round_.closes_at + timedelta(seconds=59))
        extra = make_attempt(make_entrant(round_.contest, at=now), round_, started_at=round_.opens_at)
        extra.ends_at = round_.closes_at + timedelta(minutes=10)
        extra.save()
        with pytest.raises(CannotClose, match="được thêm giờ"):
            _close(round_)
        assert sweep_rounds_to_close(at=_over(round_)) == 0
        assert sweep_rounds_to_close(at=extra.ends_at + _MINUTE) == 1

    def test_refuses_a_contest_that_was_called_off(self, round_: Round, now: datetime) -> None:
        Contest.objects.update(called_off_at=now, called_off_reason="Bão")
        with pytest.raises(CannotClose, match="đã hủy"):
            _close(round_)

    def test_closes_a_round_without_submissions(self, now: datetime) -> None:
        empty = make_contest(at=now, slug="khong-ai-thi").rounds.get()
        result = _close(empty)
        assert result.figures["entrants"] == result.figures["truth"] == 0
        assert not result.standings.exists()


_STEPS = ("submit_saved_answers", "compute_result", "store_scores", "store_computed_list", "store_result", "record_act",
          "note_public_change")  # fmt: skip


class TestKilledInTheMiddle:
    @pytest.mark.parametrize("step", _STEPS)
    @pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
    def test_leaves_an_open_round_whose_next_closing_gives_the_same(
        self, round_: Round, contests_dir: Path, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
    ) -> None:
        expected = compute_result(round_, before=None) if step != "submit_saved_answers" else None
        real = getattr(closing, step)

        def killed(*args: Any, **kwargs: Any) -> None:
            if after:
                real(*args, **kwargs)
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(closing, step, killed)
            with pytest.raises(KeyboardInterrupt):
                _close(round_)
        assert Round.objects.get(pk=round_.pk).closed_at is None
        assert not RoundResult.objects.exists()
        result = _close(round_)
        again = compute_result(Round.objects.select_related("contest").get(pk=round_.pk), before=None)
        assert sha256_of(again.content) == result.sha256
        assert [file.name for file in contests_dir.iterdir()] == [result.file]
        assert Standing.objects.count() == 5
        assert expected is None or again.submissions == expected.submissions + 1

    def test_a_torn_file_is_written_again(self, round_: Round, contests_dir: Path) -> None:
        submit_saved_answers(round=round_, at=_over(round_))
        computed = compute_result(round_, before=None)
        contests_dir.mkdir()
        name, digest = store_computed_list(round_, computed)
        (contests_dir / name).write_bytes(computed.content[:100])
        assert _close(round_).sha256 == digest
        assert sha256_of((contests_dir / name).read_bytes()) == digest


class TestTwoAtOnce:
    def test_the_slower_closer_finds_the_round_closed_and_changes_nothing(
        self, round_: Round, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = closing.store_scores

        def overtaken(computed: Any) -> None:
            monkeypatch.setattr(closing, "store_scores", real)
            first = _close(round_)  # the other worker ends in the meantime
            firsts.append((first.pk, first.sha256))
            real(computed)

        firsts: list[tuple[int, str]] = []
        monkeypatch.setattr(closing, "store_scores", overtaken)
        second = _close(round_)
        assert firsts == [(second.pk, second.sha256)]
        assert RoundResult.objects.count() == 1
        assert AuditEntry.objects.filter(act="contests.close_round").count() == 1

    def test_a_submission_stored_meanwhile_puts_the_closing_off(
        self, round_: Round, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = closing.store_scores

        def late(computed: Any) -> None:
            attempt = make_attempt(make_entrant(round_.contest, at=now), round_, started_at=round_.opens_at)
            make_submission(attempt, received_at=round_.opens_at + _MINUTE)
            real(computed)

        with monkeypatch.context() as patched:
            patched.setattr(closing, "store_scores", late)
            with pytest.raises(CannotClose, match="Vừa có thêm bài nộp"):
                _close(round_)
        assert sweep_rounds_to_close(at=_over(round_)) == 1
        assert RoundResult.objects.get().figures["entrants"] == 6
