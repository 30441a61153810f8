"""Reads of the page of one bulletin: its items with their stories, its stations with time and slots, its history."""

from dataclasses import dataclass

from django.db.models import Count, Q

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.broadcasts.models import Airing, Bulletin, Cluster, Item, Sound, Station
from lantoa.apps.broadcasts.queries.items import stale_items
from lantoa.apps.broadcasts.queries.scripts import reading_seconds_at

_ACTS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class StationReading:
    """A station of a bulletin: the clusters named (none: all), how long the script takes there, the longest slot."""

    station: Station
    clusters: tuple[Cluster, ...]
    seconds: float
    longest_slot: int
    """In seconds; 0 where the station has no slot."""
    reads_language: bool


@dataclass(frozen=True, slots=True)
class Airings:
    """How many airings there are of a bulletin, by what became of them."""

    planned: int
    played: int
    missed: int
    cancelled: int


def items_of(bulletin: Bulletin) -> tuple[list[Item], set[int]]:
    """Return the items in order, and the keys of those whose story has changed. Two queries."""
    items = list(bulletin.items.select_related("story").order_by("position", "pk"))
    return items, stale_items(items)


def station_readings(bulletin: Bulletin, script: str) -> list[StationReading]:
    """Return the stations by level and name with the time the script takes there. Four queries."""
    named: dict[int, list[Cluster]] = {}
    for cluster in bulletin.clusters.order_by("name"):
        named.setdefault(cluster.station_id, []).append(cluster)
    stations = bulletin.stations.select_related("agency").prefetch_related("slots", "languages").order_by("name")
    return [
        StationReading(
            station=station,
            clusters=tuple(named.get(station.pk, ())),
            seconds=reading_seconds_at(script, station),
            longest_slot=max((slot.minutes * 60 for slot in station.slots.all() if slot.active), default=0),
            reads_language=bulletin.language_id in {language.pk for language in station.languages.all()},
        )
        for station in stations
    ]


def airings_of(bulletin: Bulletin) -> Airings:
    """Return how many airings of the bulletin there are in each state. One query."""
    counted = bulletin.airings.aggregate(**{
        str(state): Count("pk", filter=Q(state=state)) for state in Airing.State.values
    })  # fmt: skip
    return Airings(**counted)


def sounds_of(bulletin: Bulletin) -> list[Sound]:
    """Return the sounds of the bulletin, the chosen one first, then the newest. One query."""
    return list(bulletin.sounds.select_related("language").order_by("-chosen", "-ordered_at", "-pk")[:10])


def acts_on(bulletin: Bulletin) -> list[AuditEntry]:
    """Return what was done to the bulletin, the newest first, at most sixty acts. One query."""
    acts = AuditEntry.objects.filter(subject_type=bulletin._meta.label_lower, subject_id=str(bulletin.pk))
    return list(acts.order_by("-at", "-pk")[:_ACTS_SHOWN])
