"""Estimates against a second, slow computation over single responses, published examples, and made-up populations."""

import math
import random
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.scoring import (
    Sample,
    difference,
    simple_mean,
    simple_share,
    weighted_mean,
    weighted_share,
    weights_of,
    wilson_interval,
)
from lantoa.core.scoring.estimates import ALL_ALIKE, NOBODY, TOO_FEW, Estimate, t_quantile

# A stratum as single responses: its population, and one value each, None for whoever did not answer the question.
Stratum = tuple[int | None, list[int | None]]


def summed(strata: Sequence[Stratum]) -> list[Sample]:
    samples = []
    for place, (population, values) in enumerate(strata):
        told = [value for value in values if value is not None]
        squares = sum(value * value for value in told)
        samples.append(Sample(str(place), population, len(values), len(told), sum(told), squares))
    return samples


def slow(strata: Sequence[Stratum]) -> tuple[Fraction, float, Fraction] | None:
    """Value, standard error and effective sample, response by response, as a textbook has them."""
    counted = [(population, values) for population, values in strata if population and values]
    weights = [Fraction(population or 0, len(values)) for population, values in counted for _ in values]
    flat = [value for _, values in counted for value in values]
    pairs = [(weight, value) for weight, value in zip(weights, flat, strict=True) if value is not None]
    if not pairs:
        return None
    whole = sum((weight for weight, _ in pairs), Fraction(0))
    ratio = sum((weight * value for weight, value in pairs), Fraction(0)) / whole
    variance = Fraction(0)
    for population, values in counted:
        gaps = [Fraction(0) if value is None else value - ratio for value in values]
        count, people = len(gaps), max(population or 0, len(gaps))
        if count == 1:
            spread = gaps[0] ** 2
        else:
            middle = sum(gaps, Fraction(0)) / count
            spread = sum(((gap - middle) ** 2 for gap in gaps), Fraction(0)) / (count - 1)
        left_over = 1 - Fraction(count, people)
        variance += Fraction(population or 0) ** 2 * left_over * spread / count
    effective = whole**2 / sum((weight**2 for weight, _ in pairs), Fraction(0))
    return ratio, math.sqrt(variance / whole**2), effective


def strata_of(values: st.SearchStrategy[int | None]) -> st.SearchStrategy[list[Stratum]]:
    population = st.one_of(st.none(), st.integers(1, 500))
    return st.lists(st.tuples(population, st.lists(values, max_size=12)), max_size=5)


class TestWilsonInterval:
    @pytest.mark.parametrize(
        ("counted", "of", "low", "high"),
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
    )
    def test_agrees_with_table_1_of_newcombe_1998(self, counted: int, of: int, low: float, high: float) -> None:
        found = wilson_interval(counted, of)
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)

    @given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
    def test_ends_where_the_score_test_does(self, numbers: tuple[int, int]) -> None:
        counted, of = numbers
        found = wilson_interval(counted, of)
        for end in (found.low, found.high):
            if 0 < end < 1:
                assert (counted / of - end) ** 2 == pytest.approx(1.959964**2 * end * (1 - end) / of, rel=1e-4)
        assert found.low <= counted / of <= found.high


class TestStudent:
    @pytest.mark.parametrize(
        ("freedom", "printed"),
        [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (10, 2.228), (29, 2.045), (120, 1.980)],
    )
    def test_is_that_of_printed_tables(self, freedom: int, printed: float) -> None:
        assert t_quantile(freedom) == pytest.approx(printed, abs=0.002)


class TestWeightedMean:
    def test_agrees_with_a_published_example(self) -> None:
        # Lohr, Sampling: Design and Analysis, 2nd ed., example 3.2: acres of farms by region; 295 561 with an error of
        # 16 380. Sums are made from the printed means and variances, in whole acres.
        printed = {
            "northeast": (220, 21, 97629.8, 7_647_472_708),
            "north central": (1054, 103, 300504.2, 29_618_183_543),
            "south": (1382, 135, 211315.0, 53_587_487_856),
            "west": (422, 41, 662295.5, 396_185_950_266),
        }
        samples = [
            Sample(name, people, count, count, round(count * mean), round((count - 1) * variance + count * mean**2))
            for name, (people, count, mean, variance) in printed.items()
        ]
        found = weighted_mean(samples, lowest=0, highest=10**9)
        assert float(found.value or 0) == pytest.approx(295_561, abs=1)
        assert found.standard_error == pytest.approx(16_380, abs=1)

    @given(strata_of(st.one_of(st.none(), st.integers(1, 5))))
    def test_agrees_with_the_slow_computation(self, strata: list[Stratum]) -> None:
        _agree(weighted_mean(summed(strata), lowest=1, highest=5), slow(strata))

    def test_tells_no_interval_where_all_gave_one_value(self) -> None:
        found = weighted_mean(summed([(90, [4, 4, 4]), (50, [4, 4])]), lowest=1, highest=5)
        assert (found.value, found.interval, found.why) == (4, None, ALL_ALIKE)

    def test_is_certain_where_everybody_was_asked(self) -> None:
        found = weighted_mean(summed([(3, [4, 5, 1]), (2, [2, 2])]), lowest=1, highest=5)
        assert found.interval is not None
        assert found.interval.low == found.interval.high == float(found.value or 0)


