"""Pages behind an address that is itself the key: kept by no cache, found by no search, bound to the first browser."""

import secrets
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    # Of the address, other sites learn nothing and our own logs no more than the host. Not "no-referrer": browsers
    # then send "Origin: null" with each form, which the check against forged forms refuses.
    "Referrer-Policy": "strict-origin",
}
_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def sealed(response: HttpResponseBase) -> HttpResponseBase:
    """Return the answer as one of a secret address: no cache, no search engine, no script."""
    for name, value in _HEADERS.items():
        response[name] = value
    response.headers.setdefault("Content-Security-Policy", _POLICY)
    return response


def give_secret(response: HttpResponseBase, *, cookie: str, path: str, until: datetime) -> None:
    """Give the browser the secret by which it is known again on this path. Before the button is pressed that binds the
    address to it, so that a double tap comes twice from the same browser.
    """
    response.set_cookie(
        cookie,
        secrets.token_urlsafe(32),
        expires=until,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def sealing_middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return a handler whose answers under the addresses of citizens are all sealed: refusals, errors and what is not
    there too, for a secret address that is mistyped is still nearly the secret.
    """

    def handle(request: HttpRequest) -> HttpResponseBase:
        answer = get_response(request)
        if request.path_info.startswith(settings.SEALED_PREFIXES):
            for name, value in _HEADERS.items():
                answer[name] = value
        return answer

    return handle
