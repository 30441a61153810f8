"""Beginning an attempt, and giving more time to one under way.

Nothing of this goes to the audit trail: the row of an attempt is its own record and is never changed but for its end,
and the trail must not tell the office how many have begun while nobody may know it (ADR 0028).
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from lantoa.apps.contests.models import Attempt, Entrant, Round
from lantoa.apps.contests.queries.attempts import attempts_in, open_attempt
from lantoa.apps.contests.queries.pools import paper_data, sealed_pool
from lantoa.apps.contests.timing import end_of_attempt, whole_milliseconds
from lantoa.core.scoring import draw_paper


class CannotStart(ValueError):
    """No attempt can be begun; the message, in Vietnamese, says why."""


class NotOpen(CannotStart):
    """The round is not open, or the contest was called off."""


class NoAttemptLeft(CannotStart):
    """The entrant has used all attempts of the round."""


def start_attempt(*, entrant: Entrant, round: Round, at: datetime) -> Attempt:
    """Return the attempt of an entrant in a round that is at hand with its contest: the one under way, else a new one
    with its own paper. NotOpen or NoAttemptLeft where there can be none.

    Two presses at once, or two devices, give one attempt: the database's own rule decides (`attempt_once`), and who
    comes second continues what the first began. One short transaction of one row.
    """
    if round.contest_id != entrant.contest_id:
        raise ValueError("the round is of another contest")
    if round.contest.announced_at is None or round.contest.called_off_at is not None:
        raise NotOpen("Cuộc thi này không diễn ra.")
    known = attempts_in(entrant, round)
    under_way = open_attempt(known, at=at)
    if under_way is not None:
        return under_way
    _check_open(round, known, at=at)
    attempt = _new_attempt(entrant, round, number=len(known) + 1, at=at)
    try:
        with transaction.atomic():
            attempt.save(force_insert=True)
    except IntegrityError:
        attempt = Attempt.objects.select_related("round__contest", "entrant").get(
            entrant=entrant, round=round, number=attempt.number
        )
    return attempt


def _check_open(round_: Round, known: Sequence[Attempt], *, at: datetime) -> None:
    if at < round_.opens_at:
        raise NotOpen("Vòng thi chưa mở.")
    if at >= round_.closes_at or round_.closed_at is not None:
        raise NotOpen("Vòng thi đã đóng.")
    if len(known) >= round_.contest.attempts_allowed:
        raise NoAttemptLeft("Bạn đã dùng hết lượt thi của vòng này.")


def _new_attempt(entrant: Entrant, round_: Round, *, number: int, at: datetime) -> Attempt:
    pool = sealed_pool(round_.pk)
    paper = draw_paper(
        pool.questions.values(),
        pool.quotas[entrant.audience],
        seed=round_.seed,
        entrant=entrant.code,
        attempt=number,
        shuffles_options=round_.contest.shuffles_options,
    )
    started_at = whole_milliseconds(at)
    return Attempt(
        entrant=entrant,
        round=round_,
        number=number,
        paper=paper_data(paper),
        started_at=started_at,
        ends_at=end_of_attempt(round_, started_at=started_at, extra_minutes=entrant.extra_minutes),
    )


@transaction.atomic
def lengthen_open_attempts(*, entrant: Entrant, at: datetime) -> int:
    """Return how many attempts under way got the entrant's extra minutes, as they are now; none is ever shortened.

    Called by whoever grants the time, in the same transaction. The address of the paper changes with its end; under
    the old address the door looks at the row before it says late, and the page leads to the new one.
    """
    under_way = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("round__contest")
        .filter(entrant=entrant, submission=None, ends_at__gt=at)
    )
    lengthened = 0
    for attempt in under_way:
        end = end_of_attempt(attempt.round, started_at=attempt.started_at, extra_minutes=entrant.extra_minutes)
        if end > attempt.ends_at:
            attempt.ends_at = end
            attempt.save(update_fields=["ends_at"])
            lengthened += 1
    return lengthened
