"""Single responses and free answers of a round: for those who keep the survey, and never for the public."""

from django.db.models import Prefetch, QuerySet

from lantoa.apps.surveys.models import ResponseValue, SurveyQuestion, SurveyResponse, SurveyRound
from lantoa.core.analysis.personal_words import personal_words


def open_answers(survey_round: SurveyRound, *, question: str = "", text: str = "") -> QuerySet[ResponseValue]:
    """Return the free answers of responses that count, in an order that tells nothing of when they came.

    Words that look like a person's data find nothing: what is covered on the screen is not to be guessed by a search.
    """
    rows = ResponseValue.objects.filter(
        response__round=survey_round, response__excluded_at=None, question__kind=SurveyQuestion.Kind.TEXT
    ).exclude(text="")
    if question:
        rows = rows.filter(question__code=question)
    if text:
        rows = rows.none() if personal_words(text) else rows.filter(text__icontains=text)
    return rows.select_related("question").order_by("question__position", "text", "pk")


def single_responses(
    survey_round: SurveyRound, *, channel: str = "", stratum: str = "", state: str = ""
) -> QuerySet[SurveyResponse]:
    """Return the responses of a round with stratum and values at hand, in an order drawn by lot. Three queries."""
    rows = SurveyResponse.objects.filter(round=survey_round)
    if channel:
        rows = rows.filter(channel=channel)
    if stratum:
        rows = rows.filter(stratum=int(stratum)) if stratum.isdecimal() else rows.none()
    if state:
        rows = rows.filter(excluded_at__isnull=state != "loai")
    values = Prefetch("values", ResponseValue.objects.select_related("question").order_by("question__position", "pk"))
    return (
        rows.select_related("stratum__agency", "stratum__procedure")
        .prefetch_related(values)
        .order_by("ticket__token_sha256")
    )


def exported_responses(survey_round: SurveyRound) -> QuerySet[SurveyResponse]:
    """Return the responses that count, in an order drawn by lot. Three queries for each batch."""
    values = Prefetch("values", ResponseValue.objects.select_related("question").order_by("question__position", "pk"))
    rows = SurveyResponse.objects.filter(round=survey_round, excluded_at=None)
    # The hash of a ticket is as good as drawn by lot: it tells neither serial nor time.
    return (
        rows.select_related("stratum__agency", "stratum__procedure")
        .prefetch_related(values)
        .order_by("ticket__token_sha256")
    )
