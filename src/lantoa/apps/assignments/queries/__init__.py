"""Reads of assignments, one file a subject."""

from lantoa.apps.assignments.queries.assignments import AssignmentCounts, assignment_counts, assignments_seen_by
from lantoa.apps.assignments.queries.calendar import (
    DayChange,
    Move,
    calendar_days,
    counted_over,
    moves_after,
    working_calendar,
)
from lantoa.apps.assignments.queries.month import DueCounts, due_counts, shown_as_due

__all__ = [
    "AssignmentCounts",
    "DayChange",
    "DueCounts",
    "Move",
    "assignment_counts",
    "assignments_seen_by",
    "calendar_days",
    "counted_over",
    "due_counts",
    "moves_after",
    "shown_as_due",
    "working_calendar",
]
