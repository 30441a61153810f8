"""Rounds in the office: the list, one of them with its counts, opening, closing, publishing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.surveys.actions.rounds import (
    CannotChangeRound,
    RoundChanged,
    close_round,
    open_round,
    publish_round,
    remove_round,
    save_round,
)
from lantoa.apps.surveys.forms.rounds import RoundFilter, RoundForm
from lantoa.apps.surveys.models import SurveyRound
from lantoa.apps.surveys.queries.keepers import INTERVIEWERS, ROUND_SEERS, SURVEY_KEEPERS, rounds_seen_by
from lantoa.apps.surveys.queries.rates import round_rates
from lantoa.apps.surveys.queries.readiness import missing_before_opening
from lantoa.apps.surveys.views.trails import ICON, TITLE, seen_round, strata_shown, surveys_trail, who


@open_to(ROUND_SEERS)
def rounds(request: HttpRequest) -> HttpResponseBase:
    """List the rounds with how many have answered."""
    form, seen = RoundFilter(request.GET), rounds_seen_by(request.user)
    rows = form.apply(seen.select_related("agency", "questionnaire")).annotate(answered=Count("responses"))
    context = {
        "form": form, "page": page_of(rows, request), "any": seen.exists(), "may_keep": _may_keep(request),
    }  # fmt: skip
    return office_page(request, "surveys/rounds.html", context, title=TITLE, icon=ICON)


def _may_keep(request: HttpRequest) -> bool:
    return bool(roles_of(request.user) & SURVEY_KEEPERS)


@open_to(ROUND_SEERS)
def survey_round(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a round: what it is, what is missing, how many of whom have answered by which channel."""
    found, now = seen_round(request, pk), timezone.now()
    draft = found.state == SurveyRound.State.DRAFT
    shown = strata_shown(request, found)
    context = {
        "round": found, "rates": round_rates(found, shown), "may_keep": _may_keep(request),
        "own_only": shown is not None,
        "missing": missing_before_opening(found, at=now) if draft else [],
        "may_ask": bool(roles_of(request.user) & INTERVIEWERS) and found.state in {"draft", "open"},
        "open_address": request.build_absolute_uri(reverse("answering:open_page", args=[found.slug])),
        "waiting": found.state == SurveyRound.State.OPEN and now < found.opens_at,
    }  # fmt: skip
    return office_page(request, "surveys/round.html", context, title=found.title, icon=ICON, trail=surveys_trail())


@open_to(SURVEY_KEEPERS)
def new_round(request: HttpRequest) -> HttpResponseBase:
    """Begin a round."""
    return _round_form(request, None)


@open_to(SURVEY_KEEPERS)
def change_round(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a round; once it is open only what people are not asked about."""
    return _round_form(request, seen_round(request, pk))


def _round_form(request: HttpRequest, found: SurveyRound | None) -> HttpResponseBase:
    posted = request.method == "POST"
    form = RoundForm(request.POST if posted else None, survey_round=found)
    if posted and form.is_valid():
        given: dict[str, Any] = {"values": form.values, "themes": form.cleaned_data.get("themes")}
        try:
            saved = save_round(survey_round=found, version=form.cleaned_data["version"], **given, **who(request))
        except CannotChangeRound as error:
            form.add_error(None, str(error))
            if found and isinstance(error, RoundChanged):
                found.refresh_from_db(fields=["version"])
                form.data = form.data.copy()  # type: ignore[attr-defined]
                form.data["version"] = str(found.version)  # type: ignore[index]
        else:
            messages.success(request, f"Đã lưu {saved.title}.")
            return redirect("surveys:round", saved.pk)
    cancel = reverse("surveys:round", args=[found.pk]) if found else reverse("surveys:rounds")
    return office_page(
        request, "surveys/form.html", {"form": form, "cancel": cancel}, icon=ICON, trail=surveys_trail(found),
        title="Sửa đợt khảo sát" if found else "Đợt khảo sát mới", status=422 if posted else 200,
    )  # fmt: skip


def _act(request: HttpRequest, pk: int, action: Callable[..., SurveyRound], done: str) -> HttpResponseBase:
    try:
        action(survey_round=seen_round(request, pk), **who(request))
        messages.success(request, done)
    except CannotChangeRound as error:
        messages.error(request, str(error))
    return redirect("surveys:round", pk)


@require_POST
@open_to(SURVEY_KEEPERS)
def start_round(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Open a round; its questionnaire is frozen."""
    return _act(request, pk, open_round, "Đợt khảo sát đã mở; bảng hỏi đã chốt.")


@require_POST
@open_to(SURVEY_KEEPERS)
def end_round(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Close a round now."""
    return _act(request, pk, close_round, "Đợt khảo sát đã khóa; không nhận thêm câu trả lời.")


@require_POST
@open_to(SURVEY_KEEPERS)
def show_round(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Publish the results of a closed round."""
    return _act(request, pk, publish_round, "Kết quả đã công bố ở trang Khảo sát.")


@require_POST
@open_to(SURVEY_KEEPERS)
def delete_round(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Delete a draft."""
    try:
        remove_round(survey_round=seen_round(request, pk), **who(request))
    except CannotChangeRound as error:
        messages.error(request, str(error))
        return redirect("surveys:round", pk)
    messages.success(request, "Đã xóa bản nháp.")
    return redirect("surveys:rounds")
