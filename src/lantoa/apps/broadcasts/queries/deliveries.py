"""Reads on deliveries: what is due to be carried, and what pages show of them."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Q, QuerySet, Value, When

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.broadcasts.models import Bulletin, Delivery, DeliveryRoute, Priority, Station
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_READERS

DOWNLOAD = "download"
_STATES = Delivery.State


def work_due(at: datetime) -> QuerySet[Delivery]:
    """Return the deliveries on routes about which something is to be done now, emergencies first.

    Those that wait; those that were carried, to be looked at again: whether their package is another one by now, or
    their bulletin's time is over; and those that ended after something may have been carried, to be taken back.
    """
    free = Q(leased_until=None) | Q(leased_until__lt=at)
    waiting = Q(state=_STATES.DUE)
    carried = Q(state=_STATES.SENT, withdrawn_at=None)
    taken_back = Q(state=_STATES.CANCELLED, withdrawn_at=None) & (Q(sent_at__isnull=False) | Q(attempts__gt=0))
    left_behind = Q(state=_STATES.FAILED, withdrawn_at=None, sent_at__isnull=False, bulletin__valid_until__lte=at)
    urgent_first = Case(When(bulletin__priority=Priority.EMERGENCY, then=Value(0)), default=Value(1))
    rows = Delivery.objects.exclude(route_kind=DOWNLOAD).filter(free, due_at__lte=at)
    rows = rows.filter(waiting | carried | taken_back | left_behind)
    return rows.order_by(urgent_first, "due_at", "pk")


def is_over(bulletin: Bulletin, at: datetime) -> bool:
    """Return whether stations are no longer to play the bulletin."""
    return bulletin.state != Bulletin.State.APPROVED or bulletin.valid_until <= at


def deliveries_seen_by(user: User | AnonymousUser) -> QuerySet[Delivery]:
    """Return the deliveries a person may look at: all; or those to stations of the own agency and of its bulletins."""
    roles = roles_of(user)
    if roles & (BROADCAST_READERS - {Role.RADIO_OFFICER}):
        return Delivery.objects.all()
    agency = agency_of(user) if Role.RADIO_OFFICER in roles else None
    if agency is None:
        return Delivery.objects.none()
    return Delivery.objects.filter(Q(station__agency=agency) | Q(bulletin__agency=agency))


def listed_deliveries(deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Return the deliveries with all that a list shows of them: one query."""
    return deliveries.select_related("bulletin__agency", "station__agency", "route")


def routes_of(station: Station) -> dict[str, DeliveryRoute]:
    """Return the routes of a station by kind, those switched off too. One query."""
    return {route.kind: route for route in station.routes.all()}
