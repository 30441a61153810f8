"""Writes of the reminder plan: made with the first sending, changed by the programme's officers."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.assignments.models import Assignment, ReminderPlan, ReminderStep
from lantoa.apps.base.actions import record_act
from lantoa.apps.directives.models import Programme

_DUE, _SENT = ReminderStep.Counted.FROM_DUE, ReminderStep.Counted.FROM_SENT
_AGENCY, _SUPERIOR = ReminderStep.Audience.AGENCY, ReminderStep.Audience.SUPERIOR
# Where every programme starts; a person changes it on the page of the plan.
USUAL_STEPS = (
    (_DUE, -3, _AGENCY),
    (_DUE, 0, _AGENCY),
    (_DUE, 1, _AGENCY),
    (_DUE, 3, _AGENCY),
    (_DUE, 5, _SUPERIOR),
    (_SENT, 2, _AGENCY),
    (_SENT, 5, _SUPERIOR),
)


class CannotPlan(ValueError):
    """The step cannot stand on the ladder; the message, in Vietnamese, says why."""


@dataclass(frozen=True, slots=True)
class PlanValues:
    """What the page of the plan sets."""

    enabled: bool
    digest_at: time
    quiet_from: time
    quiet_to: time
    link_valid_days: int


@transaction.atomic
def ensure_plan(*, programme: Programme) -> ReminderPlan:
    """Return the reminder plan of the programme, made with the usual hours and steps where it has none yet."""
    plan, made = ReminderPlan.objects.get_or_create(programme=programme)
    if made:
        ReminderStep.objects.bulk_create(
            ReminderStep(plan=plan, counted=counted, working_days=days, audience=audience)
            for counted, days, audience in USUAL_STEPS
        )
    return plan


@transaction.atomic
def change_plan(*, plan: ReminderPlan, values: PlanValues, by: User, at: datetime) -> ReminderPlan:
    """Return the plan with the new values. Every open assignment is looked at anew; when reminders are switched on
    again, steps that passed in the meantime are not made up for.
    """
    found = ReminderPlan.objects.select_for_update().get(pk=plan.pk)
    names = [name for name in PlanValues.__slots__ if getattr(found, name) != getattr(values, name)]
    if not names:
        return found
    detail = {name: [str(getattr(found, name)), str(getattr(values, name))] for name in names}
    for name in names:
        setattr(found, name, getattr(values, name))
    found.save(update_fields=names)
    _look_anew(found, at, skip_passed="enabled" in names)
    record_act("assignments.change_reminder_plan", subject=found, by=by, at=at, detail=detail)
    return found


@transaction.atomic
def add_step(
    *, plan: ReminderPlan, counted: str, working_days: int, audience: str, by: User, at: datetime
) -> ReminderStep:
    """Return the new step of the ladder; CannotPlan for one that stands there already, and for a superior who would be
    told before anything is late.
    """
    if audience == _SUPERIOR and working_days < 1:
        raise CannotPlan("Chỉ báo cấp trên sau hạn ít nhất một ngày làm việc; trước đó hãy nhắc riêng cơ quan.")
    if counted == _SENT and working_days < 1:
        raise CannotPlan("Bậc “sau khi gửi mà chưa nhận” phải từ 1 ngày làm việc trở lên.")
    step, made = ReminderStep.objects.get_or_create(
        plan=plan, counted=counted, working_days=working_days, defaults={"audience": audience}
    )
    if not made:
        raise CannotPlan("Bậc này đã có; hãy bỏ bậc cũ rồi thêm lại nếu muốn đổi nơi được nhắc.")
    _look_anew(plan, at)
    record_act("assignments.add_reminder_step", subject=plan, by=by, at=at, detail=_words(step))
    return step


@transaction.atomic
def remove_step(*, step: ReminderStep, by: User, at: datetime) -> None:
    """Take the step off its ladder."""
    plan, detail = step.plan, _words(step)
    step.delete()
    _look_anew(plan, at)
    record_act("assignments.remove_reminder_step", subject=plan, by=by, at=at, detail=detail)


def _words(step: ReminderStep) -> dict[str, object]:
    return {"counted": step.counted, "working_days": step.working_days, "audience": step.audience}


def _look_anew(plan: ReminderPlan, at: datetime, *, skip_passed: bool = False) -> None:
    """Make the sweep look at the programme's open assignments now: it says nothing before its hour, but sets the next
    look by the new ladder. Those that wait for a look already keep their place.
    """
    rows = Assignment.objects.of_programme(plan.programme).open().order_by()
    if skip_passed:
        rows.update(remind_at=at, reminded_at=at)
    else:
        rows.exclude(remind_at__lte=at).update(remind_at=at)
