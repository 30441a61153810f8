"""The one way by which an assignment changes its state: locked, checked, stored, audited."""

from datetime import datetime
from typing import Any

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.states import OPEN, State, may_move
from lantoa.apps.base.actions import Actor, record_act


class CannotMove(ValueError):
    """The assignment cannot come to that state from where it is; the message, in Vietnamese, says why."""


class NotYourAssignment(PermissionError):
    """The assignment is another agency's."""


def locked(assignment: Assignment) -> Assignment:
    """Return the assignment as it is now, held until the transaction ends."""
    return (
        Assignment.objects.select_for_update(of=("self",)).select_related("agency", "duty__theme").get(pk=assignment.pk)
    )


def own(assignment: Assignment, agency: Agency) -> Assignment:
    """Return the assignment, held; NotYourAssignment for another agency's or a draft, which no agency sees."""
    found = locked(assignment)
    if found.agency_id != agency.pk or found.state == State.DRAFTED:
        raise NotYourAssignment("Việc này được giao cho cơ quan khác.")
    return found


def stated(reason: str) -> str:
    """Return the reason as it is stored; CannotMove where there is none."""
    reason = reason.strip()
    if not reason:
        raise CannotMove("Hãy ghi rõ lý do.")
    return reason[:500]


def look_anew_at(assignment: Assignment, at: datetime) -> datetime:
    """Return when the sweep of reminders shall look at what changed now; a look that is due already stays due."""
    return min(assignment.remind_at or at, at)


def move(
    assignment: Assignment,
    to: State,
    *,
    act: str,
    by: Actor,
    at: datetime,
    detail: dict[str, Any] | None = None,
    **values: Any,
) -> bool:
    """Return whether the assignment, which the caller holds, changed: moved to the state with the values, and audited.

    One that is in the state already stays as it is. CannotMove where no way leads there. Any move that leaves it open
    makes the sweep of reminders look at it anew; steps of the ladder that passed while nothing was expected of the
    agency are not made up for.
    """
    old = State(assignment.state)
    if old == to:
        return False
    if not may_move(old, to):
        raise CannotMove(f"Việc đang ở trạng thái “{old.label}” nên không chuyển sang “{to.label}” được.")
    values |= {"state": to, "remind_at": look_anew_at(assignment, at) if to in OPEN else None}
    if to in OPEN and old not in OPEN:
        values["reminded_at"] = at
    for name, value in values.items():
        setattr(assignment, name, value)
    assignment.save(update_fields=list(values))
    record_act(act, subject=assignment, by=by, at=at, detail={"from": old.value, "to": to.value, **(detail or {})})
    return True
