"""The words of reminders: what stands in a digest, in a report to the superior, and how an assignment is urgent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from django.utils import timezone

from lantoa.apps.assignments.ladder import Facts
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.states import OPEN, State
from lantoa.apps.directives.models import Programme
from lantoa.core.viettext import format_number
from lantoa.core.workdays import WorkingCalendar

# A mail longer than this is not read; the rest is said as a number.
LINES_A_SECTION = 12


class Urgency(IntEnum):
    """Why an open assignment is spoken of, most urgent first; NONE: nothing to press now."""

    LATE = 0
    TODAY = 1
    SOON = 2
    NOT_RECEIVED = 3
    NONE = 4


_HEADINGS = {
    Urgency.LATE: "QUÁ HẠN",
    Urgency.TODAY: "ĐẾN HẠN HÔM NAY",
    Urgency.SOON: "SẮP ĐẾN HẠN",
    Urgency.NOT_RECEIVED: "CHƯA BÁO ĐÃ NHẬN",
}
_SUBJECT_WORDS = {
    Urgency.LATE: "việc quá hạn",
    Urgency.TODAY: "việc đến hạn hôm nay",
    Urgency.SOON: "việc sắp đến hạn",
    Urgency.NOT_RECEIVED: "việc chưa báo đã nhận",
}


def facts_of(assignment: Assignment) -> Facts:
    """Return what the ladder must know of the assignment. While a request for more time waits for its answer, and once
    nothing is expected of the agency, it is silent.
    """
    return Facts(
        sent_on=timezone.localdate(assignment.sent_at) if assignment.sent_at else None,
        received=assignment.state != State.SENT,
        due_date=assignment.due_date,
        silent=assignment.state not in OPEN or assignment.state == State.EXTENSION_ASKED,
    )


def urgency_of(assignment: Assignment, *, today: date, soon_until: date) -> Urgency:
    """Return why an open assignment is to be spoken of today; SOON reaches to the given day."""
    due = assignment.due_date
    if due is not None and due <= today:
        return Urgency.LATE if due < today else Urgency.TODAY
    if due is not None and due <= soon_until:
        return Urgency.SOON
    return Urgency.NOT_RECEIVED if assignment.state == State.SENT else Urgency.NONE


def directive_words(programme: Programme) -> str:
    """Return how letters name the programme: its directive's number and symbol, else its name."""
    identifier = programme.directive.identifier
    return f"văn bản {identifier}" if identifier else programme.name


@dataclass(frozen=True, slots=True)
class Digest:
    """One message to an agency, ready to be said."""

    subject: str
    text: str


def digest_of(
    spoken: Sequence[tuple[Urgency, Assignment]],
    *,
    programme: Programme,
    agency_name: str,
    others: int,
    today: date,
    calendar: WorkingCalendar,
) -> Digest:
    """Return the digest that lists these assignments by urgency, the latest first, and counts the agency's others."""
    by_urgency: dict[Urgency, list[Assignment]] = {}
    for urgency, assignment in spoken:
        by_urgency.setdefault(urgency, []).append(assignment)
    kinds = [urgency for urgency in _HEADINGS if urgency in by_urgency]
    counted = ", ".join(f"{format_number(len(by_urgency[kind]))} {_SUBJECT_WORDS[kind]}" for kind in kinds)
    lines = [f"Kính gửi {agency_name},", f"Theo {directive_words(programme)}, xin nhắc cơ quan:"]
    for kind in kinds:
        rows = sorted(by_urgency[kind], key=lambda row: (row.due_date or date.max, row.duty.theme.position, row.pk))
        lines += ["", _HEADINGS[kind]]
        lines += [f"- {_line(row, kind, today, calendar)}" for row in rows[:LINES_A_SECTION]]
        if len(rows) > LINES_A_SECTION:
            lines.append(f"- và {format_number(len(rows) - LINES_A_SECTION)} việc nữa")
    lines.append("")
    if others:
        lines.append(f"Ngoài ra cơ quan còn {format_number(others)} việc khác đang thực hiện.")
    lines.append("Đề nghị cơ quan báo đã nhận và nộp tài liệu kiểm chứng khi thực hiện xong.")
    return Digest(f"Nhắc việc ngày {today:%d/%m}: {counted}", "\n".join(lines))


