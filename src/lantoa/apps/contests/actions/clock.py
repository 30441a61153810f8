"""Handing in by the clock: what was saved of an attempt whose time ran out counts as submitted.

An attempt of which nothing was saved stays unsubmitted: there is nothing to mark, and its entrant is told so. Like
attempts, these rows are their own record (`by_clock`) and leave no count in the audit trail (ADR 0028).
"""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from lantoa.apps.contests.models import Attempt, Round, Submission
from lantoa.apps.contests.slips import computed_sha256
from lantoa.apps.contests.timing import GRACE
from lantoa.core.scoring import new_slip_code

_BATCH = 500
# Stands where the browser's own key stands in what somebody submitted.
CLOCK_KEY = "clock"


def submit_for_the_clock(*, at: datetime) -> int:
    """Return how many attempts the clock handed in: over for longer than the grace, with saved answers, in rounds that
    are not closed. A sweep; it may run beside itself and beside the door.
    """
    over = _over(Attempt.objects.filter(round__closed_at=None), at - GRACE)
    return _submit_all(over)


def submit_saved_answers(*, round: Round, at: datetime) -> int:
    """Return how many attempts of a round the clock handed in: all that are over by then, without further grace.

    For the closing of the round, which waits until everybody's time is over (queries.attempts.last_end and GRACE).
    """
    return _submit_all(_over(Attempt.objects.filter(round=round), at))


def _over(attempts: QuerySet[Attempt], until: datetime) -> QuerySet[Attempt]:
    return (
        attempts.filter(ends_at__lte=until, submission=None, saved__isnull=False)
        .exclude(Q(saved__answers={}))
        .select_related("entrant", "round", "saved")
        .order_by("pk")
    )


def _submit_all(over: QuerySet[Attempt]) -> int:
    submitted, last = 0, 0
    while batch := list(over.filter(pk__gt=last)[:_BATCH]):
        submitted += _submit(batch)
        last = batch[-1].pk
    return submitted


@transaction.atomic
def _submit(batch: Iterable[Attempt]) -> int:
    """Return how many of the attempts were handed in. Whoever the door was faster with keeps what he submitted: the
    primary key of a submission is its attempt, and a second row of it is not added.
    """
    rows = [_submission(attempt) for attempt in batch]
    Submission.objects.bulk_create(rows, ignore_conflicts=True)
    # Counted by the slips, which nobody else can have made.
    return Submission.objects.filter(slip_code__in=[row.slip_code for row in rows]).count()


def _submission(attempt: Attempt) -> Submission:
    submission = Submission(
        attempt=attempt,
        key=CLOCK_KEY,
        answers=attempt.saved.answers,
        received_at=attempt.ends_at,
        by_clock=True,
        slip_code=new_slip_code(secrets.token_bytes(16)),
    )
    submission.slip_sha256 = computed_sha256(submission)
    return submission
