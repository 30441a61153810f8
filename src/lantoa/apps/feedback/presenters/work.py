"""What the officers' pages say of feedback: lines of the board, the history, what can be done now."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lantoa.apps.base.capped import counted_words
from lantoa.apps.feedback.checks import Flag
from lantoa.apps.feedback.models import Feedback, FeedbackStep
from lantoa.apps.feedback.queries.work import BoardCounts
from lantoa.apps.feedback.states import CITIZENS_ACTS, Act, allowed_acts
from lantoa.core.workdays import day_words

State = Feedback.State
# In the order in which they are wanted.
_ORDER = (Act.ACKNOWLEDGE, Act.ANSWER, Act.ASK_BACK, Act.FORWARD, Act.EXTEND, Act.CLOSE, Act.REFUSE, Act.NOTE)
_MOST_TITLE = 90
_FLAG_WORDS = dict(Flag.choices)


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One piece of feedback as the board shows it."""

    feedback: Feedback
    title: str
    due: str
    late: bool
    flags: list[str]


def board_figures(counts: BoardCounts) -> dict[str, str]:
    """Return what waits, by name, as it is shown."""
    return {name: counted_words(count) for name, count in asdict(counts).items()}


def board_lines(rows: Iterable[Feedback], *, on: date) -> list[BoardLine]:
    """Return the lines of the board. No queries: needs sector, place and agency at hand."""
    return [BoardLine(row, title_of(row), due_words(row, on=on), is_late(row, on=on), flag_words(row)) for row in rows]


def title_of(feedback: Feedback) -> str:
    """Return the beginning of what was written, in one line.

    >>> title_of(Feedback(words="Đường vào thôn 3\\nngập từ hôm qua"))
    'Đường vào thôn 3 ngập từ hôm qua'
    """
    words = " ".join((feedback.public_title or feedback.words).split())
    return words if len(words) <= _MOST_TITLE else words[:_MOST_TITLE].rsplit(" ", 1)[0] + "…"


def is_late(feedback: Feedback, *, on: date) -> bool:
    """Return whether its acknowledgement or its answer is overdue; as queries.work.late_on."""
    if feedback.joined_to_id is not None or feedback.state not in {State.NEW, State.ACKNOWLEDGED}:
        return False
    unacknowledged = feedback.state == State.NEW and feedback.acknowledged_at is None
    return _before(feedback.answer_by, on) or (unacknowledged and _before(feedback.acknowledge_by, on))


def _before(day: date | None, on: date) -> bool:
    return day is not None and day < on


def due_words(feedback: Feedback, *, on: date) -> str:
    """Return what is due next, and whether it is late, in a few words."""
    if feedback.joined_to_id is not None:
        return "xử lý cùng phản ánh đã nhập"
    if feedback.state == State.ASKED_BACK:
        return "đồng hồ dừng, chờ người dân"
    if feedback.state not in Feedback.OPEN_STATES:
        return _ended(feedback)
    if feedback.state == State.NEW and feedback.acknowledged_at is None and feedback.acknowledge_by:
        answer = f"; trả lời {_day(feedback.answer_by, on)}" if feedback.answer_by else ""
        return f"tiếp nhận {_day(feedback.acknowledge_by, on)}{answer}"
    return f"trả lời {_day(feedback.answer_by, on)}" if feedback.answer_by else "chưa có thời hạn"


def _day(day: date | None, on: date) -> str:
    assert day
    mark = " (quá hạn)" if day < on else " (hôm nay)" if day == on else ""
    return f"{day_words(day)}{mark}"


def _ended(feedback: Feedback) -> str:
    moment = feedback.closed_at or feedback.answered_at
    return f"xong {day_words(timezone.localdate(moment))}" if moment else ""


def flag_words(feedback: Feedback) -> list[str]:
    """Return why a person should look before anything else, in words."""
    return [_FLAG_WORDS.get(str(flag), str(flag)) for flag in feedback.flags]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One step of the history."""

    step: FeedbackStep
    title: str
    who: str
    more: list[str]


def history_lines(steps: Iterable[FeedbackStep]) -> list[HistoryLine]:
    """Return the history, the newest first. No queries: needs who and the agency at hand."""
    return [HistoryLine(step, _step_title(step), _who(step), _more(step)) for step in reversed(list(steps))]


def _step_title(step: FeedbackStep) -> str:
    words = str(step.get_kind_display())
    return words[:1].upper() + words[1:]


def _who(step: FeedbackStep) -> str:
    kinds = FeedbackStep.Kind
    if step.kind in {kinds.SENT, kinds.SUPPLIED, kinds.REOPENED, kinds.JUDGED}:
        return f"người dân, {step.by} ghi hộ" if step.by else "người dân"
    name = (step.by.get_full_name() or step.by.get_username()) if step.by else "hệ thống"
    return f"{name}, {step.agency.short_name}" if step.agency and step.by else name


def _more(step: FeedbackStep) -> list[str]:
    detail: dict[str, Any] = step.detail
    said = []
    if step.kind == FeedbackStep.Kind.FORWARDED:
        said.append(f"{detail.get('old') or 'Chưa phân công'} → {detail.get('to', '')}. Thời hạn giữ nguyên.")
    if step.kind == FeedbackStep.Kind.EXTENDED:
        said.append(f"Thêm {detail.get('days', 0)} ngày làm việc.")
    if "on_time" in detail:
        due = day_words(date.fromisoformat(detail["due"]))
        said.append(
            f"{'Đúng hạn' if detail['on_time'] else 'Quá hạn'} (hạn {due}), sau {detail['days']} ngày làm việc."
        )
    if solved := detail.get("solved"):
        said.append(Feedback.Solved(solved).label.capitalize() + ".")
    if why := detail.get("why"):
        said.append(str(why))
    return said


def acts_now(feedback: Feedback) -> list[Act]:
    """Return what an officer can do with it now, the most wanted first."""
    allowed = allowed_acts(feedback.state) - CITIZENS_ACTS
    if feedback.joined_to_id is not None:
        allowed &= {Act.NOTE}
    return [act for act in _ORDER if act in allowed]


def moment_words(moment: datetime | None) -> str:
    """Return a moment as the office writes it, empty for none."""
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}" if moment else ""
