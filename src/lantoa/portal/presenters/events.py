"""The list of events."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse

from lantoa.apps.newsroom.models import EventPage
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.newsroom import EventCard, event_card
from lantoa.portal.presenters.parts import Empty, Head, Link, Pages, pages_of
from lantoa.portal.queries import AskedPortal


@dataclass(frozen=True, slots=True)
class EventsPage:
    head: Head
    coming: tuple[EventCard, ...] = ()
    past: tuple[EventCard, ...] = ()
    pages: Pages | None = None
    calendar_href: str = ""
    empty: Empty | None = None


def events_page(
    portal: AskedPortal | None, *, coming: Iterable[EventPage], past: Page[Any] | None, query: QueryDict
) -> EventsPage:
    """Return what is to come, in its order, and what was, the latest first."""
    head = Head(
        "Sự kiện",
        lead="Ngày hội, hội nghị, buổi hướng dẫn mà người dân có thể đến dự.",
        crumbs=site.trail(Link("Sự kiện")),
    )
    if portal is None or past is None:
        return EventsPage(head, empty=_nothing())
    cards = tuple(event_card(portal, event) for event in coming)
    return EventsPage(
        head,
        coming=cards,
        past=tuple(event_card(portal, event, lead=False) for event in past.object_list),
        pages=pages_of(past, query=query, noun="sự kiện đã qua"),
        calendar_href=reverse("portal:events_calendar") if cards else "",
        empty=None if cards or past.paginator.count else _nothing(),
    )


def _nothing() -> Empty:
    return Empty(
        "Chưa có sự kiện nào",
        "Khi có ngày hội, hội nghị hay buổi hướng dẫn, thời gian và địa điểm sẽ nằm ở đây.",
        (Link("Về trang chủ", addresses.home()),),
    )
