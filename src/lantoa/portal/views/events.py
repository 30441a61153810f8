"""The events of a portal: their list, and their calendar files."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.portal import presenters, queries
from lantoa.portal.public import NothingThere, public_page
from lantoa.portal.views.frame import page_of, shown
from lantoa.portal.views.newsroom import known_portal

_MOST = 50


@open_to_all
@public_page(depends=("pages",), timed=True)
def events(request: HttpRequest) -> HttpResponse:
    """Answer with what is to come and what was."""
    portal, at = queries.asked_portal(request), timezone.now()
    coming = queries.upcoming_events(portal, at=at)[:_MOST] if portal else ()
    past = page_of(request, queries.past_events(portal, at=at)) if portal else None
    page = presenters.events_page(portal, coming=coming, past=past, query=request.GET)
    return shown(request, "events", page, "events")


@open_to_all
@public_page(depends=("pages",), timed=True)
def events_calendar(request: HttpRequest) -> HttpResponse:
    """Answer with the events to come as a calendar that programs may follow."""
    portal = known_portal(request)
    coming = queries.upcoming_events(portal, at=timezone.now())[:_MOST]
    return _calendar(portal, coming, "su-kien.ics")


@open_to_all
@public_page(depends=("pages",), timed=True)
def event_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with one event for a calendar."""
    portal = known_portal(request)
    event = queries.public_event(portal, pk)
    if event is None:
        raise NothingThere("Không có sự kiện nào ở địa chỉ này; có thể sự kiện đã được gỡ.")
    return _calendar(portal, [event], f"{event.slug}.ics")


def _calendar(portal: queries.AskedPortal, events: object, name: str) -> HttpResponse:
    rows = [(event, portal.root + portal.address_of(event)) for event in events]  # type: ignore[attr-defined]
    host = portal.root.partition("://")[2]
    answer = HttpResponse(
        presenters.calendar_file(rows, name=portal.page.title, host=host), content_type=presenters.CALENDAR_TYPE
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
