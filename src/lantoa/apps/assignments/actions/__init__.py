"""Writes on assignments, one file a party: the officer who gives, the agency that answers, the officer who decides."""

from lantoa.apps.assignments.actions.answering import (
    NotYourAssignment,
    ask_extension,
    delegate_assignment,
    prove_assignment,
    receive_assignment,
    refuse_assignment,
)
from lantoa.apps.assignments.actions.deciding import (
    cancel_assignment,
    confirm_assignment,
    decide_extension,
    edit_assignments,
    reopen_assignment,
    return_assignment,
)
from lantoa.apps.assignments.actions.giving import (
    CannotAssign,
    Drafted,
    add_assignment,
    draft_assignments,
    send_assignments,
)
from lantoa.apps.assignments.actions.moving import CannotMove
from lantoa.apps.assignments.actions.notices import tell_agency, tell_officers

__all__ = [
    "CannotAssign",
    "CannotMove",
    "Drafted",
    "NotYourAssignment",
    "add_assignment",
    "ask_extension",
    "cancel_assignment",
    "confirm_assignment",
    "decide_extension",
    "delegate_assignment",
    "draft_assignments",
    "edit_assignments",
    "prove_assignment",
    "receive_assignment",
    "refuse_assignment",
    "reopen_assignment",
    "return_assignment",
    "send_assignments",
    "tell_agency",
    "tell_officers",
]
