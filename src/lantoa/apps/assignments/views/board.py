"""The programme officer's board: the list, most urgent first, and the tables by agency, theme and state."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF, WHOLE_PROVINCE, roles_of
from lantoa.apps.assignments.forms.board import AssignmentFilter
from lantoa.apps.assignments.models import Assignment, AssignmentQuerySet
from lantoa.apps.assignments.presenters.acts import GIVERS
from lantoa.apps.assignments.presenters.board import (
    HEADS,
    VIEWS,
    agency_lines,
    columns,
    rows_of,
    state_lines,
    sums,
    tabs,
    theme_lines,
)
from lantoa.apps.assignments.queries import (
    agency_tallies,
    board_rows,
    loaded,
    ordered,
    state_tallies,
    tally,
    theme_tallies,
)
from lantoa.apps.base.backoffice import PAGE_SIZE, office_page
from lantoa.apps.directives.models import Programme
from lantoa.apps.directives.queries import current_programme


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of the board: the programme, the filter, and the rows that pass it."""

    programme: Programme | None
    form: AssignmentFilter
    rows: AssignmentQuerySet
    today: date


def asked_of(data: Any) -> Asked:
    """Return what is asked; the current programme unless the address names another. At most two queries."""
    today = timezone.localdate()
    key = data.get("programme", "")
    chosen = Programme.objects.select_related("directive").filter(pk=key).first() if key.isdigit() else None
    programme = chosen or current_programme()
    form = AssignmentFilter(data or None, programme=programme)
    rows = board_rows(programme) if programme else Assignment.objects.none()
    return Asked(programme, form, form.apply(rows, today=today) if data else rows, today)


@open_to(STAFF)
def assignments(request: HttpRequest) -> HttpResponseBase:
    """List the assignments of a programme, the most urgent first; officers of an agency are sent to their own work."""
    if not roles_of(request.user) & WHOLE_PROVINCE:
        return redirect("assignments:mine")
    asked = asked_of(request.GET)
    page = _page(ordered(asked.rows, request.GET.get("sort", "")), request)
    context = {
        **_frame(request, asked, "list"),
        "page": page,
        "rows": rows_of(page.object_list, today=asked.today),
        "tally": tally(asked.rows, today=asked.today),
        "columns": columns(request.GET),
    }
    return office_page(request, "assignments/board.html", context, title="Việc được giao", icon="tasks")


def _page(keys: QuerySet[Assignment, int], request: HttpRequest) -> Page[Assignment]:
    """Return the page of assignments the address asks for. Three queries: count, keys, rows."""
    page: Page[Any] = Paginator(keys, PAGE_SIZE).get_page(request.GET.get("p"))
    page.object_list = loaded(page.object_list)
    return page


@open_to(WHOLE_PROVINCE)
def grouped(request: HttpRequest, by: str) -> HttpResponseBase:
    """Show how far the filtered assignments have come by agency, theme or state; each number opens its list."""
    asked = asked_of(request.GET)
    total = tally(asked.rows, today=asked.today)
    context = {**_frame(request, asked, by), "tally": total, "heads": HEADS, "sums": sums(total)}
    if by == "agency":
        rows = agency_tallies(asked.rows, today=asked.today, as_now=asked.form.as_now)
        context["page"] = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p"))
        context["lines"] = agency_lines(context["page"].object_list, request.GET)
    elif by == "theme" and asked.programme:
        context["lines"] = theme_lines(theme_tallies(asked.rows, asked.programme, today=asked.today), request.GET)
    elif by == "state":
        context["states"] = state_lines(state_tallies(asked.rows, today=asked.today), request.GET)
    title = f"Việc được giao {VIEWS[by].words.lower()}"
    return office_page(request, "assignments/grouped.html", context, title=title, icon="tasks")


def _frame(request: HttpRequest, asked: Asked, view: str) -> dict[str, Any]:
    """Return what stands above every view of the board."""
    return {
        "programme": asked.programme,
        "form": asked.form,
        "today": asked.today,
        "view": view,
        "tabs": tabs(view, request.GET),
        "may_give": bool(asked.programme and roles_of(request.user) & GIVERS),
        "confirmed": bool(asked.programme and asked.programme.state == Programme.State.CONFIRMED),
        "query": request.GET.urlencode(),
    }
