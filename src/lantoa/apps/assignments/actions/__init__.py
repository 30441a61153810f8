"""Writes on assignments, one file a party: the officer who gives, the agency that answers, the officer who decides."""

from lantoa.apps.assignments.actions.answering import (
    NewProof,
    ask_extension,
    prove_assignment,
    receive_assignment,
    refuse_assignment,
)
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
from lantoa.apps.assignments.actions.notices import tell_agency, tell_officers

__all__ = [
    "EDITABLE",
    "SENDABLE",
    "CannotAssign",
    "CannotMove",
    "Drafted",
    "Edit",
    "NewProof",
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
    "redraft_assignment",
    "refuse_assignment",
    "reopen_assignment",
    "return_assignment",
    "send_assignments",
    "tell_agency",
    "tell_officers",
]
