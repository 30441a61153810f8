"""Receipt links in the back office: which went where, what became of them; revoke one, send one anew."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import Role
from lantoa.apps.assignments.actions.linking import CannotSendAnew, revoke_link, send_link_anew
from lantoa.apps.assignments.forms.links import LinkFilter
from lantoa.apps.assignments.models import ReceiptLink
from lantoa.apps.base.backoffice import office_page, page_of

# Whoever sends duties answers for the links that go with them.
_SENDERS = frozenset({Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR})


@open_to(_SENDERS)
def links(request: HttpRequest) -> HttpResponseBase:
    """List the receipt links: to whom, until when, opened or not, how often refused."""
    now = timezone.now()
    form = LinkFilter(request.GET)
    rows = ReceiptLink.objects.select_related("agency", "programme__directive")
    context = {"form": form, "page": page_of(form.apply(rows, at=now), request), "now": now}
    return office_page(request, "assignments/links.html", context, title="Liên kết nhận việc", icon="link")


@require_POST
@open_to(_SENDERS)
def revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a link back, whoever holds it."""
    link = get_object_or_404(ReceiptLink.objects.select_related("agency"), pk=pk)
    revoke_link(link=link, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, f"Đã thu hồi liên kết của {link.agency.short_name}.")
    return redirect("assignments:links")


@require_POST
@open_to(_SENDERS)
def send_anew(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send another link to the mailbox that this one went to."""
    link = get_object_or_404(ReceiptLink.objects.select_related("agency", "programme__directive"), pk=pk)
    try:
        send_link_anew(link=link, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except CannotSendAnew as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã gửi liên kết mới đến {link.sent_to}.")
    return redirect("assignments:links")
