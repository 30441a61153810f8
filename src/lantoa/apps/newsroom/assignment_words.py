"""An assignment in the words of the newsroom, one for its lists and its form."""

from lantoa.apps.assignments.models import Assignment
from lantoa.core.viettext import format_date


def assignment_words(assignment: Assignment) -> str:
    """Return an assignment in the words of the editor's list: theme, form, what is asked, due date."""
    duty = assignment.duty
    parts = [f"{duty.theme.code}. {duty.theme.title}", duty.get_channel_display()]
    if assignment.product:
        parts.append(assignment.product)
    if assignment.due_date:
        parts.append(f"hạn {format_date(assignment.due_date)}")
    return " · ".join(parts)
