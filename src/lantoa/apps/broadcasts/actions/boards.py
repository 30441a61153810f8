"""The boards on which airings are placed: everything planned on some stations, held while it is rearranged.

A board is read once, changed in memory and stored once, so that the queries do not grow with stations or airings.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from lantoa.apps.broadcasts.models import Airing, Bulletin, Priority, Slot, Station
from lantoa.apps.broadcasts.queries.airings import RANKS, slot_times
from lantoa.apps.broadcasts.queries.durations import Durations, durations_of
from lantoa.apps.broadcasts.scheduling import Entry, Opening, Rank, SlotTimes, Wish, openings_between

_STATES = Airing.State
_LIVE = frozenset({_STATES.PLANNED, _STATES.PLAYED, _STATES.MISSED})
_FIELDS = ("slot", "planned_at", "day", "position", "state", "state_reason", "by_hand", "decided_at")
# Rows in one statement; SQLite takes 999 values at once.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class BulletinFacts:
    """What placing a bulletin needs to know of it."""

    pk: int
    title: str
    rank: Rank
    since: datetime
    valid_from: datetime
    valid_until: datetime
    at_most: int
    a_day: int

    def wish(self, seconds: float, *, now: datetime, had: int = 0) -> Wish:
        """Return what it asks of a station from now on; `had` airings count besides those in slots."""
        return Wish(
            self.rank, max(now, self.valid_from), self.valid_until, max(self.at_most - had, 0), self.a_day, seconds
        )


@dataclass(slots=True)
class Row:
    """An airing on a board."""

    pk: int | None
    bulletin: BulletinFacts
    slot: int | None
    planned_at: datetime
    day: date
    position: int = 0
    state: str = _STATES.PLANNED
    state_reason: str = ""
    by_hand: bool = False
    decided_at: datetime | None = None
    was_at: datetime | None = None

    @property
    def live(self) -> bool:
        """Return whether it is or was to be played."""
        return self.state in _LIVE

    @property
    def used(self) -> bool:
        """Return whether it counts as one of the bulletin's: a person who cancelled one wants no other for it."""
        return self.live or self.by_hand


