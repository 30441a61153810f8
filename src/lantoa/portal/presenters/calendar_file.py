"""Events as a calendar file, for the calendars of telephones and offices."""

from collections.abc import Iterable
from datetime import timedelta

from lantoa.apps.base.icalendar import CONTENT_TYPE, CalendarEvent, calendar_text
from lantoa.apps.newsroom.models import EventPage

__all__ = ["CONTENT_TYPE", "calendar_file"]
# An event that does not say when it ends takes this much of a calendar.
_USUAL = timedelta(hours=2)


def calendar_file(events: Iterable[tuple[EventPage, str]], *, name: str, host: str) -> str:
    """Return the calendar of these events, each with its address."""
    return calendar_text((_event(event, address, host) for event, address in events), name=name, product="Su kien")


def _event(event: EventPage, address: str, host: str) -> CalendarEvent:
    return CalendarEvent(
        uid=f"su-kien-{event.pk}@{host}",
        changed_at=event.last_published_at or event.starts_at,
        starts_at=event.starts_at,
        ends_at=event.ends_at or event.starts_at + _USUAL,
        summary=event.title,
        place=event.place,
        description=event.lead,
        address=address,
    )
