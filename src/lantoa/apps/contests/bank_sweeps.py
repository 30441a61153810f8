"""Sweeps of the bank: figures of questions once a result is published, uploaded files that nobody applied."""

import logging
from datetime import datetime

from lantoa.apps.contests.actions.item_statistics import refresh_item_statistics
from lantoa.apps.contests.actions.question_imports import forget_expired_imports
from lantoa.apps.contests.models import Round

_log = logging.getLogger(__name__)


def sweep_item_statistics(*, at: datetime) -> int:
    """Return how many rounds were counted now: each once a published version of its result. One that fails is logged,
    stays due and stops no other.
    """
    done = 0
    due = Round.objects.filter(results__published_at__isnull=False, results__items_counted_at=None)
    for round_ in due.distinct().order_by("pk"):
        try:
            refresh_item_statistics(round=round_, at=at)
            done += 1
        except Exception:
            _log.exception("counting the questions of round %s", round_.pk)
    return done


def sweep_expired_question_imports(*, at: datetime) -> int:
    """Return how many uploaded files of questions were forgotten. One or two queries."""
    return forget_expired_imports(at=at)
