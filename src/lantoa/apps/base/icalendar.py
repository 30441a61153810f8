"""Calendar files (iCalendar, RFC 5545), for the calendars of telephones and offices."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

CONTENT_TYPE = "text/calendar; charset=utf-8"
_MOST_BYTES = 75


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One entry of a calendar; `uid` names it for good, `changed_at` is when it was last changed."""

    uid: str
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    place: str = ""
    description: str = ""
    address: str = ""


def calendar_text(events: Iterable[CalendarEvent], *, name: str, product: str) -> str:
    """Return the calendar of these events; lines end as the standard says. `product` names the part that made it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Lan Toa//{product}//VI",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(event: CalendarEvent) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_moment(event.changed_at)}",
        f"DTSTART:{_moment(event.starts_at)}",
        f"DTEND:{_moment(event.ends_at)}",
        f"SUMMARY:{escaped(event.summary)}",
        f"LOCATION:{escaped(event.place)}",
        f"DESCRIPTION:{escaped(event.description)}",
    ]
    return [*lines, *([f"URL:{event.address}"] if event.address else []), "END:VEVENT"]


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
