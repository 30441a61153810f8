"""Single responses that leave the program are written down."""

from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.surveys.models import SurveyRound


@transaction.atomic
def note_export(*, survey_round: SurveyRound, count: int, by: Actor, at: datetime) -> None:
    """Write down that somebody took away the single responses of a round."""
    record_act("surveys.export_responses", subject=survey_round, by=by, at=at, detail={"count": count})
