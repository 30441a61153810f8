"""The lines of the list of contests."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lantoa.apps.contests.queries.states import ContestState


@dataclass(frozen=True, slots=True)
class ContestLine:
    """One contest in the list: what it is, where it stands, when."""

    pk: int
    title: str
    organiser: str
    state: str
    state_words: str
    when: str
    rounds: int
    illustrative: bool


def contest_lines(contests: Iterable[Any]) -> list[ContestLine]:
    """Return a line for each contest of queries.states.listed_contests."""
    return [
        ContestLine(
            pk=contest.pk,
            title=contest.title,
            organiser=contest.agency.name,
            state=contest.state,
            state_words=ContestState(contest.state).label,
            when=_when(contest),
            rounds=contest.rounds_count,
            illustrative=contest.illustrative,
        )
        for contest in contests
    ]


def _when(contest: Any) -> str:
    if contest.first_opens_at is None:
        return "chưa có vòng thi"
    first, last = (timezone.localtime(moment) for moment in (contest.first_opens_at, contest.last_closes_at))
    return f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"
