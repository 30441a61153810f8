"""Sweeps of what is watched over: the numbers on the wall, and irregularities once a round is closed."""

import logging
from datetime import datetime

from lantoa.apps.contests.actions.irregularities import look_for_irregularities
from lantoa.apps.contests.actions.tallies import count_rounds
from lantoa.apps.contests.models import Round

_log = logging.getLogger(__name__)


def sweep_tallies(*, at: datetime) -> int:
    """Return how many rounds were counted now."""
    return count_rounds(at=at)


def sweep_irregularities(*, at: datetime) -> int:
    """Return how many closed rounds were looked through now, each once. One that fails is logged, stays due and stops
    no other.
    """
    done = 0
    for round_ in Round.objects.filter(closed_at__isnull=False, searched_at=None).order_by("closed_at", "pk"):
        try:
            look_for_irregularities(round=round_, by=None, at=at)
            done += 1
        except Exception:
            _log.exception("looking for irregularities in round %s", round_.pk)
    return done
