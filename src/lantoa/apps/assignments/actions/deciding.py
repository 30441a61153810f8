"""Writes of the officers who decide on an assignment: confirm, reopen, return, cancel, grant time."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.assignments.actions.delegating import all_delegated_done, delegating, give_back
from lantoa.apps.assignments.actions.moving import CannotMove, locked, move
from lantoa.apps.assignments.actions.notices import tell_agency
from lantoa.apps.assignments.models import Assignment, Extension, Notice
from lantoa.apps.assignments.states import State


@transaction.atomic
def confirm_assignment(*, assignment: Assignment, by: User, at: datetime) -> Assignment:
    """Return the assignment, confirmed as done on a person's word; with it the one it was delegated from, once all that
    was delegated is confirmed. Doing so twice changes nothing.
    """
    found = locked(assignment)
    if move(found, State.CONFIRMED, act="assignments.confirm_assignment", by=by, at=at, confirmed_at=at, reason=""):
        found.extensions.filter(decision=Extension.Decision.WAITING).delete()
        above = delegating(found)
        if above is not None and above.state == State.DELEGATED and all_delegated_done(above):
            confirm_assignment(assignment=above, by=by, at=at)
    return found


@transaction.atomic
def reopen_assignment(*, assignment: Assignment, by: User, at: datetime) -> Assignment:
    """Return the assignment as it was before it was confirmed; one that is not confirmed stays as it is."""
    found = locked(assignment)
    if found.state == State.CONFIRMED:
        move(found, _before_confirmed(found), act="assignments.reopen_assignment", by=by, at=at, confirmed_at=None)
        _reopen_delegating(found, by=by, at=at)
    return found


def _before_confirmed(assignment: Assignment) -> State:
    if assignment.fulfilled_at:
        return State.FULFILLED
    if assignment.delegated.exclude(state__in=[State.REFUSED, State.CANCELLED]).exists():
        return State.DELEGATED
    return State.RECEIVED if assignment.received_at else State.SENT


def _reopen_delegating(assignment: Assignment, *, by: User, at: datetime) -> None:
    """Reopen the one it was delegated from, which was confirmed with it and not on a proof of its own."""
    above = delegating(assignment)
    if above is not None and above.state == State.CONFIRMED and above.fulfilled_at is None:
        reopen_assignment(assignment=above, by=by, at=at)


@transaction.atomic
def return_assignment(*, assignment: Assignment, reason: str, by: User, at: datetime, tell: bool = True) -> Assignment:
    """Return the assignment, given back to its agency with the reason why the proof does not do; the agency is told
    unless the caller does it.
    """
    found, reason = locked(assignment), reason.strip()[:500]
    if not reason:
        raise CannotMove("Hãy ghi rõ lý do trả lại để cơ quan biết cần bổ sung gì.")
    act = "assignments.return_assignment"
    values: dict[str, Any] = {"reason": reason, "confirmed_at": None, "fulfilled_at": None}
    if move(found, State.RETURNED, act=act, by=by, at=at, detail={"reason": reason}, **values):
        _reopen_delegating(found, by=by, at=at)
        if tell:
            _answer(found, "bị trả lại", f"Lý do: {reason}", at=at)
    return found


@transaction.atomic
def cancel_assignment(*, assignment: Assignment, reason: str, by: User, at: datetime, tell: bool = True) -> Assignment:
    """Return the assignment, cancelled with a reason, and with it what was delegated from it; the agency is told, when
    it had been given and unless the caller does it.
    """
    found, reason = locked(assignment), reason.strip()[:500]
    if not reason:
        raise CannotMove("Hãy ghi rõ lý do hủy.")
    was_given = found.state != State.DRAFTED
    act = "assignments.cancel_assignment"
    if move(found, State.CANCELLED, act=act, by=by, at=at, detail={"reason": reason}, reason=reason):
        found.extensions.filter(decision=Extension.Decision.WAITING).delete()
        for below in found.delegated.exclude(state__in=[State.CONFIRMED, State.CANCELLED]):
            cancel_assignment(assignment=below, reason=reason, by=by, at=at)
        give_back(found, f"được hủy: {reason}", by=by, at=at)
        if was_given and tell:
            _answer(found, "được hủy", f"Lý do: {reason}", at=at)
    return found


@transaction.atomic
def redraft_assignment(*, assignment: Assignment, by: User, at: datetime) -> Assignment:
    """Return the cancelled assignment as a draft that can be sent anew; a draft stays as it is. CannotMove from any
    other state.
    """
    found = locked(assignment)
    cleared: dict[str, Any] = dict.fromkeys(["sent_at", "received_at", "fulfilled_at", "delegated_from"])
    move(found, State.DRAFTED, act="assignments.redraft_assignment", by=by, at=at, reason="", **cleared)
    return found


@transaction.atomic
def decide_extension(
    *, extension: Extension, granted_date: date | None, reason: str = "", by: User, at: datetime
) -> Extension:
    """Return the request, granted to the day or declined (None); the agency is told. An answered one stays as it is."""
    found = locked(extension.assignment)
    extension = Extension.objects.select_for_update(of=("self",)).get(pk=extension.pk)
    if extension.decision != Extension.Decision.WAITING:
        return extension
    if granted_date is not None and granted_date < timezone.localdate(at):
        raise CannotMove("Hạn mới phải từ hôm nay trở đi.")
    granted = granted_date is not None
    extension.decision = Extension.Decision.GRANTED if granted else Extension.Decision.DECLINED
    extension.granted_date, extension.decided_by, extension.decided_at = granted_date, by, at
    extension.save(update_fields=["decision", "granted_date", "decided_by", "decided_at"])
    values: dict[str, Any] = {}
    if granted:
        values = {"due_date": granted_date, "due_from": None, "due_working_days": None}
    act = "assignments.grant_extension" if granted else "assignments.decline_extension"
    detail = {"granted_date": granted_date.isoformat() if granted_date else None, "reason": reason[:500]}
    if found.state == State.EXTENSION_ASKED:
        move(found, State.RECEIVED, act=act, by=by, at=at, detail=detail, **values)
    words = f"được gia hạn đến {granted_date:%d/%m/%Y}" if granted_date else "không được gia hạn"
    _answer(found, words, reason, at=at)
    return extension


def _answer(assignment: Assignment, words: str, more: str, *, at: datetime) -> None:
    """Tell the agency what was decided about one assignment."""
    tell_agency(
        programme=assignment.duty.theme.programme,
        agency=assignment.agency,
        kind=Notice.Kind.ANSWER,
        key=f"answer:{assignment.pk}:{at:%Y%m%dT%H%M%S%f}",
        subject=f"Việc {words}",
        text=f"Kính gửi {assignment.agency.name},\nViệc “{assignment.duty.theme}” {words}.\n{more}".strip(),
        at=at,
    )
