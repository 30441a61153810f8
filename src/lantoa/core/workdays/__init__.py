"""Working calendar: working days, counted due dates, and the windows of time that periodic reports cover."""

from lantoa.core.workdays.calendar import MAX_WORKING_DAYS, Deadline, SpecialDay, WorkingCalendar
from lantoa.core.workdays.windows import Window, WindowError, WindowKind, free_window, reporting_window

__all__ = [
    "MAX_WORKING_DAYS",
    "Deadline",
    "SpecialDay",
    "Window",
    "WindowError",
    "WindowKind",
    "WorkingCalendar",
    "free_window",
    "reporting_window",
]
