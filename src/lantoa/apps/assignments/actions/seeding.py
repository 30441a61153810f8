"""The working calendar of a year as the `holidays` library knows it, put into the calendar of this installation."""

from collections.abc import Iterator
from datetime import date, datetime
from importlib.metadata import version

import holidays
from django.db import transaction

from lantoa.apps.assignments.actions.calendar import CalendarChanged, change_calendar, hold_for_change
from lantoa.apps.assignments.models import CalendarDay
from lantoa.apps.assignments.queries import DayChange
from lantoa.apps.base.actions import Actor
from lantoa.core.workdays import day_words

LIBRARY = f"holidays {version('holidays')}"
_SOURCE = f"Thư viện {LIBRARY}, lịch Việt Nam (Bộ luật Lao động 45/2019/QH14, Điều 111, 112)"
_GONE = "Không còn trong lịch của thư viện"


@transaction.atomic
def seed_calendar(*, year: int, by: Actor, at: datetime) -> CalendarChanged:
    """Return what the library's calendar of the year changed: public holidays, days off in lieu, and, for the years
    whose exchange it knows, days off and the weekend days worked for them.

    A day that a person has set stays as it is, whatever the library says; days of an older release of the library
    follow the newer one. Doing so twice changes nothing. Source: holidays (MIT), country VN, names in Vietnamese.
    """
    hold_for_change()
    stored = {row.day: row for row in CalendarDay.objects.filter(day__year=year)}
    known = {change.day: change for change in library_days(year)}
    changes = [change for day, change in known.items() if day not in stored or stored[day].seeded_from]
    for day, row in stored.items():
        if row.seeded_from and day not in known and row.kind != CalendarDay.Kind.ORDINARY:
            changes.append(DayChange(day, CalendarDay.Kind.ORDINARY, row.name, _GONE, LIBRARY))
    return change_calendar(changes=changes, by=by, at=at)


def seeded_years(years: range) -> set[int]:
    """Return which of the years already hold the days of this release of the library. One query."""
    days = CalendarDay.objects.filter(
        seeded_from=LIBRARY, day__gte=date(years.start, 1, 1), day__lt=date(years.stop, 1, 1)
    )
    return {day.year for day in days.values_list("day", flat=True)}


def library_days(year: int) -> Iterator[DayChange]:
    """Yield the special days of one year as the library has them, in order."""
    # A day worked in exchange may be noted with the next year (27/12/2014 was worked for 2/1/2015).
    library = holidays.country_holidays("VN", years=range(year, year + 2), language="vi")
    off = {day: name for day, name in sorted(library.items()) if day.year == year}
    for day, name in off.items():
        yield DayChange(day, CalendarDay.Kind.OFF, name.replace("; ", ", "), _SOURCE, LIBRARY)
    for day in sorted(library.weekend_workdays):
        if day.year == year:
            printed = f"{day:%d/%m/%Y}"
            given = next((other for other, name in library.items() if printed in name), None)
            name = f"Làm bù cho ngày nghỉ {day_words(given)}" if given else "Làm bù"
            yield DayChange(day, CalendarDay.Kind.WORKING, name, _SOURCE, LIBRARY)
