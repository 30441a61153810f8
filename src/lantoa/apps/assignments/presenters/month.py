"""One month of due dates, as the weeks of a calendar and as an agenda."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lantoa.apps.assignments.queries import DueCounts
from lantoa.core.workdays import WorkingCalendar

_WEEK = calendar.Calendar()


@dataclass(frozen=True, slots=True)
class DueDay:
    """One day of the month: whether it is worked, what it is called, and what is due on it."""

    day: date
    in_month: bool
    working: bool
    name: str
    today: bool
    counts: DueCounts | None


def due_weeks(
    first: date, counts: Mapping[date, DueCounts], working_calendar: WorkingCalendar, *, today: date
) -> list[list[DueDay]]:
    """Return the weeks of the month, Monday to Sunday, with days of the months beside it. No queries."""
    return [
        [
            DueDay(
                day,
                in_month=day.month == first.month,
                working=working_calendar.is_working(day),
                name=working_calendar.name_of(day) or "",
                today=day == today,
                counts=counts.get(day) if day.month == first.month else None,
            )
            for day in week
        ]
        for week in _WEEK.monthdatescalendar(first.year, first.month)
    ]


def next_month(first: date) -> date:
    """Return the first day of the month after.

    >>> next_month(date(2023, 12, 1))
    datetime.date(2024, 1, 1)
    """
    return (first + timedelta(days=31)).replace(day=1)


def previous_month(first: date) -> date:
    """Return the first day of the month before.

    >>> previous_month(date(2023, 1, 1))
    datetime.date(2022, 12, 1)
    """
    return (first - timedelta(days=1)).replace(day=1)
