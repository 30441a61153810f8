"""Reads on deliveries: what is due to be carried, and what pages show of them."""

from datetime import datetime

from django.db.models import Case, Q, QuerySet, Value, When

from lantoa.apps.broadcasts.models import Bulletin, Delivery, Priority

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
