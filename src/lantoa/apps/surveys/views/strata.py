"""Strata of a round in the office: one by one, or from a table."""

import hashlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.base.guard import UnreadableFile
from lantoa.apps.base.guard_tables import tables_of
from lantoa.apps.indices.tables.pasted import pasted_table
from lantoa.apps.surveys.actions.rounds import CannotChangeRound, remove_stratum, save_stratum
from lantoa.apps.surveys.actions.strata_imports import import_strata
from lantoa.apps.surveys.forms.rounds import StrataImportForm, StratumForm
from lantoa.apps.surveys.models import Stratum, SurveyRound
from lantoa.apps.surveys.queries.keepers import SURVEY_KEEPERS
from lantoa.apps.surveys.queries.strata_plan import MOST_ROWS, PlannedStratum, planned_strata
from lantoa.apps.surveys.views.trails import ICON, seen_round, surveys_trail, who


@open_to(SURVEY_KEEPERS)
def new_stratum(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Add a stratum to a round."""
    return _form(request, seen_round(request, pk), None)


@open_to(SURVEY_KEEPERS)
def change_stratum(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a stratum."""
    found = _stratum(pk)
    return _form(request, found.round, found)


def _stratum(pk: int) -> Stratum:
    return get_object_or_404(Stratum.objects.select_related("round", "agency", "procedure"), pk=pk)


def _form(request: HttpRequest, survey_round: SurveyRound, found: Stratum | None) -> HttpResponseBase:
    posted = request.method == "POST"
    names = ("agency", "procedure", "quota", "population", "source")
    initial = {name: getattr(found, name) for name in names} if found else {"quota": 0}
    form = StratumForm(request.POST if posted else None, initial=initial)
    if posted and form.is_valid():
        try:
            save_stratum(survey_round=survey_round, stratum=found, values=form.cleaned_data, **who(request))
        except CannotChangeRound as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu nhóm mẫu.")
            return redirect("surveys:round", survey_round.pk)
    context = {"form": form, "cancel": reverse("surveys:round", args=[survey_round.pk])}
    return office_page(
        request, "surveys/form.html", context, title="Sửa nhóm mẫu" if found else "Thêm nhóm mẫu", icon=ICON,
        trail=surveys_trail(survey_round), status=422 if posted else 200,
    )  # fmt: skip


@require_POST
@open_to(SURVEY_KEEPERS)
def delete_stratum(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Delete a stratum for which nobody was asked."""
    found = _stratum(pk)
    try:
        remove_stratum(stratum=found, **who(request))
        messages.success(request, "Đã xóa nhóm mẫu.")
    except CannotChangeRound as error:
        messages.error(request, str(error))
    return redirect("surveys:round", found.round_id)


@require_safe
@open_to(SURVEY_KEEPERS)
def paste_strata(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show where to paste a table, or choose a file."""
    return _import_page(request, seen_round(request, pk), StrataImportForm(), [])


@require_POST
@open_to(SURVEY_KEEPERS)
def preview_strata(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what a pasted table or a file would become; store it when the same rows come back with the button."""
    found = seen_round(request, pk)
    form = StrataImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _import_page(request, found, form, [], status=422)
    try:
        rows = _rows(form)
    except UnreadableFile as error:
        form.add_error("file", str(error))
        return _import_page(request, found, form, [], status=422)
    planned = planned_strata(rows, found, on=timezone.localdate())
    if form.cleaned_data["file"] or request.POST.get("seen") != _mark(planned):
        # What was read of a file stands in the box from now on: looked at, mended by hand, and stored from there.
        typed = "\n".join("\t".join(row[:5]) for row in rows)
        return _import_page(request, found, StrataImportForm(initial={"text": typed}), planned)
    try:
        made = import_strata(survey_round=found, planned=planned, **who(request))
    except CannotChangeRound as error:
        form.add_error(None, str(error))
        return _import_page(request, found, form, planned, status=422)
    messages.success(request, f"Đã thêm {made} nhóm mẫu.")
    return redirect("surveys:round", pk)


def _rows(form: StrataImportForm) -> list[list[str]]:
    if file := form.cleaned_data["file"]:
        sheets = tables_of(file.read(), name=file.name)
        return sheets[0].rows if sheets else []
    return pasted_table(form.cleaned_data["text"]).rows


def _mark(planned: list[PlannedStratum]) -> str:
    """Return what tells this preview from any other: what is stored is what was looked at."""
    words = "\n".join(
        f"{one.agency and one.agency.pk}|{one.procedure and one.procedure.pk}|{one.quota}|{one.population}|{one.source}"
        f"|{one.problem}"
        for one in planned
    )
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def _import_page(
    request: HttpRequest,
    found: SurveyRound,
    form: StrataImportForm,
    planned: list[PlannedStratum],
    *,
    status: int = 200,
) -> HttpResponseBase:
    good = sum(not one.problem for one in planned)
    context = {
        "form": form, "planned": planned, "good": good, "bad": len(planned) - good, "seen": _mark(planned),
        "most": MOST_ROWS, "round": found,
    }  # fmt: skip
    return office_page(
        request, "surveys/paste_strata.html", context, title="Nhập nhóm mẫu từ bảng", icon=ICON,
        trail=surveys_trail(found), status=status,
    )  # fmt: skip
