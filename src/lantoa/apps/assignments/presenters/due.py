"""What is said of a due date: the day, and how it was counted."""

from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.states import State
from lantoa.core.workdays import MAX_WORKING_DAYS, WorkingCalendar, day_words

NO_DUE_DATE = "văn bản không nêu hạn"


def due_words(assignment: Assignment, calendar: WorkingCalendar) -> str:
    """Return the due date in words, with the computation where it was counted in working days. No queries, when the
    duty came with the assignment.

    The calendar is queries.working_calendar(), read once for a page. What is counted only from the day of sending has
    no day yet, and says so.
    """
    due_date, start, days = assignment.due_date, assignment.due_from, assignment.due_working_days
    if due_date is None:
        wanted = assignment.duty.due_working_days if assignment.state == State.DRAFTED else None
        return f"hạn {wanted} ngày làm việc kể từ ngày gửi" if wanted else NO_DUE_DATE
    words = f"hạn {day_words(due_date)}"
    if start is None or days is None or not 1 <= days <= MAX_WORKING_DAYS:
        return words
    deadline = calendar.deadline(start, days)
    if deadline.day != due_date:
        return f"{words} ({days} ngày làm việc kể từ ngày {day_words(start)})"
    computation = deadline.explanation.removesuffix(f"; hạn {day_words(due_date)}")
    return f"{words} ({computation})"
