"""Writes of the programme officer who gives duties: draft, add, send."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.agencies.queries import ResolvedRecipient, agencies_named
from lantoa.apps.assignments.actions.calendar import held_calendar
from lantoa.apps.assignments.actions.moving import locked, move
from lantoa.apps.assignments.actions.notices import tell_agency
from lantoa.apps.assignments.actions.planning import ensure_plan
from lantoa.apps.assignments.models import Assignment, Capacity, Notice
from lantoa.apps.assignments.queries import working_calendar
from lantoa.apps.assignments.states import State
from lantoa.apps.base.actions import record_act, record_acts
from lantoa.apps.directives.models import Duty, Programme
from lantoa.apps.directives.queries import resolved_recipients
from lantoa.core.officialdoc import Channel
from lantoa.core.workdays import WorkingCalendar

# "Press" means paper and broadcaster alike; neither can do what only the other has the means for.
_NOT_THEIR_CHANNEL = {
    (AgencyKind.NEWSPAPER.value, Channel.BROADCAST.value),
    (AgencyKind.BROADCASTER.value, Channel.NEWSPAPER.value),
}
# From these an officer sends; the other ways to "sent" only lead back there.
SENDABLE = frozenset({State.DRAFTED, State.REFUSED})


class CannotAssign(ValueError):
    """The duties cannot go out yet; the message, in Vietnamese, says why."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What drafting did: how many assignments are new, and which recipients wait for a person's decision."""

    new: int
    unresolved: tuple[ResolvedRecipient, ...]


