"""Sweeps of what is watched over: the numbers on the wall."""

from datetime import datetime

from lantoa.apps.contests.actions.tallies import count_rounds


def sweep_tallies(*, at: datetime) -> int:
    """Return how many rounds were counted now."""
    return count_rounds(at=at)
