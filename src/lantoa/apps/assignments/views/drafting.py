"""Before duties go out: draft them for the agencies the directive means, add an agency, see what waits to be sent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.assignments.actions import CannotAssign, add_assignment, draft_assignments
from lantoa.apps.assignments.forms.drafting import AddForm
from lantoa.apps.assignments.models import Capacity
from lantoa.apps.assignments.presenters.acts import GIVERS
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.directives.models import Programme
from lantoa.core.viettext import format_number


def _programme(pk: int) -> Programme:
    found: Programme = get_object_or_404(Programme.objects.select_related("directive"), pk=pk)
    return found


@require_POST
@open_to(GIVERS)
def draft(request: HttpRequest, programme_pk: int) -> HttpResponseBase:
    """Draft every duty of a confirmed programme for the agencies of the register; nobody is told yet."""
    programme = _programme(programme_pk)
    try:
        drafted = draft_assignments(programme=programme, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except CannotAssign as error:
        messages.error(request, str(error))
        return redirect("assignments:assignments")
    if drafted.new:
        messages.success(request, f"Đã soạn {format_number(drafted.new)} việc; cơ quan chưa thấy cho đến khi bạn gửi.")
    else:
        messages.info(request, "Không có việc mới để soạn: mọi nhiệm vụ đã có việc cho từng cơ quan.")
    for resolved in drafted.unresolved:
        messages.warning(request, resolved.reason)
    return redirect("assignments:assignments")


@open_to(GIVERS)
def add(request: HttpRequest, programme_pk: int) -> HttpResponseBase:
    """Give a duty to one more agency, as lead or in support: a draft until it is sent."""
    programme = _programme(programme_pk)
    form = AddForm(request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        added = add_assignment(
            duty=asked["duty"],
            agency=asked["agency"],
            capacity=Capacity(asked["capacity"]),
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
        if added.state == added.State.DRAFTED:
            messages.success(request, f"{added.agency.short_name} đã có trong bản nháp của nhiệm vụ này.")
        else:
            messages.info(request, f"{added.agency.short_name} đã được giao nhiệm vụ này từ trước.")
        return redirect("assignments:assignment", added.pk)
    trail = [("Việc được giao", reverse("assignments:assignments"))]
    return office_page(request, "assignments/add.html", {"form": form}, title="Thêm cơ quan", icon="plus", trail=trail)