def work_words(assignment: Assignment) -> str:
    """Return one assignment in a few words: theme and channel."""
    return f"{assignment.duty.theme} ({assignment.duty.get_channel_display().lower()})"


def _line(assignment: Assignment, urgency: Urgency, today: date, calendar: WorkingCalendar) -> str:
    words = work_words(assignment)
    due = assignment.due_date
    if urgency is Urgency.NOT_RECEIVED or due is None:
        sent = f"gửi ngày {timezone.localdate(assignment.sent_at):%d/%m/%Y}" if assignment.sent_at else "đã gửi"
        return f"{words}: {sent}" + (f", hạn {due:%d/%m/%Y}" if due else "")
    words += f": hạn {due:%d/%m/%Y}"
    if urgency is Urgency.LATE and (over := working_days_between(due, today, calendar)):
        words += f", quá {over} ngày làm việc"
    elif urgency is Urgency.SOON:
        left = working_days_between(today, due, calendar)
        words += f", còn {left} ngày làm việc" if left else ", từ nay đến hạn là ngày nghỉ"
    notes = {State.SENT: "chưa báo đã nhận", State.RETURNED: "bị trả lại", State.DELEGATED: "đã chuyển giao"}
    note = notes.get(State(assignment.state))
    return f"{words}, {note}" if note else words


def working_days_between(start: date, end: date, calendar: WorkingCalendar) -> int:
    """Return the number of working days after the start up to the end, 0 for an end that is not later.

    >>> working_days_between(date(2023, 6, 9), date(2023, 6, 13), WorkingCalendar())  # Friday to Tuesday
    2
    """
    days = (date.fromordinal(number) for number in range(start.toordinal() + 1, end.toordinal() + 1))
    return sum(calendar.is_working(day) for day in days)


@dataclass(frozen=True, slots=True)
class Pressed:
    """One agency in a report to its superior: how many are late and since when, and how many it has not received."""

    agency: str
    late: int
    earliest_due: date | None
    not_received: int

    @property
    def line(self) -> str:
        parts = []
        if self.late and self.earliest_due:
            parts.append(f"{format_number(self.late)} việc quá hạn (lâu nhất từ {self.earliest_due:%d/%m/%Y})")
        if self.not_received:
            parts.append(f"{format_number(self.not_received)} việc chưa báo đã nhận")
        return f"- {self.agency}: {', '.join(parts)}"


def superior_report(pressed: Iterable[Pressed], *, programme: Programme, to: str, below: str, today: date) -> Digest:
    """Return the report that names the agencies, most late ones first. `below` says which agencies these are."""
    rows = sorted(pressed, key=lambda row: (-row.late, row.earliest_due or date.max, row.agency))
    lines = [
        f"Kính gửi {to},",
        f"Đến ngày {today:%d/%m/%Y}, theo {directive_words(programme)}, {format_number(len(rows))} {below} "
        "đã được nhắc mà còn việc quá hạn hoặc chưa báo đã nhận:",
        "",
        *(row.line for row in rows),
        "",
        "Đề nghị quan tâm, đôn đốc.",
    ]
    return Digest(f"{format_number(len(rows))} {below} còn việc quá hạn hoặc chưa nhận", "\n".join(lines))


def agencies_in(report: str) -> frozenset[str]:
    """Return the agencies that a report to the superior has a line of.

    >>> agencies_in("Kính gửi Sở A,\\n- Xã A Bung: 1 việc quá hạn")
    frozenset({'Xã A Bung'})
    """
    lines = (line for line in report.splitlines() if line.startswith("- "))
    return frozenset(line.removeprefix("- ").rpartition(": ")[0] for line in lines)


def count_pressed(rows: Iterable[Assignment], *, today: date) -> list[Pressed]:
    """Return one entry for each agency that these open assignments show as late or not receiving, in no order."""
    by_agency: dict[int, list[Assignment]] = {}
    for row in rows:
        by_agency.setdefault(row.agency_id, []).append(row)
    found = []
    for own in by_agency.values():
        late = [row.due_date for row in own if row.due_date and row.due_date < today]
        waiting = sum(row.state == State.SENT for row in own)
        if late or waiting:
            found.append(Pressed(own[0].agency.name, len(late), min(late, default=None), waiting))
    return found