@dataclass(slots=True)
class Board:
    """One station with its slots and airings, while places are looked for."""

    station: Station
    slots: tuple[SlotTimes, ...]
    durations: Durations
    changed: dict[int, Row] = field(default_factory=dict)
    new: list[Row] = field(default_factory=list)
    # Airings that lost their place and found no other: the bulletin and why.
    lost: list[tuple[BulletinFacts, str]] = field(default_factory=list)
    _at_once: list[Row] = field(default_factory=list)
    _by_place: dict[datetime, list[Row]] = field(default_factory=lambda: defaultdict(list))
    _by_bulletin: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))
    _openings: dict[tuple[date, date], list[Opening]] = field(default_factory=dict)

    def put(self, row: Row) -> None:
        """Lay a stored airing on the board."""
        if row.slot is None:
            self._at_once.append(row)
        self._by_place[row.planned_at].append(row)
        self._by_bulletin[row.bulletin.pk].append(row)

    def of(self, bulletin: BulletinFacts) -> list[Row]:
        """Return all airings of the bulletin here."""
        return list(self._by_bulletin[bulletin.pk])

    def openings(self, first: date, last: date) -> list[Opening]:
        """Return the times at which the station goes on air on these days."""
        if (first, last) not in self._openings:
            zone = timezone.get_current_timezone()
            self._openings[first, last] = openings_between(self.slots, first, last, zone)
        return self._openings[first, last]

    def opening(self, slot: int | None, day: date) -> Opening | None:
        """Return the slot on that day; None where it is not on air."""
        return next((each for each in self.openings(day, day) if each.slot == slot), None)

    def seconds(self, bulletin: BulletinFacts) -> float:
        """Return how long the bulletin takes here."""
        return self.durations.of(bulletin.pk, self.station)

    def in_slot(self, opening: Opening) -> list[Row]:
        """Return the live airings that stand in the slot on its day."""
        return [row for row in self._by_place[opening.starts_at] if row.live and row.slot == opening.slot]

    def interrupted(self, opening: Opening) -> float:
        """Return the seconds that emergencies at once take out of the slot."""
        return sum(
            self.seconds(row.bulletin)
            for row in self._at_once
            if row.slot is None and row.live and opening.starts_at <= row.planned_at < opening.ends_at
        )

    def room(self, opening: Opening) -> float:
        """Return the seconds of the slot that nothing takes yet; below 0 where it is too full."""
        taken = sum(self.seconds(row.bulletin) for row in self.in_slot(opening))
        return opening.seconds - taken - self.interrupted(opening)

    def entries(self, opening: Opening) -> dict[Entry, Row]:
        """Return what still is to be played in the slot, as its entries."""
        return {
            Entry(place, row.bulletin.rank, row.position, row.bulletin.since, self.seconds(row.bulletin)): row
            for place, row in enumerate(self.in_slot(opening))
        }

    def add(self, bulletin: BulletinFacts, opening: Opening, *, by_hand: bool = False) -> Row:
        """Return the new airing of the bulletin in the slot; one that was cancelled there comes back."""
        for row in self._by_bulletin[bulletin.pk]:
            if row.planned_at == opening.starts_at:
                self._change(
                    row, slot=opening.slot, state=_STATES.PLANNED, state_reason="", by_hand=by_hand, position=0
                )
                return row
        row = Row(None, bulletin, opening.slot, opening.starts_at, opening.day, by_hand=by_hand)
        self.new.append(row)
        self.put(row)
        return row

    def add_at_once(self, bulletin: BulletinFacts, moment: datetime) -> Row:
        """Return the new airing of the bulletin outside of every slot."""
        row = Row(None, bulletin, None, moment, timezone.localdate(moment))
        self.new.append(row)
        self.put(row)
        return row

    def move(self, row: Row, opening: Opening, reason: str, *, by_hand: bool | None = None) -> None:
        """Give the airing another place; one of the same bulletin that was cancelled there goes out of its way."""
        for other in self._by_bulletin[row.bulletin.pk]:
            if other is not row and other.planned_at == opening.starts_at and not other.live:
                self._replace(other, row.planned_at, row.day, row.slot)
        self._replace(row, opening.starts_at, opening.day, opening.slot)
        hand = row.by_hand if by_hand is None else by_hand
        self._change(row, state_reason=reason[:300], by_hand=hand, position=0)

    def cancel(self, row: Row, reason: str, *, at: datetime, by_hand: bool = False) -> None:
        """Take the airing out of the programme, for that reason."""
        self._change(row, state=_STATES.CANCELLED, state_reason=reason[:300], decided_at=at, by_hand=by_hand)

    def order(self, row: Row, position: int) -> None:
        """Give the airing its place in the station's order."""
        self._change(row, position=position)

    def _replace(self, row: Row, planned_at: datetime, day: date, slot: int | None) -> None:
        self._by_place[row.planned_at].remove(row)
        if row.was_at is None:
            row.was_at = row.planned_at
        row.planned_at, row.day, row.slot = planned_at, day, slot
        self._by_place[planned_at].append(row)
        self._change(row)

    def _change(self, row: Row, **values: object) -> None:
        for name, value in values.items():
            setattr(row, name, value)
        if row.pk is not None:
            self.changed[row.pk] = row


def facts_of(bulletins: Iterable[Bulletin]) -> dict[int, BulletinFacts]:
    """Return the facts of the bulletins by their keys. No queries."""
    return {
        one.pk: BulletinFacts(
            one.pk, one.title, RANKS[Priority(one.priority)], one.approved_at or one.made_at, one.valid_from,
            one.valid_until, one.airings_at_most, one.airings_a_day,
        )
        for one in bulletins
    }  # fmt: skip


