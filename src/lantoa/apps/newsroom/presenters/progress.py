"""What is said of a story's steps and of the links sent out for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from lantoa.apps.newsroom.models import ReviewLink, ReviewStepState
from lantoa.apps.newsroom.queries.board import step_words

_TONES = {
    ReviewStepState.STATUS_APPROVED: ("done", "đã qua"),
    ReviewStepState.STATUS_REJECTED: ("returned", "trả lại"),
    ReviewStepState.STATUS_CANCELLED: ("under_way", "đã dừng"),
    ReviewStepState.STATUS_SKIPPED: ("under_way", "bỏ qua"),
}


@dataclass(frozen=True, slots=True)
class PassedStep:
    """One stay at a step. `tone` is the end of a CSS class of marks."""

    name: str
    started_at: datetime
    due_on: date | None
    finished_at: datetime | None
    by: str
    comment: str
    tone: str
    words: str


def passed_steps(states: Iterable[ReviewStepState], *, today: date) -> list[PassedStep]:
    """Return the stays at steps, in their order. No queries."""
    return [
        PassedStep(
            name=step_words(state.task.name),
            started_at=state.started_at,
            due_on=state.due_on,
            finished_at=state.finished_at,
            by=str(state.finished_by) if state.finished_by else "",
            comment=state.comment,
            tone=_standing(state, today)[0],
            words=_standing(state, today)[1],
        )
        for state in states
    ]


def _standing(state: ReviewStepState, today: date) -> tuple[str, str]:
    known = _TONES.get(state.status)
    if known:
        finished = timezone.localdate(state.finished_at) if state.finished_at else None
        late = finished is not None and state.due_on is not None and finished > state.due_on
        return known[0], f"{known[1]}, trễ hạn" if late else known[1]
    if state.is_late(today):
        assert state.due_on
        return "late", f"quá hạn {(today - state.due_on).days} ngày"
    return ("due", "đến hạn hôm nay") if state.due_on == today else ("under_way", "đang làm")


def link_words(link: ReviewLink, *, at: datetime) -> str:
    """Return how a link stands: answered, revoked, expired, opened or not yet."""
    moment = "%H:%M %d/%m/%Y"
    if link.decision and link.answered_at:
        return f"{link.get_decision_display()} lúc {timezone.localtime(link.answered_at):{moment}}"
    if link.revoked_at:
        return f"thu hồi lúc {timezone.localtime(link.revoked_at):{moment}}"
    if link.expires_at <= at:
        return f"hết hạn lúc {timezone.localtime(link.expires_at):{moment}}"
    if link.opened_at:
        return f"mở lúc {timezone.localtime(link.opened_at):{moment}}"
    return f"chưa mở, hết hạn {timezone.localtime(link.expires_at):%d/%m/%Y}"
