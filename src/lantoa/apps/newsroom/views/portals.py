"""Portals in the back office: which there are, opening one, its people and the days of its steps."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF, Role
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.newsroom.actions import name_staff, open_portal, release_staff
from lantoa.apps.newsroom.actions.steps import give_step_days
from lantoa.apps.newsroom.forms.portals import PortalForm, StaffForm, StepDaysForm
from lantoa.apps.newsroom.models import Accent, PortalPage, PortalStaff
from lantoa.apps.newsroom.queries import keeps_portals, portals_seen_by
from lantoa.apps.newsroom.queries.staff import nameable_users, staff_of, steps_of

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER})


def _trail() -> list[Crumb]:
    return [("Chuyên trang", reverse("newsroom:portals"))]


@open_to(STAFF)
def portals(request: HttpRequest) -> HttpResponseBase:
    """List the portals whose newsroom the user may look into."""
    context = {"page": page_of(portals_seen_by(request.user), request), "may_open": keeps_portals(request.user)}
    return office_page(request, "newsroom/portals.html", context, title="Chuyên trang", icon="globe")


@open_to(KEEPERS)
def new_portal(request: HttpRequest) -> HttpResponseBase:
    """Open a portal; a form with a mistake comes back as it was filled in."""
    form = PortalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        portal = open_portal(
            **{**given, "accent": Accent(given["accent"])}, by=request.user, at=timezone.now()  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(request, f"Đã mở “{portal.title}”. Hãy cử người viết, biên tập và duyệt.")
        return redirect("newsroom:portal", pk=portal.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form}
    return office_page(
        request,
        "newsroom/new_portal.html",
        context,
        title="Mở chuyên trang",
        icon="globe",
        trail=_trail(),
        status=status,
    )


@open_to(STAFF)
def portal(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a portal: where it answers, who works on it, in how many days each step is done."""
    return _portal_page(request, _seen(request, pk))


@require_POST
@open_to(KEEPERS)
def name(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Name somebody to the portal."""
    found = _seen(request, pk)
    form = StaffForm(request.POST, users=nameable_users(found))
    if not form.is_valid():
        return _portal_page(request, found, staff_form=form)
    user, function = form.cleaned_data["user"], PortalStaff.Function(form.cleaned_data["function"])
    name_staff(portal=found, user=user, function=function, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, f"{user} nay là {function.label} của “{found.title}”.")
    return redirect("newsroom:portal", pk=pk)


@require_POST
@open_to(KEEPERS)
def release(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let somebody no longer do this for the portal."""
    staff = get_object_or_404(PortalStaff.objects.select_related("portal", "user"), pk=pk)
    portal_pk, words = staff.portal_id, f"{staff.user} thôi làm {staff.get_function_display()}."
    release_staff(staff=staff, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, words)
    return redirect("newsroom:portal", pk=portal_pk)


@require_POST
@open_to(KEEPERS)
def days(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change in how many working days the steps are done."""
    found = _seen(request, pk)
    form = StepDaysForm(request.POST, steps=steps_of(found))
    if not form.is_valid():
        return _portal_page(request, found, days_form=form)
    for step, working_days in form.given():
        give_step_days(portal=found, step=step, working_days=working_days, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, "Đã lưu. Số ngày mới áp dụng cho bài vào bước từ nay.")
    return redirect("newsroom:portal", pk=pk)


def _seen(request: HttpRequest, pk: int) -> PortalPage:
    found: PortalPage = get_object_or_404(portals_seen_by(request.user), pk=pk)
    return found


def _portal_page(
    request: HttpRequest,
    found: PortalPage,
    *,
    staff_form: StaffForm | None = None,
    days_form: StepDaysForm | None = None,
) -> HttpResponseBase:
    steps, keeps = steps_of(found), keeps_portals(request.user)
    context: dict[str, Any] = {"portal": found, "staff": staff_of(found), "steps": steps, "keeps": keeps}
    context["may_edit"] = found.permissions_for_user(request.user).can_edit()
    context["site"] = found.sites_rooted_here.first()
    if keeps:
        context["staff_form"] = staff_form or StaffForm(None, users=nameable_users(found))
        context["days_form"] = days_form or StepDaysForm(None, steps=steps)
    status = 422 if staff_form or days_form else 200
    return office_page(
        request, "newsroom/portal.html", context, title=found.title, icon="globe", trail=_trail(), status=status
    )
