"""Reads of the chase list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from lantoa.apps.agencies.models import Agency, Contact
from lantoa.apps.assignments.chasing import Chase, chase_of
from lantoa.apps.assignments.ladder import Ladder
from lantoa.apps.assignments.models import Assignment, ReminderPlan
from lantoa.apps.assignments.queries.calendar import working_calendar
from lantoa.apps.assignments.queries.reminders import hours_of, ladder_of, soon_until, worded
from lantoa.apps.assignments.states import OPEN, State
from lantoa.apps.directives.models import Programme, Theme


@dataclass(frozen=True, slots=True)
class Chased:
    """What the chase list is about: all open assignments, the late ones, or those not received; of one kind of agency,
    one theme, or agencies named like the words.
    """

    press: str = "open"
    kind: str = ""
    theme: Theme | None = None
    words: str = ""


def _wanted(programme: Programme, chased: Chased, today: date, prefix: str = "") -> Q:
    found = Q(**{f"{prefix}duty__theme__programme": programme, f"{prefix}state__in": list(OPEN)})
    if chased.theme:
        found &= Q(**{f"{prefix}duty__theme": chased.theme})
    if chased.press == "late":
        found &= Q(**{f"{prefix}due_date__lt": today})
    elif chased.press == "not_received":
        found &= Q(**{f"{prefix}state": State.SENT})
    return found


def chased_agencies(programme: Programme, chased: Chased, *, today: date) -> QuerySet[Agency]:
    """Return the agencies on the chase list, those with the most late assignments first, with their contacts."""
    wanted = _wanted(programme, chased, today, "assignments__")
    late = Count("assignments", filter=Q(assignments__due_date__lt=today))
    not_received = Count("assignments", filter=Q(assignments__state=State.SENT))
    agencies = Agency.objects.named_like(chased.words) if chased.words else Agency.objects.all()
    if chased.kind:
        agencies = agencies.filter(kind=chased.kind)
    contacts = Prefetch("contacts", Contact.objects.filter(active=True), to_attr="reached_by")
    return (
        agencies.filter(wanted)
        .annotate(late=late, not_received=not_received)
        .order_by("-late", "-not_received", "name", "pk")
        .prefetch_related(contacts)
    )


def chase_list(
    agencies: Iterable[Agency], programme: Programme, chased: Chased, *, today: date, where: str
) -> list[Chase]:
    """Return the entry of each of these agencies, in their order. A constant number of queries."""
    agencies = list(agencies)
    soon = soon_until(_ladder(programme), today)
    rows: dict[int, list[Assignment]] = {agency.pk: [] for agency in agencies}
    for row in worded(Assignment.objects.filter(_wanted(programme, chased, today), agency__in=agencies)):
        rows[row.agency_id].append(row)
    return [
        chase_of(agency, rows[agency.pk], programme=programme, today=today, soon_until=soon, where=where)
        for agency in agencies
    ]


def _ladder(programme: Programme) -> Ladder:
    plan = ReminderPlan.objects.filter(programme=programme).first()
    calendar = working_calendar()
    return ladder_of(plan, calendar) if plan else Ladder([], hours_of(None), calendar, timezone.get_default_timezone())
