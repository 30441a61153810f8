"""Slips: found by their code, checked by their hash, and what may be said of them once the results are public."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lantoa.apps.contests.models import Attempt, Entrant, Question, Round, RoundResult, Standing, Submission


@dataclass(frozen=True, slots=True)
class Published:
    """What the publication of a round makes known: the keys that count, by question number as text; the questions as
    they stand in the bank, for explanation and source; the place of one entrant.
    """

    result: RoundResult
    keys: Mapping[str, Any]
    questions: Mapping[int, Question]
    standing: Standing | None


def attempt_of(pk: int, slug: str) -> Attempt | None:
    """Return an attempt of the contest with all its page says of it at hand. One query."""
    return (
        Attempt.objects.select_related("entrant", "round__contest__agency", "saved", "submission")
        .filter(pk=pk, round__contest__slug=slug, round__contest__announced_at__isnull=False)
        .first()
    )


def slip_of(slug: str, code: str) -> Submission | None:
    """Return the submission of a slip in a contest, attempt, entrant and round at hand. One query."""
    return (
        Submission.objects.select_related("attempt__entrant", "attempt__round__contest__agency")
        .filter(slip_code=code, attempt__round__contest__slug=slug)
        .first()
    )


def published_of(round_: Round, entrant: Entrant) -> Published | None:
    """Return what the newest published result makes known of a round and of one entrant in it; None before the round
    is closed and its result published. No query then, five after.
    """
    if round_.closed_at is None or round_.published_at is None:
        return None
    # A version that is not published yet tells nobody anything.
    results = list(RoundResult.objects.filter(round=round_).exclude(published_at=None).order_by("version"))
    if not results:
        return None
    keys = dict(round_.pool.keys)
    for result in results:
        keys.update(result.changes.get("keys", {}))
    standings = Standing.objects.filter(result=results[-1], submission__attempt__entrant=entrant)
    return Published(
        result=results[-1],
        keys=keys,
        questions=Question.objects.in_bulk([int(number) for number in keys]),
        standing=standings.select_related("submission").first(),
    )
