"""One year of the working calendar as twelve small months."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lantoa.apps.assignments.models import CalendarDay

# A sign that is seen without colour, for each kind of day.
_SIGNS = {"off": "×", "working": "+"}
_WEEK = calendar.Calendar()


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its kind ("off", "working", "weekend", "weekday"), its sign and what it is called."""

    day: date
    kind: str
    sign: str = ""
    title: str = ""
    today: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its weeks from Monday to Sunday, None where a week reaches into another month."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    working_days: int


def months_of(year: int, rows: Iterable[CalendarDay], *, today: date) -> list[Month]:
    """Return the twelve months of the year. No queries but the rows."""
    special = {row.day: row for row in rows if row.kind != CalendarDay.Kind.ORDINARY}
    return [_month(year, month, special, today) for month in range(1, 13)]


def _month(year: int, month: int, special: dict[date, CalendarDay], today: date) -> Month:
    weeks = tuple(
        tuple(_day(day, special.get(day), today) if day.month == month else None for day in week)
        for week in _WEEK.monthdatescalendar(year, month)
    )
    worked = sum(day is not None and day.kind in {"working", "weekday"} for week in weeks for day in week)
    return Month(date(year, month, 1), weeks, worked)


def _day(day: date, special: CalendarDay | None, today: date) -> Day:
    if special is None:
        return Day(day, "weekend" if day.weekday() >= calendar.SATURDAY else "weekday", today=day == today)
    title = f"{special.get_kind_display()}: {special.name}"
    return Day(day, special.kind, _SIGNS[special.kind], title, today=day == today)
