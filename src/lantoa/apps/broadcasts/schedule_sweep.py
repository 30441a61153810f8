"""The sweep of programmes: airings of what is over are closed, and those left without a slot are placed anew."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from lantoa.apps.broadcasts.actions.airings import close_airings, place_station_anew
from lantoa.apps.broadcasts.actions.playing import withdrawn_words
from lantoa.apps.broadcasts.models import Airing, Bulletin, Priority, Station

_log = logging.getLogger(__name__)


def sweep_airings(*, at: datetime) -> int:
    """Return how many airings were closed and stations placed anew. Two queries where nothing is due."""
    return _close(at) + _place_anew(at)


def _coming(at: datetime) -> QuerySet[Airing]:
    return Airing.objects.filter(state=Airing.State.PLANNED, planned_at__gte=at)


def _close(at: datetime) -> int:
    over = Q(planned_at__gte=F("bulletin__valid_until")) | ~Q(bulletin__state=Bulletin.State.APPROVED)
    closed = 0
    for bulletin in Bulletin.objects.filter(pk__in=_coming(at).filter(over).values("bulletin")):
        withdrawn = bulletin.state == Bulletin.State.WITHDRAWN
        reason = withdrawn_words(bulletin) if withdrawn else "Bản tin đã hết hạn phát."
        since = at if bulletin.state != Bulletin.State.APPROVED else max(at, bulletin.valid_until)
        closed += close_airings(bulletin=bulletin, reason=reason, by=None, at=at, since=since)
    return closed


def _place_anew(at: datetime) -> int:
    without = Q(slot=None) & ~Q(bulletin__priority=Priority.EMERGENCY)
    left = _coming(at).filter(without | Q(slot__active=False) | Q(station__active=False))
    done = 0
    for station in Station.objects.filter(pk__in=left.values("station")):
        try:
            with transaction.atomic():
                place_station_anew(station=station, by=None, at=at)
            done += 1
        except Exception:
            _log.exception("placing the programme of station %s anew", station.pk)
    return done
