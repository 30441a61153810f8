"""Sweeps of surveys: rounds whose time is over are closed; free text whose day has come is erased."""

import logging
from datetime import datetime

from lantoa.apps.surveys.actions.answering import erase_free_text
from lantoa.apps.surveys.actions.rounds import close_round
from lantoa.apps.surveys.models import SurveyRound

_log = logging.getLogger(__name__)


def sweep_rounds_over(*, at: datetime) -> int:
    """Return how many rounds were closed because their time is over; one that fails is logged and stops no other."""
    closed = 0
    for found in SurveyRound.objects.filter(state=SurveyRound.State.OPEN, closes_at__lte=at).order_by("pk"):
        try:
            close_round(survey_round=found, by=None, at=at)
            closed += 1
        except Exception:
            _log.exception("closing survey round %s", found.pk)
    return closed


def sweep_free_text(*, at: datetime) -> int:
    """Return from how many responses free text was erased because its day has come."""
    return erase_free_text(at=at)
