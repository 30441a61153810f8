"""Ways from Wagtail's sign-in to ours, the page of one's own second factor, and the administrator's list of all."""

import logging
from typing import Any

import requests
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base.views import IndexView
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.actions import CannotReset, reset_second_factor
from lantoa.apps.accounts.forms import FactorFilter
from lantoa.apps.accounts.middleware import before_second_factor
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.queries import accounts_with_factors, factors_of
from lantoa.apps.accounts.rights import open_to, open_to_all
from lantoa.apps.accounts.roles import SECOND_FACTOR, Role, roles_of
from lantoa.apps.accounts.second_factor import has_second_factor, needs_second_factor
from lantoa.apps.base.backoffice import office_page, page_of

_log = logging.getLogger(__name__)


@before_second_factor
@open_to_all
def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead from Wagtail's sign-in page to ours, and from there to where one wanted to go."""
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        wanted = reverse("wagtailadmin_home")
    return redirect_to_login(wanted, reverse("account_login"))


@before_second_factor
@open_to_all
def to_new_password(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    """Lead from Wagtail's page for a forgotten password to ours; its links in old letters open nothing."""
    return redirect("account_reset_password")


def to_provider(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Lead to the provider of outside identities; say so where it does not answer."""
    try:
        answer: HttpResponseBase = oidc.login(request, provider_id)
    except requests.RequestException:
        _log.exception("the OpenID Connect provider could not be asked")
        return render(request, "socialaccount/authentication_error.html", status=502)
    return answer


class OwnSecondFactor(IndexView):  # type: ignore[misc]  # allauth has no types
    """allauth's page of the own factors, saying to whoever must have one and has none why it is asked."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        demanding = sorted(role.label for role in roles_of(user) & SECOND_FACTOR)
        lacking = needs_second_factor(user) and not has_second_factor(user)
        return {**super().get_context_data(**kwargs), "lacking": lacking, "roles": ", ".join(demanding)}


@open_to(Role.ADMINISTRATOR)
def second_factors(request: HttpRequest) -> HttpResponseBase:
    """List the accounts with their second factors."""
    form = FactorFilter(request.GET or None)
    rows = accounts_with_factors()
    page = page_of(form.apply(rows) if request.GET else rows, request)
    context = {"form": form, "page": page, "accounts": [factors_of(user) for user in page]}
    return office_page(request, "accounts/second_factors.html", context, title="Bước xác thực thứ hai", icon="key")


@require_POST
@open_to(Role.ADMINISTRATOR)
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # allauth has no types
def reset(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the lost second factor of a colleague away, after showing again who one is."""
    user = get_object_or_404(User, pk=pk)
    try:
        reset_second_factor(user=user, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except CannotReset as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, f"Đã gỡ bước xác thực thứ hai của {user}; người đó thiết lập lại ở lần đăng nhập tới."
        )
    return redirect("accounts:second_factors")
