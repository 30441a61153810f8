"""Writes of the officer who asks something else than the directive says: due date, product, quantity, capacity."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.assignments.actions.calendar import held_calendar
from lantoa.apps.assignments.actions.moving import CannotMove, look_anew_at
from lantoa.apps.assignments.actions.notices import tell_agency
from lantoa.apps.assignments.models import Assignment, Capacity, Notice
from lantoa.apps.assignments.states import OPEN, State
from lantoa.apps.base.actions import record_acts
from lantoa.core.workdays import WorkingCalendar

# What is done or cancelled is asked no more, so nothing of it can be changed.
EDITABLE = frozenset({State.DRAFTED, *OPEN})


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

    Working days are counted from the day of sending, for a draft when it is sent. Each agency whose given duties
    changed is told once. One transaction, one audit entry for each that changed.
    """
    calendar = held_calendar()
    changed: list[tuple[Assignment, dict[str, Any]]] = []
    rows = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("agency", "duty__theme__programme")
        .filter(pk__in=list(assignments), state__in=EDITABLE)
    )
    fields = ["due_date", "due_from", "due_working_days", "product", "quantity", "capacity"]
    for row in rows.order_by("pk"):
        before = {name: getattr(row, name) for name in fields}
        _apply(row, edit, calendar, timezone.localdate(at))
        after = {name: getattr(row, name) for name in fields}
        if before == after:
            continue
        if row.state in OPEN:
            row.remind_at = look_anew_at(row, at)
        detail = {name: [_plain(before[name]), _plain(after[name])] for name in fields if before[name] != after[name]}
        changed.append((row, detail))
    Assignment.objects.bulk_update([row for row, _ in changed], [*fields, "remind_at"], batch_size=500)
    record_acts("assignments.edit_assignment", changed, by=by, at=at)
    _tell_edited([row for row, _ in changed if row.state in OPEN], at)
    return len(changed)


def _tell_edited(rows: list[Assignment], at: datetime) -> None:
    """Tell each agency once which of its given duties are asked otherwise now."""
    by_agency: dict[tuple[int, int], list[Assignment]] = defaultdict(list)
    for row in rows:
        by_agency[row.duty.theme.programme_id, row.agency_id].append(row)
    for (programme_pk, agency_pk), changed in by_agency.items():
        lines = [f"- {row.duty.theme}: {asked_words(row)}" for row in changed]
        tell_agency(
            programme=changed[0].duty.theme.programme,
            agency=changed[0].agency,
            kind=Notice.Kind.ANSWER,
            key=f"edited:{programme_pk}:{agency_pk}:{at:%Y%m%dT%H%M%S%f}",
            subject=f"{len(changed)} việc được giao có thay đổi",
            text="\n".join([f"Kính gửi {changed[0].agency.name},", "Yêu cầu của các việc sau nay là:", *lines]),
            at=at,
        )


def asked_words(row: Assignment) -> str:
    """Return what is asked of the agency in a line of a message: capacity, product, quantity, due date."""
    due = f"hạn {row.due_date:%d/%m/%Y}" if row.due_date else "không đặt hạn"
    asked = [row.get_capacity_display(), row.product, f"số lượng {row.quantity}" if row.quantity else None, due]
    return ", ".join(words for words in asked if words)


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
