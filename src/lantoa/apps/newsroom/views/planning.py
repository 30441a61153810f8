"""The content plan: what is wanted, what is not covered yet; plan, change, begin, drop."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF, roles_of
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.newsroom.actions.planning import CannotPlan, begin_story, change_plan, drop_plan, plan_story
from lantoa.apps.newsroom.forms.planning import PlanFilter, PlanForm
from lantoa.apps.newsroom.models import PlannedStory, PortalPage
from lantoa.apps.newsroom.queries import portals_seen_by
from lantoa.apps.newsroom.queries.planning import plans_of, suggestions_for
from lantoa.apps.newsroom.rights import EDITORIAL
from lantoa.apps.newsroom.views.progress import board_trail


def _trail() -> list[Crumb]:
    return [*board_trail(), ("Kế hoạch nội dung", reverse("newsroom:plan"))]


@open_to(STAFF)
def plan(request: HttpRequest) -> HttpResponseBase:
    """List wanted stories; and the themes that the chosen portal, else the first one, has not covered lately."""
    today, portals = timezone.localdate(), portals_seen_by(request.user)
    form = PlanFilter(request.GET, portals=portals)
    chosen = form.cleaned_data.get("portal") or portals.first()
    context = {
        "form": form,
        "page": page_of(form.apply(plans_of(portals), today=today), request),
        "today": today,
        "may_act": bool(roles_of(request.user) & EDITORIAL),
        "portal": chosen,
        "weeks": form.asked_weeks,
        "suggestions": suggestions_for(chosen, weeks=form.asked_weeks, today=today) if chosen else [],
        "filtered": bool(request.GET),
    }
    return office_page(
        request, "newsroom/plan.html", context, title="Kế hoạch nội dung", icon="clipboard-list", trail=board_trail()
    )


@open_to(EDITORIAL)
def new_plan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Want a story of a portal; a suggestion's theme is filled in."""
    portal: PortalPage = get_object_or_404(portals_seen_by(request.user), pk=pk)
    form = PlanForm(request.POST or None, portal=portal, initial={"theme": request.GET.get("theme", "")})
    if request.method == "POST" and form.is_valid():
        plan_story(portal=portal, by=request.user, at=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "Đã thêm vào kế hoạch.")
        return redirect(_list_of(portal))
    return _form_page(request, form, portal, f"Thêm bài dự kiến cho {portal.title}")


@open_to(EDITORIAL)
def edit_plan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change what is wanted."""
    found = _plan(request, pk)
    names = ["title", "theme", "column", "writer", "due_on", "note"]
    form = PlanForm(request.POST or None, portal=found.portal, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        change_plan(plan=found, by=request.user, at=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "Đã lưu.")
        return redirect(_list_of(found.portal))
    return _form_page(request, form, found.portal, "Sửa bài dự kiến")


@require_POST
@open_to(EDITORIAL)
def begin(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make the draft of a wanted story and open it in the editor."""
    found = _plan(request, pk)
    try:
        story = begin_story(plan=found, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except CannotPlan as error:
        messages.error(request, str(error))
        return redirect(_list_of(found.portal))
    return redirect("wagtailadmin_pages:edit", story.pk)


@require_POST
@open_to(EDITORIAL)
def drop(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Drop a wanted story; what was begun stays."""
    found = _plan(request, pk)
    drop_plan(plan=found, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, f"Đã bỏ “{found.title}” khỏi kế hoạch.")
    return redirect(_list_of(found.portal))


def _plan(request: HttpRequest, pk: int) -> PlannedStory:
    return get_object_or_404(plans_of(portals_seen_by(request.user)), pk=pk)


def _list_of(portal: PortalPage) -> str:
    return reverse("newsroom:plan", query={"portal": portal.pk})


def _form_page(request: HttpRequest, form: PlanForm, portal: PortalPage, title: str) -> HttpResponseBase:
    context: dict[str, Any] = {"form": form, "portal": portal, "back": _list_of(portal)}
    status = 422 if form.is_bound else 200
    return office_page(
        request, "newsroom/plan_form.html", context, title=title, icon="clipboard-list", trail=_trail(), status=status
    )
