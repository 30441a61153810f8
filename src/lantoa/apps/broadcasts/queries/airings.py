"""What a station plays on a day or in a week, and where a bulletin is played."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from lantoa.apps.broadcasts.models import Airing, Priority, Slot, Station
from lantoa.apps.broadcasts.queries.durations import Durations, durations_of
from lantoa.apps.broadcasts.scheduling import Entry, Filled, Opening, Rank, SlotTimes, fill_slot, openings_between

RANKS = {Priority.ROUTINE: Rank.ROUTINE, Priority.PRIORITY: Rank.PRIORITY, Priority.EMERGENCY: Rank.EMERGENCY}
_STATES = Airing.State
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PlacedAiring:
    """An airing in a programme: how long it takes there and when it begins if everything goes by the order."""

    airing: Airing
    seconds: float
    begins_at: datetime


@dataclass(frozen=True, slots=True)
class SlotProgramme:
    """A slot on one day; `airings`, and `entries` with their times, in the order of playing, without cancelled ones.

    `seconds` is their sum, with an emergency at once that came into the slot; `over_by` what goes past its end.
    `clash`: priority bulletins that do not fit together and have no order yet. `on`: the slot really is on that day;
    it is not where airings were left behind by a change.
    """

    slot: Slot
    planned_at: datetime
    airings: tuple[Airing, ...]
    seconds: float
    over_by: float
    clash: bool = False
    entries: tuple[PlacedAiring, ...] = ()
    cancelled: tuple[Airing, ...] = ()
    on: bool = True

    @property
    def length(self) -> int:
        """Return how many seconds the slot lasts."""
        return self.slot.minutes * 60


@dataclass(frozen=True, slots=True)
class DayProgramme:
    """What a station plays on one day: emergencies at once, the slots in order of time, and airings without a slot."""

    station: Station
    day: date
    slots: tuple[SlotProgramme, ...]
    at_once: tuple[Airing, ...]
    elsewhere: tuple[Airing, ...] = ()

    @property
    def airings(self) -> tuple[Airing, ...]:
        """Return everything that is or was to be played, at once first, then by time."""
        placed = tuple(airing for slot in self.slots for airing in slot.airings)
        return (*self.at_once, *placed, *self.elsewhere)


def slot_times(slot: Slot) -> SlotTimes:
    """Return the slot as values."""
    return SlotTimes(
        slot.pk, slot.starts, slot.minutes, frozenset(slot.weekdays), slot.valid_from, slot.valid_to
    )  # fmt: skip


def day_programme(station: Station, day: date) -> DayProgramme:
    """Return what the station plays on that day. Four queries, whatever it plays."""
    (programme,) = programmes([station], day, day)[station.pk]
    return programme


def week_programme(station: Station, monday: date) -> tuple[DayProgramme, ...]:
    """Return what the station plays on the seven days from that Monday. Four queries."""
    return programmes([station], monday, monday + WEEK - timedelta(days=1))[station.pk]


def programmes(stations: Sequence[Station], first: date, last: date) -> dict[int, tuple[DayProgramme, ...]]:
    """Return the programme of each station (by its key) for every day of a span. Four queries for all of them."""
    slots: dict[int, list[Slot]] = defaultdict(list)
    for slot in Slot.objects.filter(station__in=stations):
        slots[slot.station_id].append(slot)
    airings: dict[tuple[int, date], list[Airing]] = defaultdict(list)
    for airing in airings_between(stations, first, last):
        airings[airing.station_id, airing.day].append(airing)
    durations = durations_of(airing.bulletin_id for rows in airings.values() for airing in rows)
    days = [first + timedelta(days=place) for place in range((last - first).days + 1)]
    return {
        station.pk: tuple(
            _day(station, day, slots[station.pk], airings.get((station.pk, day), ()), durations) for day in days
        )
        for station in stations
    }


def airings_between(stations: Sequence[Station], first: date, last: date) -> QuerySet[Airing]:
    """Return the airings of these stations on the days of a span, with their bulletins."""
    return Airing.objects.filter(station__in=stations, day__range=(first, last)).select_related("bulletin")


def _day(
    station: Station, day: date, slots: Iterable[Slot], airings: Iterable[Airing], durations: Durations
) -> DayProgramme:
    at_once, elsewhere = list[Airing](), list[Airing]()
    placed: dict[tuple[int, datetime], list[Airing]] = defaultdict(list)
    for airing in airings:
        airing.station = station
        if airing.slot_id:
            placed[airing.slot_id, airing.planned_at].append(airing)
        elif airing.state != _STATES.CANCELLED:
            (at_once if airing.bulletin.priority == Priority.EMERGENCY else elsewhere).append(airing)
    known = {slot.pk: slot for slot in slots}
    openings = openings_between(
        (slot_times(slot) for slot in known.values() if slot.active), day, day, timezone.get_current_timezone()
    )
    places = {(each.slot, each.starts_at): True for each in openings} | dict.fromkeys(
        (key for key in placed if key not in {(each.slot, each.starts_at) for each in openings}), False
    )
    filled = [
        _slot(known[slot], station, planned_at, placed.get((slot, planned_at), ()), at_once, durations, on=on)
        for (slot, planned_at), on in sorted(places.items(), key=lambda place: (place[0][1], place[0][0]))
    ]
    return DayProgramme(station, day, tuple(filled), tuple(at_once), tuple(elsewhere))


def _slot(
    slot: Slot,
    station: Station,
    planned_at: datetime,
    airings: Iterable[Airing],
    at_once: Iterable[Airing],
    durations: Durations,
    *,
    on: bool,
) -> SlotProgramme:
    rows = {airing.pk: airing for airing in airings if airing.state != _STATES.CANCELLED}
    for airing in rows.values():
        airing.slot = slot
    opening = Opening(planned_at, slot.pk, timezone.localdate(planned_at), slot.minutes * 60)
    interrupted = sum(
        durations.of(one.bulletin_id, station) for one in at_once if planned_at <= one.planned_at < opening.ends_at
    )
    filled = fill_slot(
        (entry_of(airing, durations.of(airing.bulletin_id, station)) for airing in rows.values()),
        opening.seconds,
        interrupted=interrupted,
    )
    return SlotProgramme(
        slot,
        planned_at,
        tuple(rows[entry.key] for entry in filled.entries),
        filled.seconds,
        filled.over_by,
        filled.clash,
        _entries(filled, rows, planned_at),
        tuple(airing for airing in airings if airing.pk not in rows),
        on,
    )


def entry_of(airing: Airing, seconds: float) -> Entry:
    """Return the airing as an entry of a slot; its bulletin has to be read already."""
    bulletin = airing.bulletin
    since = bulletin.approved_at or bulletin.made_at
    return Entry(airing.pk, RANKS[Priority(bulletin.priority)], airing.position, since, seconds)


def _entries(filled: Filled, rows: dict[int, Airing], planned_at: datetime) -> tuple[PlacedAiring, ...]:
    return tuple(
        PlacedAiring(rows[entry.key], entry.seconds, planned_at + timedelta(seconds=offset))
        for entry, offset in zip(filled.entries, filled.offsets, strict=True)
    )
