"""Units ranked within their kind, against the definition: one more than there are better ones."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.scoring import RankedUnit, Share, UnitCount, UnitRanking, over_rounds, rank_units

from .calm import calm

counts = st.lists(
    st.builds(
        UnitCount,
        unit=st.integers(1, 99).map(str),
        kind=st.sampled_from(["so", "xa"]),
        entrants=st.integers(0, 4),
        attempts=st.integers(0, 9),
        people=st.one_of(st.none(), st.integers(1, 5)),
        score_sum=st.integers(0, 8),
    ),
    unique_by=lambda count: count.unit,
    max_size=10,
)
rankings = st.sampled_from([UnitRanking.PARTICIPATION, UnitRanking.AVERAGE, UnitRanking.BOTH])


def unit(name: str, entrants: int, people: int | None, score_sum: int = 0, kind: str = "so") -> UnitCount:
    return UnitCount(name, kind, entrants, entrants, people, score_sum)


def ranks(*given: UnitCount, by: UnitRanking) -> dict[str, int | None]:
    return {one.count.unit: one.rank for one in rank_units(given, by=by)}


def better(one: RankedUnit, other: RankedUnit, by: UnitRanking, peers: list[RankedUnit]) -> bool:
    def rate(count: UnitCount) -> Fraction:
        return Fraction(count.entrants, count.people or 1)

    def mean(count: UnitCount) -> Fraction:
        return Fraction(count.score_sum, count.entrants or 1)

    if by == UnitRanking.PARTICIPATION:
        return rate(one.count) > rate(other.count)
    if by == UnitRanking.AVERAGE:
        return mean(one.count) > mean(other.count)

    def places(unit: RankedUnit) -> int:
        return sum(rate(peer.count) > rate(unit.count) for peer in peers) + sum(
            mean(peer.count) > mean(unit.count) for peer in peers
        )

    return (places(one), -rate(one.count)) < (places(other), -rate(other.count))


class TestRankUnits:
    @calm
    @given(counts, rankings, st.integers(1, 3))
    def test_gives_one_more_than_there_are_better_ones(self, found: list[UnitCount], by: UnitRanking, least: int):
        ranked = rank_units(found, by=by, least_entrants=least)
        assert sorted(one.count.unit for one in ranked) == sorted(count.unit for count in found)
        for one in ranked:
            peers = [other for other in ranked if other.count.kind == one.count.kind and other.rank is not None]
            if one.rank is None:
                assert one.reason
            else:
                assert not one.reason
                assert one.rank == 1 + sum(better(other, one, by, peers) for other in peers)

    def test_lets_equals_share_a_rank_and_leaves_the_next_out(self):
        given = [unit("A", 5, 10), unit("B", 10, 20), unit("C", 9, 10), unit("D", 1, 10)]
        assert ranks(*given, by=UnitRanking.PARTICIPATION) == {"A": 2, "B": 2, "C": 1, "D": 4}

    def test_parts_equal_sums_of_ranks_by_participation(self):
        given = [unit("A", 9, 10, score_sum=9), unit("B", 5, 10, score_sum=10)]
        assert ranks(*given, by=UnitRanking.BOTH) == {"A": 1, "B": 2}

    def test_ranks_each_kind_by_itself(self):
        given = [unit("A", 1, 10), unit("B", 5, 10, kind="xa")]
        assert ranks(*given, by=UnitRanking.PARTICIPATION) == {"A": 1, "B": 1}

    @pytest.mark.parametrize(
        ("count", "by", "words"),
        [
            (unit("A", 5, None), UnitRanking.PARTICIPATION, "Chưa có sĩ số"),
            (unit("A", 5, None), UnitRanking.BOTH, "Chưa có sĩ số"),
            (unit("A", 12, 10), UnitRanking.PARTICIPATION, "12 người thi mà sĩ số chỉ là 10"),
            (unit("A", 4, 10), UnitRanking.AVERAGE, "ít hơn mức tối thiểu 5"),
            (unit("A", 9, 10), UnitRanking.NONE, "không xếp hạng"),
        ],
    )
    def test_says_why_a_unit_has_no_rank(self, count: UnitCount, by: UnitRanking, words: str):
        (one,) = rank_units([count], by=by, least_entrants=5)
        assert one.rank is None
        assert words in one.reason

    def test_ranks_a_unit_without_a_head_count_by_its_average(self):
        assert ranks(unit("A", 5, None, score_sum=10), by=UnitRanking.AVERAGE) == {"A": 1}


class TestUnitCount:
    def test_keeps_entrants_and_attempts_apart(self):
        count = UnitCount("A", "so", entrants=40, attempts=95, people=50, score_sum=480)
        assert count.participation == Share(40, of=50)
        assert count.average == 12


class TestOverRounds:
    def test_has_no_head_count_where_one_round_has_none(self):
        (whole,) = over_rounds([[unit("A", 4, 10)], [unit("A", 5, None)]])
        assert (whole.entrants, whole.people, whole.participation) == (9, None, None)


class TestShare:
    @pytest.mark.parametrize(("part", "of", "percent"), [(1, 3, 33.3), (1, 16, 6.3), (2, 2, 100.0), (1, 2000, 0.1)])
    def test_rounds_halves_up(self, part: int, of: int, percent: float):
        assert Share(part, of=of).percent == percent
