"""The sweeps of the newsroom, run again and again by the worker; the rows tell what is left to do."""

import logging
from datetime import datetime

from django.utils import timezone
from wagtail.models import Page, Revision

from lantoa.apps.accounts.models import User
from lantoa.apps.assignments.ladder import Hours
from lantoa.apps.assignments.models import ReminderPlan
from lantoa.apps.assignments.queries import working_calendar
from lantoa.apps.assignments.queries.reminders import hours_of
from lantoa.apps.directives.queries import current_programme
from lantoa.apps.newsroom.actions.reminding import remind_late_step
from lantoa.apps.newsroom.actions.scheduling import publish_planned, take_down_expired
from lantoa.apps.newsroom.actions.staleness import remind_of_stale
from lantoa.apps.newsroom.models import PortalPage, PortalStaff, StoryPage
from lantoa.apps.newsroom.queries.board import late_states, read_states, states_of, users_of_steps
from lantoa.apps.newsroom.queries.staleness import stale_among
from lantoa.apps.newsroom.queries.stories import stories_of

_AT_ONCE = 200
_log = logging.getLogger(__name__)


def sweep_planned_pages(*, at: datetime) -> int:
    """Return how many pages were published or taken down now, because their hour has come. One transaction a page; one
    that fails is logged, stays due, and stops no other.
    """
    expired = Page.objects.filter(live=True, expire_at__lte=at).order_by("expire_at", "pk")
    planned = Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at", "pk")
    done = 0
    for pk in expired.values_list("pk", flat=True)[:_AT_ONCE]:
        try:
            done += take_down_expired(page=pk, at=at)
        except Exception:
            _log.exception("taking down page %s", pk)
    for pk in planned.values_list("pk", flat=True)[:_AT_ONCE]:
        try:
            done += publish_planned(revision=pk, at=at)
        except Exception:
            _log.exception("publishing revision %s", pk)
    return done


def sweep_late_steps(*, at: datetime) -> int:
    """Return how many mails were made about stories that are late at a step: on working days, from the hour of the
    day's digest on, to each of whoever may pass the story on. Six queries and a few for each new mail.
    """
    today, hours = timezone.localdate(at), _hours()
    if not _may_speak(hours, at):
        return 0
    states = late_states(states_of(StoryPage.objects.all()), today=today)
    rows = read_states(states, portals=[], today=today)
    people = users_of_steps({row.state.task_id for row in rows})
    return sum(remind_late_step(row=row, users=people.get(row.state.task_id, ()), hours=hours, at=at) for row in rows)


def sweep_stale_stories(*, at: datetime) -> int:
    """Return how many mails were made about public stories to be looked at anew: one a portal, editor and week, on a
    working day from the hour of the digest on. One query while nothing is stale, else a few a portal.
    """
    today, hours = timezone.localdate(at), _hours()
    if not _may_speak(hours, at) or not stale_among(StoryPage.objects.all(), today=today).exists():
        return 0
    said = 0
    for portal in PortalPage.objects.all():
        stories = list(stale_among(stories_of([portal]), today=today))
        editors = User.objects.filter(
            portal_functions__portal=portal, portal_functions__function=PortalStaff.Function.EDITOR, is_active=True
        )
        for user in editors.exclude(email="") if stories else ():
            said += remind_of_stale(portal=portal, user=user, stories=stories, hours=hours, at=at)
    return said


def _hours() -> Hours:
    """Return the hours of the current programme's reminder plan, the usual ones without."""
    programme = current_programme()
    return hours_of(ReminderPlan.objects.filter(programme=programme).first() if programme else None)


def _may_speak(hours: Hours, at: datetime) -> bool:
    local = timezone.localtime(at)
    awake = local.time() >= hours.digest_hour and not hours.is_quiet(local.time())
    return awake and working_calendar().is_working(local.date())
