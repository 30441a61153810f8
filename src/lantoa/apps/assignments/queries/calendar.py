"""Reads of the working calendar, and of the due dates that a change of it moves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from lantoa.apps.assignments.models import Assignment, CalendarDay
from lantoa.apps.assignments.states import OPEN, State
from lantoa.core.workdays import SpecialDay, WorkingCalendar


@dataclass(frozen=True, slots=True)
class DayChange:
    """What one day of the calendar becomes: off, worked in exchange, or ordinary again; with its name and source."""

    day: date
    kind: CalendarDay.Kind
    name: str
    source: str
    seeded_from: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """The due date of some open assignments of one agency that a change of the calendar moves; drafts apart."""

    agency_id: int
    agency_name: str
    drafted: bool
    old: date
    new: date
    assignments: int


def working_calendar(changes: Iterable[DayChange] = ()) -> WorkingCalendar:
    """Return the working calendar as stored, or as it would be after some changes; a day that is not there follows the
    ordinary week. One query.
    """
    ordinary = CalendarDay.Kind.ORDINARY
    rows = CalendarDay.objects.exclude(kind=ordinary).values_list("day", "kind", "name")
    days = {day: (kind, name) for day, kind, name in rows}
    days |= {change.day: (change.kind, change.name) for change in changes}
    return WorkingCalendar(
        SpecialDay(day, kind == CalendarDay.Kind.OFF, name) for day, (kind, name) in days.items() if kind != ordinary
    )


def calendar_days(year: int) -> QuerySet[CalendarDay]:
    """Return the days of one year that the calendar speaks of, in order."""
    return CalendarDay.objects.filter(day__year=year)


def counted_over(days: Sequence[date]) -> QuerySet[Assignment]:
    """Return the assignments whose due date was counted over one of the days: drafts and open ones with working days.

    Only these can move: a day before the count began or after it ended changes nothing. Done, refused and cancelled
    ones never move.
    """
    return Assignment.objects.filter(
        state__in=[State.DRAFTED, *OPEN],
        due_working_days__isnull=False,
        due_from__lt=max(days),
        due_date__gte=min(days),
    )


def moves_after(changes: Sequence[DayChange]) -> list[Move]:
    """Return which due dates the changes would move, by agency, without changing anything; the nearest first.

    Two queries; what comes back grows with the agencies moved, not with the assignments.
    """
    if not changes:
        return []
    calendar = working_calendar(changes)
    groups = (
        counted_over([change.day for change in changes])
        .order_by("due_date", "agency__name", "agency_id")
        .values_list("agency_id", "agency__short_name", "state", "due_from", "due_working_days", "due_date")
        .annotate(count=Count("id"))
    )
    sums: dict[tuple[int, str, bool, date, date], int] = {}
    for agency_id, name, state, start, days, old, count in groups:
        new = calendar.deadline(start, days).day
        if new != old:
            key = (agency_id, name, state == State.DRAFTED, old, new)
            sums[key] = sums.get(key, 0) + count
    return [Move(*key, count) for key, count in sums.items()]
