"""The page of the waiting room: how long it takes, without a script, keeping the place in a cookie of the contest."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from lantoa.apps.base.secret_pages import sealed
from lantoa.apps.contests.door import waiting
from lantoa.apps.contests.tokens import PREFIX

COOKIE = "ve_cho"
_KEPT_SECONDS = 2 * 60 * 60


def waiting_page(request: HttpRequest, *, slug: str, visitor: str, at: datetime) -> HttpResponseBase | None:
    """Return the page that says how long to wait, which comes back to this address by itself; None for a visitor who
    may begin now. No query.
    """
    found = waiting.ROOM.admit(request.COOKIES.get(COOKIE), now=at, visitor=visitor)
    if isinstance(found, waiting.Admitted):
        return None
    words = {"seconds": found.seconds, "minutes": -(-found.seconds // 60), "address": request.path}
    response = HttpResponse(render_to_string("contests/door/waiting.html", words))
    response.set_cookie(
        COOKIE,
        found.ticket,
        max_age=found.seconds + _KEPT_SECONDS,
        path=f"{PREFIX}{slug}/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return sealed(response)
