"""Ways from Wagtail's sign-in to ours, and the page of one's own second factor."""

from typing import Any

from allauth.mfa.base.views import IndexView
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from lantoa.apps.accounts.middleware import before_second_factor
from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.accounts.roles import SECOND_FACTOR, roles_of
from lantoa.apps.accounts.second_factor import has_second_factor, needs_second_factor


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


class OwnSecondFactor(IndexView):  # type: ignore[misc]  # allauth has no types
    """allauth's page of the own factors, saying to whoever must have one and has none why it is asked."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        demanding = sorted(role.label for role in roles_of(user) & SECOND_FACTOR)
        lacking = needs_second_factor(user) and not has_second_factor(user)
        return {**super().get_context_data(**kwargs), "lacking": lacking, "roles": ", ".join(demanding)}
