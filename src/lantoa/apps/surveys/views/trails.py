"""Ways to the pages of surveys in the office, and the rows that somebody may open there."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import Crumb
from lantoa.apps.surveys.models import Questionnaire, Stratum, SurveyRound
from lantoa.apps.surveys.queries.keepers import SURVEY_READERS, rounds_seen_by, strata_asked_by

ICON, TITLE = "form", "Khảo sát"


def who(request: HttpRequest) -> dict[str, Any]:
    """Return who acts and when, as the actions take it."""
    return {"by": request.user, "at": timezone.now()}


def seen_round(request: HttpRequest, pk: int) -> SurveyRound:
    """Return the round if the user may open it; 404 otherwise."""
    rows = rounds_seen_by(request.user).select_related("questionnaire", "agency", "previous", "programme__directive")
    return get_object_or_404(rows, pk=pk)


def asked_stratum(request: HttpRequest, pk: int) -> Stratum:
    """Return the stratum if the user may ask its people; 404 otherwise."""
    rows = strata_asked_by(request.user).select_related("round__questionnaire", "round__agency", "agency", "procedure")
    return get_object_or_404(rows, pk=pk)


def strata_shown(request: HttpRequest, survey_round: SurveyRound) -> list[Stratum] | None:
    """Return the strata of a round whose counts the user sees: None for whoever sees all of them."""
    if roles_of(request.user) & SURVEY_READERS:
        return None
    own = strata_asked_by(request.user).filter(round=survey_round)
    return list(own.select_related("agency", "procedure"))


def surveys_trail(survey_round: SurveyRound | None = None) -> list[Crumb]:
    """Return the way from the home page to the rounds, or to one of them."""
    trail: list[Crumb] = [(TITLE, reverse("surveys:rounds"))]
    if survey_round:
        trail.append((survey_round.title, reverse("surveys:round", args=[survey_round.pk])))
    return trail


def questionnaires_trail(questionnaire: Questionnaire | None = None) -> list[Crumb]:
    """Return the way from the home page to the questionnaires, or to one of them."""
    trail = [*surveys_trail(), ("Bảng hỏi", reverse("surveys:questionnaires"))]
    if questionnaire:
        trail.append((questionnaire.name, reverse("surveys:questionnaire", args=[questionnaire.pk])))
    return trail
