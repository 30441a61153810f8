"""Writes of stations that came as a pasted table."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions import Actor
from lantoa.apps.broadcasts.actions.stations import save_cluster, save_station
from lantoa.apps.broadcasts.models import Language, Station
from lantoa.apps.broadcasts.queries.stations import PastedLine


@transaction.atomic
def import_stations(*, lines: Iterable[PastedLine], by: Actor, at: datetime) -> list[Station]:
    """Return the stations made of the lines that have no problem, with their clusters; the others are left out."""
    vietnamese = Language.objects.filter(code="vi")
    made = []
    for line in lines:
        if line.problem or line.agency is None:
            continue
        values = {"name": line.name, "level": line.level}
        station = save_station(agency=line.agency, values=values, languages=vietnamese, by=by, at=at)
        for name in line.clusters:
            save_cluster(station=station, values={"name": name}, by=by, at=at)
        made.append(station)
    return made
