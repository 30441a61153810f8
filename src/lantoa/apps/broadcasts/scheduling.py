"""Which times of a station a bulletin gets, and how a slot is filled. Values in, values out; no clock, no database.

The classes are those of Circular 39/2020/TT-BTTTT: a routine bulletin is played when the station chooses, so it goes
where there is room; a priority one stands in the programme in any case, and of two that do not fit together the station
says which is first; an emergency stands before everything.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import IntEnum

_DAY = timedelta(days=1)
# A sum of seconds that differs by less is the same: reading times are worked out in fractions.
_NOTHING = 0.005


class Rank(IntEnum):
    """The class of a bulletin as an order: the higher is played first."""

    ROUTINE = 1
    PRIORITY = 2
    EMERGENCY = 3


@dataclass(frozen=True, slots=True)
class SlotTimes:
    """A slot of a station: when it begins, how long it lasts, on which ISO weekdays and dates."""

    key: int
    starts: time
    minutes: int
    weekdays: frozenset[int]
    valid_from: date | None = None
    valid_to: date | None = None

    def is_on(self, day: date) -> bool:
        """Return whether the station goes on air in this slot on that day.

        >>> SlotTimes(1, time(5), 15, frozenset({1})).is_on(date(2023, 6, 5))  # a Monday
        True
        """
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to) and day.isoweekday() in self.weekdays


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """One time at which a station goes on air: a slot on a day."""

    starts_at: datetime
    slot: int
    day: date
    seconds: int

    @property
    def ends_at(self) -> datetime:
        """Return when the slot is over."""
        return self.starts_at + timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a bulletin asks of one station: its class, its time, how often, and how long it takes there."""

    rank: Rank
    valid_from: datetime
    valid_until: datetime
    at_most: int
    a_day: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The openings a bulletin gets besides what it has; how many it was to get and did not, and why."""

    openings: tuple[Opening, ...]
    left_over: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A bulletin in a slot: its class, the station's order (0: none given), its age, and how long it takes."""

    key: int
    rank: Rank
    position: int
    since: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class Filled:
    """A slot as it is played: the entries in order and the second at which each begins.

    `seconds` is their sum with what interrupted the slot; `over_by` what goes past its end. `clash`: priority bulletins
    do not fit together and the station has not said in which order they are played.
    """

    entries: tuple[Entry, ...]
    offsets: tuple[float, ...]
    seconds: float
    over_by: float
    clash: bool


