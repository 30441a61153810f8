"""Attempts of an entrant, and when the last one of a round is over."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from lantoa.apps.contests.models import Attempt, Entrant, Round


def attempts_in(entrant: Entrant, round_: Round) -> list[Attempt]:
    """Return the attempts of an entrant in a round, first to last, with their submissions at hand. One query."""
    found = list(
        Attempt.objects.filter(entrant=entrant, round=round_).select_related("submission", "saved").order_by("number")
    )
    for attempt in found:
        attempt.entrant, attempt.round = entrant, round_
    return found


def is_submitted(attempt: Attempt) -> bool:
    """Return whether something was submitted, by the entrant or by the clock; no query when it is at hand."""
    return hasattr(attempt, "submission")


def open_attempt(attempts: Sequence[Attempt], *, at: datetime) -> Attempt | None:
    """Return the attempt under way at that moment: not submitted, not over. None without one."""
    return next((attempt for attempt in attempts if not is_submitted(attempt) and at < attempt.ends_at), None)


def last_end(round_: Round) -> datetime:
    """Return when the last attempt of a round is over: its close, or later where somebody has extra time. One query."""
    running = Attempt.objects.filter(round=round_, submission=None).aggregate(last=Max("ends_at"))["last"]
    return max(round_.closes_at, running) if running else round_.closes_at
