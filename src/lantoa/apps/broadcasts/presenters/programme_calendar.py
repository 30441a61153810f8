"""A station's programme as a calendar file: one entry for each slot in which something stands."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from lantoa.apps.base.icalendar import CalendarEvent, calendar_text
from lantoa.apps.broadcasts.models import Airing
from lantoa.apps.broadcasts.queries.airings import DayProgramme, SlotProgramme
from lantoa.apps.broadcasts.scheduling import length_words

# An emergency at once takes this much of a calendar.
_AT_ONCE = timedelta(minutes=5)


def programme_calendar(days: Iterable[DayProgramme], *, at: datetime, host: str) -> str:
    """Return the calendar of these days of one station; slots in which nothing stands are left out."""
    listed = list(days)
    events = [_slot_event(day, slot, at, host) for day in listed for slot in day.slots if slot.airings]
    events += [_at_once_event(day, airing, at, host) for day in listed for airing in day.at_once]
    name = f"Lịch phát: {listed[0].station.name}" if listed else "Lịch phát"
    return calendar_text(sorted(events, key=lambda event: event.starts_at), name=name, product="Lich phat")


def _slot_event(day: DayProgramme, slot: SlotProgramme, at: datetime, host: str) -> CalendarEvent:
    lines = [
        f"{place}. {entry.airing.bulletin.title} "
        f"({entry.airing.bulletin.get_priority_display()}, {length_words(entry.seconds)})"
        for place, entry in enumerate(slot.entries, start=1)
    ]
    if slot.over_by:
        lines.append(f"Quá giờ {length_words(slot.over_by)}.")
    return CalendarEvent(
        uid=f"khung-gio-{slot.slot.pk}-{slot.planned_at:%Y%m%dT%H%M}@{host}",
        changed_at=at,
        starts_at=slot.planned_at,
        ends_at=slot.planned_at + timedelta(seconds=max(slot.length, slot.seconds)),
        summary=f"{slot.slot.name}: {len(slot.airings)} bản tin",
        place=day.station.name,
        description="\n".join(lines),
    )


def _at_once_event(day: DayProgramme, airing: Airing, at: datetime, host: str) -> CalendarEvent:
    return CalendarEvent(
        uid=f"luot-phat-{airing.pk}@{host}",
        changed_at=at,
        starts_at=airing.planned_at,
        ends_at=airing.planned_at + _AT_ONCE,
        summary=f"Phát ngay: {airing.bulletin.title}",
        place=day.station.name,
        description="Bản tin khẩn cấp, phát ngay trước mọi bản tin khác.",
    )
