"""Writes on assignments that an agency hands to one below it: down by its act, and back up when that one cannot."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.actions.calendar import hold_for_counting
from lantoa.apps.assignments.actions.moving import CannotMove, locked, move, own
from lantoa.apps.assignments.actions.notices import tell_agency
from lantoa.apps.assignments.models import Assignment, Notice
from lantoa.apps.assignments.states import State
from lantoa.apps.base.actions import Actor, record_act

# Nobody works any more on a delegated assignment in one of these.
_GIVEN_UP = (State.REFUSED, State.CANCELLED)


@transaction.atomic
def delegate_assignment(
    *, assignment: Assignment, for_agency: Agency, to: Agency, note: str = "", by: Actor, at: datetime
) -> Assignment:
    """Return the assignment of the agency below that now carries it out; it is told. The delegating agency goes on
    answering for it until all that it delegated is confirmed. It may delegate to several, and anew to one that refused.

    CannotMove for an agency that is not below this one, that no longer exists, or that was given the duty already.
    """
    hold_for_counting()  # the new assignment takes the counted due date over
    found = own(assignment, for_agency)
    if to.parent_id != for_agency.pk or not Agency.objects.valid_on(timezone.localdate(at)).filter(pk=to.pk).exists():
        raise CannotMove(f"Chỉ chuyển giao cho cơ quan trực thuộc {for_agency.short_name}.")
    if found.state == State.CONFIRMED:
        raise CannotMove("Việc đã được xác nhận hoàn thành nên không chuyển giao nữa.")
    given = _place_for(found, to)
    act, detail = "assignments.delegate_assignment", {"to_agency": to.short_name, "note": note[:500]}
    if not move(
        found, State.DELEGATED, act=act, by=by, at=at, detail=detail, received_at=found.received_at or at, reason=""
    ):
        record_act(act, subject=found, by=by, at=at, detail=detail)
    _hand_down(found, given, by=by, at=at)
    tell_agency(
        programme=found.duty.theme.programme,
        agency=to,
        kind=Notice.Kind.DUTIES_SENT,
        key=f"delegated:{given.pk}:{at:%Y%m%dT%H%M%S%f}",
        subject=f"{for_agency.short_name} chuyển giao một việc",
        text=f"Kính gửi {to.name},\n{for_agency.name} chuyển giao việc: {found.duty.theme}.\n{note}".strip(),
        at=at,
    )
    return given


def _place_for(found: Assignment, to: Agency) -> Assignment:
    """Return the row for the agency below: a new one, its draft that nobody has seen, or the one it gave up before."""
    known = Assignment.objects.select_for_update(of=("self",)).filter(duty=found.duty, agency=to).first()
    if known is None:
        return Assignment(duty=found.duty, agency=to)
    if known.state == State.DRAFTED or (known.state == State.REFUSED and known.delegated_from_id == found.pk):
        return known
    raise CannotMove(f"{to.short_name} đã được giao việc này.")


def _hand_down(found: Assignment, given: Assignment, *, by: Actor, at: datetime) -> None:
    given.state, given.sent_at, given.received_at, given.reason = State.SENT, at, None, ""
    given.remind_at = given.reminded_at = at
    given.delegated_from, given.capacity = found, found.capacity
    for name in ("product", "quantity", "due_date", "due_from", "due_working_days"):
        setattr(given, name, getattr(found, name))
    given.save()
    detail = {"to": State.SENT.value, "delegated_from": found.pk, "from_agency": found.agency.short_name}
    record_act("assignments.send_assignment", subject=given, by=by, at=at, detail=detail)


def delegating(assignment: Assignment) -> Assignment | None:
    """Return the assignment that this one was delegated from, held; None for one given by the programme's officers."""
    return locked(assignment.delegated_from) if assignment.delegated_from is not None else None


def all_delegated_done(assignment: Assignment) -> bool:
    """Return whether everything delegated from it and not given up is confirmed, and there is something."""
    states = set(assignment.delegated.exclude(state__in=_GIVEN_UP).values_list("state", flat=True))
    return states == {State.CONFIRMED}


def give_back(assignment: Assignment, why: str, *, by: Actor, at: datetime) -> None:
    """Put the work back to the agency that delegated it, unless another one still carries it out; it is told."""
    above = delegating(assignment)
    if above is None or above.state != State.DELEGATED:
        return
    if above.delegated.exclude(state__in=_GIVEN_UP).exists():
        return
    agency = assignment.agency.short_name
    detail = {"agency": agency, "reason": why}
    move(above, State.RECEIVED, act="assignments.take_back_assignment", by=by, at=at, detail=detail)
    tell_agency(
        programme=above.duty.theme.programme,
        agency=above.agency,
        kind=Notice.Kind.ANSWER,
        key=f"given_back:{assignment.pk}:{at:%Y%m%dT%H%M%S%f}",
        subject="Một việc đã chuyển giao quay lại cơ quan",
        text=f"Kính gửi {above.agency.name},\nViệc “{above.duty.theme}” đã chuyển giao cho {agency} nay quay lại "
        f"cơ quan ({why}).",
        at=at,
    )
