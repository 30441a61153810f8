"""Reads of assignments, one file a subject."""

from lantoa.apps.assignments.queries.assignments import AssignmentCounts, assignment_counts, assignments_seen_by
from lantoa.apps.assignments.queries.calendar import working_calendar

__all__ = ["AssignmentCounts", "assignment_counts", "assignments_seen_by", "working_calendar"]
