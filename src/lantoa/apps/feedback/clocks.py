"""The two clocks of a piece of feedback, counted in working days: by when it is acknowledged, by when answered.

What a rule said when the clock started is kept with the step that started it, so that a rule changed later moves
nothing. The days that the agency waits for the citizen are given back; forwarding changes nothing; extensions add days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, Protocol, Self

from django.utils import timezone

from lantoa.apps.feedback.models import ClockRule, FeedbackStep
from lantoa.core.workdays import MAX_WORKING_DAYS, WorkingCalendar, day_words

Kind = FeedbackStep.Kind
NO_CLOCK = "Tỉnh chưa đặt thời hạn xử lý cho loại cơ quan này nên chưa tính được hạn."
_STARTS = frozenset({Kind.ROUTED, Kind.FORWARDED, Kind.REOPENED})
_ENDS_A_WAIT = frozenset({Kind.SUPPLIED, Kind.ANSWERED, Kind.CLOSED, Kind.REFUSED})


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rule in force said on the day the clock started; all counts are working days."""

    start: date
    acknowledge_days: int
    answer_days: int
    extension_days: int
    most_extensions: int
    supply_days: int
    reopen_days: int
    source: str = ""
    unverified: bool = True

    @classmethod
    def of(cls, rule: ClockRule, start: date) -> Self:
        """Return the terms of a rule for a clock that starts on that day."""
        names = [field.name for field in fields(cls) if field.name != "start"]
        return cls(start=start, **{name: getattr(rule, name) for name in names})

    @classmethod
    def read(cls, detail: Mapping[str, Any]) -> Self:
        """Return the terms as a step keeps them."""
        return cls(**{**detail, "start": date.fromisoformat(detail["start"])})

    def as_detail(self) -> dict[str, Any]:
        """Return the terms as JSON."""
        return {**asdict(self), "start": self.start.isoformat()}


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still from the day something was asked back until the day it came, None until then."""

    asked: date
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """How far the two clocks of one piece of feedback have come."""

    terms: Terms
    pauses: tuple[Pause, ...] = ()
    added: tuple[int, ...] = ()

    @property
    def waiting_since(self) -> date | None:
        """The day since which the citizen is waited for; None while the clock runs."""
        return self.pauses[-1].asked if self.pauses and self.pauses[-1].ended is None else None


class _Stepped(Protocol):
    kind: str
    at: datetime
    detail: Any


@dataclass(frozen=True, slots=True)
class Due:
    """By when a piece of feedback is acknowledged and answered."""

    acknowledge_by: date
    answer_by: date


def due_days(*, rule: ClockRule, started: date, calendar: WorkingCalendar) -> Due:
    """Return both due days of a clock that starts on a day, before anything moves it."""
    clock = Clock(Terms.of(rule, started))
    return Due(acknowledge_due(clock, calendar), calendar.shifted(started, answer_days_of(clock, calendar)))


def clock_of(steps: Iterable[_Stepped]) -> Clock | None:
    """Return the clock that the steps, in order, have left; None where none of them started one. No queries."""
    clock: Clock | None = None
    for step in steps:
        if step.kind in _STARTS and (terms := step.detail.get("clock")):
            clock = Clock(Terms.read(terms))
        elif clock is None:
            continue
        elif step.kind == Kind.ASKED_BACK:
            clock = Clock(clock.terms, (*clock.pauses, Pause(_day(step))), clock.added)
        elif step.kind in _ENDS_A_WAIT and clock.waiting_since:
            ended = Pause(clock.waiting_since, _day(step))
            clock = Clock(clock.terms, (*clock.pauses[:-1], ended), clock.added)
        elif step.kind == Kind.EXTENDED:
            clock = Clock(clock.terms, clock.pauses, (*clock.added, int(step.detail.get("days", 0))))
    return clock


def _day(step: _Stepped) -> date:
    return timezone.localdate(step.at)


def acknowledge_due(clock: Clock, calendar: WorkingCalendar) -> date:
    """Return the last day on which it is acknowledged in time."""
    return calendar.shifted(clock.terms.start, clock.terms.acknowledge_days)


def waited_days(clock: Clock, calendar: WorkingCalendar) -> int:
    """Return how many working days the agency waited for the citizen and gets back, but for a wait that lasts."""
    return sum(calendar.working_days_between(one.asked, one.ended) for one in clock.pauses if one.ended)


def answer_days_of(clock: Clock, calendar: WorkingCalendar) -> int:
    """Return the working days from the start to the due day of the answer, extensions and waits included."""
    return clock.terms.answer_days + sum(clock.added) + waited_days(clock, calendar)


def answer_due(clock: Clock, calendar: WorkingCalendar) -> date | None:
    """Return the last day on which it is answered in time; None while the citizen is waited for."""
    return None if clock.waiting_since else calendar.shifted(clock.terms.start, answer_days_of(clock, calendar))


def supply_due(clock: Clock, calendar: WorkingCalendar) -> date | None:
    """Return the day until which the citizen may supply what was asked; None where nothing is waited for."""
    asked = clock.waiting_since
    return calendar.shifted(asked, max(clock.terms.supply_days, 1)) if asked else None


def asked_when_late(clock: Clock, calendar: WorkingCalendar) -> bool:
    """Return whether the citizen is waited for, and was asked only after the due day of the answer."""
    asked = clock.waiting_since
    return asked is not None and asked > calendar.shifted(clock.terms.start, answer_days_of(clock, calendar))


def used_days(clock: Clock, calendar: WorkingCalendar, on: date) -> int:
    """Return the working days the agency has used until that day, the days it waited for the citizen taken off."""
    waiting = calendar.working_days_between(clock.waiting_since, on) if clock.waiting_since else 0
    return max(calendar.working_days_between(clock.terms.start, on) - waited_days(clock, calendar) - waiting, 0)


def clock_words(clock: Clock | None, calendar: WorkingCalendar) -> str:
    """Return how both due days were counted, for the officer and for the citizen."""
    if clock is None:
        return NO_CLOCK
    terms = clock.terms
    parts = [f"Tiếp nhận: {_counted(terms.start, terms.acknowledge_days, calendar)}."]
    days = answer_days_of(clock, calendar)
    sum_words = _sum_words(clock, calendar)
    if clock.waiting_since:
        until = supply_due(clock, calendar)
        assert until
        left = days - calendar.working_days_between(terms.start, clock.waiting_since)
        left_words = f"còn {left} ngày làm việc" if left >= 0 else f"đã quá hạn {-left} ngày làm việc"
        parts.append(
            f"Trả lời: {sum_words}; đồng hồ dừng từ ngày {day_words(clock.waiting_since)} để chờ người dân bổ sung "
            f"(đến hết {day_words(until)}), {left_words}; những ngày chờ được trả lại."
        )
    else:
        lead = "" if sum_words == f"{days} ngày làm việc" else f"{sum_words} = "
        parts.append(f"Trả lời: {lead}{_counted(terms.start, days, calendar)}.")
    basis = f"Căn cứ: {terms.source}" if terms.source else "Thời hạn do tỉnh đặt"
    parts.append(f"{basis}{' (chưa kiểm chứng)' if terms.unverified else ''}.")
    return " ".join(parts)


def _counted(start: date, days: int, calendar: WorkingCalendar) -> str:
    if days > MAX_WORKING_DAYS:
        return f"{days} ngày làm việc kể từ ngày {day_words(start)}; hạn {day_words(calendar.shifted(start, days))}"
    return calendar.deadline(start, days).explanation


def _sum_words(clock: Clock, calendar: WorkingCalendar) -> str:
    words = f"{clock.terms.answer_days} ngày làm việc"
    for days in clock.added:
        words += f" + gia hạn {days}"
    for one in clock.pauses:
        if one.ended and (days := calendar.working_days_between(one.asked, one.ended)):
            words += f" + {days} ngày chờ bổ sung ({day_words(one.asked, year=False)}–{day_words(one.ended)})"
    return words
