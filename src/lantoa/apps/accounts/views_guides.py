"""The guides in the back office: the front page, one guide, its pictures."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from lantoa.apps.accounts.guides import FRONT, NoSuchGuide, guide, picture
from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF
from lantoa.apps.base.backoffice import Crumb, office_page


@require_safe
@open_to(STAFF)
def front(request: HttpRequest) -> HttpResponseBase:
    """Show which guides there are."""
    return _guide_page(request, FRONT)


@require_safe
@open_to(STAFF)
def one(request: HttpRequest, name: str) -> HttpResponseBase:
    """Show one guide whole, so that the browser's own search finds everything in it."""
    return _guide_page(request, name)


def _guide_page(request: HttpRequest, name: str) -> HttpResponseBase:
    try:
        found = guide(name)
    except NoSuchGuide as error:
        raise Http404("Không có hướng dẫn này trong bản cài đặt.") from error
    trail: list[Crumb] = [] if name == FRONT else [("Hướng dẫn", reverse("guides:front"))]
    return office_page(request, "accounts/guide.html", {"guide": found}, title=found.title, icon="help", trail=trail)


@require_safe
@open_to(STAFF)
def guide_picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give a picture of the guides."""
    try:
        file = picture(name)
    except NoSuchGuide as error:
        raise Http404("Không có ảnh này.") from error
    return FileResponse(file.open("rb"))