@transaction.atomic
def draft_assignments(*, programme: Programme, by: User, at: datetime) -> Drafted:
    """Return what was drafted: every duty of a confirmed programme for the agencies its recipient means; repeatable,
    nothing twice. No agency sees a draft; send_assignments gives it.

    CannotAssign while no person has confirmed the programme.
    """
    if programme.state != Programme.State.CONFIRMED:
        raise CannotAssign("Chương trình chưa được xác nhận; hãy xác nhận trước khi giao việc.")
    recipients = {resolved.words: resolved for resolved in resolved_recipients(programme)}
    issuers = _issuers(programme)
    before = Assignment.objects.of_programme(programme).count()
    calendar, today = working_calendar(), timezone.localdate(at)
    Assignment.objects.bulk_create(
        (
            Assignment(duty=duty, agency=agency, **_asked(duty, calendar, today))
            for duty in Duty.objects.filter(theme__programme=programme)
            for agency in recipients[duty.recipient].agencies
            if agency.pk not in issuers  # the issuer belongs to a class it addresses, but owes itself nothing
            and (agency.kind, duty.channel) not in _NOT_THEIR_CHANNEL
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
    new = Assignment.objects.of_programme(programme).count() - before
    unresolved = tuple(resolved for resolved in recipients.values() if not resolved.agencies)
    if new:
        detail = {"new": new, "unresolved": [resolved.words for resolved in unresolved]}
        record_act("assignments.draft_assignments", subject=programme, by=by, at=at, detail=detail)
    return Drafted(new, unresolved)


def _asked(duty: Duty, calendar: WorkingCalendar, today: date) -> dict[str, Any]:
    """Return what an assignment takes from its duty. A due date in working days is counted from today for now, and
    anew when the assignment is sent.
    """
    asked: dict[str, Any] = {"product": duty.product, "quantity": duty.quantity, "due_date": duty.due_date}
    if days := duty.due_working_days:
        asked |= {"due_working_days": days, "due_from": today, "due_date": calendar.deadline(today, days).day}
    return asked


def _issuers(programme: Programme) -> set[int]:
    """Return the keys of the agencies that go by the issuer's name, empty when the directive names none."""
    directive = programme.directive
    day = directive.date or directive.received_at.date()
    return {agency.pk for agency in agencies_named(directive.issuer, on=day)} if directive.issuer else set()


@transaction.atomic
def add_assignment(
    *, duty: Duty, agency: Agency, capacity: Capacity = Capacity.LEAD, by: User, at: datetime
) -> Assignment:
    """Return the drafted assignment of the duty for one more agency, as lead or in support; an existing one is left as
    it is.
    """
    values = {"capacity": capacity, **_asked(duty, working_calendar(), timezone.localdate(at))}
    assignment, made = Assignment.objects.get_or_create(duty=duty, agency=agency, defaults=values)
    if made:
        record_act("assignments.add_assignment", subject=assignment, by=by, at=at, detail={"capacity": capacity.value})
    return assignment


@transaction.atomic
def send_assignments(*, assignments: Iterable[int], by: User, at: datetime) -> int:
    """Return how many assignments of these keys were sent: drafted ones, and refused ones anew.

    Due dates given in working days are counted from the day of sending. Each agency is told once, in its inbox and by
    mail. One transaction; writes grow with the assignments, messages with the agencies.
    """
    calendar, today = held_calendar(), timezone.localdate(at)
    rows = list(
        Assignment.objects.select_for_update(of=("self",))
        .filter(pk__in=list(assignments), state__in=SENDABLE)
        .select_related("agency", "duty__theme__programme__directive")
        .order_by("pk")
    )
    if not rows:
        return 0
    details: list[tuple[Assignment, dict[str, Any]]] = []
    for row in rows:
        details.append((row, {"from": row.state, "to": State.SENT.value}))
        row.state, row.sent_at, row.reason = State.SENT, at, ""
        row.remind_at, row.reminded_at = at, at
        _count_due_date(row, calendar, today)
    fields = [
        "state", "sent_at", "reason", "remind_at", "reminded_at", "due_date", "due_from", "due_working_days",
    ]  # fmt: skip
    Assignment.objects.bulk_update(rows, fields, batch_size=500)
    record_acts("assignments.send_assignment", details, by=by, at=at)
    _delegated_anew(rows, by=by, at=at)
    for programme in {row.duty.theme.programme for row in rows}:
        ensure_plan(programme=programme)
    _tell_agencies(rows, at)
    return len(rows)


def _delegated_anew(rows: list[Assignment], *, by: User, at: datetime) -> None:
    """Mark as delegated again those whose delegated work was refused, had come back, and is now sent anew."""
    for key in sorted({row.delegated_from_id for row in rows if row.delegated_from_id}):
        above = locked(Assignment(pk=key))
        if above.state == State.RECEIVED:
            move(above, State.DELEGATED, act="assignments.delegate_assignment", by=by, at=at)


def _count_due_date(row: Assignment, calendar: WorkingCalendar, today: date) -> None:
    """Count the due date of one that is due so many working days after it is sent."""
    if row.due_working_days:
        row.due_from, row.due_date = today, calendar.deadline(today, row.due_working_days).day


def _tell_agencies(rows: list[Assignment], at: datetime) -> None:
    """Tell each agency of a programme in one message what it has been given now."""
    by_agency: dict[tuple[int, int], list[Assignment]] = defaultdict(list)
    for row in rows:
        by_agency[row.duty.theme.programme_id, row.agency_id].append(row)
    for (programme_pk, agency_pk), given in by_agency.items():
        programme, agency = given[0].duty.theme.programme, given[0].agency
        due = min((row.due_date for row in given if row.due_date), default=None)
        named = programme.directive.identifier or programme.name
        text = "\n".join(
            [
                f"Kính gửi {agency.name},",
                f"Theo {named}, cơ quan được giao {len(given)} việc tuyên truyền cải cách hành chính"
                + (f", hạn sớm nhất {due:%d/%m/%Y}." if due else "; văn bản không nêu hạn."),
                "Đề nghị cơ quan báo đã nhận và nộp tài liệu kiểm chứng khi thực hiện xong.",
            ]
        )
        tell_agency(
            programme=programme,
            agency=agency,
            kind=Notice.Kind.DUTIES_SENT,
            key=f"duties_sent:{programme_pk}:{agency_pk}:{at:%Y%m%dT%H%M%S%f}",
            subject=f"{len(given)} việc được giao theo {named}",
            text=text,
            at=at,
        )
