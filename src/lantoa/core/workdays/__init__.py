"""Working calendar: the windows of time that periodic reports cover."""

from lantoa.core.workdays.windows import Window, WindowError, WindowKind, free_window, reporting_window

__all__ = ["Window", "WindowError", "WindowKind", "free_window", "reporting_window"]
