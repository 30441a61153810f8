"""Who stands where among those measured: ranks, groups by quartile, and stated ranks that do not fit stated values.

Published figures are printed with few decimals and ranked before they were rounded. So equal printed values may have
different ranks, but equal ranks cannot have different printed values. Ranks are those of competitions ("1224"): who
shares a place takes up as many places as they are. Everything is exact (Decimal).
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .written import written

FEW = 8  # below this a quartile is one entity or two, and says little


def competition_ranks(values: Mapping[str, Decimal | None], *, higher_is_better: bool = True) -> dict[str, int | None]:
    """Return the rank of each name: 1 for the best, equal values share one, None where there is no value.

    >>> competition_ranks({"a": Decimal(7), "b": Decimal(9), "c": Decimal(7), "d": None, "e": Decimal(1)})
    {'a': 2, 'b': 1, 'c': 2, 'd': None, 'e': 4}
    """
    ordered = sorted(_merit(value, higher_is_better) for value in values.values() if value is not None)
    size = len(ordered)
    return {
        name: None if value is None else size - bisect_right(ordered, _merit(value, higher_is_better)) + 1
        for name, value in values.items()
    }


@dataclass(frozen=True, slots=True)
class QuartileGroups:
    """The group of each name (1 the best … 4, None where it has none), of how many, and what is to be said of it."""

    groups: dict[str, int | None]
    of: int
    note: str


def quartile_groups(values: Mapping[str, Decimal | None], *, higher_is_better: bool = True) -> QuartileGroups:
    """Return the groups by quartile: in group 1 are those than whom less than a quarter are better, and so on.

    Equal values are always in one group, so groups can differ in size; of 63 without ties they hold 16, 16, 16 and 15.
    Below four values nobody is in a group; below eight the note says how few they are. PAPI publishes four such groups
    without saying on which side of the line an entity stands, so this is for checks and for sets of one's own: where
    a publisher states the group, that is what is shown.

    >>> quartile_groups({name: Decimal(place) for place, name in enumerate("abcdefgh")}).groups
    {'a': 4, 'b': 4, 'c': 3, 'd': 3, 'e': 2, 'f': 2, 'g': 1, 'h': 1}
    >>> quartile_groups({"a": Decimal(1)}).note
    'Chỉ có 1 đối tượng có giá trị: quá ít để chia bốn nhóm.'
    """
    ranks = competition_ranks(values, higher_is_better=higher_is_better)
    of = sum(rank is not None for rank in ranks.values())
    if of < 4:
        return QuartileGroups(dict.fromkeys(values), of, f"Chỉ có {of} đối tượng có giá trị: quá ít để chia bốn nhóm.")
    groups = {name: None if rank is None else 4 * (rank - 1) // of + 1 for name, rank in ranks.items()}
    note = f"Chỉ có {of} đối tượng có giá trị: mỗi nhóm chỉ khoảng một, hai đối tượng." if of < FEW else ""
    return QuartileGroups(groups, of, note)


class RankFault(StrEnum):
    """What does not fit: a rank outside 1..N, against the value, shared by different values, too near, with a gap."""

    OUTSIDE = "outside"
    AGAINST_VALUE = "against_value"
    SHARED = "shared"
    CROWDED = "crowded"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class RankProblem:
    """One thing that does not fit, the names concerned, and the Vietnamese sentence that says so."""

    fault: RankFault
    names: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class _Stated:
    name: str
    rank: int
    value: Decimal | None


def rank_problems(
    values: Mapping[str, Decimal | None],
    ranks: Mapping[str, int | None],
    of: int | None,
    *,
    top: int | None = None,
    higher_is_better: bool = True,
) -> list[RankProblem]:
    """Return where stated ranks do not fit stated values or each other, the most certain first; [] where all fits.

    `of`: how many were ranked, None if unknown (then neither an upper limit nor gaps are looked for); `top`: only so
    many first ranks were published. Names without rank are left alone, those without value are only held against the
    other ranks. Not a problem: equal values with different ranks (they were rounded after ranking) as long as no other
    value stands between them. Of ranks against the values the fewest that could be wrong are named: those outside the
    longest part of the list that is in order. Gaps are looked for only when as many ranks are stated as were published.

    >>> found = rank_problems({"Huế": Decimal("64.7"), "Đà Nẵng": Decimal("68.5"), "Vinh": Decimal("60")},
    ...                       {"Huế": 1, "Đà Nẵng": 2, "Vinh": 4}, 3)
    >>> for problem in found:
    ...     print(problem.fault, problem.sentence)
    outside Hạng 4 của Vinh nằm ngoài khoảng từ 1 đến 3.
    against_value Giá trị 64,7 của Huế không hợp với hạng 1: Đà Nẵng có giá trị tốt hơn (68,5) mà hạng 2.
    """
    stated = [_Stated(name, rank, values.get(name)) for name, rank in ranks.items() if rank is not None]
    last = None if of is None else min(of, top or of)
    inside = [one for one in stated if _is_inside(one, last)]
    problems = [_outside(one, last) for one in stated if not _is_inside(one, last)]
    valued = [one for one in inside if one.value is not None]
    problems += _against_values(valued, higher_is_better)
    problems += _shared(valued)
    problems += _spacing(inside, complete=last is not None and len(stated) == last)
    return problems


def _merit(value: Decimal, higher_is_better: bool) -> Decimal:
    return value if higher_is_better else -value


def _is_inside(one: _Stated, last: int | None) -> bool:
    return one.rank >= 1 and (last is None or one.rank <= last)


def _outside(one: _Stated, last: int | None) -> RankProblem:
    limits = "phải từ 1 trở lên" if last is None else f"nằm ngoài khoảng từ 1 đến {last}"
    return RankProblem(RankFault.OUTSIDE, (one.name,), f"Hạng {one.rank} của {one.name} {limits}.")


def _against_values(valued: Sequence[_Stated], higher_is_better: bool) -> list[RankProblem]:
    def merit(one: _Stated) -> Decimal:
        assert one.value is not None
        return _merit(one.value, higher_is_better)

    ordered = sorted(valued, key=lambda one: (one.rank, -merit(one), one.name))
    kept = _longest_in_order([-merit(one) for one in ordered])
    fitting = [ordered[place] for place in kept]
    problems = []
    for place, one in enumerate(ordered):
        if place in kept:
            continue
        before = next((other for other in fitting if other.rank < one.rank and merit(other) < merit(one)), None)
        # What is not in a longest part in order stands against one of that part, and equal ranks are sorted by value.
        other = before or next(other for other in fitting if other.rank > one.rank and merit(other) > merit(one))
        than = "kém hơn" if before else "tốt hơn"
        problems.append(
            RankProblem(
                RankFault.AGAINST_VALUE,
                (one.name, other.name),
                f"Giá trị {_number(one)} của {one.name} không hợp với hạng {one.rank}: "
                f"{other.name} có giá trị {than} ({_number(other)}) mà hạng {other.rank}.",
            )
        )
    return problems


def _longest_in_order(costs: Sequence[Decimal]) -> set[int]:
    """Return the places of a longest subsequence that never falls (patience sorting with links back)."""
    tails: list[Decimal] = []
    places: list[int] = []
    back: list[int | None] = []
    for place, cost in enumerate(costs):
        pile = bisect_right(tails, cost)
        back.append(places[pile - 1] if pile else None)
        tails[pile : pile + 1] = [cost]
        places[pile : pile + 1] = [place]
    found: set[int] = set()
    at = places[-1] if places else None
    while at is not None:
        found.add(at)
        at = back[at]
    return found


def _shared(valued: Sequence[_Stated]) -> list[RankProblem]:
    problems = []
    for rank, sharing in _by_rank(valued).items():
        if len({one.value for one in sharing}) > 1:
            named = ", ".join(f"{one.name} ({_number(one)})" for one in sharing)
            sentence = f"Cùng hạng {rank} mà giá trị khác nhau: {named}."
            problems.append(RankProblem(RankFault.SHARED, tuple(one.name for one in sharing), sentence))
    return problems


def _spacing(inside: Sequence[_Stated], *, complete: bool) -> list[RankProblem]:
    problems = []
    free, before = 1, ""  # the first rank that can be held next
    for rank, sharing in _by_rank(inside).items():
        names = tuple(one.name for one in sharing)
        if rank < free:
            sentence = f"{before}, nên hạng kế tiếp phải từ {free}; {names[0]} lại ghi hạng {rank}."
            problems.append(RankProblem(RankFault.CROWDED, names, sentence))
        elif rank > free and complete:
            missing = f"hạng {free}" if rank == free + 1 else f"các hạng từ {free} đến {rank - 1}"
            problems.append(RankProblem(RankFault.GAP, names, f"Không ai giữ {missing}; {names[0]} ghi hạng {rank}."))
        free = rank + len(sharing)
        before = f"Hạng {rank} có {len(sharing)} đối tượng"
    return problems


def _by_rank(stated: Sequence[_Stated]) -> dict[int, list[_Stated]]:
    grouped: dict[int, list[_Stated]] = {}
    for one in sorted(stated, key=lambda one: one.rank):
        grouped.setdefault(one.rank, []).append(one)
    return grouped


def _number(one: _Stated) -> str:
    assert one.value is not None
    return written(one.value)
