"""Reads of stories on their way to the public: at which step, with whom, due when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from wagtail.models import WorkflowState

from lantoa.apps.accounts.models import User
from lantoa.apps.newsroom.models import PortalPage, ReviewStep, ReviewStepState, StoryPage
from lantoa.apps.newsroom.queries.stories import as_object_ids, portal_of_path

_UNDER_WAY = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


@dataclass(frozen=True, slots=True)
class StoryAtStep:
    """One story on its way: at which step, who may pass it on, by when; `returned` when the writer has it back."""

    story: StoryPage
    portal: PortalPage | None
    state: ReviewStepState
    step: str
    people: tuple[str, ...]
    late: bool
    returned: bool


def states_of(stories: QuerySet[StoryPage]) -> QuerySet[ReviewStepState]:
    """Return where these stories are on their way: the current step of each that is in a workflow, the earliest due
    first; a story that was returned stands at the step that returned it.
    """
    states: QuerySet[ReviewStepState] = ReviewStepState.objects.filter(
        workflow_state__current_task_state=F("pk"),
        workflow_state__status__in=_UNDER_WAY,
        workflow_state__object_id__in=as_object_ids(stories),
    )
    return states.order_by(F("due_on").asc(nulls_last=True), "pk")


def late_states(states: QuerySet[ReviewStepState], *, today: date) -> QuerySet[ReviewStepState]:
    """Return those that should have passed their step before today."""
    return states.filter(status=ReviewStepState.STATUS_IN_PROGRESS, due_on__lt=today)


def returned_states(states: QuerySet[ReviewStepState]) -> QuerySet[ReviewStepState]:
    """Return those whose story went back to its writer."""
    return states.filter(workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES)


def waiting_for(states: QuerySet[ReviewStepState], user: User) -> QuerySet[ReviewStepState]:
    """Return those that the user may pass on or return; everybody's for the administrator."""
    at_step = states.filter(status=ReviewStepState.STATUS_IN_PROGRESS)
    if user.is_superuser:
        return at_step
    return at_step.filter(task__in=ReviewStep.objects.filter(groups__in=user.groups.all()).values("pk"))


def returned_to(
    states: QuerySet[ReviewStepState], stories: QuerySet[StoryPage], user: User
) -> QuerySet[ReviewStepState]:
    """Return those that went back to the user, who began the story or sent it in."""
    own = Q(workflow_state__requested_by=user)
    own |= Q(workflow_state__object_id__in=as_object_ids(stories.filter(owner=user)))
    return returned_states(states).filter(own)


def read_states(states: Iterable[ReviewStepState], *, portals: Iterable[PortalPage], today: date) -> list[StoryAtStep]:
    """Return what the board says of these states, in their order. Five queries, whatever their number."""
    rows, known = list(states), list(portals)
    flows = WorkflowState.objects.in_bulk({row.workflow_state_id for row in rows})
    stories = StoryPage.objects.select_related("owner").in_bulk({int(flow.object_id) for flow in flows.values()})
    steps = ReviewStep.objects.filter(pk__in={row.task_id for row in rows}).prefetch_related("groups__user_set")
    by_key = {step.pk: step for step in steps}
    found = []
    for row in rows:
        flow, step = flows[row.workflow_state_id], by_key[row.task_id]
        story = stories[int(flow.object_id)]
        returned = flow.status == WorkflowState.STATUS_NEEDS_CHANGES
        found.append(
            StoryAtStep(
                story=story,
                portal=portal_of_path(known, story.path),
                state=row,
                step=step_words(step.name),
                people=_writer(story) if returned else people_of(step),
                late=row.is_late(today),
                returned=returned,
            )
        )
    return found


def step_words(name: str) -> str:
    """Return the name of a step without the portal that its full name ends with.

    >>> step_words("Biên tập (hai-lang)")
    'Biên tập'
    """
    return name.rpartition(" (")[0] or name


def people_of(step: ReviewStep) -> tuple[str, ...]:
    """Return the names of whoever may pass a story on at the step. No query where groups and users are prefetched."""
    users = {user for group in step.groups.all() for user in group.user_set.all() if user.is_active}
    return tuple(sorted(str(user) for user in users))


def _writer(story: StoryPage) -> tuple[str, ...]:
    return (str(story.owner),) if story.owner else ()


def users_of_steps(steps: Iterable[int]) -> dict[int, list[User]]:
    """Return whoever may pass a story on at each of these steps, by name. Three queries."""
    found = ReviewStep.objects.filter(pk__in=set(steps)).prefetch_related("groups__user_set")
    return {
        step.pk: sorted(
            {user for group in step.groups.all() for user in group.user_set.all() if user.is_active},
            key=lambda user: user.get_username(),
        )
        for step in found
    }
