"""What is said of a due date: the day, and how it was counted."""

from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.states import State
from lantoa.core.workdays import MAX_WORKING_DAYS, WorkingCalendar, day_words

NO_DUE_DATE = "văn bản không nêu hạn"


def due_words(assignment: Assignment, calendar: WorkingCalendar) -> str:
    """Return the due date in words, with the computation where it was counted in working days. No queries.

    The calendar is queries.working_calendar(), read once for a page. That of a draft is counted anew when it is sent,
    so its day is not said yet.
    """
    due_date, start, days = assignment.due_date, assignment.due_from, assignment.due_working_days
    if days and assignment.state == State.DRAFTED:
        return f"hạn {days} ngày làm việc kể từ ngày gửi"
    if due_date is None:
        return NO_DUE_DATE
    words = f"hạn {day_words(due_date)}"
    if start is None or days is None or not 1 <= days <= MAX_WORKING_DAYS:
        return words
    deadline = calendar.deadline(start, days)
    if deadline.day != due_date:
        return f"{words} ({days} ngày làm việc kể từ ngày {day_words(start)})"
    computation = deadline.explanation.removesuffix(f"; hạn {day_words(due_date)}")
    return f"{words} ({computation})"
