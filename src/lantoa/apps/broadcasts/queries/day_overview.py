"""All stations on one day: for each slot whether it is empty, full, too full, undecided or was not played."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lantoa.apps.broadcasts.models import Airing, Priority, Slot, Station
from lantoa.apps.broadcasts.queries.airings import RANKS, slot_times
from lantoa.apps.broadcasts.queries.durations import Durations, durations_of
from lantoa.apps.broadcasts.scheduling import Entry, Opening, fill_slot, openings_between

_STATES = Airing.State


class Finding(StrEnum):
    """What is to be seen to in a slot; the words are those of the filter."""

    CLASH = "clash"
    OVER = "over"
    UNPLAYED = "unplayed"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class SlotState:
    """A slot of one station on the day: how many airings, how many seconds of its length, what happened to them."""

    name: str
    starts_at: datetime
    length: int
    airings: int
    seconds: float
    over_by: float
    clash: bool
    played: int
    missed: int
    unconfirmed: int

    @property
    def findings(self) -> frozenset[Finding]:
        """Return what is to be seen to."""
        said = {
            Finding.CLASH: self.clash,
            Finding.OVER: self.over_by > 0,
            Finding.UNPLAYED: self.missed + self.unconfirmed > 0,
            Finding.EMPTY: self.airings == 0,
        }
        return frozenset(finding for finding, true in said.items() if true)


@dataclass(frozen=True, slots=True)
class StationDay:
    """One station on the day: its slots in order of time, and emergencies at once: how many, and not confirmed."""

    station: Station
    slots: tuple[SlotState, ...]
    at_once: int
    at_once_open: int

    @property
    def findings(self) -> frozenset[Finding]:
        """Return what is to be seen to; a station without a slot on that day is as good as empty."""
        found = frozenset[Finding]().union(*(slot.findings for slot in self.slots))
        unplayed = frozenset({Finding.UNPLAYED}) if self.at_once_open else frozenset()
        return found | unplayed | (frozenset() if self.slots else frozenset({Finding.EMPTY}))


def stations_on(stations: QuerySet[Station], day: date, *, at: datetime) -> list[StationDay]:
    """Return how each station (in the order given) stands on that day. Five queries, however many stations.

    Rows are read as plain values: a province of a thousand stations is worked out in one request.
    """
    listed = list(stations)
    slots: dict[int, list[Slot]] = defaultdict(list)
    for slot in Slot.objects.filter(station__in=stations.order_by().values("pk"), active=True):
        slots[slot.station_id].append(slot)
    names = ("station_id", "slot_id", "planned_at", "bulletin_id", "state", "position")
    rows = Airing.objects.filter(station__in=stations.order_by().values("pk"), day=day).exclude(state=_STATES.CANCELLED)
    airings: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows.values_list(*names, "bulletin__priority", "bulletin__approved_at"):
        airings[row[0]].append(row)
    durations = durations_of({row[3] for found in airings.values() for row in found})
    zone = timezone.get_current_timezone()
    found = []
    for station in listed:
        mine = airings.get(station.pk, [])
        named = {slot.pk: slot.name for slot in slots[station.pk]}
        openings = openings_between((slot_times(slot) for slot in slots[station.pk]), day, day, zone)
        at_once = [row for row in mine if row[1] is None and row[6] == Priority.EMERGENCY]
        states = [
            _state(
                named[each.slot], each, [row for row in mine if row[1] == each.slot], at_once, station, durations, at
            )
            for each in openings
        ]
        waiting = sum(row[4] != _STATES.PLAYED for row in at_once)
        found.append(StationDay(station, tuple(states), len(at_once), waiting))
    return found


def _state(
    name: str,
    opening: Opening,
    rows: Sequence[tuple[Any, ...]],
    at_once: Sequence[tuple[Any, ...]],
    station: Station,
    durations: Durations,
    at: datetime,
) -> SlotState:
    entries = [
        Entry(place, RANKS[Priority(row[6])], row[5], row[7] or row[2], durations.of(row[3], station))
        for place, row in enumerate(rows)
    ]
    into = [row for row in at_once if opening.starts_at <= row[2] < opening.ends_at]
    interrupted = sum(durations.of(row[3], station) for row in into)
    filled = fill_slot(entries, opening.seconds, interrupted=interrupted)
    over = opening.ends_at <= at
    counts = _counted(row[4] for row in rows)
    return SlotState(
        name, opening.starts_at, opening.seconds, len(rows), filled.seconds, filled.over_by,
        filled.clash and not over,
        counts[_STATES.PLAYED], counts[_STATES.MISSED], counts[_STATES.PLANNED] if over else 0,
    )  # fmt: skip


def _counted(states: Iterable[str]) -> dict[str, int]:
    counts = dict.fromkeys(_STATES.values, 0)
    for state in states:
        counts[state] += 1
    return counts
