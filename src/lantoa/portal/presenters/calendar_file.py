"""Events as a calendar file (iCalendar, RFC 5545), for the calendars of telephones and offices."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from lantoa.apps.newsroom.models import EventPage

CONTENT_TYPE = "text/calendar; charset=utf-8"
# An event that does not say when it ends takes this much of a calendar.
_USUAL = timedelta(hours=2)
_MOST_BYTES = 75


def calendar_file(events: Iterable[tuple[EventPage, str]], *, name: str, host: str) -> str:
    """Return the calendar of these events, each with its address; lines end as the standard says."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Lan Toa//Su kien//VI",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for event, address in events for line in _event(event, address, host)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(event: EventPage, address: str, host: str) -> list[str]:
    changed = event.last_published_at or event.starts_at
    return [
        "BEGIN:VEVENT",
        f"UID:su-kien-{event.pk}@{host}",
        f"DTSTAMP:{_moment(changed)}",
        f"DTSTART:{_moment(event.starts_at)}",
        f"DTEND:{_moment(event.ends_at or event.starts_at + _USUAL)}",
        f"SUMMARY:{escaped(event.title)}",
        f"LOCATION:{escaped(event.place)}",
        f"DESCRIPTION:{escaped(event.lead)}",
        f"URL:{address}",
        "END:VEVENT",
    ]


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Return the text as a value of a calendar file.

    >>> escaped("Ngày hội; xã A, xã B")
    'Ngày hội\\\\; xã A\\\\, xã B'
    """
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield the line in pieces of at most 75 bytes, never cutting a letter; a piece goes on after a space."""
    piece, size = "", 0
    for letter in line:
        length = len(letter.encode())
        if size + length > _MOST_BYTES:
            yield piece
            piece, size = " ", 1
        piece += letter
        size += length
    yield piece
