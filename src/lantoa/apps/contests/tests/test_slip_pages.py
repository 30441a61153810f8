"""Slips: for whoever submitted, as a page and as a file; checked by anybody."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from lantoa.apps.contests.entrant_cookie import COOKIE
from lantoa.apps.contests.factories import make_attempt, make_contest, make_entrant, make_result, make_submission
from lantoa.apps.contests.models import Contest, Entrant, Question, Round, RoundResult, Submission
from lantoa.apps.contests.tests.test_taking_pages import known

pytestmark = pytest.mark.django_db
CHECK = "/du-thi/thi-thu/kiem-tra-phieu/"


@pytest.fixture
def contest(now: datetime) -> Contest:
    return make_contest(at=now, slug="thi-thu", attempts_allowed=2)


@pytest.fixture
def round_(contest: Contest) -> Round:
    return contest.rounds.select_related("contest").get()


@pytest.fixture
def entrant(contest: Contest, now: datetime) -> Entrant:
    return make_entrant(contest, at=now)


@pytest.fixture
def submission(entrant: Entrant, round_: Round) -> Submission:
    attempt = make_attempt(entrant, round_, started_at=round_.opens_at)
    return make_submission(
        attempt,
        received_at=round_.opens_at + timedelta(minutes=5, seconds=7),
        answers={**{str(place): "a" for place in range(1, 5)}, "p": "25000"},
    )


@pytest.fixture
def clock(round_: Round) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(round_.opens_at + timedelta(minutes=6), tick=False) as traveller:
        yield traveller


@pytest.fixture
def browser(entrant: Entrant, now: datetime, clock: time_machine.Traveller) -> Client:
    return known(entrant, at=now)


def _address(submission: Submission) -> str:
    return f"/du-thi/thi-thu/phieu/{submission.slip_code}/"


class TestSlip:
    def test_shows_code_hash_seconds_and_the_answers_in_words(self, browser: Client, submission: Submission) -> None:
        page = browser.get(_address(submission)).content.decode()
        assert submission.slip_code in page and submission.slip_sha256 in page
        assert "16:05:07 ngày 01/06/2023" in page
        first = submission.attempt.paper[0]
        chosen = Question.objects.get(pk=first["number"]).options[first["options"][0]]
        assert f"<strong>{chosen}</strong>" in page
        assert "25000" in page and "(không trả lời)" in page

    def test_tells_nothing_of_what_is_right_before_publication(self, browser: Client, submission: Submission) -> None:
        page = browser.get(_address(submission)).content.decode()
        for words in ("Đáp án:", "Điều 1 Nghị định thử", "đứng hạng", "Bài này đúng"):
            assert words not in page

    def test_tells_it_after_publication(
        self, browser: Client, submission: Submission, round_: Round, clock: time_machine.Traveller
    ) -> None:
        clock.move_to(round_.closes_at + timedelta(hours=1))
        make_result(round_, [submission], at=round_.closes_at)
        page = browser.get(_address(submission)).content.decode()
        right = sum(row["options"][0] == 0 for row in submission.attempt.paper[:4])
        assert f"Bài này đúng <strong>{right} trên 5</strong> câu" in page
        assert "Bạn đứng hạng <strong>1</strong>" in page
        assert "Điều 1 Nghị định thử" in page and "Đáp án:" in page

    def test_goes_by_a_correction_once_it_is_published(
        self, browser: Client, submission: Submission, round_: Round, clock: time_machine.Traveller
    ) -> None:
        first = make_result(round_, [submission], at=round_.closes_at)
        numbers = [str(row["number"]) for row in submission.attempt.paper]
        second = RoundResult.objects.create(
            round=round_, version=2, reason="Đáp án sai", figures={}, file="", sha256="", made_at=first.made_at,
            changes={"keys": dict.fromkeys(numbers, "any")},
        )  # fmt: skip
        assert "ai cũng được tính điểm" not in browser.get(_address(submission)).content.decode()
        second.published_at = round_.closes_at
        second.save()
        page = browser.get(_address(submission)).content.decode()
        assert "Bài này đúng <strong>5 trên 5</strong> câu" in page
        assert page.count("ai cũng được tính điểm") == 5

    def test_says_that_another_attempt_counts(
        self, browser: Client, submission: Submission, entrant: Entrant, round_: Round
    ) -> None:
        better = make_submission(
            make_attempt(entrant, round_, number=2, started_at=round_.opens_at + timedelta(hours=1)),
            received_at=round_.opens_at + timedelta(hours=2),
        )
        make_result(round_, [better], at=round_.closes_at)
        assert "Lượt khác của bạn tốt hơn" in browser.get(_address(submission)).content.decode()

    def test_is_shown_to_no_other_browser(
        self, submission: Submission, contest: Contest, now: datetime, clock: time_machine.Traveller
    ) -> None:
        for client in (Client(), known(make_entrant(contest, at=now), at=now)):
            for address in (_address(submission), f"{_address(submission)}tai-ve/"):
                answer = client.get(address)
                assert answer.status_code == 403
                assert submission.slip_sha256 not in answer.content.decode()

    def test_is_not_there_for_an_unknown_code(self, browser: Client) -> None:
        assert browser.get("/du-thi/thi-thu/phieu/AAAABBBBCCCC/").status_code == 404

    def test_comes_as_a_text_that_holds_what_its_hash_is_made_of(self, browser: Client, submission: Submission) -> None:
        answer = browser.get(f"{_address(submission)}tai-ve/")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        lines = answer.content.decode().splitlines()
        assert hashlib.sha256(lines[-1].encode()).hexdigest() == submission.slip_sha256
        assert f"Mã SHA-256: {submission.slip_sha256}" in lines

    def test_reveals_nothing_of_an_exclusion_before_the_results(
        self, browser: Client, submission: Submission, round_: Round
    ) -> None:
        submission.excluded_at, submission.excluded_reason = round_.closes_at, "Thi hộ"
        submission.save()
        assert "Thi hộ" not in browser.get(_address(submission)).content.decode()
        make_result(round_, [], at=round_.closes_at)
        assert "Thi hộ" in browser.get(_address(submission)).content.decode()


class TestCheckSlip:
    def _ask(self, code: str, digits: str) -> str:
        return Client().get(CHECK, {"ma": code, "bam": digits}).content.decode()

    def test_confirms_a_slip_to_anybody_and_tells_no_more(self, submission: Submission) -> None:
        page = self._ask(submission.slip_code.lower(), submission.slip_sha256)
        assert "Khớp" in page and "16:05:07" in page
        assert submission.attempt.entrant.code not in page and "Nguyễn Văn Thử" not in page

    def test_takes_the_first_digits_and_blanks_between(self, submission: Submission) -> None:
        code = f"{submission.slip_code[:4]} {submission.slip_code[4:]}"
        assert "Khớp" in self._ask(code, f"{submission.slip_sha256[:10]} {submission.slip_sha256[10:16].upper()}")

    @pytest.mark.parametrize("digits", ["0" * 64, "abc", ""])
    def test_confirms_nothing_else(self, submission: Submission, digits: str) -> None:
        assert "Khớp" not in self._ask(submission.slip_code, digits)

    def test_notices_a_row_that_was_changed_afterwards(self, submission: Submission) -> None:
        Submission.objects.update(answers={"1": "d"})
        assert "Không khớp" in self._ask(submission.slip_code, submission.slip_sha256)

    def test_knows_no_slip_of_another_contest(self, submission: Submission, now: datetime) -> None:
        make_contest(at=now, slug="khac")
        asked = {"ma": submission.slip_code, "bam": submission.slip_sha256}
        page = Client().get(CHECK.replace("thi-thu", "khac"), asked)
        assert "Không khớp" in page.content.decode()

    def test_sets_no_cookie(self, contest: Contest) -> None:
        answer = Client().get(CHECK)
        assert answer.status_code == 200
        assert COOKIE not in answer.cookies
