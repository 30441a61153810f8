"""Writes on the steps of a portal's workflow."""

from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.newsroom.models import PortalPage, ReviewStep


@transaction.atomic
def give_step_days(*, portal: PortalPage, step: ReviewStep, working_days: int, by: Actor, at: datetime) -> ReviewStep:
    """Return the step, to be done in so many working days by every story that comes to it from now on; those that are
    at the step keep the due date they were given.
    """
    held: ReviewStep = ReviewStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if held.due_working_days == working_days:
        return held
    detail = {"step": held.name, "from": held.due_working_days, "to": working_days}
    held.due_working_days = working_days
    held.save(update_fields=["due_working_days"])
    record_act("newsroom.give_step_days", subject=portal, by=by, at=at, detail=detail)
    return held
