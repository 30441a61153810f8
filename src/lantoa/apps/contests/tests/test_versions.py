"""Publishing, excluding, marking again: every change is a version, and the draw stays what it was."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.contests.actions import (
    CannotChangeResult,
    CannotPublish,
    announce_contest,
    close_round,
    exclude_submission,
    preview_exclusion,
    preview_rescore,
    publish_result,
    readmit_submission,
    rescore_round,
)
from lantoa.apps.contests.factories import make_attempt, make_contest, make_entrant, make_submission, right_answers
from lantoa.apps.contests.models import (
    Headcount,
    Irregularity,
    Prize,
    Round,
    RoundResult,
    Standing,
    Submission,
    UnitStanding,
)
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.contests.queries.certificates import certificate_of
from lantoa.core import scoring
from lantoa.core.scoring import EVERY_ANSWER, sha256_of

pytestmark = pytest.mark.django_db
_VERIFIER = Path(scoring.__file__).parent / "verifier" / "verify_contest.py"


@pytest.fixture(autouse=True)
def contests_dir(settings: LazySettings, tmp_path: Path) -> Path:
    settings.CONTESTS_DIR = tmp_path / "contests"
    return tmp_path / "contests"


@pytest.fixture
def later(now: datetime) -> datetime:
    return now + timedelta(days=10)


@pytest.fixture
def result(now: datetime) -> RoundResult:
    """Return the first result of a closed round: six officials of two units with 5, 4, 3, 2, 1 and 0 points."""
    contest = make_contest(at=now, announced=False)
    prizes = [("Giải Nhất", 1, 1), ("Giải Nhì", 2, 3)]
    for name, first, last in prizes:
        Prize.objects.create(
            contest=contest, winner="person", audience=Audience.OFFICIALS, name=name, first_rank=first, last_rank=last
        )
    units = [AgencyFactory.create(), AgencyFactory.create()]
    Headcount.objects.create(contest=contest, agency=units[0], people=30, source="Công văn thử")
    announce_contest(contest=contest, by=None, at=now)
    round_ = Round.objects.select_related("contest").get(contest=contest)
    for wrong in range(6):
        entrant = make_entrant(contest, at=now, agency=units[wrong % 2], full_name=f"Người Thứ {wrong}")
        attempt = make_attempt(entrant, round_, started_at=round_.opens_at)
        answers = right_answers(attempt, wrong=wrong) | {"p": str(wrong)}
        make_submission(attempt, received_at=round_.opens_at + timedelta(minutes=5), answers=answers)
    return close_round(round_=round_, by=None, at=round_.closes_at + timedelta(minutes=1))


def _places(result: RoundResult) -> list[str]:
    return list(result.standings.order_by("rank").values_list("submission__attempt__entrant__full_name", flat=True))


def _verified(result: RoundResult, folder: Path) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-I", str(_VERIFIER), str(folder / result.file)]
    return subprocess.run(run, capture_output=True, text=True, check=False, timeout=60)


def _publish(result: RoundResult, at: datetime, *, open_irregularities: int = 0) -> RoundResult:
    return publish_result(result=result, open_irregularities=open_irregularities, by=None, at=at)


class TestPublish:
    def test_opens_the_round_and_gives_codes_to_winners(self, result: RoundResult, later: datetime) -> None:
        _publish(result, later)
        result.round.refresh_from_db()
        assert result.round.published_at == later
        assert [bool(code) for code in result.standings.values_list("certificate_code", flat=True)] == [
            True, True, True, False, False, False,
        ]  # fmt: skip
        assert AuditEntry.objects.get(act="contests.publish_result").detail["certificates"] == 3
        assert PublicChange.objects.filter(subject=f"contest:{result.round.contest_id}", at=later).exists()
        with pytest.raises(CannotPublish, match="đã được công bố"):
            _publish(result, later)

    def test_asks_for_a_second_look_when_irregularities_have_come_up(
        self, result: RoundResult, later: datetime
    ) -> None:
        Irregularity.objects.create(round=result.round, kind=Irregularity.Kind.DEVICE, key="1", found_at=later)
        with pytest.raises(CannotPublish, match="Nay có 1 dấu hiệu"):
            _publish(result, later)
        assert _publish(result, later, open_irregularities=1).published_at == later

    def test_publishes_the_newest_version_with_all_before_it(self, result: RoundResult, later: datetime) -> None:
        second = exclude_submission(submission=_best(result), reason="Nộp hộ", by=None, at=later)
        assert second.published_at is None
        with pytest.raises(CannotPublish, match="vừa được tính lại"):
            _publish(result, later)
        _publish(second, later)
        assert set(RoundResult.objects.values_list("published_at", flat=True)) == {later}

    def test_refuses_a_result_whose_list_is_gone(
        self, result: RoundResult, contests_dir: Path, later: datetime
    ) -> None:
        (contests_dir / result.file).unlink()
        with pytest.raises(CannotPublish, match="Không thấy tệp danh sách"):
            _publish(result, later)


def _best(result: RoundResult) -> Submission:
    standing = result.standings.select_related("submission__attempt__round__contest").get(rank=1)
    return standing.submission


class TestExclude:
    def test_shows_before_what_it_then_does(self, result: RoundResult, contests_dir: Path, later: datetime) -> None:
        best = _best(result)
        shown = preview_exclusion(round_=result.round, submissions=[best], reason="Nộp hộ")
        assert RoundResult.objects.count() == 1
        assert Submission.objects.filter(excluded_at=None).count() == 6
        second = exclude_submission(submission=best, reason="Nộp hộ", by=None, at=later)
        assert second.changes == shown.changes
        assert second.sha256 == sha256_of(shown.content)
        assert _places(second) == [f"Người Thứ {place}" for place in range(1, 6)]
        assert [row["prize"] for row in second.changes["gained"]] == ["Giải Nhất", "Giải Nhì"]
        assert second.figures["excluded"] == 1
        entries = json.loads((contests_dir / second.file).read_bytes())["entries"]
        assert [entry["reason"] for entry in entries if entry["excluded"]] == ["Nộp hộ"]
        assert AuditEntry.objects.get(act="contests.exclude_submission").detail["reason"] == "Nộp hộ"

    def test_leaves_the_version_before_and_the_closing_hash_as_they_were(
        self, result: RoundResult, contests_dir: Path, later: datetime
    ) -> None:
        before, closing, places = (
            (contests_dir / result.file).read_bytes(),
            result.round.closing_sha256,
            _places(result),
        )
        exclude_submission(submission=_best(result), reason="Nộp hộ", by=None, at=later)
        assert (contests_dir / result.file).read_bytes() == before
        assert Round.objects.get().closing_sha256 == closing
        assert _places(result) == places

    def test_can_be_taken_back_and_then_ranks_as_at_first(self, result: RoundResult, later: datetime) -> None:
        best = _best(result)
        exclude_submission(submission=best, reason="Nộp hộ", by=None, at=later)
        third = readmit_submission(submission=best, reason="Xác minh: tự làm", by=None, at=later)
        assert (third.version, _places(third)) == (3, _places(result))
        assert Submission.objects.get(pk=best.pk).excluded_reason == ""

    def test_needs_a_reason_a_closed_round_and_a_submission_that_counts(
        self, result: RoundResult, now: datetime, later: datetime
    ) -> None:
        best = _best(result)
        with pytest.raises(CannotChangeResult, match="ghi lý do"):
            exclude_submission(submission=best, reason=" ", by=None, at=later)
        exclude_submission(submission=best, reason="Nộp hộ", by=None, at=later)
        with pytest.raises(CannotChangeResult, match="đã bị loại"):
            exclude_submission(submission=best, reason="Lần nữa", by=None, at=later)
        running = make_contest(at=now, slug="dang-thi").rounds.get()
        attempt = make_attempt(make_entrant(running.contest, at=now), running, started_at=running.opens_at)
        early = make_submission(attempt, received_at=running.opens_at + timedelta(minutes=1))
        with pytest.raises(CannotChangeResult, match="chưa khóa sổ"):
            exclude_submission(submission=early, reason="Nộp hộ", by=None, at=later)

    def test_of_a_public_result_is_public_at_once_and_takes_back_certificates(
        self, result: RoundResult, later: datetime
    ) -> None:
        _publish(result, later)
        codes = dict(result.standings.exclude(prize="").values_list("rank", "certificate_code"))
        second = exclude_submission(submission=_best(result), reason="Nộp hộ", by=None, at=later)
        assert second.published_at == later
        lost, kept = certificate_of(codes[1]), certificate_of(codes[3])
        assert lost and kept
        assert (lost.stands, kept.stands) == (False, True)
        assert lost.newest.reason == "Nộp hộ"
        # Third became second with the same prize and keeps the code; second became first and has a new one.
        now_codes = dict(second.standings.exclude(prize="").values_list("rank", "certificate_code"))
        assert now_codes[2] == codes[3]
        assert now_codes[1] not in codes.values()


class TestRescore:
    def _question(self, result: RoundResult) -> str:
        """Return a question that the worst paper asks, by number."""
        worst = result.standings.get(rank=6).submission
        return str(worst.attempt.paper[0]["number"])

    def test_gives_everybody_the_point_and_says_what_changed(self, result: RoundResult, later: datetime) -> None:
        question = self._question(result)
        shown = preview_rescore(round_=result.round, keys={question: EVERY_ANSWER}, reason="Câu hỏng")
        second = rescore_round(round_=result.round, keys={question: EVERY_ANSWER}, reason="Câu hỏng", by=None, at=later)
        assert second.changes == shown.changes
        assert second.changes["scores_changed"] >= 1
        assert second.standings.get(submission=result.standings.get(rank=6).submission).score >= 1
        assert result.standings.get(rank=6).score == 0
        stored = dict(Submission.objects.values_list("pk", "score"))
        assert all(standing.score == stored[standing.submission_id] for standing in second.standings.all())
        detail = AuditEntry.objects.get(act="contests.rescore_round").detail
        assert detail["questions"] == [int(question)]

    def test_corrections_add_up_over_versions(self, result: RoundResult, later: datetime) -> None:
        keys = sorted(result.round.pool.keys)
        for place, question in enumerate(keys, start=2):
            found = rescore_round(
                round_=result.round, keys={question: EVERY_ANSWER}, reason=f"Câu {question}", by=None, at=later
            )
            assert found.version == place
        assert set(found.standings.values_list("score", flat=True)) == {5}
        assert found.figures["perfect"] == {"part": 6, "of": 6}

    def test_keeps_the_sealed_pool_and_refuses_strange_questions(self, result: RoundResult, later: datetime) -> None:
        sealed = dict(result.round.pool.keys)
        rescore_round(round_=result.round, keys={self._question(result): [1]}, reason="Sai", by=None, at=later)
        assert Round.objects.get().pool.keys == sealed
        with pytest.raises(CannotChangeResult, match="không có câu số 999999"):
            rescore_round(round_=result.round, keys={"999999": [1]}, reason="Sai", by=None, at=later)
        with pytest.raises(CannotChangeResult, match="ghi lý do"):
            rescore_round(round_=result.round, keys={self._question(result): [1]}, reason="", by=None, at=later)


class TestVerifier:
    def test_accepts_every_version(self, result: RoundResult, contests_dir: Path, later: datetime) -> None:
        question = next(iter(result.round.pool.keys))
        versions: Iterator[Any] = iter(
            [
                result,
                exclude_submission(submission=_best(result), reason="Nộp hộ", by=None, at=later),
                rescore_round(round_=result.round, keys={question: EVERY_ANSWER}, reason="Hỏng", by=None, at=later),
            ]
        )
        for version in versions:
            run = _verified(version, contests_dir)
            assert run.returncode == 0, run.stdout + run.stderr

    def test_refuses_a_list_in_which_a_score_was_changed(self, result: RoundResult, contests_dir: Path) -> None:
        place = contests_dir / result.file
        content = json.loads(place.read_bytes())
        content["entries"][0]["score"] += 1
        place.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        assert _verified(result, contests_dir).returncode != 0

    def test_finds_no_name_contact_or_unit_of_a_person_in_the_list(
        self, result: RoundResult, contests_dir: Path
    ) -> None:
        text = (contests_dir / result.file).read_text(encoding="utf-8")
        assert "Người Thứ" not in text
        assert "@" not in text


class TestUnits:
    def test_count_entrants_against_the_head_count(self, result: RoundResult) -> None:
        units = list(UnitStanding.objects.filter(result=result).order_by("agency"))
        assert [(unit.entrants, unit.attempts, unit.people, unit.rank) for unit in units] == [
            (3, 3, 30, 1),
            (3, 3, None, None),
        ]
        assert [unit.score_sum for unit in units] == [5 + 3 + 1, 4 + 2 + 0]
        assert Standing.objects.filter(result=result).count() == 6
