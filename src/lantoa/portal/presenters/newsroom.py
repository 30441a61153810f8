"""Stories and events as they stand in lists: their cards, their pictures, their days."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from wagtail.images.models import AbstractImage, SourceImageIOError

from lantoa.apps.directives.models import Theme
from lantoa.apps.newsroom.models import EventPage, StoryPage
from lantoa.portal.presenters import addresses
from lantoa.portal.presenters.parts import Photo, Tag
from lantoa.portal.presenters.stories import ILLUSTRATIVE_TAG
from lantoa.portal.queries import PICTURE_FILTERS, AskedPortal

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story among others."""

    title: str
    href: str
    column: str
    day: str
    day_iso: str
    lead: str = ""
    photo: Photo | None = None
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event among others, with the leaf of the calendar that it stands on."""

    title: str
    href: str
    day: str
    month: str
    when: str
    when_iso: str
    place: str
    lead: str = ""
    tags: tuple[Tag, ...] = ()


def photo_of(image: AbstractImage | None, alt: str, *, widest: int = 960) -> Photo | None:
    """Return the picture in the widths up to `widest`; None for none, and for one whose file is lost.

    A size that was never asked for is made here, once.
    """
    if image is None:
        return None
    wanted = [name for name in PICTURE_FILTERS if int(name.split("-")[1].split("x")[0]) <= widest]
    try:
        sizes = [image.get_rendition(name) for name in wanted]
    except (SourceImageIOError, OSError):
        return None
    largest = sizes[-1]
    srcset = ", ".join(f"{size.url} {size.width}w" for size in sizes)
    return Photo(sizes[0].url, srcset, alt, (largest.width, largest.height))


def story_cards(portal: AskedPortal, stories: Iterable[StoryPage], *, leads: bool = True) -> tuple[StoryCard, ...]:
    """Return the cards of stories of this portal."""
    return tuple(portal_card(portal, story, lead=leads) for story in stories)


def plainer(card: StoryCard, *, column: bool = True, photo: bool = True, tags: bool = True) -> StoryCard:
    """Return the card without what stands beside it anyway: the name of its column, its picture, its marks."""
    return replace(
        card,
        column=card.column if column else "",
        photo=card.photo if photo else None,
        tags=card.tags if tags else (),
    )


def portal_card(portal: AskedPortal, story: StoryPage, *, lead: bool = True, widest: int = 480) -> StoryCard:
    """Return the card of a story of this portal."""
    column = portal.column_of(story)
    return StoryCard(
        title=story.title,
        href=portal.address_of(story),
        column=column.title if column else "",
        day=shown_day(story.first_published_at),
        day_iso=iso(story.first_published_at),
        lead=story.lead if lead else "",
        photo=photo_of(story.picture, story.picture_alt, widest=widest),
        tags=(ILLUSTRATIVE_TAG,) if story.illustrative else (),
    )


def event_card(portal: AskedPortal, event: EventPage, *, lead: bool = True, marked: bool = True) -> EventCard:
    """Return the card of an event of this portal."""
    starts = timezone.localtime(event.starts_at)
    return EventCard(
        title=event.title,
        href=portal.address_of(event),
        day=f"{starts:%d}",
        month=f"Tháng {starts.month}",
        when=time_words(event),
        when_iso=starts.isoformat(timespec="minutes"),
        place=event.place,
        lead=event.lead if lead else "",
        tags=(ILLUSTRATIVE_TAG,) if event.illustrative and marked else (),
    )


def theme_links(themes: Iterable[Theme]) -> tuple[Tag, ...]:
    """Return a tag per theme that leads to its page."""
    return tuple(Tag(f"{theme.code}. {theme.title}", "theme", addresses.of_theme(theme)) for theme in themes)


def shown_day(moment: datetime | None) -> str:
    """Return the day in Vietnam, "" for a story that never appeared (its preview)."""
    return f"{timezone.localtime(moment):%d/%m/%Y}" if moment else ""


def iso(moment: datetime | None) -> str:
    """Return the moment as machines read it, in Vietnam time; "" for none."""
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def time_words(event: EventPage) -> str:
    """Return when an event is: "08:00–11:30, Thứ Sáu 12/05/2023", or from day to day."""
    starts = timezone.localtime(event.starts_at)
    day = f"{_WEEKDAYS[starts.weekday()]} {starts:%d/%m/%Y}"
    if event.ends_at is None:
        return f"{starts:%H:%M}, {day}"
    ends = timezone.localtime(event.ends_at)
    if ends.date() == starts.date():
        return f"{starts:%H:%M}–{ends:%H:%M}, {day}"
    return f"Từ {starts:%H:%M} {day} đến {ends:%H:%M} {_WEEKDAYS[ends.weekday()]} {ends:%d/%m/%Y}"
