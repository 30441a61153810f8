"""What the page behind the secret address says: state, clocks, steps, and what the citizen may do now. No queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from lantoa.apps.feedback.models import Feedback, FeedbackStep
from lantoa.core.viettext import format_date

State, Kind = Feedback.State, FeedbackStep.Kind
_STATES = {
    State.NEW: "Đã gửi. Cơ quan chưa xác nhận tiếp nhận.",
    State.ACKNOWLEDGED: "Cơ quan đã tiếp nhận và đang giải quyết.",
    State.ASKED_BACK: "Cơ quan cần bạn bổ sung thêm. Hãy trả lời ở dưới; hạn trả lời tạm dừng trong lúc chờ bạn.",
    State.ANSWERED: "Cơ quan đã trả lời. Hãy cho biết việc đã giải quyết được chưa.",
    State.CLOSED: "Cơ quan đã kết thúc. Kết thúc chưa chắc là đã giải quyết xong: bạn là người nói điều đó.",
    State.REFUSED: "Phản ánh này không thuộc diện tiếp nhận; lý do và nơi giải quyết ở dưới.",
}
_CITIZENS = frozenset({Kind.SENT, Kind.SUPPLIED, Kind.REOPENED, Kind.JUDGED})
_ANSWERS = frozenset({Kind.ANSWERED, Kind.REFUSED})
_TITLES = {
    Kind.SENT: "Bạn gửi phản ánh",
    Kind.SUPPLIED: "Bạn bổ sung",
    Kind.REOPENED: "Bạn mở lại",
    Kind.JUDGED: "Bạn đánh giá",
    Kind.ASKED_BACK: "Đề nghị bạn bổ sung",
    Kind.LISTED: "Đăng công khai, không có họ tên, liên hệ",
    Kind.UNLISTED: "Thôi đăng công khai",
    Kind.JOINED: "Nhập với phản ánh khác về cùng việc",
    Kind.PARTED: "Tách khỏi phản ánh đã nhập",
}


@dataclass(frozen=True, slots=True)
class StepLine:
    """One thing that happened, as the citizen reads it."""

    title: str
    at: datetime
    agency: str
    words: str
    is_answer: bool


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One of the two clocks: by when, and how it stands."""

    title: str
    due: str
    standing: str
    late: bool


def state_words(feedback: Feedback) -> str:
    """Return in a sentence how far it has come."""
    return _STATES[State(feedback.state)]


def step_lines(steps: Iterable[FeedbackStep]) -> list[StepLine]:
    """Return the steps a citizen sees, oldest first; officers are not named, agencies are."""
    return [_line(step) for step in steps if step.shown]


def _line(step: FeedbackStep) -> StepLine:
    kind = Kind(step.kind)
    title = _TITLES.get(kind) or f"{kind.label[:1].upper()}{kind.label[1:]}"
    if kind == Kind.JUDGED and step.detail.get("solved") in Feedback.Solved.values:
        title = f"{title}: {Feedback.Solved(step.detail['solved']).label}"
    if kind == Kind.EXTENDED and step.detail.get("days"):
        title = f"{title} thêm {step.detail['days']} ngày làm việc"
    words = "" if kind in {Kind.JOINED, Kind.PARTED} else step.words
    agency = step.agency.name if step.agency and kind not in _CITIZENS else ""
    return StepLine(title, step.at, agency, words, kind in _ANSWERS)


def clock_lines(feedback: Feedback, *, on: date) -> list[ClockLine]:
    """Return both clocks; none while nobody has set the days."""
    lines = []
    done = feedback.acknowledged_at or feedback.answered_at or feedback.closed_at
    if feedback.acknowledge_by:
        lines.append(_clock("Tiếp nhận", feedback.acknowledge_by, done, on))
    if feedback.answer_by:
        lines.append(_clock("Trả lời", feedback.answer_by, feedback.answered_at or feedback.closed_at, on))
    return lines


def _clock(title: str, due: date, done: datetime | None, on: date) -> ClockLine:
    day = timezone.localdate(done) if done else None
    late = (day or on) > due
    if day:
        standing = f"xong ngày {format_date(day)}{', quá hạn' if late else ', đúng hạn'}"
    else:
        standing = "đã quá hạn" if late else "còn hạn"
    return ClockLine(title, format_date(due), standing, late)


def asked_words(steps: Sequence[FeedbackStep]) -> str:
    """Return what the agency asked the citizen last, "" for nothing."""
    return next((step.words for step in reversed(steps) if step.kind == Kind.ASKED_BACK and step.shown), "")


def answer_title(steps: Sequence[FeedbackStep]) -> str:
    """Return what the newest answer is called: one from before the citizen opened it again is not the last word."""
    last = next((step.kind for step in reversed(steps) if step.kind in _ANSWERS | {Kind.REOPENED}), None)
    return "Trả lời trước khi bạn mở lại" if last == Kind.REOPENED else "Trả lời của cơ quan"


def answer_words(steps: Sequence[FeedbackStep]) -> str:
    """Return the newest answer, "" for none."""
    return next((step.words for step in reversed(steps) if step.kind in _ANSWERS and step.shown), "")
