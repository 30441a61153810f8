"""Which acts a person may do on an assignment now, by role, agency and state."""

from collections.abc import Collection
from enum import StrEnum

from lantoa.apps.accounts.roles import Role
from lantoa.apps.assignments.actions import EDITABLE, SENDABLE
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.states import MOVES, State

# Who gives duties and takes them back.
GIVERS = frozenset({Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR})
# Who says whether a proof does.
CONFIRMERS = GIVERS | {Role.VERIFIER}
# Who answers for an agency; a radio officer does the work and hands in the proof.
ANSWERING = frozenset({Role.FOCAL_OFFICER})
PROVING = ANSWERING | {Role.RADIO_OFFICER}

# Who reads the leader's page.
LEADER_READERS = GIVERS | {Role.LEADER}


class Act(StrEnum):
    """One act on one assignment; the value is the name of its address."""

    RECEIVE = "receive"
    PROVE = "prove"
    ASK_EXTENSION = "ask_extension"
    DELEGATE = "delegate"
    REFUSE = "refuse"
    SEND = "send"
    CONFIRM = "confirm"
    RETURN = "return"
    DECIDE_EXTENSION = "decide_extension"
    EDIT = "edit"
    REOPEN = "reopen"
    CANCEL = "cancel"
    REDRAFT = "redraft"


def acts_of_agency(assignment: Assignment, roles: Collection[Role], *, has_below: bool) -> list[Act]:
    """Return what an officer of the assignment's own agency may do now, the most likely first."""
    state, found = State(assignment.state), []
    if ANSWERING & set(roles) and state == State.SENT:
        found.append(Act.RECEIVE)
    if PROVING & set(roles) and (state == State.FULFILLED or _leads(state, State.FULFILLED)):
        found.append(Act.PROVE)
    if not ANSWERING & set(roles):
        return found
    if _leads(state, State.EXTENSION_ASKED):
        found.append(Act.ASK_EXTENSION)
    if has_below and (state == State.DELEGATED or _leads(state, State.DELEGATED)):
        found.append(Act.DELEGATE)
    if _leads(state, State.REFUSED):
        found.append(Act.REFUSE)
    return found


def _leads(state: State, to: State) -> bool:
    """Return whether an agency can go there; what is confirmed is out of its hands, though an officer can reopen it."""
    return state != State.CONFIRMED and to in MOVES[state]


def acts_of_officer(assignment: Assignment, roles: Collection[Role], *, asks_time: bool) -> list[Act]:
    """Return what an officer of the province may do now, the most likely first."""
    state, found = State(assignment.state), []
    gives, confirms = bool(GIVERS & set(roles)), bool(CONFIRMERS & set(roles))
    if gives and asks_time:
        found.append(Act.DECIDE_EXTENSION)
    if gives and state in SENDABLE:
        found.append(Act.SEND)
    if confirms and State.CONFIRMED in MOVES[state]:
        found.append(Act.CONFIRM)
    if confirms and State.RETURNED in MOVES[state]:
        found.append(Act.RETURN)
    if confirms and state == State.CONFIRMED:
        found.append(Act.REOPEN)
    if gives and state in EDITABLE:
        found.append(Act.EDIT)
    if gives and State.CANCELLED in MOVES[state]:
        found.append(Act.CANCEL)
    if gives and state == State.CANCELLED:
        found.append(Act.REDRAFT)
    return found
