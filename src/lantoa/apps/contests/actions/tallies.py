"""Counting who takes part: one write a round and sweep, so that the wall costs the same for ten and for 100 000."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Q

from lantoa.apps.contests.models import Attempt, Contest, Round, RoundTally, Submission


def count_rounds(*, at: datetime) -> int:
    """Return how many rounds were counted now: those that run and hide nothing, and closed ones
    once, and again with each new result.

    A round with a prediction is not even counted before it is closed.
    """
    running = Q(closed_at=None, opens_at__lte=at, contest__prediction=Contest.Prediction.NONE)
    stale = Q(tally=None) | Q(tally__final=False) | Q(results__made_at__gt=F("tally__counted_at"))
    due = Round.objects.filter(running | (Q(closed_at__isnull=False) & stale), contest__announced_at__isnull=False)
    rounds = list(due.order_by("pk").distinct())
    for round_ in rounds:
        count_round(round_=round_, at=at)
    return len(rounds)


@transaction.atomic
def count_round(*, round_: Round, at: datetime) -> RoundTally:
    """Return the round's numbers as counted now. Nothing is audited: no person's act stands behind a count."""
    submitted = Submission.objects.filter(attempt__round=round_, excluded_at=None).order_by()
    groups = submitted.values_list("attempt__entrant__agency").annotate(
        entrants=Count("attempt__entrant", distinct=True), attempts=Count("pk")
    )
    found = {agency: [entrants, attempts] for agency, entrants, attempts in groups}
    values = {
        # An entrant has one unit, so that the units add up to everybody.
        "entrants": sum(entrants for entrants, _ in found.values()),
        "attempts": sum(attempts for _, attempts in found.values()),
        "begun": Attempt.objects.filter(round=round_).count(),
        "units": {str(agency): numbers for agency, numbers in found.items() if agency is not None},
        "counted_at": at,
        "final": round_.closed_at is not None,
    }
    tally, _ = RoundTally.objects.update_or_create(round=round_, defaults=values)
    return tally
