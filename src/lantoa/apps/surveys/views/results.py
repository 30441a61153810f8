"""Results of a round in the office: while it runs and after, question by question, beside earlier rounds."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import Crumb, office_page
from lantoa.apps.surveys.models import SurveyRound
from lantoa.apps.surveys.presenters import result_pictures as pictures
from lantoa.apps.surveys.presenters.formulas import FORMULA, INTERVAL
from lantoa.apps.surveys.presenters.office_results import (
    OFFICE_WIDTH,
    beside_remark,
    beside_words,
    compared_rows,
    shown_figure,
    state_words,
)
from lantoa.apps.surveys.presenters.results import (
    least_words,
    rate_words,
    shown_question,
    stratum_rows,
    weight_remarks,
)
from lantoa.apps.surveys.queries.index_beside import beside_indices
from lantoa.apps.surveys.queries.keepers import SURVEY_KEEPERS, SURVEY_READERS, reads_answers_of
from lantoa.apps.surveys.queries.rates import round_rates
from lantoa.apps.surveys.queries.result_records import RoundResults
from lantoa.apps.surveys.queries.results import results_of
from lantoa.apps.surveys.queries.rounds_compared import compared_results, rounds_before


def found_round(pk: int) -> SurveyRound:
    """Return the round with its questionnaire and agency at hand; 404 for none."""
    rounds = SurveyRound.objects.select_related("questionnaire", "agency", "previous")
    return get_object_or_404(rounds, pk=pk)


def trail_of(survey_round: SurveyRound, *, results: bool = True) -> list[Crumb]:
    """Return the steps above a page of results."""
    steps: list[Crumb] = [
        ("Khảo sát", reverse("surveys:rounds")),
        (survey_round.title, reverse("surveys:round", args=[survey_round.pk])),
    ]
    return [*steps, ("Kết quả", reverse("surveys:results", args=[survey_round.pk]))] if results else steps


def may_keep(user: Any) -> bool:
    """Return whether somebody may see single responses and exclude them."""
    return bool(roles_of(user) & SURVEY_KEEPERS)


def frame_of(request: HttpRequest, survey_round: SurveyRound) -> dict[str, Any]:
    """Return what every page of results shows of its round."""
    state, words = state_words(survey_round, at=timezone.now())
    return {
        "round": survey_round,
        "state": state,
        "state_words": words,
        "provisional": survey_round.state == SurveyRound.State.CLOSED,
        "may_keep": may_keep(request.user),
    }


def kept_back(request: HttpRequest, survey_round: SurveyRound) -> HttpResponseBase | None:
    """Return the page that says how many have answered and nothing of what; None for whoever may see the answers."""
    if reads_answers_of(request.user, survey_round):
        return None
    context = {**frame_of(request, survey_round), "rates": round_rates(survey_round).total}
    return office_page(
        request, "surveys/kept_back.html", context, title="Kết quả khảo sát", icon="list-ol",
        trail=trail_of(survey_round, results=False),
    )  # fmt: skip


@require_safe
@open_to(SURVEY_READERS)
def results(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the results of a round: how many of how many, each question, how it was computed."""
    survey_round = found_round(pk)
    if withheld := kept_back(request, survey_round):
        return withheld
    found = results_of(survey_round)
    questions = [shown_question(one, found) for one in found.questions]
    picture = pictures.by_question_picture(found, width=OFFICE_WIDTH)
    context = {
        **frame_of(request, survey_round),
        "rates": rate_words(found),
        "questions": questions,
        "picture": shown_figure(picture),
        "strata": stratum_rows(found),
        "remarks": weight_remarks(found),
        "formula": FORMULA,
        "interval": INTERVAL,
        "least": least_words(survey_round),
        "beside": _beside(found),
        "beside_remark": beside_remark(_beside_texts(found)),
    }
    return office_page(
        request, "surveys/results.html", context, title="Kết quả khảo sát", icon="list-ol",
        trail=trail_of(survey_round, results=False),
    )  # fmt: skip


def _beside(found: RoundResults) -> list[tuple[str, str]]:
    beside = beside_indices(one.question for one in found.questions)
    return [
        (one.question.text, beside_words(beside[one.question.pk]))
        for one in found.questions
        if one.question.pk in beside
    ]


def _beside_texts(found: RoundResults) -> list[str]:
    return [one.question.index_slug for one in found.questions if one.question.index_slug]


@require_safe
@open_to(SURVEY_READERS)
def question_result(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    """Show one question: figure and options, by agency, procedure, group and channel, as pictures and tables."""
    survey_round = found_round(pk)
    if withheld := kept_back(request, survey_round):
        return withheld
    found = results_of(survey_round)
    result = found.question(code)
    if result is None:
        raise Http404("Bảng hỏi của đợt này không có câu hỏi mang mã này.")
    shown = shown_question(result, found)
    tables = []
    for table in shown.tables:
        title = f"{table.title}: tỷ lệ hài lòng"
        figure = pictures.by_part_picture(
            title, result, table.parts, survey_round, noun=table.noun, width=OFFICE_WIDTH
        )  # fmt: skip
        tables.append((table, shown_figure(figure)))
    beside = beside_indices([result.question]).get(result.question.pk)
    context = {
        **frame_of(request, survey_round),
        "question": shown,
        "options_picture": shown_figure(pictures.options_picture(result, survey_round, width=OFFICE_WIDTH)),
        "tables": tables,
        "formula": FORMULA,
        "interval": INTERVAL,
        "least": least_words(survey_round),
        "beside": beside_words(beside),
        "beside_remark": beside_remark([result.question.index_slug] if beside else []),
    }
    return office_page(
        request, "surveys/question_result.html", context, title=f"Câu {shown.number}", icon="list-ol",
        trail=trail_of(survey_round),
    )  # fmt: skip


@require_safe
@open_to(SURVEY_READERS)
def rounds_compared(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the round beside those it follows: each question that may be compared, the main one as a picture."""
    survey_round = found_round(pk)
    if withheld := kept_back(request, survey_round):
        return withheld
    earlier = [results_of(one) for one in rounds_before(survey_round)]
    found = results_of(survey_round) if earlier else None
    pairs = [compared_results(one, found) for one in earlier] if found else []
    figure = pictures.main_over_rounds(found, pairs, width=OFFICE_WIDTH) if found else None
    context = {
        **frame_of(request, survey_round),
        "pairs": [(pair.earlier.round, compared_rows(pair), pair.asked_otherwise) for pair in pairs],
        "picture": shown_figure(figure),
    }
    return office_page(
        request, "surveys/rounds_compared.html", context, title="So với các đợt trước", icon="list-ol",
        trail=trail_of(survey_round),
    )  # fmt: skip
