"""Coverage in the back office: proposals that wait for a person, and the matrix with what stands behind it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role, roles_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import counted_together
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.coverage.actions import WrongDecision, decide_match
from lantoa.apps.coverage.forms import MatchFilter, WindowForm
from lantoa.apps.coverage.models import ThemeMatch
from lantoa.apps.coverage.queries import (
    CellState,
    articles_behind,
    contest_coverage,
    coverage_matrix,
    internal_coverage,
    matrix_as_now,
)
from lantoa.apps.directives.models import Theme
from lantoa.apps.directives.queries import current_programme

DECIDERS = frozenset({Role.PROGRAMME_OFFICER, Role.EDITOR, Role.VERIFIER, Role.ADMINISTRATOR})


@open_to(WHOLE_PROVINCE)
def proposals(request: HttpRequest) -> HttpResponseBase:
    """List the articles proposed for a theme, with score and phrases, to be confirmed or not counted."""
    programme = current_programme()
    form = MatchFilter(request.GET, programme=programme)
    context = {
        "form": form,
        "page": page_of(form.matches(programme), request),
        "may_decide": bool(roles_of(request.user) & DECIDERS),
    }
    return office_page(request, "coverage/proposals.html", context, title="Bài chờ xác nhận", icon="circle-check")


@require_POST
@open_to(DECIDERS)
def decide(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a person's decision on one proposal and go back to the list as it was filtered."""
    match = get_object_or_404(ThemeMatch, pk=pk)
    try:
        decide_match(match=match, decision=request.POST.get("decision", ""), by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except WrongDecision as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã ghi nhận kết luận.")
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "coverage:proposals")


@open_to(WHOLE_PROVINCE)
def matrix(request: HttpRequest) -> HttpResponseBase:
    """Show agencies × themes for a period, with gaps and the denominator."""
    programme = current_programme()
    if programme is None:
        return office_page(request, "coverage/matrix.html", {"matrix": None}, title="Độ bao phủ", icon="table")
    form = WindowForm(request.GET or None, year=programme.year)
    form.is_valid()
    found, today = coverage_matrix(programme, form.window), timezone.localdate()
    if form.as_now:
        found = matrix_as_now(found, on=today)
    context = {
        "programme": programme,
        "form": form,
        "matrix": found,
        "internal": internal_coverage(programme, form.window),
        "contests": contest_coverage(programme, form.window),
        "gaps": found.owed_in(CellState.GAP),
        "unknown": found.owed_in(CellState.UNKNOWN),
        "covered": found.owed_in(CellState.COVERED),
        "ended": {row.agency.pk for row in found.rows if not row.agency.is_valid_on(today)} if form.as_now else set(),
    }
    return office_page(request, "coverage/matrix.html", context, title="Độ bao phủ", icon="table")


@open_to(WHOLE_PROVINCE)
def cell(request: HttpRequest, agency_slug: str, position: int) -> HttpResponseBase:
    """Show the articles behind one cell, each with its kept evidence."""
    programme = current_programme()
    theme = get_object_or_404(Theme, programme=programme, position=position)
    agency = get_object_or_404(Agency, slug=agency_slug)
    form = WindowForm(request.GET or None, year=theme.programme.year)
    form.is_valid()
    agencies = counted_together(agency, on=timezone.localdate()) if form.as_now else [agency]
    articles = articles_behind(theme.programme, form.window, agencies=agencies, theme=theme)
    context = {
        "theme": theme,
        "agency": agency,
        "agencies": agencies,
        "window": form.window,
        "page": page_of(articles, request),
    }
    title = f"{agency.short_name} · {theme.code}"
    return office_page(request, "coverage/cell.html", context, title=title, icon="table")
