"""Tables of assignments, one file a noun."""

from lantoa.apps.assignments.models.assignment import Assignment, AssignmentQuerySet, Capacity
from lantoa.apps.assignments.models.calendar import CalendarDay
from lantoa.apps.assignments.models.extension import Extension
from lantoa.apps.assignments.models.link import ReceiptLink
from lantoa.apps.assignments.models.notice import Notice
from lantoa.apps.assignments.models.proof import Proof
from lantoa.apps.assignments.models.reminders import ReminderPlan, ReminderStep

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "CalendarDay",
    "Capacity",
    "Extension",
    "Notice",
    "Proof",
    "ReceiptLink",
    "ReminderPlan",
    "ReminderStep",
]
