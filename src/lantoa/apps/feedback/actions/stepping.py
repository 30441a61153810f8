"""What every step has in common: the row held, the press known again, the state looked up, the clocks written anew.

The trail of acts can never be erased, so it says who did what to which row and never what anybody wrote.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.queries.calendar import working_calendar
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.base.origin import acting_from
from lantoa.apps.feedback.actions.changes import note_feedback_change
from lantoa.apps.feedback.actions.keeping import touch_figures
from lantoa.apps.feedback.actions.letters import write_to_citizen
from lantoa.apps.feedback.clocks import Clock, Terms, acknowledge_due, answer_due, clock_of, clock_words, used_days
from lantoa.apps.feedback.models import Feedback, FeedbackStep
from lantoa.apps.feedback.queries.routing import clock_rule_for
from lantoa.apps.feedback.states import ACT_WORDS, Act, state_after
from lantoa.core.workdays import WorkingCalendar

_MAX_KEY = 64
# Who acts in the trail when no officer does. Where from is not said: a citizen's network address is personal data.
CITIZEN = "người dân"


class CannotHandle(ValueError):
    """The step cannot be taken; the message, in Vietnamese, says why and what to do."""


class ChangedMeanwhile(CannotHandle):
    """Somebody else took a step after the page was opened."""


@dataclass(slots=True)
class Held:
    """A piece of feedback that nobody else steps on until the transaction ends; `done` is the step of a press that
    came before.
    """

    row: Feedback
    act: Act
    key: str | None
    done: FeedbackStep | None
    calendar: WorkingCalendar
    clock: Clock | None

    @property
    def state(self) -> Feedback.State:
        """The state after the act; it was checked when the row was held."""
        after = state_after(self.row.state, self.act)
        assert after
        return after


def hold(*, feedback: Feedback, act: Act, key: str | None, version: int | None) -> Held:
    """Return the piece of feedback held for one act; CannotHandle where its state does not allow the act.

    A press that was taken already is known by its key, and then nothing is checked.
    """
    row = Feedback.objects.select_for_update(of=("self",)).select_related("agency", "sector").get(pk=feedback.pk)
    own_key = f"{row.pk}:{key}"[:_MAX_KEY] if key else None
    steps = list(row.steps.order_by("at", "pk"))
    done = next((step for step in steps if own_key and step.key == own_key), None)
    held = Held(row, act, own_key, done, working_calendar(), clock_of(steps))
    if done:
        return held
    if version is not None and version != row.version:
        raise ChangedMeanwhile("Phản ánh này vừa có người xử lý thêm. Hãy tải lại trang rồi làm tiếp.")
    if row.joined_to_id is not None and act not in {Act.NOTE, Act.JUDGE}:
        raise CannotHandle("Phản ánh này đã nhập với một phản ánh trùng; hãy xử lý ở phản ánh đó.")
    if state_after(row.state, act) is None:
        raise CannotHandle(
            f"Phản ánh đang ở trạng thái “{row.get_state_display()}” nên không {ACT_WORDS[act]} được. "
            "Hãy tải lại trang để xem việc làm được."
        )
    return held


def take_step(
    held: Held,
    kind: FeedbackStep.Kind,
    *,
    by: Actor,
    at: datetime,
    words: str = "",
    shown: bool = True,
    agency: Agency | None = None,
    detail: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
    told: Mapping[str, Any] | None = None,
    measured: bool = False,
) -> FeedbackStep:
    """Return the new step: state, clocks and version of the row move with it, and the trail says who did what.

    `detail` stands with the step, `told` in the trail: neither may hold what a citizen wrote. `measured`, the step ends
    the answer clock, and keeps whether that was in time.
    """
    row = held.row
    step = FeedbackStep.objects.create(
        feedback=row, kind=kind, at=at, by=by if isinstance(by, User) else None, agency=agency or row.agency,
        words=words.strip(), shown=shown, detail=dict(detail or {}), key=held.key,
    )  # fmt: skip
    before = row.state
    values = {"state": held.state, **(changes or {})}
    values |= _clock_values(held)
    if measured and held.clock:
        _measure(step, held, values["answer_by"])
    # The sweep of what is overdue looks again; the keys of its mails keep it from saying the same twice.
    values |= {"version": row.version + 1, "late_told": 0}
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    detail_told = {"from": before, "to": row.state, **(told or {})}
    record_step(f"feedback.{held.act}_feedback", row, by=by, at=at, detail=detail_told)
    if shown:
        write_to_citizen(feedback=row, step=step, at=at)
    touch_figures(row)
    if row.listing == Feedback.Listing.LISTED:
        note_feedback_change(row, at=at)
    return step


def record_step(act: str, row: Feedback, *, by: Actor, at: datetime, detail: dict[str, Any]) -> None:
    """Write the act into the trail, without the network address where no officer acts."""
    with nullcontext() if isinstance(by, User) else acting_from(""):
        record_act(act, subject=row, by=by, at=at, detail=detail)


def show_on(feedback: Feedback, row: Feedback) -> None:
    """Bring the row that the caller holds in line with what was stored."""
    for field in row._meta.concrete_fields:
        setattr(feedback, field.attname, getattr(row, field.attname))


def clock_started(*, agency: Agency | None, day: date) -> dict[str, Any]:
    """Return what the step that starts the clock keeps: the terms in force that day for the agency; {} for none."""
    rule = clock_rule_for(agency, on=day)
    return {"clock": Terms.of(rule, day).as_detail()} if rule else {}


def _measure(step: FeedbackStep, held: Held, due: date) -> None:
    """Keep with the step whether the clock ended in time, and after how many working days of the agency's own."""
    assert held.clock
    day = timezone.localdate(step.at)
    step.detail |= {"on_time": day <= due, "due": due.isoformat(), "days": used_days(held.clock, held.calendar, day)}
    step.save(update_fields=["detail"])


def _clock_values(held: Held) -> dict[str, Any]:
    """Return the two due days and their computation after the step, and keep the clock as it is now."""
    clock = clock_of(held.row.steps.order_by("at", "pk"))
    held.clock = clock
    if clock is None:
        return {"acknowledge_by": None, "answer_by": None, "clock_words": clock_words(None, held.calendar)}
    return {
        "acknowledge_by": acknowledge_due(clock, held.calendar),
        "answer_by": answer_due(clock, held.calendar),
        "clock_words": clock_words(clock, held.calendar),
    }
