"""Procedures in the office: the list, one procedure with what was done to it, and the acts on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.services.actions.procedures import (
    check_procedure,
    publish_procedure,
    retire_procedure,
)
from lantoa.apps.services.addresses import procedure_address
from lantoa.apps.services.forms.procedure_list import STALE, ProcedureFilter
from lantoa.apps.services.models import Procedure
from lantoa.apps.services.presenters.office import act_lines, procedure_lines, reasons_of
from lantoa.apps.services.procedure_files.labels import LABELS, shown
from lantoa.apps.services.queries.keepers import (
    PROVINCE_KEEPERS,
    SERVICE_KEEPERS,
    SERVICE_READERS,
    may_keep,
    procedures_seen_by,
)
from lantoa.apps.services.queries.office import acts_on, for_list
from lantoa.apps.services.queries.procedure_values import given_of, with_parts
from lantoa.apps.services.queries.staleness import stale_among

ICON, TITLE = "doc-full", "Dịch vụ công"
_SHOWN = (
    "name", "code", "sector", "level", "online", "owner", "summary", "everyday_words", "who", "where", "time_words",
    "working_days", "requirements", "steps", "fees", "fee_words", "result", "notes", "bases", "portal_address",
    "source", "valid_from", "valid_to",
)  # fmt: skip


def guide_trail(procedure: Procedure | None = None) -> list[Crumb]:
    """Return the way from the home page to the list, or to the page of one procedure."""
    trail: list[Crumb] = [(TITLE, reverse("services:procedures"))]
    if procedure is None:
        return trail
    return [*trail, (procedure.plain_title, reverse("services:procedure", args=[procedure.pk]))]


def who(request: HttpRequest) -> dict[str, Any]:
    """Return who acts and when, as the actions take it."""
    return {"by": request.user, "at": timezone.now()}


def is_province_keeper(request: HttpRequest) -> bool:
    """Return whether the person keeps the guide of the whole province."""
    return bool(roles_of(request.user) & PROVINCE_KEEPERS)


@open_to(SERVICE_READERS)
def procedures(request: HttpRequest) -> HttpResponseBase:
    """List the procedures a person sees."""
    user: Any = request.user
    today = timezone.localdate()
    form = ProcedureFilter(request.GET, user=user, today=today)
    page = page_of(for_list(form.procedures()), request)
    keeps, agency = is_province_keeper(request), agency_of(user)
    keeps_own = bool(roles_of(user) & SERVICE_KEEPERS)

    def may_check(row: Procedure) -> bool:
        return keeps or (keeps_own and agency is not None and row.owner_id == agency.pk)

    context = {
        "form": form,
        "page": page,
        "lines": procedure_lines(page.object_list, today=today, may_check=may_check),
        "stale_count": stale_among(procedures_seen_by(user), today=today).count(),
        "stale_address": f"{reverse('services:procedures')}?viec={STALE}&sap=kiem-tra",
        "may_make": keeps or (keeps_own and agency is not None),
        "may_import": keeps,
    }
    return office_page(request, "services/procedures.html", context, title=TITLE, icon=ICON)


def seen_procedure(request: HttpRequest, pk: int) -> Procedure:
    """Return the procedure if the person sees it, else nothing is there."""
    return get_object_or_404(with_parts(procedures_seen_by(request.user)), pk=pk)


def kept_procedure(request: HttpRequest, pk: int) -> Procedure:
    """Return the procedure if the person keeps it; whoever only sees it is refused."""
    found = seen_procedure(request, pk)
    if not may_keep(request.user, found):
        raise PermissionDenied("Thủ tục này do cơ quan khác giữ; bạn xem được, không sửa được.")
    return found


@open_to(SERVICE_READERS)
def procedure(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show everything that is said of one procedure, why it may be stale, and what was done to it."""
    found = seen_procedure(request, pk)
    given = given_of(found)
    words = {"sector": found.sector.name, "owner": found.owner.name if found.owner else "chưa có"}
    context = {
        "procedure": found,
        "facts": [(LABELS[name], words.get(name) or shown(name, given)) for name in _SHOWN],
        "stale": reasons_of(found, today=timezone.localdate()),
        "may_keep": may_keep(request.user, found),
        "public_address": procedure_address(found.slug) if found.state == Procedure.State.PUBLISHED else "",
        "acts": act_lines(acts_on(found)),
    }
    return office_page(
        request, "services/procedure.html", context, title=found.plain_title, icon=ICON, trail=guide_trail()
    )


def _back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return to the page the button stands on: the list as it was filtered, or the procedure's own."""
    wanted = request.POST.get("ve", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return redirect(wanted)
    return redirect("services:procedure", pk)


@require_POST
@open_to(SERVICE_KEEPERS)
def check(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Note that the procedure was looked at today and is still right."""
    found = check_procedure(procedure=kept_procedure(request, pk), **who(request))
    messages.success(request, f"Đã ghi: hôm nay “{found.plain_title}” vẫn đúng.")
    return _back(request, pk)


@require_POST
@open_to(SERVICE_KEEPERS)
def publish(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the procedure in the public guide."""
    found = publish_procedure(procedure=kept_procedure(request, pk), **who(request))
    messages.success(request, f"“{found.plain_title}” đã công khai.")
    return redirect("services:procedure", pk)


@require_POST
@open_to(SERVICE_KEEPERS)
def retire(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the procedure out of the public guide, with the reason."""
    found = kept_procedure(request, pk)
    reason = " ".join(request.POST.get("ly_do", "").replace("\0", "").split())[:300]
    if not reason:
        messages.error(request, "Chưa làm: hãy ghi vì sao thôi dùng, ví dụ “bị bãi bỏ theo Quyết định …”.")
        return redirect("services:procedure", pk)
    retire_procedure(procedure=found, reason=reason, **who(request))
    messages.success(request, f"“{found.plain_title}” đã thôi dùng, không còn công khai.")
    return redirect("services:procedure", pk)
