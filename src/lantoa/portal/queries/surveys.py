"""The rounds of surveys that everybody may know of, and what a page on their results is made from."""

from dataclasses import dataclass

from django.db.models import QuerySet

from lantoa.apps.surveys.models import SurveyRound
from lantoa.apps.surveys.queries.index_beside import BesideIndex, beside_indices
from lantoa.apps.surveys.queries.result_records import RoundResults
from lantoa.apps.surveys.queries.results import results_of
from lantoa.apps.surveys.queries.rounds_compared import RoundsCompared, compared_results, rounds_before


@dataclass(frozen=True, slots=True)
class PublicResults:
    """A published round, the published ones before it, and the components of indices that its questions speak to."""

    results: RoundResults
    compared: tuple[RoundsCompared, ...]
    beside: dict[int, BesideIndex]


def public_rounds() -> QuerySet[SurveyRound]:
    """Return the rounds that were ever open, the newest first, with agency and questionnaire at hand."""
    rounds = SurveyRound.objects.exclude(state=SurveyRound.State.DRAFT)
    return rounds.select_related("agency", "questionnaire", "previous").order_by("-opens_at", "-pk")


def public_results(survey_round: SurveyRound) -> PublicResults:
    """Return what the page of a published round is made from. Some ten queries for it and each earlier round."""
    results = results_of(survey_round)
    earlier = rounds_before(survey_round)
    return PublicResults(
        results=results,
        compared=tuple(compared_results(results_of(one), results) for one in earlier),
        beside=beside_indices(one.question for one in results.questions),
    )
