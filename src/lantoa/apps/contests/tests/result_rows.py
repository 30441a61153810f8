"""A closed round for the tests of results: six officials of two units, with 5, 4, 3, 2, 1 and 0 points."""

from datetime import datetime, timedelta

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.contests.actions import announce_contest, close_round
from lantoa.apps.contests.factories import make_attempt, make_contest, make_entrant, make_submission, right_answers
from lantoa.apps.contests.models import Contest, Headcount, Prize, Round, RoundResult
from lantoa.apps.contests.models.contest import Audience

PRIZES = [("Giải Nhất", 1, 1), ("Giải Nhì", 2, 3)]


def make_full_round(now: datetime, *, slug: str = "tim-hieu-cchc", entrants: int = 6) -> Round:
    """Return a round that is over and not closed; prizes for the first three, a head-count for one of two units."""
    contest = make_contest(at=now, slug=slug, announced=False)
    for name, first, last in PRIZES:
        Prize.objects.create(
            contest=contest, winner="person", audience=Audience.OFFICIALS, name=name, first_rank=first, last_rank=last
        )
    units = [AgencyFactory.create(), AgencyFactory.create()]
    Headcount.objects.create(contest=contest, agency=units[0], people=30, source="Công văn thử")
    announce_contest(contest=contest, by=None, at=now)
    round_ = Round.objects.select_related("contest").get(contest=contest)
    for wrong in range(entrants):
        entrant = make_entrant(contest, at=now, agency=units[wrong % 2], full_name=f"Người Thứ {wrong}")
        attempt = make_attempt(entrant, round_, started_at=round_.opens_at)
        answers = right_answers(attempt, wrong=wrong % 6) | {"p": str(wrong)}
        make_submission(attempt, received_at=round_.opens_at + timedelta(minutes=5), answers=answers)
    return round_


def make_closed_round(now: datetime, *, slug: str = "tim-hieu-cchc", entrants: int = 6) -> RoundResult:
    """Return the first result of such a round, closed."""
    round_ = make_full_round(now, slug=slug, entrants=entrants)
    return close_round(round_=round_, by=None, at=round_.closes_at + timedelta(minutes=1))


def contest_of(result: RoundResult) -> Contest:
    """Return the contest of a result."""
    return Contest.objects.get(rounds__results=result)
