"""Reads of one assignment: itself with all that stands beside it, and every act that touched it."""

from collections.abc import Iterable

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.queries.assignments import assignments_seen_by
from lantoa.apps.base.models import AuditEntry

# A duty may be given to every commune; a page names this many of them.
PARTNERS_NAMED = 12


def assignment_seen_by(user: User, pk: int) -> Assignment | None:
    """Return the assignment with its duty, directive and proofs, None where the user may not see it or there is none.
    Three queries.
    """
    return (
        assignments_seen_by(user)
        .select_related("duty__theme__programme__directive", "agency__parent", "delegated_from__agency")
        .prefetch_related("proofs", "extensions__decided_by")
        .filter(pk=pk)
        .first()
    )


def partners(assignment: Assignment) -> tuple[list[Assignment], int]:
    """Return the other capacity's assignments on the same duty that have gone out (those who support a lead, the leads
    of one who supports), at most PARTNERS_NAMED, and their number. Two queries.
    """
    rows = (
        Assignment.objects.given()
        .filter(duty=assignment.duty)
        .exclude(capacity=assignment.capacity)
        .exclude(state=Assignment.State.CANCELLED)
        .exclude(pk=assignment.pk)
        .select_related("agency")
        .order_by("agency__folded_names", "pk")
    )
    named = list(rows[:PARTNERS_NAMED])
    return named, len(named) if len(named) < PARTNERS_NAMED else rows.count()


def delegated_to(assignment: Assignment) -> list[Assignment]:
    """Return the assignments delegated from it, in the order of their making. One query."""
    return list(assignment.delegated.select_related("agency").order_by("pk"))


def agencies_below(agency: Agency | None) -> list[Agency]:
    """Return the agencies to which this one may delegate, in the register's order; [] for None. One query."""
    return list(agency.children.filter(valid_to=None)) if agency else []


def acts_on(assignment: Assignment) -> list[AuditEntry]:
    """Return every audited act on the assignment, the first first. One query."""
    rows = AuditEntry.objects.filter(subject_type=Assignment._meta.label_lower, subject_id=str(assignment.pk))
    return list(rows.order_by("at", "id"))


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Return the full name, with the agency a person speaks for, of each actor that is an account. One query."""
    users = User.objects.filter(username__in=set(actors)).select_related("membership__agency")
    found = {}
    for user in users:
        membership = getattr(user, "membership", None)
        found[user.username] = f"{user} ({membership.agency.short_name})" if membership else str(user)
    return found
