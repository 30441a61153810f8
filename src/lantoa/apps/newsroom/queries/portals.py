"""Reads of portals, and of who may work on which."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role, roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.newsroom.models import PortalPage

_KEEPERS = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER})


def portals_seen_by(user: User | AnonymousUser) -> QuerySet[PortalPage]:
    """Return the portals whose newsroom the user may look into: all for whoever sees the whole province, else those of
    the own agency. At most two queries a user object before the one of the rows.
    """
    portals: QuerySet[PortalPage] = PortalPage.objects.select_related("agency").order_by("title", "pk")
    if roles_of(user) & WHOLE_PROVINCE:
        return portals
    agency = agency_of(user)
    return portals.filter(agency=agency) if agency else portals.none()


def keeps_portals(user: User | AnonymousUser) -> bool:
    """Return whether the user opens portals and names the people who work on them."""
    return bool(roles_of(user) & _KEEPERS)
