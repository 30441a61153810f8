"""Satisfaction surveys: questionnaires, rounds with their strata, tickets that are used once, and the responses."""

from lantoa.apps.surveys.models.questionnaires import Questionnaire, SurveyQuestion
from lantoa.apps.surveys.models.responses import ResponseValue, SurveyResponse, Ticket
from lantoa.apps.surveys.models.rounds import Stratum, SurveyRound

__all__ = [
    "Questionnaire",
    "ResponseValue",
    "Stratum",
    "SurveyQuestion",
    "SurveyResponse",
    "SurveyRound",
    "Ticket",
]
