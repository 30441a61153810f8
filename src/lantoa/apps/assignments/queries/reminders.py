"""Reads of reminder plans and of whoever stands on the ladder."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.digests import facts_of
from lantoa.apps.assignments.ladder import Hours, Ladder, Step
from lantoa.apps.assignments.models import Assignment, ReminderPlan, ReminderStep
from lantoa.apps.assignments.plan_words import Example, audience_words, example_of, step_words
from lantoa.apps.assignments.queries.calendar import working_calendar
from lantoa.apps.directives.models import Programme
from lantoa.core.workdays import WorkingCalendar

_WORDED = (
    "state", "due_date", "sent_at", "remind_at", "reminded_at", "agency__name", "agency__parent",
    "duty__channel", "duty__theme__position", "duty__theme__title",
)  # fmt: skip


def hours_of(plan: ReminderPlan | None) -> Hours:
    """Return the hours of the plan, the usual ones where a programme has no plan yet."""
    return Hours(plan.digest_at, plan.quiet_from, plan.quiet_to) if plan else Hours()


def step_of(row: ReminderStep) -> Step:
    """Return the stored step as the ladder takes it."""
    superior = row.audience == ReminderStep.Audience.SUPERIOR
    return Step(row.counted == ReminderStep.Counted.FROM_DUE, row.working_days, superior)


def ladder_of(plan: ReminderPlan, calendar: WorkingCalendar) -> Ladder:
    """Return the ladder of the plan in local time. One query, none where the steps are prefetched."""
    return Ladder([step_of(row) for row in plan.steps.all()], hours_of(plan), calendar, timezone.get_default_timezone())


def active_ladders(programmes: Iterable[int]) -> dict[int, tuple[Programme, Ladder]]:
    """Return the programme and the ladder of each of these programmes whose reminders are on. At most three queries."""
    plans = list(
        ReminderPlan.objects.filter(programme__in=list(programmes), enabled=True)
        .select_related("programme__directive")
        .prefetch_related("steps")
    )
    if not plans:
        return {}
    calendar = working_calendar()
    return {plan.programme_id: (plan.programme, ladder_of(plan, calendar)) for plan in plans}


def groups_to_look_at(at: datetime, *, rows: int) -> list[tuple[int, int]]:
    """Return the keys (programme, agency) of the assignments whose time to be looked at has come: those of the first so
    many rows, each group once. One query along the index, whatever the table holds.
    """
    due = Assignment.objects.filter(remind_at__lte=at).order_by("remind_at")
    return list(dict.fromkeys(due.values_list("duty__theme__programme_id", "agency_id")[:rows]))


def worded(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Return the assignments with what reminders say of them and nothing more, in no order."""
    return rows.select_related("agency", "duty__theme").order_by().only(*_WORDED)


def pressed_under(superior: Agency | None, *, programme: Programme, ladder: Ladder, at: datetime) -> list[Assignment]:
    """Return the open assignments of the agencies directly under the superior, or of those under none, of which a step
    told to the superior speaks by now. One query.
    """
    rows = Assignment.objects.of_programme(programme).open().filter(agency__parent=superior)
    return [
        row
        for row in worded(rows)
        if any(moment <= at and step.superior for moment, step in ladder.moments(facts_of(row)))
    ]


def soon_until(ladder: Ladder, today: date) -> date:
    """Return the last day that counts as soon: as early as the ladder reminds, five working days where it does not."""
    ahead = max((-step.working_days for step in ladder.steps if step.from_due and step.working_days < 0), default=5)
    return ladder.calendar.shifted(today, ahead)


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step of the ladder with its words."""

    step: ReminderStep
    when: str
    told: str


@dataclass(frozen=True, slots=True)
class PlanShown:
    """The steps of a plan in the order in which they are taken, and what they will do to one assignment."""

    steps: tuple[StepShown, ...]
    example: Example


def plan_shown(plan: ReminderPlan, *, at: datetime) -> PlanShown:
    """Return the plan for its page. The example is the open assignment with the nearest due date to come, else one made
    up: sent today, due in ten working days. Three queries.
    """
    calendar, today = working_calendar(), timezone.localdate(at)
    rows = sorted(plan.steps.all(), key=lambda row: (row.counted == ReminderStep.Counted.FROM_DUE, row.working_days))
    steps = [step_of(row) for row in rows]
    ladder = Ladder(steps, hours_of(plan), calendar, timezone.get_default_timezone())
    coming = Assignment.objects.of_programme(plan.programme).open().filter(due_date__gte=today)
    real = coming.order_by("due_date", "pk").values_list("sent_at", "due_date").first()
    sent_on, due_date = (
        (timezone.localdate(real[0]), real[1]) if real and real[0] else (today, calendar.shifted(today, 10))
    )
    example = example_of(ladder, sent_on=sent_on, due_date=due_date, sample=not real)
    shown = [StepShown(row, step_words(step), audience_words(step)) for row, step in zip(rows, steps, strict=True)]
    return PlanShown(tuple(shown), example)
