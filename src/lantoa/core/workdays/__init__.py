"""Working calendar: working days, counted due dates, and the windows of time that periodic reports cover."""

from lantoa.core.workdays.calendar import (
    MAX_DAYS,
    MAX_WORKING_DAYS,
    DayDeadline,
    Deadline,
    SpecialDay,
    WorkingCalendar,
)
from lantoa.core.workdays.explanation import IN_LIEU, day_words
from lantoa.core.workdays.windows import Window, WindowError, WindowKind, free_window, reporting_window

__all__ = [
    "IN_LIEU",
    "MAX_DAYS",
    "MAX_WORKING_DAYS",
    "DayDeadline",
    "Deadline",
    "SpecialDay",
    "Window",
    "WindowError",
    "WindowKind",
    "WorkingCalendar",
    "day_words",
    "free_window",
    "reporting_window",
]
