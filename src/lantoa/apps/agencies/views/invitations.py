"""Inviting people, and accepting an invitation from its letter."""

from collections.abc import Callable
from datetime import datetime

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.apps.accounts.actions import NameTaken
from lantoa.apps.accounts.middleware import before_second_factor
from lantoa.apps.accounts.rights import open_to, open_to_all
from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.actions.invitations import (
    CannotInvite,
    InvitationClosed,
    accept_invitation,
    invite,
    resend_invitation,
    revoke_invitation,
)
from lantoa.apps.agencies.forms.invitations import AcceptForm, InvitationFilter, InvitationForm
from lantoa.apps.agencies.models import Invitation
from lantoa.apps.agencies.queries.invitations import (
    INVITERS,
    invitable_roles,
    invitation_at,
    invitations_with_people,
)
from lantoa.apps.base.backoffice import office_page, page_of

_LIST = "invitations:invitations"


@open_to(INVITERS)
def invitations(request: HttpRequest) -> HttpResponseBase:
    """List the invitations, with what became of each."""
    now = timezone.now()
    form = InvitationFilter(request.GET or None)
    rows = invitations_with_people()
    page = page_of(form.apply(rows, at=now) if request.GET else rows, request)
    may = {role.value for role in invitable_roles(request.user)}
    for invitation in page:
        invitation.shown_state = invitation.state_at(now)
        invitation.may_be_changed = invitation.role in may
    context = {"form": form, "page": page, "filtered": bool(request.GET)}
    return office_page(request, "agencies/invitations.html", context, title="Lời mời", icon="mail")


@open_to(INVITERS)
def new_invitation(request: HttpRequest) -> HttpResponseBase:
    """Invite somebody by e-mail to open an account."""
    form = InvitationForm(request.POST or None, roles=invitable_roles(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            made = invite(**form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except CannotInvite as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã gửi lời mời đến {made.email}.")
            return redirect(_LIST)
    trail = [("Lời mời", "/quan-tri/loi-moi/")]
    return office_page(
        request, "agencies/new_invitation.html", {"form": form}, title="Mời người dùng", icon="mail", trail=trail
    )


@require_POST
@open_to(INVITERS)
def resend(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send an invitation again."""
    return _change(request, pk, resend_invitation, "Đã gửi lại lời mời, có hạn bảy ngày.")


@require_POST
@open_to(INVITERS)
def revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take an invitation back."""
    return _change(request, pk, revoke_invitation, "Đã thu hồi lời mời; liên kết trong thư không dùng được nữa.")


def _change(request: HttpRequest, pk: int, action: Callable[..., None], done: str) -> HttpResponseBase:
    invitation = get_object_or_404(Invitation, pk=pk)
    if Role(invitation.role) not in invitable_roles(request.user):
        raise PermissionDenied("Bạn không được đổi lời mời cho vai trò này.")
    try:
        action(invitation=invitation, by=request.user, at=timezone.now())
    except CannotInvite as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(_LIST)


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
@before_second_factor
@open_to_all
def accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """Open an account from the link of an invitation's letter, once; then sign in with it."""
    now = timezone.now()
    invitation = invitation_at(token)
    if invitation is None:
        return _closed(request, "forged", status=404)
    if not invitation.is_open(now):
        return _closed(request, invitation.state_at(now), status=410)
    if request.user.is_authenticated:
        return render(request, "agencies/invitation_signed_in.html", {"invitation": invitation}, status=409)
    form = AcceptForm(request.POST or None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        return _accepted(request, invitation, form, at=now)
    return _form(request, invitation, form)


def _accepted(request: HttpRequest, invitation: Invitation, form: AcceptForm, *, at: datetime) -> HttpResponseBase:
    name, password = form.cleaned_data["username"], form.cleaned_data["password1"]
    try:
        user = accept_invitation(invitation=invitation, username=name, password=password, at=at)
    except InvitationClosed:
        return _closed(request, Invitation.State.ACCEPTED, status=410)
    except NameTaken as error:
        form.add_error("username", str(error))
        return _form(request, invitation, form)
    answer: HttpResponseBase = perform_password_login(request, {"username": name}, Login(user=user))
    return answer


def _form(request: HttpRequest, invitation: Invitation, form: AcceptForm) -> HttpResponseBase:
    context = {"form": form, "invitation": invitation, "role": Role(invitation.role).label}
    return render(request, "agencies/accept_invitation.html", context)


def _closed(request: HttpRequest, why: str, *, status: int) -> HttpResponseBase:
    return render(request, "agencies/invitation_closed.html", {"why": why}, status=status)
