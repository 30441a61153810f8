"""One act on many assignments: first what will happen and what cannot, then what came of each."""

from django import forms
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.assignments.actions import BulkAct, CannotMove, act_on_many
from lantoa.apps.assignments.forms.acts import EditForm
from lantoa.apps.assignments.forms.bulk import SelectionForm
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.presenters.acts import GIVERS
from lantoa.apps.assignments.presenters.bulk import TITLES, failed_keys, plan_of, result_of
from lantoa.apps.assignments.queries import board_rows, loaded
from lantoa.apps.assignments.views.board import asked_of
from lantoa.apps.base.backoffice import office_page


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(GIVERS)
def bulk(request: HttpRequest) -> HttpResponseBase:
    """Show what the act will do to the selection in the address; by POST, do it and show what came of each."""
    selection = SelectionForm(request.GET)
    if not selection.is_valid():
        messages.error(request, "Hãy chọn việc và một thao tác trong danh sách.")
        return redirect("assignments:assignments")
    asked = asked_of(QueryDict(selection.cleaned_data["filter"]))
    rows = board_rows(asked.programme) if asked.programme else Assignment.objects.none()
    chosen = selection.selected(rows, asked.form, today=asked.today)
    back = _list_address(selection)
    if request.method == "POST":
        form = selection.words_form(request.POST)
        if form.is_valid():
            return _done(request, selection.act_wanted, chosen, form, back)
    else:
        form = selection.words_form(None)
    return _page(request, selection.act_wanted, back, {"form": form, "plan": _plan(selection.act_wanted, chosen)})


def _list_address(selection: SelectionForm) -> str:
    words = selection.cleaned_data["filter"]
    return reverse("assignments:assignments") + (f"?{words}" if words else "")


def _plan(act: BulkAct, chosen: QuerySet[Assignment]) -> object:
    return plan_of(act, dict(chosen.order_by().values_list("state").annotate(Count("pk"))))


def _done(
    request: HttpRequest, act: BulkAct, chosen: QuerySet[Assignment], form: forms.Form, back: str
) -> HttpResponseBase:
    try:
        outcomes = act_on_many(
            rows=chosen,
            act=act,
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
            reason=form.cleaned_data.get("reason", ""),
            edit=form.edit if isinstance(form, EditForm) else None,
        )
    except CannotMove as error:
        form.add_error(None, str(error))
        return _page(request, act, back, {"form": form, "plan": _plan(act, chosen)})
    return _page(request, act, back, {"result": result_of(outcomes, loaded(failed_keys(outcomes)))})


def _page(request: HttpRequest, act: BulkAct, back: str, context: dict[str, object]) -> HttpResponseBase:
    trail = [("Việc được giao", back)]
    return office_page(
        request, "assignments/bulk.html", {**context, "back": back}, title=TITLES[act], icon="tasks", trail=trail
    )