class TestWeightedShare:
    @given(strata_of(st.one_of(st.none(), st.integers(0, 1))))
    def test_agrees_with_the_slow_computation(self, strata: list[Stratum]) -> None:
        _agree(weighted_share(summed(strata)), slow(strata))

    def test_leaves_out_strata_without_population(self) -> None:
        with_, without = (100, [1, 1, 0, 0]), (None, [0, 0, 0, 0])
        assert weighted_share(summed([with_, without])).value == Fraction(1, 2)

    def test_lets_a_question_that_few_were_asked_weigh_by_all_responses_of_the_stratum(self) -> None:
        # 100 of 200 and 10 of 40 people: a response of the first stands for two, one of the second for four.
        asked = [1] * 10 + [0] * 10
        found = weighted_share(summed([(200, [*asked, *[None] * 80]), (40, [1] * 5 + [None] * 5)]))
        assert found.value == Fraction(2 * 10 + 4 * 5, 2 * 20 + 4 * 5)

    @given(strata_of(st.integers(0, 1)))
    def test_lies_within_its_interval(self, strata: list[Stratum]) -> None:
        found = weighted_share(summed(strata))
        if found.interval is not None and found.value is not None:
            assert found.interval.low - 1e-9 <= found.value <= found.interval.high + 1e-9

    def test_of_equal_weights_is_the_simple_share(self) -> None:
        strata: list[Stratum] = [(1000, [1, 1, 1, 0]), (500, [0, 1])]
        found = weighted_share(summed(strata))
        assert (found.value, found.effective) == (simple_share(4, 6).value, 6)


def _agree(found: Estimate, expected: tuple[Fraction, float, Fraction] | None) -> None:
    if expected is None:
        assert (found.value, found.why) == (None, NOBODY)
        return
    assert (found.value, found.effective) == (expected[0], expected[2])
    assert found.standard_error == pytest.approx(expected[1], abs=1e-12)


class TestSimpleMean:
    @given(st.lists(st.integers(1, 5), max_size=40))
    def test_agrees_with_the_slow_computation(self, values: list[int]) -> None:
        found = simple_mean(summed([(None, list(values))]), lowest=1, highest=5)
        if not values:
            assert found.why == NOBODY
            return
        assert found.value == Fraction(sum(values), len(values))
        if len(values) == 1:
            assert found.why == TOO_FEW
            return
        spread = sum((value - Fraction(sum(values), len(values))) ** 2 for value in values) / (len(values) - 1)
        assert found.standard_error == pytest.approx(math.sqrt(spread / len(values)))


class TestWeights:
    def test_tell_what_has_no_population_and_what_nobody_answered_for(self) -> None:
        samples = summed([(300, [1]), (None, [1]), (100, []), (None, [])])
        found = weights_of(samples)
        assert (found.unknown, found.empty, found.population, found.covered) == (("1",), ("2",), 400, 300)
        assert not found.complete

    @given(strata_of(st.just(1)))
    def test_sum_up_to_the_responses_that_have_one(self, strata: list[Stratum]) -> None:
        samples = summed(strata)
        found = weights_of(samples)
        sizes = {one.key: one.responses for one in samples}
        assert sum(weight * sizes[key] for key, weight in found.each.items()) == sum(sizes[key] for key in found.each)


class TestDifference:
    def test_agrees_with_newcombes_example(self) -> None:
        # Newcombe 1998 (Stat. Med. 17, 873), table II, method 10: 56/70 against 48/80.
        found = difference(simple_share(48, 80), simple_share(56, 70))
        assert found is not None
        assert (round(found.interval.low, 4), round(found.interval.high, 4)) == (0.0524, 0.3339)

    def test_is_not_clear_where_zero_is_within(self) -> None:
        found = difference(simple_share(40, 80), simple_share(42, 80))
        assert found is not None
        assert not found.clear

    def test_is_none_where_one_has_no_interval(self) -> None:
        assert difference(simple_share(0, 0), simple_share(42, 80)) is None


class TestIntervals:
    """Samples of made-up populations, drawn again and again: how often the interval holds what is true."""

    @pytest.mark.parametrize(
        "strata",
        [
            [(20_000, 0.9, 80), (3_000, 0.6, 80), (500, 0.75, 80)],
            [(400, 0.95, 40), (200, 0.85, 40), (100, 0.8, 20)],
            [(1_000, 0.5, 10)] * 12,
        ],
        ids=["unlike", "small and nearly all content", "many small strata"],
    )
    def test_of_weighted_shares_hold_what_is_true_in_about_95_of_100(
        self, strata: list[tuple[int, float, int]]
    ) -> None:
        drawn, held, times = random.Random(20261127), 0, 1500
        people = [[1] * round(size * share) + [0] * (size - round(size * share)) for size, share, _ in strata]
        truth = sum(sum(one) for one in people) / sum(len(one) for one in people)
        for _ in range(times):
            samples = []
            for place, (one, (size, _, count)) in enumerate(zip(people, strata, strict=True)):
                total = sum(drawn.sample(one, count))
                samples.append(Sample(str(place), size, count, count, total, total))
            found = weighted_share(samples).interval
            held += found is not None and found.low <= truth <= found.high
        assert 0.93 <= held / times <= 0.98

    def test_of_weighted_means_hold_what_is_true_in_about_95_of_100(self) -> None:
        drawn, held, times = random.Random(300), 0, 1500
        people = [drawn.choices(range(1, 6), weights, k=2_000) for weights in ((1, 1, 2, 5, 4), (3, 3, 3, 2, 1))]
        truth = sum(map(sum, people)) / 4_000
        for _ in range(times):
            samples = summed(
                [(2_000, list(drawn.sample(one, count))) for one, count in zip(people, (60, 30), strict=True)]
            )
            found = weighted_mean(samples, lowest=1, highest=5).interval
            held += found is not None and found.low <= truth <= found.high
        assert 0.93 <= held / times <= 0.97
