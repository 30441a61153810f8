"""What the citizen does once it is sent: supplies what was asked, opens it again, says whether it was solved."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import counted_under
from lantoa.apps.base.actions import Actor
from lantoa.apps.feedback.actions.handovers import hand_over
from lantoa.apps.feedback.actions.stepping import CITIZEN, CannotHandle, clock_started, hold, show_on, take_step
from lantoa.apps.feedback.clocks import Clock, clock_of
from lantoa.apps.feedback.models import Feedback, FeedbackStep
from lantoa.apps.feedback.queries.routing import route
from lantoa.apps.feedback.states import Act, state_after
from lantoa.core.workdays import WorkingCalendar, day_words

Kind = FeedbackStep.Kind
# Where no clock rule was in force, the default of the rules.
_REOPEN_DAYS = 30


@transaction.atomic
def supply(
    *, feedback: Feedback, words: str, at: datetime, by: Actor = CITIZEN, version: int | None = None,
    key: str | None = None,
) -> FeedbackStep:  # fmt: skip
    """Return the step by which the citizen supplies what was asked; the answer clock goes on, the days waited given
    back. `by` names an officer who writes it down for the citizen.
    """
    held = hold(feedback=feedback, act=Act.SUPPLY, key=key, version=version)
    if held.done:
        return held.done
    if not words.strip():
        raise CannotHandle("Hãy viết điều cần bổ sung.")
    step = take_step(held, Kind.SUPPLIED, by=by, at=at, words=words)
    hand_over(feedback=held.row, step=step, at=at)
    show_on(feedback, held.row)
    return step


@transaction.atomic
def reopen(
    *, feedback: Feedback, words: str, at: datetime, by: Actor = CITIZEN, version: int | None = None,
    key: str | None = None,
) -> FeedbackStep:  # fmt: skip
    """Return the step that opens an answered, closed or refused piece again: it goes to the agency that answers for
    such a piece today, with new clocks. CannotHandle once the days for that are over.
    """
    held = hold(feedback=feedback, act=Act.REOPEN, key=key, version=version)
    if held.done:
        return held.done
    row, day = held.row, timezone.localdate(at)
    if not words.strip():
        raise CannotHandle("Hãy viết điều chưa được giải quyết.")
    until = _reopen_until(row, held.clock, held.calendar)
    if until and day > until:
        raise CannotHandle(f"Chỉ mở lại được đến hết ngày {day_words(until)}. Bạn có thể gửi phản ánh mới.")
    agency, why = _responsible(row, day)
    row.agency = agency
    step = take_step(
        held, Kind.REOPENED, by=by, at=at, words=words, detail=clock_started(agency=agency, day=day) | {"why": why},
        changes={
            "agency": agency, "routed_by": why, "reopened": row.reopened + 1, "extensions": 0, "solved": "",
            "acknowledged_at": None, "answered_at": None, "closed_at": None,
        },
        told={"agency": agency.short_name if agency else ""},
    )  # fmt: skip
    hand_over(feedback=row, step=step, at=at)
    show_on(feedback, row)
    return step


@transaction.atomic
def judge(
    *, feedback: Feedback, solved: str, at: datetime, words: str = "", by: Actor = CITIZEN, version: int | None = None,
    key: str | None = None,
) -> FeedbackStep:  # fmt: skip
    """Return the step by which the citizen says whether it is solved; said again, the last word counts."""
    held = hold(feedback=feedback, act=Act.JUDGE, key=key, version=version)
    if held.done:
        return held.done
    if solved not in Feedback.Solved.values:
        raise CannotHandle("Hãy chọn một mức đánh giá.")
    step = take_step(
        held, Kind.JUDGED, by=by, at=at, words=words, detail={"solved": solved}, changes={"solved": solved},
        told={"solved": solved},
    )  # fmt: skip
    show_on(feedback, held.row)
    return step


def _responsible(row: Feedback, day: date) -> tuple[Agency | None, str]:
    """Return who answers for it today, and why: the agency that did, or whoever took its place, else by the rules."""
    old = row.agency
    if old:
        agency = counted_under([old], on=day)[old.pk]
        if agency.is_valid_on(day):
            words = "tiếp tục chịu trách nhiệm" if agency == old else f"chịu trách nhiệm thay {old.short_name}"
            return agency, f"Người dân mở lại; {agency.short_name} {words}."[:300]
    routed = route(sector=row.sector, place=row.place, about_agency=row.about_agency, on=day)
    return routed.agency, f"Người dân mở lại. {routed.words}"[:300]


def reopen_until(feedback: Feedback, calendar: WorkingCalendar) -> date | None:
    """Return the last day on which the citizen may open it again; None where that cannot be done now. One query."""
    if state_after(feedback.state, Act.REOPEN) is None:
        return None
    return _reopen_until(feedback, clock_of(feedback.steps.order_by("at", "pk")), calendar)


def _reopen_until(feedback: Feedback, clock: Clock | None, calendar: WorkingCalendar) -> date | None:
    ended = max(filter(None, (feedback.answered_at, feedback.closed_at)), default=None)
    days = clock.terms.reopen_days if clock else _REOPEN_DAYS
    return calendar.shifted(timezone.localdate(ended), days) if ended else None
