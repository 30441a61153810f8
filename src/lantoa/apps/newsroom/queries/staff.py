"""Reads of the people of a portal, and of who may be named to it."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import WHOLE_PROVINCE
from lantoa.apps.newsroom.models import PortalPage, PortalStaff, ReviewStep

_LOOKERS = [role.label for role in WHOLE_PROVINCE]


def nameable_users(portal: PortalPage) -> QuerySet[User]:
    """Return the accounts that may be named to a portal: those that may look into its newsroom, by name."""
    may_look = Q(groups__name__in=_LOOKERS) | Q(is_superuser=True) | Q(membership__agency=portal.agency_id)
    return User.objects.filter(may_look, is_active=True).distinct().order_by("username")


def staff_of(portal: PortalPage) -> list[PortalStaff]:
    """Return who works on the portal, in the order of the functions. One query."""
    order = list(PortalStaff.Function)
    rows = portal.staff.select_related("user")
    return sorted(rows, key=lambda row: (order.index(PortalStaff.Function(row.function)), row.user.get_username()))


def steps_of(portal: PortalPage) -> list[ReviewStep]:
    """Return the steps with due dates of the portal's workflow, in order, [] where it has none. Three queries."""
    workflow = portal.get_workflow()
    if workflow is None:
        return []
    found = ReviewStep.objects.in_bulk(workflow.tasks.values_list("pk", flat=True))
    return [found[task.pk] for task in workflow.tasks if task.pk in found]


def portals_worked_on(user: User | AnonymousUser) -> QuerySet[PortalPage]:
    """Return the portals for which the user does something."""
    portals: QuerySet[PortalPage] = PortalPage.objects.filter(staff__user=user.pk).distinct()
    return portals


def works_on_portals(user: User | AnonymousUser) -> bool:
    """Return whether the user does something for a portal. One query."""
    return user.pk is not None and PortalStaff.objects.filter(user=user.pk).exists()
