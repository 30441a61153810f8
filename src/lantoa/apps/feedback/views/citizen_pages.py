"""Pages of citizens: kept by no cache, found by no search, with small scripts of our own; acts name no address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render

from lantoa.apps.base.origin import acting_from
from lantoa.apps.base.policies import PERMISSIONS
from lantoa.apps.base.secret_pages import sealed
from lantoa.apps.feedback.actions.sending import CITIZENS_FORM

_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' blob:; media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The form may ask the browser where it is and for the microphone, when the citizen presses the button for it.
_PERMISSIONS = PERMISSIONS.replace("geolocation=()", "geolocation=(self)").replace("microphone=()", "microphone=(self)")


def citizen_page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Return a page of one citizen, under a policy that lets our own scripts help."""
    response = render(request, template, context, status=status)
    response["Content-Security-Policy"] = _POLICY
    response["Permissions-Policy"] = _PERMISSIONS
    sealed(response)
    return response


def to_page(address: str) -> HttpResponseBase:
    """Return the way to another page of the same citizen."""
    return sealed(HttpResponseRedirect(address, status=303))


def citizen_view(*methods: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Return a decorator: other methods are refused (405), and whatever is stored names no network address."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            with acting_from(CITIZENS_FORM):
                return view(request, *args, **kwargs)

        return answered

    return decorate
