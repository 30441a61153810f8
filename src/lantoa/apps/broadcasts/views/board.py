"""The bulletin board."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.broadcasts.forms.board import BoardFilter
from lantoa.apps.broadcasts.models import Bulletin
from lantoa.apps.broadcasts.presenters.board import board_lines
from lantoa.apps.broadcasts.queries.board import board_keys, board_rows, reading_times
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_KEEPERS, BROADCAST_READERS

ICON = "media"
TITLE = "Phát thanh"
_ON_A_PAGE = 25


def broadcasts_trail(bulletin: Bulletin | None = None) -> list[Crumb]:
    """Return the way from the home page to the bulletin board, or to the page of one bulletin."""
    trail: list[Crumb] = [(TITLE, reverse("broadcasts:bulletins"))]
    return [*trail, (bulletin.title, reverse("broadcasts:bulletin", args=[bulletin.pk]))] if bulletin else trail


def may_keep(request: HttpRequest) -> bool:
    """Return whether the user makes bulletins, not only reads them."""
    return bool(roles_of(request.user) & BROADCAST_KEEPERS)


@open_to(BROADCAST_READERS)
def bulletins(request: HttpRequest) -> HttpResponseBase:
    """List the bulletins a person sees, what waits for that person first."""
    user: Any = request.user
    form = BoardFilter(request.GET, user=user)
    keys = form.apply(board_keys(user, form.bulletins()))
    page = page_of(keys, request, size=_ON_A_PAGE)
    shown = {key.pk: key.waiting for key in page.object_list}
    rows = board_rows(list(shown))
    context = {
        "form": form,
        "page": page,
        "lines": board_lines(rows, shown, reading_times(rows), at=timezone.now()),
        "may_keep": may_keep(request),
    }
    return office_page(request, "broadcasts/bulletins.html", context, title="Bản tin phát thanh", icon=ICON)
