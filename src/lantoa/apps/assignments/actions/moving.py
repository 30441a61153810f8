"""The one way by which an assignment changes its state: locked, checked, stored, audited."""

from datetime import datetime
from typing import Any

from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.states import OPEN, State, may_move
from lantoa.apps.base.actions import Actor, record_act


class CannotMove(ValueError):
    """The assignment cannot come to that state from where it is; the message, in Vietnamese, says why."""


def locked(assignment: Assignment) -> Assignment:
    """Return the assignment as it is now, held until the transaction ends."""
    return (
        Assignment.objects.select_for_update(of=("self",)).select_related("agency", "duty__theme").get(pk=assignment.pk)
    )


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
    makes the sweep of reminders look at it anew.
    """
    old = State(assignment.state)
    if old == to:
        return False
    if not may_move(old, to):
        raise CannotMove(f"Việc đang ở trạng thái “{old.label}” nên không chuyển sang “{to.label}” được.")
    values |= {"state": to, "remind_at": at if to in OPEN else None}
    for name, value in values.items():
        setattr(assignment, name, value)
    assignment.save(update_fields=list(values))
    record_act(act, subject=assignment, by=by, at=at, detail={"from": old.value, "to": to.value, **(detail or {})})
    return True
