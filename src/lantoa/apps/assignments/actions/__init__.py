"""Writes on assignments, one file a party: the officer who gives, the agency that answers, the officer who decides."""

from lantoa.apps.assignments.actions.answering import (
    NewProof,
    ask_extension,
    prove_assignment,
    receive_all,
    receive_assignment,
    refuse_assignment,
)
from lantoa.apps.assignments.actions.bulk import MOST_AT_ONCE, BulkAct, Outcome, act_on_many, states_for, why_not
from lantoa.apps.assignments.actions.calendar import CalendarChanged, change_calendar, held_calendar
from lantoa.apps.assignments.actions.deciding import (
    cancel_assignment,
    confirm_assignment,
    decide_extension,
    redraft_assignment,
    reopen_assignment,
    return_assignment,
)
from lantoa.apps.assignments.actions.delegating import delegate_assignment
from lantoa.apps.assignments.actions.editing import EDITABLE, Edit, edit_assignments
from lantoa.apps.assignments.actions.giving import (
    SENDABLE,
    CannotAssign,
    Drafted,
    add_assignment,
    draft_assignments,
    send_assignments,
)
from lantoa.apps.assignments.actions.moving import CannotMove, NotYourAssignment
from lantoa.apps.assignments.actions.notices import read_notices, tell_agency, tell_officers
from lantoa.apps.assignments.actions.planning import (
    CannotPlan,
    PlanValues,
    add_step,
    change_plan,
    ensure_plan,
    remove_step,
)
from lantoa.apps.assignments.actions.reminding import remind_agencies
from lantoa.apps.assignments.actions.seeding import seed_calendar, seeded_years

__all__ = [
    "EDITABLE",
    "MOST_AT_ONCE",
    "SENDABLE",
    "BulkAct",
    "CalendarChanged",
    "CannotAssign",
    "CannotMove",
    "CannotPlan",
    "Drafted",
    "Edit",
    "NewProof",
    "NotYourAssignment",
    "Outcome",
    "PlanValues",
    "act_on_many",
    "add_assignment",
    "add_step",
    "ask_extension",
    "cancel_assignment",
    "change_calendar",
    "change_plan",
    "confirm_assignment",
    "decide_extension",
    "delegate_assignment",
    "draft_assignments",
    "edit_assignments",
    "ensure_plan",
    "held_calendar",
    "prove_assignment",
    "read_notices",
    "receive_all",
    "receive_assignment",
    "redraft_assignment",
    "refuse_assignment",
    "remind_agencies",
    "remove_step",
    "reopen_assignment",
    "return_assignment",
    "seed_calendar",
    "seeded_years",
    "send_assignments",
    "states_for",
    "tell_agency",
    "tell_officers",
    "why_not",
]
