"""Reads of assignments themselves."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.states import OWED, State
from lantoa.apps.directives.models import Programme


@dataclass(frozen=True, slots=True)
class AssignmentCounts:
    """How far the assignments of a programme have come, drafts and cancelled ones aside; the total is the sum of the
    states. `received` is in the agency's hands: received, asked for time, delegated or returned.
    """

    total: int
    sent: int
    received: int
    refused: int
    fulfilled: int
    confirmed: int
    agencies: int


def assignments_seen_by(user: User) -> QuerySet[Assignment]:
    """Return the assignments the user may see: all for the province's roles, those given to the own agency for its
    officers, else none.
    """
    rows = Assignment.objects.select_related("agency", "duty__theme")
    if roles_of(user) & WHOLE_PROVINCE:
        return rows
    return rows.of_agency(agency_of(user)).given()


_IN_HAND = [State.RECEIVED, State.EXTENSION_ASKED, State.DELEGATED, State.RETURNED]


def assignment_counts(programme: Programme) -> AssignmentCounts:
    """Return the number of assignments by state. One query."""
    found = (
        Assignment.objects.of_programme(programme)
        .filter(state__in=OWED)
        .aggregate(
            total=Count("id"),
            sent=Count("id", filter=Q(state=State.SENT)),
            received=Count("id", filter=Q(state__in=_IN_HAND)),
            refused=Count("id", filter=Q(state=State.REFUSED)),
            fulfilled=Count("id", filter=Q(state=State.FULFILLED)),
            confirmed=Count("id", filter=Q(state=State.CONFIRMED)),
            agencies=Count("agency", distinct=True),
        )
    )
    return AssignmentCounts(**found)
