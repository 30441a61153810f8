"""Nobody who can publish or send works in the back office before a second factor is set up and shown."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from lantoa.apps.accounts.second_factor import has_second_factor, needs_second_factor, was_shown

View = Callable[..., HttpResponseBase]


def before_second_factor(view: View) -> View:
    """Mark a page that its user needs in order to set a second factor up, or to leave."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view


class SecondFactorMiddleware:
    """Stands before every page of the back office, Wagtail's included, and before every page with a rule of roles."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Return the way to the set-up page, or to the page that asks for the factor; None where nothing is lacking."""
        if not _is_for_staff(request, view) or not needs_second_factor(request.user):
            return None
        if not has_second_factor(request.user):  # type: ignore[arg-type]
            return redirect("mfa_index")
        if not was_shown(request):
            asking = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
            return redirect(f"{asking}?{urlencode({'next': request.get_full_path()})}")
        return None


def _is_for_staff(request: HttpRequest, view: View) -> bool:
    if getattr(view, "before_second_factor", False):
        return False
    return request.path.startswith(reverse("wagtailadmin_home")) or bool(getattr(view, "rule", None))