def lock_stations(stations: Sequence[int] | QuerySet[Any, Any]) -> list[Station]:
    """Return the stations of these keys, locked until the transaction ends: nobody else changes their programmes."""
    locked = Station.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=stations)
    return list(locked.order_by("pk"))


def lock_boards(stations: Sequence[int], *, at: datetime, besides: Sequence[Bulletin] = ()) -> dict[int, Board]:
    """Return the boards of the stations by their keys, locked until the transaction ends: nobody else places on them.

    A board has what is planned from today on, and of the bulletins named `besides` everything. Six queries.
    """
    found = {station.pk: station for station in lock_stations(stations)}
    slots: dict[int, list[SlotTimes]] = defaultdict(list)
    for slot in Slot.objects.filter(station__in=found, active=True).order_by("starts", "pk"):
        slots[slot.station_id].append(slot_times(slot))
    coming = Q(day__gte=timezone.localdate(at) - timedelta(days=1)) | Q(bulletin__in=besides)
    names = ("station_id", "bulletin_id", "pk", "slot_id", "planned_at", "day", "position", "state", "state_reason")
    stored = Airing.objects.filter(coming, station__in=found).values_list(*names, "by_hand", "decided_at")
    rows: list[tuple[Any, ...]] = list(stored)
    keys = {row[1] for row in rows} | {bulletin.pk for bulletin in besides}
    bulletins = facts_of([*Bulletin.objects.filter(pk__in=keys).defer("script", "greeting", "sign_off"), *besides])
    durations = durations_of(keys)
    boards = {pk: Board(station, tuple(slots[pk]), durations) for pk, station in found.items()}
    for station_pk, bulletin, pk, *values in rows:
        boards[station_pk].put(Row(pk, bulletins[bulletin], *values))
    return boards


@dataclass(frozen=True, slots=True)
class Stored:
    """What was stored of boards: new airings, and how many were moved or changed, or cancelled."""

    new: tuple[Airing, ...]
    changed: int
    cancelled: int


def store_boards(boards: Iterable[Board]) -> Stored:
    """Return what was stored of the changes on the boards. An airing that was played meanwhile stays as it is."""
    listed = list(boards)
    new = [_airing(row, board.station) for board in listed for row in board.new]
    changed = [(row, _airing(row, board.station)) for board in listed for row in board.changed.values()]
    _clear_the_way(listed)
    rows = [airing for _, airing in changed]
    Airing.objects.exclude(state=_STATES.PLAYED).bulk_update(rows, _FIELDS, batch_size=_BATCH)
    stored = Airing.objects.bulk_create(new, batch_size=_BATCH)
    cancelled = sum(airing.state == _STATES.CANCELLED for airing in rows)
    return Stored(tuple(stored), len(rows) - cancelled, cancelled)


def _clear_the_way(boards: Iterable[Board]) -> None:
    """Move airings aside whose old time another one of the same bulletin is about to take: a time stands there once."""
    aside: list[int] = []
    for board in boards:
        moved = [row for row in board.changed.values() if row.was_at is not None]
        targets = {(row.bulletin.pk, row.planned_at) for row in (*moved, *board.new)}
        aside += [row.pk for row in moved if row.pk and (row.bulletin.pk, row.was_at) in targets]
    if aside:
        Airing.objects.filter(pk__in=aside).exclude(state=_STATES.PLAYED).update(
            planned_at=F("planned_at") + timedelta(milliseconds=1)
        )


def _airing(row: Row, station: Station) -> Airing:
    return Airing(
        pk=row.pk, bulletin_id=row.bulletin.pk, station=station, slot_id=row.slot, planned_at=row.planned_at,
        day=row.day, position=row.position, state=row.state, state_reason=row.state_reason, by_hand=row.by_hand,
        decided_at=row.decided_at,
    )  # fmt: skip
