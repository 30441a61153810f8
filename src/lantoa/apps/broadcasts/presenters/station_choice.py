"""Stations to choose from, in groups as people know them: by level, and communes by their district."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from lantoa.apps.broadcasts.models import Cluster, Station
from lantoa.core.viettext import sort_key


@dataclass(frozen=True, slots=True)
class StationChoice:
    """One station with its clusters, and what of it is chosen."""

    station: Station
    chosen: bool
    clusters: tuple[tuple[Cluster, bool], ...]

    @property
    def some_clusters(self) -> bool:
        """Return whether only some clusters are to play."""
        return any(chosen for _, chosen in self.clusters)


@dataclass(frozen=True, slots=True)
class StationGroup:
    """Stations that are chosen together by one press."""

    key: str
    name: str
    choices: list[StationChoice] = field(default_factory=list)


def station_groups(
    stations: Iterable[Station], clusters: Iterable[Cluster], chosen: Collection[str], chosen_clusters: Collection[str]
) -> list[StationGroup]:
    """Return the groups: the province's stations, the districts', then the communes' by the agency above theirs.

    `chosen` are keys as texts, as a form has them. Give stations with agency and its parent.
    """
    of_station: dict[int, list[Cluster]] = {}
    for cluster in clusters:
        of_station.setdefault(cluster.station_id, []).append(cluster)
    groups: dict[tuple[int, str], StationGroup] = {}
    for station in stations:
        name = _group_name(station)
        place = (_ORDER[Station.Level(station.level)], name)
        group = groups.setdefault(place, StationGroup(f"{station.level}-{station.agency.parent_id or 0}", name))
        boxes = tuple((one, str(one.pk) in chosen_clusters) for one in of_station.get(station.pk, ()))
        group.choices.append(StationChoice(station, str(station.pk) in chosen, boxes))
    return [groups[place] for place in sorted(groups, key=lambda place: (place[0], sort_key(place[1])))]


_ORDER = {Station.Level.PROVINCE: 0, Station.Level.DISTRICT: 1, Station.Level.COMMUNE: 2}


def _group_name(station: Station) -> str:
    level = Station.Level(station.level)
    if level != Station.Level.COMMUNE:
        return f"Đài {level.label}"
    above = station.agency.parent
    return f"Đài cấp xã, {above.short_name}" if above else "Đài cấp xã"
