"""Units ranked among those of their kind, by participation, by average score, or by both.

A unit has entrants (people, each once) and attempts (what they submitted); nothing here adds the two or divides one by
the other. Its score is the sum of the best score of each of its entrants.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .shares import Share


class UnitRanking(StrEnum):
    """What units are ranked by: the share of their people that entered, the average score, or the two together."""

    NONE = "none"
    PARTICIPATION = "participation"
    AVERAGE = "average"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class UnitCount:
    """What is counted of a unit. `people` is its head-count, None where nobody said; `score_sum` adds the best score
    of each entrant.
    """

    unit: str
    kind: str
    entrants: int
    attempts: int
    people: int | None
    score_sum: int

    @property
    def participation(self) -> Share | None:
        """Return how many of its people entered, None without a head-count."""
        return None if self.people is None else Share(self.entrants, of=self.people)

    @property
    def average(self) -> Fraction | None:
        """Return the points an entrant, None without entrants."""
        return Fraction(self.score_sum, self.entrants) if self.entrants else None


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """A unit and its rank among those of its kind; None where it cannot be ranked, with the reason in Vietnamese."""

    count: UnitCount
    rank: int | None
    reason: str = ""


def rank_units(counts: Iterable[UnitCount], *, by: UnitRanking, least_entrants: int = 1) -> list[RankedUnit]:
    """Return the units with their ranks, by kind and rank, those without a rank last, equals by name. O(n log n).

    Equals share a rank and the next one is left out (1, 2, 2, 4). By participation: the share of people that entered.
    By average: points an entrant. Both: the sum of the two ranks, equals parted by the share. A unit with no
    head-count, one smaller than its entrants, or fewer entrants than `least_entrants` has no rank.
    """
    kinds: dict[str, list[UnitCount]] = {}
    for count in counts:
        kinds.setdefault(count.kind, []).append(count)
    ranked: list[RankedUnit] = []
    for _kind, found in sorted(kinds.items()):
        reasons = {count.unit: _unranked(count, by, least_entrants) for count in found}
        ranks = _ranks([count for count in found if not reasons[count.unit]], by)
        ranked += sorted(
            (RankedUnit(count, ranks.get(count.unit), reasons[count.unit]) for count in found),
            key=lambda unit: (unit.rank is None, unit.rank or 0, unit.count.unit),
        )
    return ranked


def over_rounds(rounds: Iterable[Iterable[UnitCount]]) -> list[UnitCount]:
    """Return the counts of whole contests: of each unit the sums over its rounds, the head-count counted once a round.

    Who enters three rounds is an entrant in each of them, so the head-count has to be there three times as well: the
    participation of a unit is that of all rounds together. One without a head-count in some round has none.

    >>> week = [UnitCount("Sở Y tế", "so", 40, 40, 50, 480)]
    >>> over_rounds([week, week])[0].participation
    Share(part=80, of=100)
    """
    units: dict[str, UnitCount] = {}
    for counts in rounds:
        for count in counts:
            known = units.get(count.unit)
            units[count.unit] = count if known is None else _sum(known, count)
    return list(units.values())


def _sum(one: UnitCount, other: UnitCount) -> UnitCount:
    return UnitCount(
        unit=one.unit,
        kind=one.kind,
        entrants=one.entrants + other.entrants,
        attempts=one.attempts + other.attempts,
        people=None if one.people is None or other.people is None else one.people + other.people,
        score_sum=one.score_sum + other.score_sum,
    )


def _unranked(count: UnitCount, by: UnitRanking, least_entrants: int) -> str:
    """Return why a unit has no rank, "" for one that has."""
    if by == UnitRanking.NONE:
        return "Cuộc thi không xếp hạng đơn vị."
    if by != UnitRanking.AVERAGE:
        if not count.people:
            return "Chưa có sĩ số nên không tính được tỷ lệ tham gia."
        if count.entrants > count.people:
            return f"Có {count.entrants} người thi mà sĩ số chỉ là {count.people}; cần kiểm tra lại sĩ số."
    if count.entrants < least_entrants:
        return f"Có {count.entrants} người thi, ít hơn mức tối thiểu {least_entrants} để xếp hạng."
    if by != UnitRanking.PARTICIPATION and not count.entrants:
        return "Chưa có người thi nên không tính được điểm trung bình."
    return ""


def _ranks(counts: list[UnitCount], by: UnitRanking) -> dict[str, int]:
    # Whoever is here has what its ranking needs: _unranked has kept the others out.
    rates = {count.unit: Fraction(count.entrants, count.people or 1) for count in counts}
    averages = {count.unit: count.average or Fraction(0) for count in counts}
    if by == UnitRanking.PARTICIPATION:
        return _competition(rates, lambda unit: -rates[unit])
    if by == UnitRanking.AVERAGE:
        return _competition(averages, lambda unit: -averages[unit])
    by_rate = _competition(rates, lambda unit: -rates[unit])
    by_average = _competition(averages, lambda unit: -averages[unit])
    return _competition(rates, lambda unit: (by_rate[unit] + by_average[unit], -rates[unit]))


def _competition(units: Mapping[str, object], value: Callable[[str], object]) -> dict[str, int]:
    """Return the standard competition ranks, the least value first: 1, 2, 2, 4."""
    ranks: dict[str, int] = {}
    before: object = None
    rank = 0
    for place, unit in enumerate(sorted(units, key=value), start=1):  # type: ignore[arg-type]
        if place == 1 or value(unit) != before:
            rank, before = place, value(unit)
        ranks[unit] = rank
    return ranks
