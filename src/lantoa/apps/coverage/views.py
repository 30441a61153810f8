"""Coverage in the back office: proposals that wait for a person, and the matrix with what stands behind it."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role, roles_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import counted_together
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.broadcasts.models import PlayReport
from lantoa.apps.broadcasts.queries.airings_counted import Outcome
from lantoa.apps.coverage.actions import WrongDecision, decide_match
from lantoa.apps.coverage.forms import AiringFilter, MatchFilter, WindowForm
from lantoa.apps.coverage.models import ThemeMatch
from lantoa.apps.coverage.presenters import edition_work as words
from lantoa.apps.coverage.presenters.airings import airings_section
from lantoa.apps.coverage.queries import (
    CellState,
    airing_coverage,
    articles_behind,
    contest_coverage,
    coverage_matrix,
    duties_heard,
    edition_after,
    edition_work,
    entities_asked,
    entities_measured,
    internal_coverage,
    matrix_as_now,
)
from lantoa.apps.directives.models import Theme
from lantoa.apps.directives.queries import current_programme
from lantoa.apps.indices.models import Index
from lantoa.apps.indices.queries import visible_editions
from lantoa.apps.indices.queries.keepers import INDEX_KEEPERS, INDEX_READERS

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
        "airings": airings_section(airing_coverage(programme, form.window, at=timezone.now()), request.GET),
        "duties_heard": duties_heard(programme),
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


@open_to(WHOLE_PROVINCE)
def airings(request: HttpRequest) -> HttpResponseBase:
    """List the airings behind the figures of loudspeakers: what, where, when, whether and how it was reported."""
    programme = current_programme()
    title, trail = "Lượt phát", [("Độ bao phủ", reverse("coverage:matrix"))]
    if programme is None:
        return office_page(request, "coverage/airings.html", {"page": None}, title=title, icon="table", trail=trail)
    form = AiringFilter(request.GET, programme=programme)
    rows = form.airings(at=timezone.now()).select_related("bulletin__agency", "station__agency", "slot")
    reports = Prefetch("reports", queryset=PlayReport.objects.standing().order_by("reported_at"), to_attr="standing")
    page = page_of(rows.prefetch_related("bulletin__themes", reports), request)
    lines = [(airing, Outcome(airing.outcome).label) for airing in page.object_list]
    context = {"form": form, "page": page, "lines": lines, "window": form.window, "programme": programme}
    return office_page(request, "coverage/airings.html", context, title=title, icon="table", trail=trail)


@open_to(INDEX_READERS)
def edition_work_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one edition of an index by component, weakest first, with the work and the coverage beside it."""
    edition = get_object_or_404(visible_editions(public=False), pk=pk)
    asked = request.GET.get("doi-tuong", "").replace("\x00", "")[:80]
    local = edition.index.kind == Index.Kind.LOCAL
    measured = entities_measured(edition) if local else []
    found = (next((one for one in measured if one.slug == asked), None), None)
    entity, nation = found if local else entities_asked(edition, asked)
    work = None
    if entity is not None:
        later = edition_after(edition, visible_editions(public=False).filter(index=edition.index))
        today = timezone.localdate()
        work = edition_work(edition, entity, nation, later=later, today=today, public=False)
    goals = words.goals_of(work) if work else ()
    context = {
        "edition": edition,
        "work": work,
        "entities": measured,
        "side_by_side": words.SIDE_BY_SIDE,
        "only_arithmetic": words.ONLY_ARITHMETIC,
        "no_theme": words.NO_THEME,
        "later_total": words.later_total_words(work) if work else "",
        "components": words.components_beside(work) if work else (),
        "tries": [(words.GOAL_LABELS[goal], words.tried_all(work, goal)) for goal in goals] if work else [],
        "may_link": bool(roles_of(request.user) & INDEX_KEEPERS),
    }
    trail = [
        ("Chỉ số", reverse("indices:indices")),
        (edition.index.short_name, reverse("indices:index", args=[edition.index_id])),
        (f"Kỳ {edition.year_measured}", reverse("indices:edition", args=[edition.pk])),
    ]
    title = words.heading(edition, entity)
    return office_page(request, "coverage/edition_work.html", context, title=title, icon="table", trail=trail)
