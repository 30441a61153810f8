"""Pages of whoever answers: kept by no cache, found by no search, without any script."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from lantoa.apps.base.secret_pages import sealed
from lantoa.apps.surveys.actions.answering import NotTaken
from lantoa.apps.surveys.models import SurveyRound
from lantoa.apps.surveys.models.rounds import PUBLIC_ADDRESS

_STATUS = {"unknown": 404, "void": 410, "closed": 410, "early": 200, "used": 200, "crowded": 429, "stale": 410}


def citizen_page(
    request: HttpRequest, template: str, survey_round: SurveyRound | None, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return a page of somebody who answers, under a policy that lets nothing of others in."""
    response = render(
        request, template, {"round": survey_round, "surveys_address": PUBLIC_ADDRESS, **context}, status=status
    )
    sealed(response)
    return response


def calm_page(request: HttpRequest, refusal: NotTaken, survey_round: SurveyRound | None = None) -> HttpResponse:
    """Return the page that says why nothing can be answered here, without blame."""
    context = {"why": refusal.why, "words": str(refusal)}
    return citizen_page(request, "surveys/over.html", survey_round, context, status=_STATUS[refusal.why])


def to_page(address: str) -> HttpResponse:
    """Return the way to another page of the same person."""
    response = HttpResponseRedirect(address, status=303)
    sealed(response)
    return response
