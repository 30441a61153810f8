"""The inbox of an agency or of the programme's officers; and the ledger of what agencies were told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import OWN_AGENCY
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.assignments.actions import read_notices
from lantoa.apps.assignments.forms.reminders import InboxFilter, LedgerFilter
from lantoa.apps.assignments.queries.notices import (
    LOOKERS,
    OFFICERS,
    notices_read_by,
    notices_seen_by,
    notices_to_agencies,
)
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.directives.queries import current_programme
from lantoa.core.viettext import format_number

INBOX_OWNERS = OWN_AGENCY | OFFICERS
INBOX_ROLES = OWN_AGENCY | LOOKERS
_TITLE = "Hộp thư"


@open_to(INBOX_ROLES)
def inbox(request: HttpRequest) -> HttpResponseBase:
    """List the notices of the user's inbox, unread ones first."""
    form = InboxFilter(request.GET or None)
    rows = notices_seen_by(request.user)
    mine = notices_read_by(request.user).filter(read_at=None)
    context = {
        "form": form,
        "page": page_of(form.apply(rows) if request.GET else rows, request),
        "own_agency": agency_of(request.user),
        "unread": mine.count(),
    }
    return office_page(request, "assignments/inbox.html", context, title=_TITLE, icon="mail")


@open_to(INBOX_ROLES)
def notice(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one notice of the inbox; showing it changes nothing."""
    found = get_object_or_404(notices_seen_by(request.user), pk=pk)
    may_read = notices_read_by(request.user).filter(pk=pk, read_at=None).exists()
    trail = [(_TITLE, reverse("assignments:inbox"))]
    context = {"notice": found, "may_read": may_read}
    return office_page(request, "assignments/notice.html", context, title="Thông báo", icon="mail", trail=trail)


@require_POST
@open_to(INBOX_OWNERS)
def open_notice(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Open one notice for the first time: it is read from then on."""
    found = get_object_or_404(notices_read_by(request.user), pk=pk)
    read_notices(notices=[found.pk], by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return redirect("assignments:notice", pk)


@require_POST
@open_to(INBOX_OWNERS)
def read_all(request: HttpRequest) -> HttpResponseBase:
    """Mark everything in the user's inbox as read."""
    unread = notices_read_by(request.user).filter(read_at=None).values_list("pk", flat=True)
    count = read_notices(notices=list(unread), by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, f"Đã đánh dấu {format_number(count)} thông báo là đã đọc.")
    return redirect("assignments:inbox")


@open_to(LOOKERS)
def ledger(request: HttpRequest) -> HttpResponseBase:
    """List what agencies were told, and what became of the mails."""
    programme, form = current_programme(), LedgerFilter(request.GET or None)
    rows = notices_to_agencies(programme) if programme else None
    page = page_of(form.apply(rows) if request.GET else rows, request) if rows is not None else None
    context = {"form": form, "page": page}
    return office_page(request, "assignments/ledger.html", context, title="Đã báo cho cơ quan", icon="list-ul")
