"""Reads of the page of one bulletin: its items with their stories, its stations with time and slots, its history."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.broadcasts.models import Airing, Bulletin, Cluster, Item, Placement, Sound, Station
from lantoa.apps.broadcasts.queries.items import stale_items
from lantoa.apps.broadcasts.queries.scripts import reading_seconds_at

_ACTS_SHOWN = 60
_COUNTS = {str(state): Count("pk", filter=Q(state=state)) for state in Airing.State.values}


@dataclass(frozen=True, slots=True)
class StationReading:
    """A station of a bulletin: the clusters named (none: all), how long the script takes there, the longest slot."""

    station: Station
    clusters: tuple[Cluster, ...]
    seconds: float
    longest_slot: int
    """In seconds; 0 where the station has no slot."""
    reads_language: bool
    planned: int
    played: int
    placement: Placement | None
    """What came of placing it there; None before the bulletin is approved."""


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
    """Return the stations by name with the time the script takes there and what is planned. Six queries."""
    named: dict[int, list[Cluster]] = {}
    for cluster in bulletin.clusters.order_by("name"):
        named.setdefault(cluster.station_id, []).append(cluster)
    counts: Any = bulletin.airings.order_by().values("station").annotate(**_COUNTS)
    airings: dict[int, dict[str, Any]] = {row["station"]: row for row in counts}
    placements = {row.station_id: row for row in Placement.objects.filter(bulletin=bulletin)}
    stations = bulletin.stations.select_related("agency").prefetch_related("slots", "languages").order_by("name")
    return [
        StationReading(
            station=station,
            clusters=tuple(named.get(station.pk, ())),
            seconds=reading_seconds_at(script, station),
            longest_slot=max((slot.minutes * 60 for slot in station.slots.all() if slot.active), default=0),
            reads_language=bulletin.language_id in {language.pk for language in station.languages.all()},
            planned=airings.get(station.pk, {}).get("planned", 0),
            played=airings.get(station.pk, {}).get("played", 0),
            placement=placements.get(station.pk),
        )
        for station in stations
    ]


def airings_of(bulletin: Bulletin) -> Airings:
    """Return how many airings of the bulletin there are in each state. One query."""
    return Airings(**bulletin.airings.aggregate(**_COUNTS))


def sounds_of(bulletin: Bulletin) -> list[Sound]:
    """Return the sounds of the bulletin, the chosen one first, then the newest. One query."""
    return list(bulletin.sounds.select_related("language").order_by("-chosen", "-ordered_at", "-pk")[:10])


def acts_on(bulletin: Bulletin) -> list[AuditEntry]:
    """Return what was done to the bulletin, its items and its sounds, the newest first, at most sixty acts. Three
    queries.
    """
    of_it = Q(subject_type=bulletin._meta.label_lower, subject_id=str(bulletin.pk))
    for model in (Item, Sound):
        keys = model.objects.filter(bulletin=bulletin).values_list("pk", flat=True)
        of_it |= Q(subject_type=model._meta.label_lower, subject_id__in=[str(pk) for pk in keys])
    return list(AuditEntry.objects.filter(of_it).order_by("-at", "-pk")[:_ACTS_SHOWN])
