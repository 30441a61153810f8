"""Assignments in the back office: the list (a focal officer's own agency only), giving duties, receiving one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF, Role, roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.assignments.actions import (
    CannotAssign,
    NotYourAssignment,
    draft_assignments,
    receive_assignment,
    send_assignments,
)
from lantoa.apps.assignments.forms.board import AssignmentFilter
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.queries import assignment_counts, assignments_seen_by
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.directives.models import Programme
from lantoa.apps.directives.queries import current_programme

GIVERS = frozenset({Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR})


@open_to(STAFF)
def assignments(request: HttpRequest) -> HttpResponseBase:
    """List the assignments of the current programme that the user may see."""
    programme = current_programme()
    rows = assignments_seen_by(request.user)  # type: ignore[arg-type]
    rows = rows.of_programme(programme) if programme else rows.none()  # type: ignore[attr-defined]
    form = AssignmentFilter(request.GET or None, programme=programme)
    own_agency = agency_of(request.user)
    roles = roles_of(request.user)
    whole = bool(roles - {Role.FOCAL_OFFICER})
    context = {
        "programme": programme,
        "form": form,
        "page": page_of(form.apply(rows) if request.GET else rows, request),
        "counts": assignment_counts(programme) if programme and whole else None,
        "own_agency": own_agency,
        "may_give": bool(programme and programme.state == Programme.State.CONFIRMED and roles & GIVERS),
    }
    title = "Việc được giao" if whole else f"Việc của {own_agency.short_name if own_agency else 'cơ quan tôi'}"
    return office_page(request, "assignments/assignments.html", context, title=title, icon="tasks")


@require_POST
@open_to(GIVERS)
def give(request: HttpRequest, programme_pk: int) -> HttpResponseBase:
    """Give the duties of a confirmed programme to the agencies of the register."""
    programme = get_object_or_404(Programme.objects.select_related("directive"), pk=programme_pk)
    now = timezone.now()
    try:
        drafted = draft_assignments(programme=programme, by=request.user, at=now)  # type: ignore[arg-type]
    except CannotAssign as error:
        messages.error(request, str(error))
        return redirect("assignments:assignments")
    drafts = Assignment.objects.of_programme(programme).filter(state=Assignment.State.DRAFTED)
    sent = send_assignments(assignments=drafts.values_list("pk", flat=True), by=request.user, at=now)  # type: ignore[arg-type]
    messages.success(request, f"Đã giao thêm {sent} việc.")
    for resolved in drafted.unresolved:
        messages.warning(request, resolved.reason)
    return redirect("assignments:assignments")


@require_POST
@open_to(Role.FOCAL_OFFICER)
def receive(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that the agency has received one of its assignments."""
    own_agency = agency_of(request.user)
    assignment = get_object_or_404(Assignment, pk=pk)
    if own_agency is None:
        raise PermissionDenied("Tài khoản của bạn chưa gắn với cơ quan nào; hãy liên hệ quản trị.")
    try:
        receive_assignment(assignment=assignment, for_agency=own_agency, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except NotYourAssignment as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, "Đã ghi nhận: cơ quan đã nhận việc.")
    return redirect("assignments:assignments")
