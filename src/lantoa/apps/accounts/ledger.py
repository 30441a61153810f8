"""The outbox in the back office: every mail with how far it has come, short messages among them. The base knows no
roles, so it is shown here.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.forms import MessageFilter
from lantoa.apps.accounts.presenters import shown_reason, shown_text, shown_to
from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import Role
from lantoa.apps.base.actions import CannotChangeMessage, cancel_message, send_again
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.base.models import Message

LEDGER_ROLES = frozenset({Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR})


@open_to(LEDGER_ROLES)
def outbox(request: HttpRequest) -> HttpResponseBase:
    """List the mails with their states, the newest first."""
    form = MessageFilter(request.GET or None)
    rows = form.apply(Message.objects.listed().defer("text"))
    page = page_of(rows, request)
    lines = [(message, shown_to(message), shown_reason(message)) for message in page]
    context = {"form": form, "page": page, "lines": lines, "filtered": bool(request.GET)}
    return office_page(request, "accounts/outbox.html", context, title="Thư gửi đi", icon="mail")


@open_to(LEDGER_ROLES)
def message(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one mail with its text."""
    found = get_object_or_404(Message.objects.listed(), pk=pk)
    context = {
        "message": found, "to": shown_to(found), "reason": shown_reason(found), "text": shown_text(found),
        "may_cancel": _may_cancel(found),
    }  # fmt: skip
    trail = [("Thư gửi đi", reverse("outbox:outbox"))]
    return office_page(request, "accounts/message.html", context, title=found.subject, icon="mail", trail=trail)


def _may_cancel(found: Message) -> bool:
    held = found.lease_until is not None and found.lease_until >= timezone.now()
    return found.state == Message.State.WAITING and not held


@require_POST
@open_to(LEDGER_ROLES)
def message_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a mail again that could not be sent."""
    found = get_object_or_404(Message, pk=pk)
    try:
        send_again(message=found, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, "Thư sẽ được gửi lại trong ít phút.")
    except CannotChangeMessage as error:
        messages.error(request, str(error))
    return redirect("outbox:message", pk)


@require_POST
@open_to(LEDGER_ROLES)
def message_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a mail that has not gone yet."""
    found = get_object_or_404(Message, pk=pk)
    try:
        cancel_message(message=found, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, "Đã hủy thư này.")
    except CannotChangeMessage as error:
        messages.error(request, str(error))
    return redirect("outbox:message", pk)
