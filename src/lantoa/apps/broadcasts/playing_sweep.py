"""The sweep that reminds stations of yesterday's airings that nobody has confirmed, run again and again by the worker.

Nothing is declared played or missed by it.
"""

import logging
from collections import defaultdict
from datetime import datetime, timedelta

from django.utils import timezone

from lantoa.apps.broadcasts.actions.reminding import remind_station
from lantoa.apps.broadcasts.models import Airing
from lantoa.apps.broadcasts.queries.station_contacts import station_mailboxes
from lantoa.apps.broadcasts.queries.station_today import unconfirmed_airings

# Not in the night: the morning's slot is over by then.
FROM_HOUR = 7
_log = logging.getLogger(__name__)


def sweep_unconfirmed_airings(*, at: datetime) -> int:
    """Return how many mails were written: one a station, address and day. One station that fails stops no other, and is
    tried again by the next sweep. Four queries where there is nothing new to say, and some for each station.
    """
    today = timezone.localdate(at)
    if timezone.localtime(at).hour < FROM_HOUR:
        return 0
    yesterday = today - timedelta(days=1)
    rows = unconfirmed_airings(before=today).filter(day=yesterday, station__active=True)
    of_station: dict[int, list[Airing]] = defaultdict(list)
    for airing in rows.select_related("bulletin", "station"):
        of_station[airing.station_id].append(airing)
    mailboxes = station_mailboxes([airings[0].station for airings in of_station.values()])
    written = 0
    for pk, airings in of_station.items():
        try:
            written += remind_station(
                station=airings[0].station, day=yesterday, airings=airings, to=mailboxes[pk], at=at
            )
        except Exception:
            _log.exception("reminding station %s", pk)
    return written
