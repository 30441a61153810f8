"""Rounds for tests that were played to their end: submitted, closed, published by the real acts."""

from collections.abc import Sequence
from datetime import timedelta

from lantoa.apps.contests.actions import close_round, publish_result
from lantoa.apps.contests.factories import make_attempt, make_submission, right_answers
from lantoa.apps.contests.models import Contest, Entrant, RoundResult


def play_round(
    contest: Contest, people: Sequence[Entrant], *, number: int = 1, wrong: int = 0, published: bool = True
) -> RoundResult:
    """Return the result of a round in which these people submitted, with so many wrong answers each. Needs
    settings.CONTESTS_DIR to be a folder of the test.
    """
    round_ = contest.rounds.select_related("contest__agency").get(number=number)
    for place, person in enumerate(people):
        attempt = make_attempt(person, round_, started_at=round_.opens_at)
        answers = right_answers(attempt, wrong=wrong)
        make_submission(attempt, received_at=round_.opens_at + timedelta(minutes=5, seconds=place), answers=answers)
    at = round_.closes_at + timedelta(minutes=5)
    result = close_round(round_=round_, by=None, at=at)
    return publish_result(result=result, open_irregularities=0, by=None, at=at) if published else result
