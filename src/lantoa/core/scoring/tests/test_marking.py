"""Marking: what was shown where, numbers as they are written, and no point for what cannot be read."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.scoring import Paper, PaperQuestion, mark_answer, mark_paper, read_answer, read_prediction
from lantoa.core.viettext import format_number

from .calm import calm


class TestReadAnswer:
    @calm
    @given(st.permutations(range(5)), st.integers(0, 4))
    def test_gives_the_option_that_was_shown_there(self, shown: list[int], place: int):
        assert read_answer("single", "abcde"[place], shown) == shown[place]

    @pytest.mark.parametrize("given", [None, "", "B", "f", "ab", [], ["a", "a"], ["a", 1], {"a": 1}, 3, True])
    @pytest.mark.parametrize("kind", ["single", "multiple", "order"])
    def test_is_none_for_what_cannot_be_read(self, kind: str, given: Any):
        assert read_answer(kind, given, (0, 1, 2)) is None

    @pytest.mark.parametrize("given", ["True", "đúng", True, 1, None, ["true"]])
    def test_takes_true_and_false_as_the_page_sends_them_only(self, given: Any):
        assert read_answer("true_false", given, ()) is None

    def test_needs_every_option_of_an_order(self):
        assert read_answer("order", ["a", "b"], (0, 1, 2)) is None
        assert read_answer("single", ["a", "b"], (0, 1, 2)) is None

    @calm
    @given(st.integers(0, 10**9), st.integers(0, 2))
    def test_reads_numbers_as_they_are_written_in_vietnamese(self, digits: int, decimals: int):
        number = Decimal(digits).scaleb(-decimals)
        assert read_answer("number", format_number(number), ()) == number
        assert read_answer("number", str(number).replace(".", ","), ()) == number

    @pytest.mark.parametrize("given", ["9" * 31, "12,5,0", "1.2.3", "+-1", "1e9", "0x10", "१२", "１２", "∞", 12])
    def test_reads_nothing_else_as_a_number(self, given: Any):
        assert read_answer("number", given, ()) is None


class TestMarkAnswer:
    def test_compares_numbers_by_value(self):
        assert mark_answer("number", "12,50", read_answer("number", "12.5", ()))
        assert mark_answer("number", "1.010", read_answer("number", "1010", ()))
        assert not mark_answer("number", "1.010", read_answer("number", "1,010", ()))

    @pytest.mark.parametrize("kind", ["single", "multiple", "order", "true_false", "number"])
    def test_gives_no_point_for_no_answer(self, kind: str):
        assert not mark_answer(kind, {"true_false": False, "number": "0"}.get(kind, [0]), None)

    def test_wants_the_order_in_order_and_the_multiple_whole(self):
        assert mark_answer("order", [2, 0, 1], (2, 0, 1))
        assert not mark_answer("order", [2, 0, 1], (0, 1, 2))
        assert not mark_answer("multiple", [0, 1], (0,))
        assert not mark_answer("multiple", [0, 1], (0, 1, 2))


class TestMarkPaper:
    def test_gives_a_point_for_each_right_question_and_minds_nothing_else(self):
        paper = Paper((PaperQuestion(7, (1, 0)), PaperQuestion(4, ()), PaperQuestion(9, (0, 1))))
        kinds, keys = {7: "single", 4: "number", 9: "single"}, {7: [0], 4: "12,5", 9: [1]}
        answers = {"1": "b", "2": "12,50", "3": "a", "4": "a", "p": "25000", "x": ["y"]}
        assert mark_paper(paper, kinds=kinds, keys=keys, answers=answers) == 2
        assert mark_paper(paper, kinds=kinds, keys=keys, answers={}) == 0


class TestReadPrediction:
    @pytest.mark.parametrize(
        ("given", "number"),
        [("25000", 25000), ("25.000", 25000), (" 25 000 ", 25000), ("0", 0), ("999999999", 999_999_999)],
    )
    def test_reads_whole_numbers(self, given: str, number: int):
        assert read_prediction(given) == number

    @pytest.mark.parametrize("given", ["1000000000", "-1", "2,5", "nhiều", "", None, 25000])
    def test_is_none_for_anything_else(self, given: Any):
        assert read_prediction(given) is None
