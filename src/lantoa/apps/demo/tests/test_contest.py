"""The questions and contests of the demonstration."""

import tomllib
from datetime import date, datetime

import pytest

from lantoa.apps.accounts.models import User
from lantoa.apps.contests.models import Contest, Question, Standing
from lantoa.apps.contests.question_content import problems_of, tidied
from lantoa.apps.demo import steps
from lantoa.apps.demo.contest import HELD, OPEN, QUESTIONS, content_of, decide_rounds, hold_contests, verify
from lantoa.apps.directives.models import Programme
from lantoa.apps.directives.tests.directive_texts import EXAMPLE

ROWS = [row for rows in tomllib.loads(QUESTIONS.read_text(encoding="utf-8")).values() for row in rows]


class TestQuestions:
    def test_are_more_than_sixty_and_all_different(self) -> None:
        assert len({row["text"] for row in ROWS}) == len(ROWS) > 60

    @pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:40])
    def test_can_be_kept_as_they_are(self, row: dict[str, object]) -> None:
        assert problems_of(tidied(content_of(row, {}))) == []

    def test_of_a_replaced_document_end_with_it(self) -> None:
        replaced = [row for row in ROWS if "61/2018" in row["source"]]
        assert replaced
        assert {row["until"] for row in replaced} == {date(2025, 6, 30)}


@pytest.mark.usefixtures("small_demo")
class TestContests:
    @pytest.fixture
    def programme(self, now: datetime) -> Programme:
        officer = steps.prepare_database(at=now)
        steps.fill_register(at=now)
        programme = steps.take_directive(EXAMPLE, officer=officer, at=now)
        steps.fill_newsroom(programme, port=8000, officer=officer, at=now)
        return programme

    def test_are_held_decided_and_computed_again_by_the_verifier(self, programme: Programme, now: datetime) -> None:
        officer = User.objects.get(username="chuongtrinh")
        held = hold_contests(programme, by=officer, at=now)
        assert (held.questions, held.entrants) == (len(ROWS), 90)
        assert 0 < held.submissions <= held.attempts
        results = decide_rounds(by=officer)
        assert [verify(result) for result in results] == [True, True, True]
        assert all(result.published_at for result in results)
        assert Standing.objects.filter(result__in=results, rank=1, prize="Giải Nhất").count() == 6
        again = hold_contests(programme, by=officer, at=now)
        assert (again.questions, again.entrants, again.submissions) == (0, 0, 0)
        assert decide_rounds(by=officer) == results

    def test_are_marked_as_illustrative_and_ask_nothing_out_of_force(self, programme: Programme, now: datetime) -> None:
        hold_contests(programme, by=User.objects.get(username="chuongtrinh"), at=now)
        contests = Contest.objects.filter(slug__in=[HELD, OPEN])
        assert [contest.illustrative for contest in contests] == [True, True]
        for contest in contests:
            for round_ in contest.rounds.all():
                asked = Question.objects.filter(pk__in=[row["number"] for row in round_.pool.pool])
                assert asked.count() == len(round_.pool.pool)
                assert not asked.filter(valid_to__lt=round_.closes_at.date()).exists()
