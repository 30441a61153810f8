"""Writes of the working calendar. A changed calendar counts anew the due dates that were counted in working days."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import connection, transaction

from lantoa.apps.assignments.actions.moving import look_anew_at
from lantoa.apps.assignments.actions.notices import tell_agency, tell_officers
from lantoa.apps.assignments.models import Assignment, CalendarDay, Notice
from lantoa.apps.assignments.queries import DayChange, counted_over, working_calendar
from lantoa.apps.assignments.states import OPEN, State
from lantoa.apps.base.actions import Actor, record_acts
from lantoa.apps.directives.models import Programme
from lantoa.core.workdays import Deadline, WorkingCalendar, day_words

# The furthest step of a ladder is 60 working days from the due date, which a long Tết makes some 90 days.
_LADDER_REACH = timedelta(days=100)
_DAYS_NAMED = 5
_THEMES_NAMED = 5


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """What a change of the calendar did: how many days it set, how many due dates moved, of how many agencies."""

    days: int
    assignments: int
    agencies: int


@dataclass(frozen=True, slots=True)
class _Moved:
    assignment: Assignment
    old: date
    deadline: Deadline


def held_calendar() -> WorkingCalendar:
    """Return the working calendar, which nobody changes until the transaction ends; take it before the assignments
    whose due date is counted with it, so that a count and a change of the calendar never pass one another by.
    """
    hold_for_counting()
    return working_calendar()


def hold_for_counting() -> None:
    """Let nobody change the calendar until the transaction ends; others may count with it at the same time."""
    _lock_table("SHARE")


def hold_for_change() -> None:
    """Let nobody else change the calendar, or count with it, until the transaction ends; reading goes on."""
    _lock_table("SHARE ROW EXCLUSIVE")


def _lock_table(mode: str) -> None:
    if connection.vendor != "postgresql":
        return  # SQLite has one writer at a time as it is
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {connection.ops.quote_name(CalendarDay._meta.db_table)} IN {mode} MODE")


@transaction.atomic
def change_calendar(*, changes: Sequence[DayChange], by: Actor, at: datetime) -> CalendarChanged:
    """Return what storing the days did: each day is set, and the due date of every draft and open assignment that was
    counted over one of them is counted anew, even when it has passed; what is done never changes.

    Each moved assignment is looked at anew by the reminders and has its audit entry with both dates and the
    computation; each agency moved is told once a programme, and the programme's officers once. One transaction; changes
    by two people follow one another. Cost: grows with the assignments counted over the days.
    """
    hold_for_change()
    # The last word on a day stands: a day in lieu may fall on one that is worked in exchange.
    last_words = {change.day: change for change in changes}
    changed = _store_days(list(last_words.values()), by=by, at=at)
    if not changed:
        return CalendarChanged(0, 0, 0)
    moved = _count_anew([change.day for change in changed], at=at)
    record_acts("assignments.move_due_date", [(entry.assignment, _detail(entry)) for entry in moved], by=by, at=at)
    _look_anew_near([change.day for change in changed], at=at)
    _tell(changed, moved, at=at)
    return CalendarChanged(len(changed), len(moved), len({entry.assignment.agency_id for entry in moved}))


def _detail(entry: _Moved) -> dict[str, str]:
    deadline = entry.deadline
    return {"from": entry.old.isoformat(), "to": deadline.day.isoformat(), "explanation": deadline.explanation}


def _store_days(changes: Sequence[DayChange], *, by: Actor, at: datetime) -> list[DayChange]:
    """Return the changes that differ from what is stored, now stored and audited. Three queries and one an update."""
    stored = {row.day: row for row in CalendarDay.objects.filter(day__in=[change.day for change in changes])}
    new: list[CalendarDay] = []
    details: list[tuple[CalendarDay, dict[str, Any]]] = []
    changed: list[DayChange] = []
    fields = ["kind", "name", "source", "seeded_from"]
    for change in changes:
        row = stored.get(change.day) or CalendarDay(day=change.day)
        before = {name: getattr(row, name) for name in fields} if row.pk else {}
        after: dict[str, str] = {name: str(getattr(change, name)) for name in fields}
        if before == after:
            continue
        for name, value in after.items():
            setattr(row, name, value)
        if row.pk:
            row.save(update_fields=fields)
        else:
            new.append(row)
        details.append((row, {"day": change.day.isoformat(), "before": before, "after": after}))
        changed.append(change)
    CalendarDay.objects.bulk_create(new, batch_size=500)
    record_acts("assignments.change_calendar", details, by=by, at=at)
    return changed


def _count_anew(days: Sequence[date], *, at: datetime) -> list[_Moved]:
    """Return the assignments whose due date is another now, stored; those of one start and count are counted once."""
    calendar = working_calendar()
    deadlines: dict[tuple[date, int], Deadline] = {}
    moved: list[_Moved] = []
    rows = (
        counted_over(days)
        .select_for_update(of=("self",))
        .select_related("agency", "duty__theme__programme__directive")
        .order_by("pk")
    )
    for row in rows:
        start, count, old = row.due_from, row.due_working_days, row.due_date
        if start is None or count is None or old is None:  # the constraint says otherwise; the types cannot
            continue
        if (start, count) not in deadlines:
            deadlines[start, count] = calendar.deadline(start, count)
        deadline = deadlines[start, count]
        if deadline.day == old:
            continue
        row.due_date = deadline.day
        if row.state in OPEN:
            row.remind_at = look_anew_at(row, at)
        moved.append(_Moved(row, old, deadline))
    Assignment.objects.bulk_update([entry.assignment for entry in moved], ["due_date", "remind_at"], batch_size=500)
    return moved


def _look_anew_near(days: Sequence[date], *, at: datetime) -> None:
    """Let the reminders look again at what is due around the days: steps of the ladder are working days as well, even
    where the due date is a day that was set. One query.
    """
    near = (min(days) - _LADDER_REACH, max(days) + _LADDER_REACH)
    Assignment.objects.open().filter(due_date__range=near, remind_at__gt=at).update(remind_at=at)


def _tell(changed: Sequence[DayChange], moved: Sequence[_Moved], *, at: datetime) -> None:
    """Tell each agency what of it has moved, drafts aside, and the officers of each programme how much."""
    reason = _change_words(changed)
    stamp = f"{at:%Y%m%dT%H%M%S%f}"
    by_programme: dict[Programme, list[_Moved]] = defaultdict(list)
    for entry in moved:
        by_programme[entry.assignment.duty.theme.programme].append(entry)
    for programme, entries in by_programme.items():
        by_agency: dict[int, list[_Moved]] = defaultdict(list)
        for entry in entries:
            if entry.assignment.state != State.DRAFTED:
                by_agency[entry.assignment.agency_id].append(entry)
        for agency_pk, own in by_agency.items():
            agency = own[0].assignment.agency
            tell_agency(
                programme=programme,
                agency=agency,
                kind=Notice.Kind.CALENDAR,
                key=f"calendar:{programme.pk}:{agency_pk}:{stamp}",
                subject=f"Hạn của {len(own)} việc đổi theo lịch làm việc",
                text="\n".join([f"Kính gửi {agency.name},", f"Lịch làm việc đổi: {reason}.", *_move_lines(own)]),
                at=at,
            )
        tell_officers(
            programme=programme,
            kind=Notice.Kind.CALENDAR,
            key=f"calendar:{programme.pk}:{stamp}",
            subject=f"Lịch làm việc đổi: hạn của {len(entries)} việc đổi theo",
            text=f"Lịch làm việc đổi: {reason}.\nHạn của {len(entries)} việc đổi theo, "
            f"trong đó {len(entries) - sum(map(len, by_agency.values()))} việc chưa gửi. "
            f"Đã báo cho {len(by_agency)} cơ quan.",
            at=at,
        )


def _change_words(changed: Sequence[DayChange]) -> str:
    words = [
        f"ngày {day_words(change.day)} {CalendarDay.Kind(change.kind).label} ({change.name})"
        for change in sorted(changed, key=lambda change: change.day)[:_DAYS_NAMED]
    ]
    left = len(changed) - len(words)
    return "; ".join(words) + (f"; và {left} ngày khác" if left else "")


def _move_lines(entries: Sequence[_Moved]) -> list[str]:
    """Return one line for each due date that moved alike: the dates, the themes, the computation."""

    def alike(entry: _Moved) -> tuple[date, date, date]:
        return entry.old, entry.deadline.day, entry.deadline.start

    lines = []
    for (old, new, _), group in groupby(sorted(entries, key=alike), key=alike):
        same = list(group)
        themes = list(dict.fromkeys(str(entry.assignment.duty.theme) for entry in same))
        named = ", ".join(themes[:_THEMES_NAMED]) + ("…" if len(themes) > _THEMES_NAMED else "")
        lines.append(f"- {len(same)} việc ({named}): hạn {day_words(old)} đổi thành {day_words(new)}.")
        lines.append(f"  Cách tính: {same[0].deadline.explanation}.")
    return lines
