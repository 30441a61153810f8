"""Reads of assignments, one file a subject."""

from lantoa.apps.assignments.queries.assignments import AssignmentCounts, assignment_counts, assignments_seen_by
from lantoa.apps.assignments.queries.board import IN_HAND, ORDERS, Tally, board_rows, loaded, ordered, tallies, tally
from lantoa.apps.assignments.queries.calendar import (
    DayChange,
    Move,
    calendar_days,
    counted_over,
    moves_after,
    working_calendar,
)
from lantoa.apps.assignments.queries.groups import (
    AgencyTally,
    StateTally,
    agency_tallies,
    state_tallies,
    theme_tallies,
)
from lantoa.apps.assignments.queries.leader import LeaderView, Week, leader_view
from lantoa.apps.assignments.queries.mine import SOON_DAYS, MyWork, my_work, unreceived_by
from lantoa.apps.assignments.queries.month import DueCounts, due_counts, shown_as_due
from lantoa.apps.assignments.queries.pressing import Pressing, pressing
from lantoa.apps.assignments.queries.timeline import (
    acts_on,
    agencies_below,
    assignment_seen_by,
    delegated_to,
    names_of,
    partners,
)

__all__ = [
    "IN_HAND",
    "ORDERS",
    "SOON_DAYS",
    "AgencyTally",
    "AssignmentCounts",
    "DayChange",
    "DueCounts",
    "LeaderView",
    "Move",
    "MyWork",
    "Pressing",
    "StateTally",
    "Tally",
    "Week",
    "acts_on",
    "agencies_below",
    "agency_tallies",
    "assignment_counts",
    "assignment_seen_by",
    "assignments_seen_by",
    "board_rows",
    "calendar_days",
    "counted_over",
    "delegated_to",
    "due_counts",
    "leader_view",
    "loaded",
    "moves_after",
    "my_work",
    "names_of",
    "ordered",
    "partners",
    "pressing",
    "shown_as_due",
    "state_tallies",
    "tallies",
    "tally",
    "theme_tallies",
    "unreceived_by",
    "working_calendar",
]
