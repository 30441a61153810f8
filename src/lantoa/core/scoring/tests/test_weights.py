"""Totals and what-ifs against exact fractions computed from the leaves up."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.scoring import (
    NewRank,
    NewTotal,
    ScaledPart,
    TotalRule,
    Unknown,
    new_rank,
    total_of,
    total_problem,
    what_if,
)

from .calm import calm

points = st.integers(0, 1000).map(lambda hundredths: Decimal(hundredths) / 100)
weights = st.integers(1, 20).map(Decimal)
rules = st.sampled_from([TotalRule.SUM, TotalRule.WEIGHTED_MEAN])


@st.composite
def trees(draw, *, gaps: bool):
    def part(code: str, depth: int) -> ScaledPart:
        parts = tuple(part(f"{code}.{place}", depth - 1) for place in range(draw(st.integers(0, 3)) if depth else 0))
        value = draw(st.one_of(st.none(), points)) if parts or gaps else draw(points)
        weight = draw(st.one_of(st.none(), weights) if gaps else weights)
        return ScaledPart(code, f"Phần {code}", value, weight, Decimal(10 if depth < 2 else 100), parts)

    return replace(part("0", 2), value=None, highest=Decimal(100))


def slow_total(part: ScaledPart, rule: TotalRule) -> Fraction | None:
    """Return the total in fractions, None where anything it needs is missing."""
    if not part.parts:
        return None if part.value is None else Fraction(part.value)
    inner = [Fraction(one.value) if one.value is not None else slow_total(one, rule) for one in part.parts]
    if any(one is None for one in inner):
        return None
    if rule == "sum":
        return sum(inner)
    if any(one.weight is None for one in part.parts):
        return None
    everything = sum(Fraction(one.weight) for one in part.parts)
    return sum(
        Fraction(one.weight) / everything * value * Fraction(part.highest) / Fraction(one.highest)
        for one, value in zip(part.parts, inner, strict=True)
    )


def changed(part: ScaledPart, code: str, value: Decimal) -> ScaledPart:
    """Return the tree with another value at `code`, and every level above it left to be computed again."""
    if part.code == code:
        return replace(part, value=value)
    if code.startswith(f"{part.code}."):
        return replace(part, value=None, parts=tuple(changed(one, code, value) for one in part.parts))
    return part


def every_code(part: ScaledPart) -> list[str]:
    return [part.code, *(code for one in part.parts for code in every_code(one))]


def close(one: Decimal, other: Fraction) -> bool:
    return abs(Fraction(one) - other) < Fraction(1, 10**12)


class TestTotalOf:
    @calm
    @given(trees(gaps=True), rules)
    def test_is_that_of_fractions_or_missing_with_them(self, tree, rule):
        found, expected = total_of(tree, rule), slow_total(tree, rule)
        if expected is None:
            assert isinstance(found, Unknown)
            assert found.reason.endswith(".")
        else:
            assert isinstance(found, Decimal)
            assert close(found, expected)

    def test_of_papi_2021_in_quang_tri_is_what_was_published(self):
        published = ["4.969", "5.053", "4.414", "6.613", "7.273", "7.629", "3.584", "2.859"]
        tree = ScaledPart("", "PAPI", parts=tuple(ScaledPart(one, one, Decimal(one)) for one in published))
        assert total_of(tree, TotalRule.SUM) == Decimal("42.394")

    def test_of_sub_indices_to_ten_is_out_of_a_hundred(self):
        parts = tuple(
            ScaledPart(code, code, Decimal(value), Decimal(weight), Decimal(10))
            for code, value, weight in [("a", "7", "20"), ("b", "5", "20"), ("c", "6", "60")]
        )
        tree = ScaledPart("", "PCI", highest=Decimal(100), parts=parts)
        assert total_of(tree, TotalRule.WEIGHTED_MEAN) == Decimal(60)

    def test_counts_every_weight_even_of_parts_with_one_name(self):
        parts = (ScaledPart("a", "Khác", Decimal(4), Decimal(1)), ScaledPart("b", "Khác", Decimal(8), Decimal(3)))
        assert total_of(ScaledPart("", "Tổng", parts=parts), TotalRule.WEIGHTED_MEAN) == Decimal(7)

    @pytest.mark.parametrize(
        ("rule", "part", "reason"),
        [
            (TotalRule.UNKNOWN, ScaledPart("a", "A", Decimal(1)), "không nêu cách tính"),
            (TotalRule.WEIGHTED_MEAN, ScaledPart("a", "A", Decimal(1)), "Không rõ trọng số của “A”"),
            (TotalRule.SUM, ScaledPart("a", "A", absence="bị giữ lại"), "Thiếu giá trị của “A”: bị giữ lại."),
            (TotalRule.WEIGHTED_MEAN, ScaledPart("a", "A", Decimal(1), Decimal(1)), "Không rõ điểm cao nhất của “A”"),
            (TotalRule.WEIGHTED_MEAN, ScaledPart("a", "A", Decimal(1), Decimal(0)), "cộng lại bằng 0"),
        ],
    )
    def test_is_unknown_with_the_part_that_is_missing(self, rule, part, reason):
        found = total_of(ScaledPart("", "Tổng điểm", highest=Decimal(100), parts=(part,)), rule)
        assert isinstance(found, Unknown)
        assert reason in found.reason


class TestTotalProblem:
    @calm
    @given(st.lists(st.integers(0, 100_000), min_size=1, max_size=10))
    def test_is_never_told_of_figures_that_were_only_rounded(self, thousandths):
        exact = [Decimal(one) / 1000 for one in thousandths]
        parts = tuple(ScaledPart(str(place), "A", round(one, 2)) for place, one in enumerate(exact))
        assert total_problem(ScaledPart("", "T", round(sum(exact), 2), parts=parts), TotalRule.SUM, 2) == ""

    def test_is_told_of_a_mistyped_figure(self):
        parts = (ScaledPart("a", "A", Decimal("12.45")), ScaledPart("b", "B", Decimal("9.78")))
        assert "ghi 23,22" in total_problem(ScaledPart("", "T", Decimal("23.22"), parts=parts), TotalRule.SUM, 2)


class TestWhatIf:
    @calm
    @given(trees(gaps=False), rules, points, st.data())
    def test_is_the_total_computed_again_from_the_leaves(self, tree, rule, target, data):
        code = data.draw(st.sampled_from(every_code(tree)[1:] or ["0"]))
        if code == "0":
            return
        # Published values on the way say what their parts say, or the difference could not be carried through them.
        honest = settled(tree, rule)
        found = what_if(honest, rule, code, target)
        expected = slow_total(changed(honest, code, target), rule)
        if isinstance(found, Unknown):
            assert expected is None or expected > 100 or "chỉ có điểm" in found.reason
        else:
            assert close(found.after, expected)
            assert close(found.before, slow_total(honest, rule))
            assert found.after == found.before + found.step
            assert found.computed

    @calm
    @given(trees(gaps=True), rules, points)
    def test_moves_a_published_total_even_where_other_parts_are_missing(self, tree, rule, target):
        published = replace(tree, value=Decimal("42.39"), highest=None)
        for part in published.parts:
            found = what_if(published, rule, part.code, target)
            if rule == TotalRule.SUM and part.value is not None and target <= part.highest:
                assert found == NewTotal(Decimal("42.39"), Decimal("42.39") + target - part.value, target - part.value)
            if part.value is None:
                assert isinstance(found, Unknown)

    def test_does_not_go_beyond_what_can_be_reached(self):
        part = ScaledPart("a", "Tham gia", Decimal(4), highest=Decimal(10))
        tree = ScaledPart("", "PAPI", Decimal(42), highest=Decimal(45), parts=(part,))
        assert what_if(tree, TotalRule.SUM, "a", Decimal(11)) == Unknown("“Tham gia” chỉ có điểm từ 0 đến 10.")
        found = what_if(tree, TotalRule.SUM, "a", Decimal(8))
        assert found == Unknown("Tổng tính được 46 vượt quá mức cao nhất 45 của thang đo.")

    def test_does_not_know_a_component_that_is_not_there(self):
        with pytest.raises(KeyError):
            what_if(ScaledPart("", "PAPI", Decimal(42)), TotalRule.SUM, "x", Decimal(1))


def settled(part: ScaledPart, rule: TotalRule) -> ScaledPart:
    """Return the tree where only leaves have values of their own, but inner parts have those their leaves give."""
    if not part.parts:
        return part
    parts = tuple(settled(one, rule) for one in part.parts)
    bare = replace(part, parts=parts, value=None)
    if part.code == "0":
        return bare
    total = slow_total(bare, rule)
    return replace(bare, value=Decimal(total.numerator) / Decimal(total.denominator))


class TestNewRank:
    @calm
    @given(st.lists(st.integers(0, 5).map(Decimal), max_size=9), st.integers(0, 5).map(Decimal), st.booleans())
    def test_is_the_place_in_the_sorted_list(self, others, total, higher):
        found = new_rank(others, total, len(others) + 1, higher_is_better=higher)
        ordered = sorted([*others, total], reverse=higher)
        assert found == NewRank(ordered.index(total) + 1, len(ordered), ordered.count(total) - 1)

    @calm
    @given(st.lists(st.one_of(st.none(), st.just(Decimal(1))), max_size=9), st.integers(1, 9))
    def test_is_unknown_unless_all_others_are_known(self, others, of):
        known = len([one for one in others if one is not None])
        assert isinstance(new_rank(others, Decimal(1), of), NewRank) == (known == of - 1)

    def test_is_unknown_where_nobody_says_how_many_were_ranked(self):
        assert isinstance(new_rank([], Decimal(1), None), Unknown)
