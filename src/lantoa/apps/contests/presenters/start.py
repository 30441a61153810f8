"""What stands before the first question: whether a round can be begun, what will happen, what has happened already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lantoa.apps.contests.models import Attempt, Contest, Entrant, Round, Submission
from lantoa.apps.contests.presenters.spans import span_words
from lantoa.apps.contests.queries.attempts import is_submitted, open_attempt
from lantoa.apps.contests.queries.pools import sealed_pool
from lantoa.apps.contests.timing import end_of_attempt
from lantoa.apps.contests.tokens import attempt_address


class StartState(StrEnum):
    """Where an entrant stands in a round."""

    CALLED_OFF = "called_off"
    NOT_YET = "not_yet"
    READY = "ready"
    UNDER_WAY = "under_way"
    USED = "used"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class StartShown:
    """`number` is the attempt that the button begins or goes on with; `minutes` what the rules and the extra minutes
    allow it, None without a limit; `left` is in words, until opening or until the end of what is under way.
    """

    state: StartState
    questions: int
    asks_prediction: bool
    number: int
    minutes: int | None
    ends_at: datetime
    shorter: bool
    left: str
    address: str
    submissions: Sequence[Submission]
    unsubmitted: Sequence[Attempt]


def start_shown(entrant: Entrant, round_: Round, attempts: Sequence[Attempt], *, at: datetime) -> StartShown:
    """Return what the page before a round says. Round with contest at hand; no query once the sealed pool is read."""
    contest, under_way = round_.contest, open_attempt(attempts, at=at)
    state = _state(round_, attempts, under_way, at=at)
    begun = under_way.started_at if under_way else max(at, round_.opens_at)
    ends_at = (
        under_way.ends_at
        if under_way
        else end_of_attempt(round_, started_at=begun, extra_minutes=entrant.extra_minutes)
    )
    minutes = contest.minutes_allowed + entrant.extra_minutes if contest.minutes_allowed else None
    return StartShown(
        state=state,
        questions=sum(quota.questions for quota in sealed_pool(round_.pk).quotas.get(entrant.audience, ())),
        asks_prediction=contest.prediction != Contest.Prediction.NONE,
        number=under_way.number if under_way else len(attempts) + 1,
        minutes=minutes,
        ends_at=ends_at,
        shorter=minutes is not None and (ends_at - begun).total_seconds() < minutes * 60 - 1,
        left=span_words((round_.opens_at if state is StartState.NOT_YET else ends_at) - at),
        address=attempt_address(under_way) if under_way else "",
        submissions=[attempt.submission for attempt in attempts if is_submitted(attempt)],
        unsubmitted=[attempt for attempt in attempts if not is_submitted(attempt) and attempt is not under_way],
    )


def _state(round_: Round, attempts: Sequence[Attempt], under_way: Attempt | None, *, at: datetime) -> StartState:
    if round_.contest.called_off_at is not None:
        return StartState.CALLED_OFF
    if under_way is not None:
        return StartState.UNDER_WAY
    if at < round_.opens_at:
        return StartState.NOT_YET
    if not round_.is_open(at) or round_.closed_at is not None:
        return StartState.OVER
    return StartState.USED if len(attempts) >= round_.contest.attempts_allowed else StartState.READY
