"""Pages that belong to one person in a contest: kept by no cache, found by no search, with our own small scripts."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from lantoa.apps.base.secret_pages import sealed
from lantoa.apps.contests.models import Contest
from lantoa.apps.contests.models.contest import CONTESTS_ADDRESS

_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def entrant_page(
    request: HttpRequest, template: str, contest: Contest | None, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return a page of one person, under a policy that lets our own scripts save and submit."""
    response = render(request, template, {"contest": contest, **context}, status=status)
    response["Content-Security-Policy"] = _POLICY
    sealed(response)
    return response


def not_known(request: HttpRequest, contest: Contest, *, tried: str) -> HttpResponse:
    """Return the page for a browser that is nobody in this contest: how to be known (again). 403.

    `tried`: what was wanted: start, paper or slip.
    """
    return entrant_page(request, "contests/not_known.html", contest, {"tried": tried}, status=403)


def not_there(request: HttpRequest, *, wanted: str) -> HttpResponse:
    """Return the page for an address that leads nowhere. 404. `wanted`: contest, paper or slip."""
    return entrant_page(
        request, "contests/not_there.html", None, {"wanted": wanted, "contests_address": CONTESTS_ADDRESS}, status=404
    )


def kept_by_nobody(response: HttpResponseBase) -> HttpResponseBase:
    """Return an answer without a page, a redirect or a file, as one of one person."""
    return sealed(response)
