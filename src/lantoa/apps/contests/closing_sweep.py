"""The sweep that closes rounds whose time is over, run again and again by the worker."""

import logging
from datetime import datetime

from lantoa.apps.contests.actions.closing import close_round
from lantoa.apps.contests.models import Round
from lantoa.apps.contests.queries.attempts import last_end
from lantoa.apps.contests.timing import GRACE

_log = logging.getLogger(__name__)


def sweep_rounds_to_close(*, at: datetime) -> int:
    """Return how many rounds were closed: those in which everybody's time, extra time too, is over for a minute. One
    that fails is logged, stays due and stops no other.
    """
    closed = 0
    for round_ in Round.objects.over_at(at - GRACE).select_related("contest").order_by("closes_at", "pk"):
        if last_end(round_) + GRACE > at:
            continue
        try:
            close_round(round_=round_, by=None, at=at)
            closed += 1
        except Exception:
            _log.exception("closing round %s", round_.pk)
    return closed
