"""The pages of the newsroom as the public sees them; the editors' preview comes through here too."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from lantoa.apps.newsroom.models import ColumnPage, EventPage, InfoPage, PortalPage, PublicPage, StoryPage
from lantoa.portal.views.home import show_front
from lantoa.portal.views.newsroom import portal_of, show_column, show_event, show_info, show_story

_SHOWN: dict[type[PublicPage], Callable[[HttpRequest, Any, Any], HttpResponse]] = {
    PortalPage: lambda request, portal, page: show_front(request, portal),
    ColumnPage: show_column,
    StoryPage: show_story,
    EventPage: show_event,
    InfoPage: show_info,
}


def show_page(request: HttpRequest, page: PublicPage) -> HttpResponse:
    """Answer with one page of a portal."""
    return _SHOWN[type(page)](request, portal_of(request, page), page)
