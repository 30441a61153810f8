"""Free answers for readers; single responses, exclusions and covered words for those who keep the survey."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.privacy.actions.access import note_accesses
from lantoa.apps.surveys.actions.excluding import (
    CannotChangeResponse,
    cover_words,
    exclude_response,
    readmit_response,
)
from lantoa.apps.surveys.forms.results import CoverForm, ExcludeForm, OpenAnswersFilter, ResponsesFilter
from lantoa.apps.surveys.models import ResponseValue, SurveyResponse
from lantoa.apps.surveys.presenters.single_responses import answer_words, response_row
from lantoa.apps.surveys.queries.keepers import SURVEY_KEEPERS, SURVEY_READERS
from lantoa.apps.surveys.queries.single_responses import open_answers, single_responses
from lantoa.apps.surveys.views.results import found_round, frame_of, kept_back, trail_of


@require_safe
@open_to(SURVEY_READERS)
def answers(request: HttpRequest, pk: int) -> HttpResponseBase:
    """List the free answers of a round, without what looks like a person's data. They are never public."""
    survey_round = found_round(pk)
    if withheld := kept_back(request, survey_round):
        return withheld
    note_accesses(by=request.user, rows=[survey_round], reason="Đọc lời viết trong khảo sát", at=timezone.now())  # type: ignore[arg-type]
    form = OpenAnswersFilter(request.GET or None, survey_round=survey_round)
    asked = form.cleaned_data if form.is_valid() else {}
    page = page_of(
        open_answers(survey_round, question=asked.get("question", ""), text=asked.get("q", "")), request
    )  # fmt: skip
    context = {
        **frame_of(request, survey_round),
        "form": form,
        "filtered": any(asked.values()),
        "page": page,
        "rows": [(value.pk, value.question.text, answer_words(value)) for value in page.object_list],
    }
    return office_page(
        request, "surveys/open_answers.html", context, title="Trả lời tự do", icon="openquote",
        trail=trail_of(survey_round),
    )  # fmt: skip


@open_to(SURVEY_KEEPERS)
def cover(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Cover words of a free answer: a name, a number that the program did not find."""
    value = get_object_or_404(ResponseValue.objects.select_related("response", "question"), pk=pk)
    survey_round = found_round(value.response.round_id)
    if withheld := kept_back(request, survey_round):
        return withheld
    form = CoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user: User = request.user  # type: ignore[assignment]
        try:
            cover_words(value=value, words=form.cleaned_data["words"], by=user, at=timezone.now())
        except CannotChangeResponse as problem:
            form.add_error("words", str(problem))
        else:
            messages.success(request, "Đã che; người đọc kết quả không còn thấy những chữ ấy.")
            return redirect("surveys:open_answers", survey_round.pk)
    context = {**frame_of(request, survey_round), "form": form, "value": value}
    return office_page(
        request, "surveys/cover.html", context, title="Che chữ", icon="edit", trail=trail_of(survey_round),
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_safe
@open_to(SURVEY_KEEPERS)
def responses(request: HttpRequest, pk: int) -> HttpResponseBase:
    """List single responses, in an order drawn by lot, without serial and time."""
    survey_round = found_round(pk)
    if withheld := kept_back(request, survey_round):
        return withheld
    form = ResponsesFilter(request.GET or None, survey_round=survey_round)
    asked = form.cleaned_data if form.is_valid() else {}
    page = page_of(
        single_responses(
            survey_round,
            channel=asked.get("channel", ""),
            stratum=asked.get("stratum", ""),
            state=asked.get("state", ""),
        ),
        request,
    )
    context = {
        **frame_of(request, survey_round),
        "form": form,
        "filtered": any(asked.values()),
        "page": page,
        "rows": [response_row(one) for one in page.object_list],
    }
    return office_page(
        request, "surveys/responses.html", context, title="Từng phiếu trả lời", icon="doc-full",
        trail=trail_of(survey_round),
    )  # fmt: skip


@open_to(SURVEY_KEEPERS)
def exclude(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a response out of the results, with a reason."""
    response = get_object_or_404(SurveyResponse.objects.select_related("stratum__agency"), pk=pk)
    survey_round = found_round(response.round_id)
    if withheld := kept_back(request, survey_round):
        return withheld
    form = ExcludeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user: User = request.user  # type: ignore[assignment]
        try:
            exclude_response(response=response, reason=form.cleaned_data["reason"], by=user, at=timezone.now())
        except CannotChangeResponse as problem:
            form.add_error("reason", str(problem))
        else:
            messages.success(request, "Đã loại phiếu; mọi con số của đợt đã tính lại không có phiếu này.")
            return redirect("surveys:responses", survey_round.pk)
    context = {**frame_of(request, survey_round), "form": form, "row": response_row(response)}
    return office_page(
        request, "surveys/exclude.html", context, title="Loại một phiếu", icon="cross", trail=trail_of(survey_round),
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_POST
@open_to(SURVEY_KEEPERS)
def readmit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Count an excluded response again."""
    response = get_object_or_404(SurveyResponse, pk=pk)
    user: User = request.user  # type: ignore[assignment]
    try:
        readmit_response(response=response, by=user, at=timezone.now())
    except CannotChangeResponse as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "Phiếu được tính lại.")
    return redirect("surveys:responses", response.round_id)
