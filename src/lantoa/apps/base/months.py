"""One month as the weeks of a calendar, whatever stands on its days."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from lantoa.core.workdays import WorkingCalendar

T = TypeVar("T")
WEEKDAYS = (
    ("T2", "Thứ hai"),
    ("T3", "Thứ ba"),
    ("T4", "Thứ tư"),
    ("T5", "Thứ năm"),
    ("T6", "Thứ sáu"),
    ("T7", "Thứ bảy"),
    ("CN", "Chủ nhật"),
)
_WEEK = calendar.Calendar()


@dataclass(frozen=True, slots=True)
class MonthDay(Generic[T]):
    """One day of a month: whether it is worked, what it is called, and what stands on it."""

    day: date
    in_month: bool
    working: bool
    name: str
    today: bool
    content: T | None


def month_weeks(
    first: date, contents: Mapping[date, T], working_calendar: WorkingCalendar, *, today: date
) -> list[list[MonthDay[T]]]:
    """Return the weeks of the month, Monday to Sunday, with days of the months beside it. No queries."""
    return [
        [
            MonthDay(
                day,
                in_month=day.month == first.month,
                working=working_calendar.is_working(day),
                name=working_calendar.name_of(day) or "",
                today=day == today,
                content=contents.get(day) if day.month == first.month else None,
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


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, the last one of the month where it has no such day.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
