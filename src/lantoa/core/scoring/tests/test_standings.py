"""Ranks and their faults against comparing everybody with everybody."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.scoring import RankFault, competition_ranks, quartile_groups, rank_problems

from .calm import calm

names = st.sampled_from("abcdefghij")
numbers = st.integers(-3, 6).map(lambda tenths: Decimal(tenths) / 10)
measured = st.dictionaries(names, st.one_of(st.none(), numbers))
stated = st.dictionaries(names, st.tuples(numbers, st.integers(1, 8)), max_size=7)


def faults(found: list) -> list[str]:
    return [str(problem.fault) for problem in found]


class TestCompetitionRanks:
    @calm
    @given(measured, st.booleans())
    def test_are_one_more_than_those_who_are_better(self, values, higher):
        ranks = competition_ranks(values, higher_is_better=higher)
        assert ranks.keys() == values.keys()
        for name, value in values.items():
            if value is None:
                assert ranks[name] is None
                continue
            better = [
                other for other in values.values() if other is not None and (other > value if higher else other < value)
            ]
            assert ranks[name] == 1 + len(better)

    def test_of_sixty_three_end_with_sixty_three(self):
        ranks = competition_ranks({str(place): Decimal(place) for place in range(63)})
        assert sorted(rank for rank in ranks.values() if rank) == list(range(1, 64))


class TestQuartileGroups:
    @calm
    @given(measured, st.booleans())
    def test_count_the_quarters_of_those_who_are_better(self, values, higher):
        found = quartile_groups(values, higher_is_better=higher)
        known = {name: value for name, value in values.items() if value is not None}
        assert found.of == len(known)
        for name in values:
            if name not in known or len(known) < 4:
                assert found.groups[name] is None
                continue
            better = sum((other > known[name]) if higher else (other < known[name]) for other in known.values())
            group = 1
            while better * 4 >= group * len(known):
                group += 1
            assert found.groups[name] == group

    @calm
    @given(measured)
    def test_never_split_a_tie(self, values):
        groups = quartile_groups(values).groups
        for one, other in itertools.combinations(values, 2):
            if values[one] == values[other]:
                assert groups[one] == groups[other]

    @pytest.mark.parametrize(("of", "note"), [(3, "quá ít để chia"), (5, "mỗi nhóm chỉ khoảng"), (8, "")])
    def test_say_how_few_there_are(self, of, note):
        found = quartile_groups({str(place): Decimal(place) for place in range(of)})
        assert (note in found.note) if note else found.note == ""

    def test_of_sixty_three_are_nearly_equal(self):
        groups = quartile_groups({str(place): Decimal(place) for place in range(63)}).groups
        assert [list(groups.values()).count(group) for group in (1, 2, 3, 4)] == [16, 16, 16, 15]


class TestRankProblems:
    @calm
    @given(measured, st.booleans())
    def test_are_none_for_ranks_computed_from_the_values(self, values, higher):
        ranks = competition_ranks(values, higher_is_better=higher)
        of = sum(rank is not None for rank in ranks.values())
        assert rank_problems(values, ranks, of, higher_is_better=higher) == []

    @calm
    @given(st.lists(st.integers(0, 10_000), unique=True, min_size=2, max_size=9))
    def test_are_none_where_figures_were_rounded_after_ranking(self, exact):
        names = [str(number) for number in exact]
        ranks = competition_ranks({name: Decimal(name) for name in names})
        printed = {name: Decimal(round(int(name) / 1000)) for name in names}
        assert rank_problems(printed, ranks, len(names)) == []

    @calm
    @given(stated, st.booleans())
    def test_against_values_name_the_fewest_that_could_be_wrong(self, cells, higher):
        found = rank_problems(
            {name: value for name, (value, _) in cells.items()},
            {name: rank for name, (_, rank) in cells.items()},
            None,
            higher_is_better=higher,
        )
        named = [problem.names[0] for problem in found if problem.fault == RankFault.AGAINST_VALUE]

        def fits(kept: tuple[str, ...]) -> bool:
            return not any(
                cells[one][1] < cells[other][1]
                and (cells[one][0] < cells[other][0] if higher else cells[one][0] > cells[other][0])
                for one in kept
                for other in kept
            )

        largest = max(
            size for size in range(len(cells) + 1) if any(fits(kept) for kept in itertools.combinations(cells, size))
        )
        assert len(named) == len(cells) - largest
        assert fits(tuple(name for name in cells if name not in named))

    @calm
    @given(stated)
    def test_shared_are_all_ranks_of_several_values(self, cells):
        found = rank_problems(
            {name: value for name, (value, _) in cells.items()}, {name: rank for name, (_, rank) in cells.items()}, None
        )
        expected = {rank for rank in range(1, 9) if len({value for value, held in cells.values() if held == rank}) > 1}
        told = {cells[problem.names[0]][1] for problem in found if problem.fault == RankFault.SHARED}
        assert told == expected

    @calm
    @given(st.dictionaries(names, st.integers(1, 9)))
    def test_of_spacing_are_found_exactly_where_counting_does_not_agree(self, ranks):
        found = rank_problems({}, ranks, None)
        counted_wrong = any(
            sum(early <= held < late for held in ranks.values()) > late - early
            for early in ranks.values()
            for late in ranks.values()
            if early < late
        )
        assert (RankFault.CROWDED in faults(found)) == counted_wrong
        of = len(ranks)
        whole = faults(rank_problems({}, ranks, of))
        right = all(rank == 1 + sum(held < rank for held in ranks.values()) for rank in ranks.values())
        assert (whole == []) == right

    def test_of_a_mistyped_rank_name_only_that_entity(self):
        values = {str(place): Decimal(100 - place) for place in range(1, 64)}
        ranks = {str(place): place for place in range(1, 64)} | {"60": 6}
        found = rank_problems(values, ranks, 63)
        assert [problem.names[0] for problem in found if problem.fault == RankFault.AGAINST_VALUE] == ["60"]

    def test_outside_of_those_published_are_told(self):
        found = rank_problems({}, {"Huế": 31, "Vinh": 0}, 63, top=30)
        assert [problem.sentence for problem in found] == [
            "Hạng 31 của Huế nằm ngoài khoảng từ 1 đến 30.",
            "Hạng 0 của Vinh nằm ngoài khoảng từ 1 đến 30.",
        ]

    def test_tell_the_gap_and_the_crowd(self):
        found = rank_problems({}, {"Huế": 1, "Vinh": 1, "Đà Nẵng": 2, "Hà Nội": 5}, 5)
        assert [problem.sentence for problem in found] == [
            "Hạng 1 có 2 đối tượng, nên hạng kế tiếp phải từ 3; Đà Nẵng lại ghi hạng 2."
        ]
        found = rank_problems({}, {"Huế": 1, "Vinh": 2, "Hà Nội": 3, "Đà Nẵng": 5, "Hải Phòng": 5}, 5)
        assert [problem.sentence for problem in found] == ["Không ai giữ hạng 4; Đà Nẵng ghi hạng 5."]

    def test_of_a_part_of_the_list_leave_gaps_alone(self):
        assert rank_problems({}, {"Quảng Trị": 41, "Huế": 17}, 63) == []
