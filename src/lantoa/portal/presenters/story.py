"""The pages of the newsroom one by one: a story, an event, a page of information."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from lantoa.apps.directives.models import Theme
from lantoa.apps.newsroom.models import EventPage, InfoPage, StoryPage
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.meta import event_meta, story_meta
from lantoa.portal.presenters.newsroom import (
    EventCard,
    StoryCard,
    event_card,
    iso,
    photo_of,
    shown_day,
    story_cards,
    theme_links,
)
from lantoa.portal.presenters.parts import Fact, Head, Link, Notice, Photo, Tag, fact
from lantoa.portal.presenters.players import StoryPlayer
from lantoa.portal.presenters.stories import ILLUSTRATIVE_TAG
from lantoa.portal.queries import AskedPortal

STORY_ILLUSTRATIVE = Notice(
    "illustrative",
    "Bài này được viết riêng để trình diễn phần mềm, không phải tin thật của cơ quan có tên.",
    title="Bài minh họa",
    slim=True,
)
EVENT_ILLUSTRATIVE = Notice(
    "illustrative",
    "Sự kiện này được đặt ra để trình diễn phần mềm, không có thật.",
    title="Sự kiện minh họa",
    slim=True,
)


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story: what one has to know first, what it means for the reader, the body in blocks, what stands near."""

    head: Head
    notice: Notice | None
    byline: str
    published: str
    published_iso: str
    updated: str
    updated_iso: str
    photo: Photo | None
    for_reader: str
    body: Any
    themes: tuple[Tag, ...]
    related: tuple[StoryCard, ...]
    shares: tuple[Link, ...]
    players: tuple[StoryPlayer, ...] = ()


def story_view(
    portal: AskedPortal,
    story: StoryPage,
    *,
    themes: Iterable[Theme],
    related: Iterable[StoryPage],
    players: tuple[StoryPlayer, ...] = (),
) -> StoryView:
    """Return the page of a story."""
    themes = list(themes)
    column = portal.column_of(story)
    link = Link(column.title, portal.address_of(column)) if column else None
    photo = photo_of(story.picture, story.picture_alt, widest=1440)
    published, updated = shown_day(story.first_published_at), shown_day(story.last_published_at)
    return StoryView(
        head=Head(
            story.title,
            crumbs=site.trail(*([link] if link else []), Link(story.title)),
            lead=story.lead,
            tags=(ILLUSTRATIVE_TAG,) if story.illustrative else (),
            meta=story_meta(portal, story, photo=photo, themes=[theme.title for theme in themes]),
        ),
        notice=STORY_ILLUSTRATIVE if story.illustrative else None,
        byline=story.byline,
        published=published,
        published_iso=iso(story.first_published_at),
        updated=updated if updated != published else "",
        updated_iso=iso(story.last_published_at),
        photo=photo,
        for_reader=story.for_reader,
        body=story.body,
        themes=theme_links(themes),
        related=story_cards(portal, related, leads=False),
        shares=share_links(story.title, portal.root + portal.address_of(story)),
        players=players,
    )


def share_links(title: str, address: str) -> tuple[Link, ...]:
    """Return plain links that hand the story on; nothing is loaded from those places.

    >>> share_links("Tin mới", "https://vd.vn/a/")[0].href
    'mailto:?subject=Tin%20m%E1%BB%9Bi&body=https%3A%2F%2Fvd.vn%2Fa%2F'
    """
    said, where = quote(title), quote(address, safe="")
    return (
        Link("Gửi thư điện tử", f"mailto:?subject={said}&body={where}"),
        Link("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={where}"),
        Link("X", f"https://x.com/intent/post?url={where}&text={said}"),
    )


@dataclass(frozen=True, slots=True)
class EventView:
    """An event: when, where, what for."""

    head: Head
    notice: Notice | None
    leaf: EventCard
    facts: tuple[Fact, ...]
    calendar_href: str
    body: Any
    themes: tuple[Tag, ...]


def event_view(portal: AskedPortal, event: EventPage, *, themes: Iterable[Theme]) -> EventView:
    """Return the page of an event."""
    leaf = event_card(portal, event)
    return EventView(
        head=Head(
            event.title,
            crumbs=site.trail(Link("Sự kiện", addresses.events()), Link(event.title)),
            lead=event.lead,
            tags=leaf.tags,
            meta=event_meta(portal, event),
        ),
        notice=EVENT_ILLUSTRATIVE if event.illustrative else None,
        leaf=leaf,
        facts=(fact("Thời gian", leaf.when), fact("Địa điểm", event.place)),
        calendar_href=addresses.event_calendar(event) if event.pk else "",
        body=event.body,
        themes=theme_links(themes),
    )


@dataclass(frozen=True, slots=True)
class InfoView:
    """A page that stands for long."""

    head: Head
    body: Any
    updated: str
    updated_iso: str


def info_view(portal: AskedPortal, info: InfoPage) -> InfoView:
    """Return a page of information."""
    head = Head(info.title, crumbs=site.trail(Link(info.title)), lead=info.lead)
    return InfoView(head, info.body, shown_day(info.last_published_at), iso(info.last_published_at))