def openings_between(slots: Iterable[SlotTimes], first: date, last: date, zone: tzinfo) -> list[Opening]:
    """Return every time from the first to the last day at which one of the slots begins, in order of time."""
    listed = tuple(slots)
    found = [
        Opening(datetime.combine(day, slot.starts, zone), slot.key, day, slot.minutes * 60)
        for day in days_between(first, last)
        for slot in listed
        if slot.is_on(day)
    ]
    return sorted(found)


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield each day from the first to the last; none where the last is before the first."""
    while first <= last:
        yield first
        first += _DAY


def plan_airings(
    wish: Wish,
    openings: Sequence[Opening],
    *,
    kept: Collection[tuple[date, datetime]] = (),
    room: Callable[[Opening], float],
) -> Plan:
    """Return which of the openings (in order of time) the bulletin gets besides the airings it has (`kept`).

    Never more than `at_most` in all and `a_day` on one day, never before or after its time, no opening twice. An
    emergency and a priority bulletin get the earliest ones, whatever stands there. A routine one is spread evenly over
    the days, on each day in another slot than on the day before, and gets only openings with room for it (`room`: free
    seconds); where there is none at the wished time, the next one with room, else an earlier one, else none.
    """
    taken = {starts_at for _, starts_at in kept}
    counts = Counter(day for day, _ in kept)
    number = max(wish.at_most - len(kept), 0)
    free = [
        each
        for each in openings
        if wish.valid_from <= each.starts_at < wish.valid_until and each.starts_at not in taken
    ]
    if wish.rank > Rank.ROUTINE:
        chosen = _earliest(free, counts, number, wish.a_day)
        return Plan(tuple(chosen), reason="" if chosen or kept or not number else no_opening_reason())
    wished = _spread(free, counts, number, wish.a_day)
    if not wished:
        return Plan((), reason="" if kept or not number else no_opening_reason())
    chosen = _with_room(wish, wished, free, counts, room)
    left = len(wished) - len(chosen)
    return Plan(tuple(sorted(chosen)), left, _why_left(wish, free, left) if left else "")


def _earliest(free: Iterable[Opening], counts: Counter[date], number: int, a_day: int) -> list[Opening]:
    counted, chosen = Counter(counts), list[Opening]()
    for each in free:
        if len(chosen) == number:
            break
        if counted[each.day] < a_day:
            counted[each.day] += 1
            chosen.append(each)
    return chosen


def _spread(free: Iterable[Opening], counts: Counter[date], number: int, a_day: int) -> list[Opening]:
    """Return the wished openings: one a day on every day before a second one on any; what is less than a whole round of
    days is spread evenly between the first and the last of them.
    """
    days: dict[date, list[Opening]] = defaultdict(list)
    for each in free:
        days[each.day].append(each)
    chosen: list[Opening] = []
    for level in range(a_day):
        open_days = [day for day, left in days.items() if left and counts[day] <= level]
        # What a day already has counts as its first rounds; only days that are still at this round get one.
        asked = evenly(open_days, number - len(chosen))
        for day in asked:
            left = days[day]
            chosen.append(left.pop((day.toordinal() + level) % len(left)))
    return sorted(chosen)


def evenly(days: Sequence[date], number: int) -> list[date]:
    """Return so many of the days, spread evenly between the first and the last.

    >>> week = [date(2023, 6, day) for day in range(1, 8)]
    >>> [day.day for day in evenly(week, 3)], [day.day for day in evenly(week, 1)], len(evenly(week, 9))
    ([1, 4, 7], [1], 7)
    """
    if number >= len(days):
        return list(days)
    if number <= 1:
        return list(days[: max(number, 0)])
    return [days[place * (len(days) - 1) // (number - 1)] for place in range(number)]


def _with_room(
    wish: Wish,
    wished: Sequence[Opening],
    free: Sequence[Opening],
    counts: Counter[date],
    room: Callable[[Opening], float],
) -> list[Opening]:
    fits = {each for each in free if room(each) + _NOTHING >= wish.seconds}
    chosen = [each for each in wished if each in fits]
    counted = counts + Counter(each.day for each in chosen)
    fits -= set(chosen)
    for each in wished:
        if each in chosen:
            continue
        later = (other for other in free if other.starts_at > each.starts_at)
        earlier = (other for other in reversed(free) if other.starts_at < each.starts_at)
        for other in (*later, *earlier):
            if other in fits and counted[other.day] < wish.a_day:
                chosen.append(other)
                counted[other.day] += 1
                fits.discard(other)
                break
    return chosen


def next_room(
    wish: Wish,
    openings: Iterable[Opening],
    *,
    after: datetime,
    kept: Collection[tuple[date, datetime]],
    room: Callable[[Opening], float],
) -> Opening | None:
    """Return the first opening after that moment that has room for a routine bulletin within its time and its limit a
    day; None where there is none.
    """
    taken = {starts_at for _, starts_at in kept}
    counts = Counter(day for day, _ in kept)
    for each in openings:
        within = each.starts_at > after and wish.valid_from <= each.starts_at < wish.valid_until
        allowed = each.starts_at not in taken and counts[each.day] < wish.a_day
        if within and allowed and room(each) + _NOTHING >= wish.seconds:
            return each
    return None


def fill_slot(entries: Iterable[Entry], length: float, *, interrupted: float = 0.0) -> Filled:
    """Return a slot of that many seconds with its entries in the order in which they are played.

    Emergencies first, then priority, then routine bulletins; inside a class in the station's order, then the oldest.
    `interrupted`: seconds that an emergency at once takes out of the slot.
    """
    ordered = tuple(sorted(entries, key=_order))
    offsets, second = [], interrupted
    for entry in ordered:
        offsets.append(second)
        second += entry.seconds
    urgent = interrupted + sum(entry.seconds for entry in ordered if entry.rank > Rank.ROUTINE)
    priority = [entry for entry in ordered if entry.rank == Rank.PRIORITY]
    undecided = len(priority) > 1 and any(entry.position == 0 for entry in priority)
    over_by = second - length if second > length + _NOTHING else 0.0
    return Filled(ordered, tuple(offsets), second, over_by, undecided and urgent > length + _NOTHING)


def _order(entry: Entry) -> tuple[int, bool, int, datetime, int]:
    return (-entry.rank, entry.position == 0, entry.position, entry.since, entry.key)


def leaving(entries: Iterable[Entry], length: float, *, interrupted: float = 0.0) -> list[Entry]:
    """Return the routine entries that have to leave a slot of that many seconds so that the rest fits, the last first.

    Priority bulletins never leave by themselves: which of them is moved the station decides.
    """
    filled = fill_slot(entries, length, interrupted=interrupted)
    over_by, found = filled.over_by, list[Entry]()
    for entry in reversed(filled.entries):
        if over_by <= _NOTHING or entry.rank > Rank.ROUTINE:
            break
        found.append(entry)
        over_by -= entry.seconds
    return found


def no_opening_reason() -> str:
    """Return why a bulletin stands nowhere on a station that is not on air in its time."""
    return "Đài không có khung giờ nào trong thời gian phát của bản tin."


def _why_left(wish: Wish, free: Sequence[Opening], left: int) -> str:
    longest = max(each.seconds for each in free)
    if wish.seconds > longest + _NOTHING:
        most = length_words(longest)
        return f"Bản tin dài {length_words(wish.seconds)}, dài hơn mọi khung giờ của đài (dài nhất {most})."
    return f"Còn {left} lượt chưa xếp được: không khung giờ nào trong thời gian phát còn đủ chỗ."


def length_words(seconds: float) -> str:
    """Return a length in minutes and seconds, as one says it.

    >>> length_words(200), length_words(45.4), length_words(900), length_words(0)
    ('3 phút 20 giây', '45 giây', '15 phút', '0 giây')
    """
    minutes, rest = divmod(round(seconds), 60)
    words = [f"{minutes} phút"] if minutes else []
    return " ".join([*words, f"{rest} giây"] if rest or not minutes else words)
