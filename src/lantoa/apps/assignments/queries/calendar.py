"""Reads of the working calendar."""

from lantoa.apps.assignments.models import CalendarDay
from lantoa.core.workdays import SpecialDay, WorkingCalendar


def working_calendar() -> WorkingCalendar:
    """Return the working calendar as stored; a day that is not there follows the ordinary week. One query."""
    rows = CalendarDay.objects.values_list("day", "kind", "name")
    return WorkingCalendar(SpecialDay(day, kind == CalendarDay.Kind.OFF, name) for day, kind, name in rows)
