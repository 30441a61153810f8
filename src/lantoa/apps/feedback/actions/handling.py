"""What officers do with a piece of feedback, step by step, and how it comes in."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.queries.calendar import working_calendar
from lantoa.apps.base.actions import Actor
from lantoa.apps.feedback.actions.handovers import hand_over, see_handovers
from lantoa.apps.feedback.actions.keeping import touch_figures
from lantoa.apps.feedback.actions.stepping import (
    CannotHandle,
    ChangedMeanwhile,
    Held,
    clock_started,
    hold,
    record_step,
    show_on,
    take_step,
)
from lantoa.apps.feedback.clocks import acknowledge_due, answer_due, asked_when_late, clock_of, clock_words, supply_due
from lantoa.apps.feedback.models import Feedback, FeedbackStep
from lantoa.apps.feedback.queries.routing import route
from lantoa.apps.feedback.states import Act
from lantoa.core.workdays import day_words

__all__ = [
    "CannotHandle", "ChangedMeanwhile", "acknowledge", "answer", "ask_back", "close", "extend", "forward", "note",
    "receive", "refuse",
]  # fmt: skip
Kind = FeedbackStep.Kind


@transaction.atomic
def receive(*, feedback: Feedback, at: datetime) -> FeedbackStep:
    """Return the step that routes a new piece of feedback: its agency, both clocks, the hand-over. Routed once, however
    often it is called; where no rule fits it waits for whoever assigns it, its clock running all the same.
    """
    row = Feedback.objects.select_for_update(of=("self",)).get(pk=feedback.pk)
    if done := row.steps.filter(kind=Kind.ROUTED).first():
        return done
    day, calendar = timezone.localdate(at), working_calendar()
    routed = route(sector=row.sector, place=row.place, about_agency=row.about_agency, on=day)
    row.agency, row.routed_by = routed.agency, routed.words
    detail = clock_started(agency=routed.agency, day=day) | {"why": routed.words}
    step = FeedbackStep.objects.create(feedback=row, kind=Kind.ROUTED, at=at, agency=row.agency, detail=detail)
    clock = clock_of([step])
    row.acknowledge_by = acknowledge_due(clock, calendar) if clock else None
    row.answer_by = answer_due(clock, calendar) if clock else None
    row.clock_words = clock_words(clock, calendar)
    row.version += 1
    row.save(update_fields=["agency", "routed_by", "acknowledge_by", "answer_by", "clock_words", "version"])
    told = {"agency": row.agency.short_name if row.agency else "", "rule": routed.rule.pk if routed.rule else None}
    record_step("feedback.route_feedback", row, by=None, at=at, detail=told)
    hand_over(feedback=row, step=step, at=at)
    touch_figures(row)
    show_on(feedback, row)
    return step


@transaction.atomic
def acknowledge(
    *, feedback: Feedback, by: Actor, at: datetime, words: str = "", version: int | None = None, key: str | None = None
) -> FeedbackStep:
    """Return the step by which the agency takes the feedback on; the citizen reads the words, if there are any."""
    held = hold(feedback=feedback, act=Act.ACKNOWLEDGE, key=key, version=version)
    return held.done or _done(held, feedback, Kind.ACKNOWLEDGED, by=by, at=at, words=words)


@transaction.atomic
def answer(
    *, feedback: Feedback, by: Actor, at: datetime, words: str, version: int | None = None, key: str | None = None
) -> FeedbackStep:
    """Return the step by which the agency answers; whether in time, and after how many working days, stands in it."""
    held = hold(feedback=feedback, act=Act.ANSWER, key=key, version=version)
    if held.done:
        return held.done
    _asks_words(words, "Hãy viết câu trả lời cho người dân.")
    return _done(held, feedback, Kind.ANSWERED, by=by, at=at, words=words, changes={"answered_at": at}, measured=True)


@transaction.atomic
def ask_back(
    *, feedback: Feedback, by: Actor, at: datetime, words: str, version: int | None = None, key: str | None = None
) -> FeedbackStep:
    """Return the step that asks the citizen for more; the answer clock stands still until it comes."""
    held = hold(feedback=feedback, act=Act.ASK_BACK, key=key, version=version)
    if held.done:
        return held.done
    _asks_words(words, "Hãy viết điều cần người dân bổ sung.")
    return _done(held, feedback, Kind.ASKED_BACK, by=by, at=at, words=words)


@transaction.atomic
def forward(
    *, feedback: Feedback, to: Agency, by: Actor, at: datetime, words: str, version: int | None = None,
    key: str | None = None,
) -> FeedbackStep:  # fmt: skip
    """Return the step that gives the feedback to another agency, or to the first one where none answered for it yet.

    The clock goes on as it is: the citizen does not wait longer because it first lay on the wrong desk. One that never
    started, for want of a rule, starts now.
    """
    held = hold(feedback=feedback, act=Act.FORWARD, key=key, version=version)
    if held.done:
        return held.done
    row, day = held.row, timezone.localdate(at)
    _asks_words(words, "Hãy ghi lý do chuyển để cơ quan nhận và người dân biết.")
    if row.agency_id == to.pk:
        raise CannotHandle(f"Phản ánh đang ở chính {to.short_name}; hãy chọn cơ quan khác.")
    if not to.is_valid_on(day):
        raise CannotHandle(f"{to.short_name} không còn hoạt động vào ngày {day_words(day)}; hãy chọn cơ quan thay thế.")
    old = row.agency
    detail: dict[str, Any] = {"to": to.short_name, "old": old.short_name if old else ""}
    if held.clock is None:
        detail |= clock_started(agency=to, day=day)
    row.agency = to
    step = take_step(
        held, Kind.FORWARDED, by=by, at=at, words=words, detail=detail,
        changes={"agency": to, "routed_by": _forwarded_words(old, to)},
        told={"agency": to.short_name, "old": detail["old"]},
    )  # fmt: skip
    hand_over(feedback=row, step=step, at=at)
    show_on(feedback, row)
    return step


@transaction.atomic
def extend(
    *, feedback: Feedback, by: Actor, at: datetime, words: str, version: int | None = None, key: str | None = None
) -> FeedbackStep:
    """Return the step that adds the rule's days to the answer clock, with the reason that the citizen reads; refused
    once the due day is over, or what is late could be made to look in time.
    """
    held = hold(feedback=feedback, act=Act.EXTEND, key=key, version=version)
    if held.done:
        return held.done
    _asks_words(words, "Hãy ghi lý do gia hạn; người dân đọc được lý do này.")
    clock = held.clock
    if clock is None or not clock.terms.extension_days:
        raise CannotHandle("Thời hạn xử lý của cơ quan này không cho gia hạn.")
    if len(clock.added) >= clock.terms.most_extensions:
        raise CannotHandle(
            f"Đã gia hạn {len(clock.added)} lần, nhiều nhất theo thời hạn xử lý; không gia hạn thêm được."
        )
    due = answer_due(clock, held.calendar)
    if due and timezone.localdate(at) > due:
        raise CannotHandle(f"Hạn trả lời {day_words(due)} đã qua nên không gia hạn được; hãy trả lời người dân.")
    days = clock.terms.extension_days
    return _done(
        held, feedback, Kind.EXTENDED, by=by, at=at, words=words, detail={"days": days},
        changes={"extensions": held.row.extensions + 1}, told={"days": days},
    )  # fmt: skip


@transaction.atomic
def close(
    *, feedback: Feedback, by: Actor, at: datetime, words: str = "", version: int | None = None, key: str | None = None
) -> FeedbackStep:
    """Return the step that ends the work. Not "solved": only the citizen says that. What was asked back is closed only
    once the citizen's days are over, with words that say what was missing; what was late already when it was asked back
    stays late, unanswered as it is.
    """
    held = hold(feedback=feedback, act=Act.CLOSE, key=key, version=version)
    if held.done:
        return held.done
    until = supply_due(held.clock, held.calendar) if held.clock else None
    asked_late = bool(held.clock and asked_when_late(held.clock, held.calendar))
    if until:
        if timezone.localdate(at) <= until:
            raise CannotHandle(
                f"Người dân còn được bổ sung đến hết ngày {day_words(until)}; sau ngày đó mới kết thúc được."
            )
        _asks_words(words, "Hãy ghi vì sao kết thúc khi người dân chưa bổ sung.")
    return _done(held, feedback, Kind.CLOSED, by=by, at=at, words=words, changes={"closed_at": at}, measured=asked_late)


@transaction.atomic
def refuse(
    *, feedback: Feedback, by: Actor, at: datetime, words: str, instead: str, version: int | None = None,
    key: str | None = None,
) -> FeedbackStep:  # fmt: skip
    """Return the step that does not take the feedback on: why, and where the citizen should go instead."""
    held = hold(feedback=feedback, act=Act.REFUSE, key=key, version=version)
    if held.done:
        return held.done
    _asks_words(words, "Hãy ghi lý do không tiếp nhận.")
    _asks_words(instead, "Hãy ghi người dân nên đến đâu, làm gì thay vào đó.")
    said = f"{words.strip()}\n\nNơi giải quyết: {instead.strip()}"
    return _done(held, feedback, Kind.REFUSED, by=by, at=at, words=said, changes={"closed_at": at}, measured=True)


@transaction.atomic
def note(
    *, feedback: Feedback, by: Actor, at: datetime, words: str, version: int | None = None, key: str | None = None
) -> FeedbackStep:
    """Return a note among officers; the citizen does not see it, and nothing changes by it."""
    held = hold(feedback=feedback, act=Act.NOTE, key=key, version=None)
    if held.done:
        return held.done
    _asks_words(words, "Hãy viết nội dung ghi chú.")
    return _done(held, feedback, Kind.NOTE, by=by, at=at, words=words, shown=False)


def _forwarded_words(old: Agency | None, to: Agency) -> str:
    begin = f"Chuyển từ {old.short_name}" if old else "Phân công"
    return f"{begin} đến {to.short_name}"[:300]


def _asks_words(words: str, otherwise: str) -> None:
    if not words.strip():
        raise CannotHandle(otherwise)


def _done(
    held: Held, feedback: Feedback, kind: FeedbackStep.Kind, *, by: Actor, at: datetime, words: str,
    changes: dict[str, Any] | None = None, detail: dict[str, Any] | None = None, told: dict[str, Any] | None = None,
    shown: bool = True, measured: bool = False,
) -> FeedbackStep:  # fmt: skip
    """Take the step; whatever the agency does also acknowledges, and shows that the hand-over reached it."""
    row, values = held.row, dict(changes or {})
    if row.acknowledged_at is None and kind != Kind.NOTE:
        values["acknowledged_at"] = at
    step = take_step(
        held, kind, by=by, at=at, words=words, shown=shown, detail=detail, changes=values, told=told,
        measured=measured,
    )  # fmt: skip
    if kind != Kind.NOTE:
        see_handovers(feedback=row, agency=row.agency, at=at)
    show_on(feedback, row)
    return step
