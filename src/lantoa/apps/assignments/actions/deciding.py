"""Writes of the officers who decide on an assignment: confirm, return, cancel, grant time, edit, reopen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.assignments.actions.moving import CannotMove, locked, move
from lantoa.apps.assignments.actions.notices import tell_agency
from lantoa.apps.assignments.models import Assignment, Capacity, Extension, Notice
from lantoa.apps.assignments.queries import working_calendar
from lantoa.apps.assignments.states import OPEN, State
from lantoa.apps.base.actions import record_acts
from lantoa.core.workdays import WorkingCalendar


@transaction.atomic
def confirm_assignment(*, assignment: Assignment, by: User, at: datetime) -> Assignment:
    """Return the assignment, confirmed as done on a person's word; the one it was delegated from with it. Doing so
    twice changes nothing.
    """
    found = locked(assignment)
    if move(found, State.CONFIRMED, act="assignments.confirm_assignment", by=by, at=at, confirmed_at=at, reason=""):
        found.extensions.filter(decision=Extension.Decision.WAITING).delete()
        if found.delegated_from is not None and locked(found.delegated_from).state == State.DELEGATED:
            confirm_assignment(assignment=found.delegated_from, by=by, at=at)
    return found


@transaction.atomic
def reopen_assignment(*, assignment: Assignment, by: User, at: datetime) -> Assignment:
    """Return the assignment as it was before it was confirmed; one that is not confirmed stays as it is."""
    found = locked(assignment)
    if found.state == State.CONFIRMED:
        back = State.FULFILLED if found.fulfilled_at else State.RECEIVED if found.received_at else State.SENT
        move(found, back, act="assignments.reopen_assignment", by=by, at=at, confirmed_at=None)
    return found


@transaction.atomic
def return_assignment(*, assignment: Assignment, reason: str, by: User, at: datetime) -> Assignment:
    """Return the assignment, given back to its agency with the reason why the proof does not do; the agency is told."""
    found, reason = locked(assignment), reason.strip()[:500]
    if not reason:
        raise CannotMove("Hãy ghi rõ lý do trả lại để cơ quan biết cần bổ sung gì.")
    act = "assignments.return_assignment"
    values: dict[str, Any] = {"reason": reason, "confirmed_at": None, "fulfilled_at": None}
    if move(found, State.RETURNED, act=act, by=by, at=at, detail={"reason": reason}, **values):
        _answer(found, "bị trả lại", f"Lý do: {reason}", at=at)
    return found


@transaction.atomic
def cancel_assignment(*, assignment: Assignment, reason: str, by: User, at: datetime) -> Assignment:
    """Return the assignment, cancelled with a reason; the agency is told when it had been given."""
    found, reason = locked(assignment), reason.strip()[:500]
    if not reason:
        raise CannotMove("Hãy ghi rõ lý do hủy.")
    was_given = found.state != State.DRAFTED
    act = "assignments.cancel_assignment"
    if move(found, State.CANCELLED, act=act, by=by, at=at, detail={"reason": reason}, reason=reason):
        found.extensions.filter(decision=Extension.Decision.WAITING).delete()
        if was_given:
            _answer(found, "được hủy", f"Lý do: {reason}", at=at)
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


@dataclass(frozen=True, slots=True)
class Edit:
    """What a bulk edit sets; a field left None is left as it is. `no_due_date` takes the due date away."""

    due_date: date | None = None
    due_working_days: int | None = None
    no_due_date: bool = False
    product: str | None = None
    quantity: int | None = None
    capacity: Capacity | None = None

    def __post_init__(self) -> None:
        if sum([self.due_date is not None, self.due_working_days is not None, self.no_due_date]) > 1:
            raise CannotMove("Chỉ đặt hạn theo một cách: một ngày, số ngày làm việc, hoặc bỏ hạn.")


@transaction.atomic
def edit_assignments(*, assignments: Iterable[int], edit: Edit, by: User, at: datetime) -> int:
    """Return how many assignments of these keys changed: drafts and open ones; what is done or cancelled stays.

    Working days are counted from the day of sending, for a draft when it is sent. One transaction, one audit entry for
    each that changed.
    """
    calendar = working_calendar()
    changed: list[tuple[Assignment, dict[str, Any]]] = []
    rows = Assignment.objects.select_for_update(of=("self",)).filter(
        pk__in=list(assignments), state__in=[State.DRAFTED, *OPEN]
    )
    fields = ["due_date", "due_from", "due_working_days", "product", "quantity", "capacity"]
    for row in rows.order_by("pk"):
        before = {name: getattr(row, name) for name in fields}
        _apply(row, edit, calendar, timezone.localdate(at))
        after = {name: getattr(row, name) for name in fields}
        if before == after:
            continue
        if row.state in OPEN:
            row.remind_at = at
        detail = {name: [_plain(before[name]), _plain(after[name])] for name in fields if before[name] != after[name]}
        changed.append((row, detail))
    Assignment.objects.bulk_update([row for row, _ in changed], [*fields, "remind_at"], batch_size=500)
    record_acts("assignments.edit_assignment", changed, by=by, at=at)
    return len(changed)


def _apply(row: Assignment, edit: Edit, calendar: WorkingCalendar, today: date) -> None:
    if edit.no_due_date:
        row.due_date = row.due_from = row.due_working_days = None
    elif edit.due_date is not None:
        row.due_date, row.due_from, row.due_working_days = edit.due_date, None, None
    elif edit.due_working_days is not None:
        start = timezone.localdate(row.sent_at) if row.sent_at else today
        row.due_from, row.due_working_days = start, edit.due_working_days
        row.due_date = calendar.deadline(start, edit.due_working_days).day
    if edit.product is not None:
        row.product = edit.product or None
    if edit.quantity is not None:
        row.quantity = edit.quantity or None
    if edit.capacity is not None:
        row.capacity = edit.capacity


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


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
