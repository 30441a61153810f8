"""Item statistics against the formulas of the textbook, written out."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.scoring import Paper, PaperQuestion
from lantoa.core.scoring.items import ItemAnswer, item_answers, item_statistics

from .calm import calm

papers = st.lists(
    st.lists(st.tuples(st.integers(1, 5), st.booleans()), min_size=1, max_size=5, unique_by=lambda item: item[0]),
    min_size=1,
    max_size=12,
).map(lambda rows: [[ItemAnswer(number, right, ("0",)) for number, right in row] for row in rows])


class TestItemStatistics:
    @calm
    @given(papers)
    def test_are_those_of_the_formulas_written_out(self, rows: list[list[ItemAnswer]]):
        for item in item_statistics(rows):
            asked = [row for row in rows if item.number in {one.number for one in row}]
            rights = [next(float(one.right) for one in row if one.number == item.number) for row in asked]
            rests = [sum(one.right for one in row if one.number != item.number) / max(1, len(row) - 1) for row in asked]
            assert (item.right.part, item.right.of) == (sum(rights), len(asked))
            assert (item.exposure.part, item.exposure.of) == (len(asked), len(rows))
            if len(set(rights)) < 2 or len(set(rests)) < 2:
                assert item.discrimination is None
            else:
                assert item.discrimination == pytest.approx(statistics.correlation(rights, rests))
                assert -1 - 1e-9 <= item.discrimination <= 1 + 1e-9

    def test_count_what_was_chosen_and_what_was_left_out(self):
        paper = Paper(
            (PaperQuestion(1, (1, 0, 2)), PaperQuestion(2, (0, 1)), PaperQuestion(3, ()), PaperQuestion(4, ()))
        )
        kinds = {1: "multiple", 2: "order", 3: "number", 4: "true_false"}
        keys = {1: [0, 1], 2: [1, 0], 3: "12,5", 4: False}
        given = {"1": ["a", "b"], "2": ["b", "a"], "3": "12,50", "4": "true"}
        answers = [
            item_answers(paper, kinds=kinds, keys=keys, answers=given),
            item_answers(paper, kinds=kinds, keys=keys, answers={}),
        ]
        found = item_statistics(answers)
        assert [item.right.part for item in found] == [1, 1, 1, 0]
        assert [item.chosen for item in found] == [{"0": 1, "1": 1}, {"1,0": 1}, {"12.5": 1}, {"true": 1}]
        assert [item.unanswered for item in found] == [1, 1, 1, 1]

    def test_are_none_of_no_papers(self):
        assert item_statistics([]) == []
