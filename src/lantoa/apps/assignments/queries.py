"""Reads of assignments."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.directives.models import Programme


@dataclass(frozen=True, slots=True)
class AssignmentCounts:
    """How far the assignments of a programme have come; the total is the sum of the three states."""

    total: int
    sent: int
    received: int
    fulfilled: int
    agencies: int


def assignments_seen_by(user: User) -> QuerySet[Assignment]:
    """Return the assignments the user may see: all for the province's roles, the own agency's for a focal officer,
    else none.
    """
    rows = Assignment.objects.select_related("agency", "duty__theme")
    if roles_of(user) & WHOLE_PROVINCE:
        return rows
    return rows.of_agency(agency_of(user))


def assignment_counts(programme: Programme) -> AssignmentCounts:
    """Return the number of assignments by state. One query."""
    found = Assignment.objects.of_programme(programme).aggregate(
        total=Count("id"),
        sent=Count("id", filter=Q(state=Assignment.State.SENT)),
        received=Count("id", filter=Q(state=Assignment.State.RECEIVED)),
        fulfilled=Count("id", filter=Q(state=Assignment.State.FULFILLED)),
        agencies=Count("agency", distinct=True),
    )
    return AssignmentCounts(**found)
