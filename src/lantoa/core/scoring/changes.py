"""What changed between two readings of one index, or why nobody can say.

A change is told only within one entity, one version of the scale, one method, and years without a hole. Between ranks
it is told only where as many were ranked: 41st of 63 and 20th of 34 are two facts, not a step. Nothing is carried over
an absence, and nothing is guessed: whoever has no change has the reason, as a Vietnamese sentence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Reading:
    """What one edition says of one entity: value and rank, or `absence`, the reason why there is no value.

    `scale` and `entity` are names as readers know them and are compared as they stand. `method_break` is what the
    edition says of a change of method against the one before, "" where it says nothing.
    """

    year: int
    value: Decimal | None = None
    rank: int | None = None
    rank_of: int | None = None
    scale: str = ""
    entity: str = ""
    method_break: str = ""
    absence: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """From one reading to the next: `points` in the unit of the index, `ranks` climbed (up is positive, 1 is the top).

    One of the two may be None; `note` says why. Whether more points are better is for the index to say.
    """

    before: Reading
    after: Reading
    points: Decimal | None
    ranks: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoChange:
    """Neither values nor ranks can be compared, and the reason."""

    reason: str


def break_between(before: Reading, after: Reading) -> str:
    """Return why two readings of an index cannot be joined by a line, "" where they can; absences are no break.

    Years between them that no reading is of are one: what was measured then is not known here.

    >>> break_between(Reading(2017, Decimal(39), scale="6 nội dung"), Reading(2018, Decimal(46), scale="8 nội dung"))
    'Thang đo khác nhau: năm 2017 là “6 nội dung”, năm 2018 là “8 nội dung”.'
    """
    if before.entity != after.entity:
        return f"Hai đối tượng khác nhau: {before.entity} (năm {before.year}) và {after.entity} (năm {after.year})."
    if before.scale != after.scale:
        return f"Thang đo khác nhau: năm {before.year} là “{before.scale}”, năm {after.year} là “{after.scale}”."
    if after.method_break:
        return f"Cách đo thay đổi từ năm {after.year}: {_ended(after.method_break)}"
    if after.year - before.year > 1:
        return f"Giữa năm {before.year} và năm {after.year} không có kỳ nào trong số liệu."
    return ""


def change_between(before: Reading, after: Reading, between: Sequence[Reading] = ()) -> Change | NoChange:
    """Return the change from one reading to a later one, or why there is none; `between` are the readings passed over.

    A break anywhere on the way counts. Raises ValueError if `after` is not of a later year.

    >>> change_between(Reading(2024, Decimal("61.26"), 59, 63), Reading(2025, Decimal("63.5"), 20, 34)).note
    'Năm 2024 hạng 59/63, năm 2025 hạng 20/34: số đối tượng xếp hạng khác nhau nên không so hạng.'
    """
    way = [before, *between, after]
    if any(late.year <= early.year for early, late in pairwise(way)):
        raise ValueError("readings must be of rising years")
    for early, late in pairwise(way):
        if reason := break_between(early, late):
            return NoChange(reason)
    points, no_points = _points(before, after)
    ranks, no_ranks = _ranks(before, after)
    if points is None and ranks is None:
        return NoChange(" ".join(filter(None, [no_points, no_ranks])))
    return Change(before, after, points, ranks, no_points if points is None else no_ranks)


def changes_along(readings: Sequence[Reading]) -> tuple[Change | NoChange | None, ...]:
    """Return for each reading its change from the one just before it; None for the first.

    The one before is the edition before, whether it has a value or not: an absence in it is told, not passed over.

    >>> [one and one.points for one in changes_along([Reading(2020, Decimal(60)), Reading(2021, Decimal("61.5"))])]
    [None, Decimal('1.5')]
    """
    if not readings:
        return ()
    return (None, *(change_between(early, late) for early, late in pairwise(readings)))


def runs(readings: Iterable[Reading], *, of_ranks: bool = False) -> list[list[Reading]]:
    """Return the pieces of the line, in order: each a row of readings without an absence or a break inside.

    A piece of one is a point. With `of_ranks` the line is that of ranks, which also ends where another number of
    entities was ranked.

    >>> readings = [Reading(2021, Decimal(60)), Reading(2022, absence="chưa công bố"), Reading(2023, Decimal(61))]
    >>> [[one.year for one in piece] for piece in runs(readings)]
    [[2021], [2023]]
    """
    pieces: list[list[Reading]] = []
    previous: Reading | None = None
    for reading in readings:
        if not _present(reading, of_ranks):
            previous = None
            continue
        if previous is None or _parted(previous, reading, of_ranks):
            pieces.append([])
        pieces[-1].append(reading)
        previous = reading
    return pieces


def _present(reading: Reading, of_ranks: bool) -> bool:
    return (reading.rank if of_ranks else reading.value) is not None


def _parted(before: Reading, after: Reading, of_ranks: bool) -> bool:
    return bool(break_between(before, after)) or (of_ranks and before.rank_of != after.rank_of)


def _points(before: Reading, after: Reading) -> tuple[Decimal | None, str]:
    if before.value is not None and after.value is not None:
        return after.value - before.value, ""
    gone = [one for one in (before, after) if one.value is None]
    return None, " ".join(f"Năm {one.year} không có giá trị{_because(one.absence)}" for one in gone)


def _ranks(before: Reading, after: Reading) -> tuple[int | None, str]:
    if before.rank is None or after.rank is None:
        if before.rank is None and after.rank is None:
            return None, ""
        if any(one.rank is None and one.value is None for one in (before, after)):
            return None, ""  # told of the value already
        return None, f"Năm {(before if before.rank is None else after).year} không có hạng."
    if before.rank_of is None or after.rank_of is None:
        unknown = before if before.rank_of is None else after
        return (
            None,
            f"{_both(before, after)}: không rõ năm {unknown.year} xếp hạng bao nhiêu đối tượng nên không so hạng.",
        )
    if before.rank_of != after.rank_of:
        return None, f"{_both(before, after)}: số đối tượng xếp hạng khác nhau nên không so hạng."
    return before.rank - after.rank, ""


def _both(before: Reading, after: Reading) -> str:
    early, late = (
        f"năm {one.year} hạng {one.rank}{f'/{one.rank_of}' if one.rank_of else ''}" for one in (before, after)
    )
    return f"N{early[1:]}, {late}"


def _because(reason: str) -> str:
    return f": {_ended(reason)}" if reason else "."


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
