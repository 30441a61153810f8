"""What public pages on surveys depend on."""

from datetime import datetime

from lantoa.apps.base.actions import note_public_change
from lantoa.apps.surveys.models import SurveyRound


def public_subject(survey_round: SurveyRound) -> str:
    """Return what public pages that show this round depend on (base.PublicChange)."""
    return f"surveyround:{survey_round.pk}"


def note_survey_change(survey_round: SurveyRound, *, at: datetime) -> None:
    """Write down that what the public sees of the round has changed; call it inside the change's transaction."""
    note_public_change(public_subject(survey_round), "surveys", at=at)
