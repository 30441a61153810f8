"""The words of the chase list: one ready message an agency, short enough for a Zalo group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lantoa.apps.agencies.models import Agency, Contact
from lantoa.apps.assignments.digests import Urgency, directive_words, urgency_of
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.directives.models import Programme
from lantoa.core.viettext import format_number

# More than that nobody reads in a chat.
NAMED_A_LINE = 5
_WORDS = {
    Urgency.LATE: "việc quá hạn",
    Urgency.TODAY: "việc đến hạn hôm nay",
    Urgency.SOON: "việc sắp đến hạn",
    Urgency.NOT_RECEIVED: "việc chưa báo đã nhận",
    Urgency.NONE: "việc đang thực hiện",
}
CSV_HEADER = (
    "Cơ quan", "Loại", "Nhóm Zalo", "Người liên hệ", "Điện thoại", "Quá hạn", "Chưa nhận", "Đang mở", "Hạn gần nhất",
    "Tin nhắn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chase:
    """One agency of the chase list with its message; `open`, `late` and `not_received` count what the message says."""

    agency: Agency
    text: str
    late: int
    not_received: int
    open: int
    nearest_due: date | None

    @property
    def zalo(self) -> str:
        """Return the names of the agency's Zalo groups; needs the contacts prefetched as `reached_by`."""
        return ", ".join(dict.fromkeys(contact.zalo for contact in self._contacts if contact.zalo))

    @property
    def contacts(self) -> str:
        """Return whom one would write to."""
        return ", ".join(contact.name for contact in self._contacts)

    @property
    def phones(self) -> str:
        return ", ".join(dict.fromkeys(contact.phone for contact in self._contacts if contact.phone))

    @property
    def rows_of_text(self) -> int:
        """Return the height of the field that shows the message, where the browser does not fit it to the text."""
        return sum(1 + len(line) // 100 for line in self.text.splitlines())

    @property
    def _contacts(self) -> list[Contact]:
        found: list[Contact] = getattr(self.agency, "reached_by", [])
        return found

    def csv_row(self) -> tuple[str, ...]:
        """Return the cells under CSV_HEADER."""
        due = f"{self.nearest_due:%d/%m/%Y}" if self.nearest_due else ""
        return (
            self.agency.name, str(self.agency.get_kind_display()), self.zalo, self.contacts, self.phones,
            str(self.late), str(self.not_received), str(self.open), due, self.text,
        )  # fmt: skip


def chase_of(
    agency: Agency, rows: Sequence[Assignment], *, programme: Programme, today: date, soon_until: date, where: str
) -> Chase:
    """Return the agency's entry for these open assignments; `where` is the address to go to."""
    by_urgency: dict[Urgency, list[Assignment]] = {}
    for row in sorted(rows, key=lambda row: (row.due_date or date.max, row.duty.theme.position, row.pk)):
        by_urgency.setdefault(urgency_of(row, today=today, soon_until=soon_until), []).append(row)
    coming = [row.due_date for row in rows if row.due_date and row.due_date >= today]
    nearest = min(coming, default=None)
    lines = [
        f"Kính gửi {agency.name},",
        f"Theo {directive_words(programme)}, đến ngày {today:%d/%m/%Y} cơ quan còn:",
        *(f"- {_line(urgency, by_urgency[urgency])}" for urgency in Urgency if urgency in by_urgency),
    ]
    if nearest:
        lines.append(f"Hạn gần nhất: {nearest:%d/%m/%Y}.")
    lines.append(f"Mời cơ quan mở liên kết trong thư đã gửi, hoặc {where}, để báo đã nhận và nộp tài liệu kiểm chứng.")
    lines.append("Xin cảm ơn.")
    waiting = sum(row.state == Assignment.State.SENT for row in rows)
    return Chase(agency, "\n".join(lines), len(by_urgency.get(Urgency.LATE, [])), waiting, len(rows), nearest)


def _line(urgency: Urgency, rows: list[Assignment]) -> str:
    named = [_named(row, urgency) for row in rows[:NAMED_A_LINE]]
    more = f" và {format_number(len(rows) - NAMED_A_LINE)} việc nữa" if len(rows) > NAMED_A_LINE else ""
    return f"{format_number(len(rows))} {_WORDS[urgency]}: {'; '.join(named)}{more}"


def _named(row: Assignment, urgency: Urgency) -> str:
    words = f"{row.duty.theme.code} {row.duty.get_channel_display().lower()}"
    told_by_heading = urgency is Urgency.TODAY or row.due_date is None
    return words if told_by_heading else f"{words} (hạn {row.due_date:%d/%m})"


def whole_text(entries: Iterable[Chase]) -> str:
    """Return all messages as one text, each under the group or the agency it is for."""
    return "\n\n".join(f"=== {entry.zalo or entry.agency.short_name} ===\n{entry.text}" for entry in entries) + "\n"
