from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.charts.axis import Axis, rank_ticks, value_ticks

VALUES = st.lists(st.integers(0, 10**6).map(lambda units: units / 10**4), min_size=1, max_size=20)


class TestValueTicks:
    @given(VALUES)
    def test_hold_every_value_between_the_first_and_the_last(self, values):
        ticks = value_ticks(values, lowest=0, highest=100)
        assert list(ticks) == sorted(set(ticks))
        assert 2 <= len(ticks) <= 8
        assert float(ticks[0]) <= min(values) and max(values) <= float(ticks[-1]) <= 100

    @given(VALUES)
    def test_never_show_less_than_a_fifth_of_the_highest_value(self, values):
        ticks = value_ticks(values, lowest=0, highest=None)
        assert float(ticks[-1] - ticks[0]) >= max(values) / 5

    @pytest.mark.parametrize(
        ("values", "highest", "ticks"),
        [
            ([0.2493], 1, "0 0.05 0.1 0.15 0.2 0.25"),
            ([0.2493, 0.3026], 1, "0.24 0.26 0.28 0.3 0.32"),
            ([42.394, 41.7742, 42.7705], 80, "36 38 40 42 44 46 48"),
            ([51.1, 63.84], 100, "50 55 60 65"),
            ([99.2, 99.8], 100, "85 90 95 100"),
            ([3, 9.4], 10, "0 2 4 6 8 10"),
            ([0], 100, "0 1"),
            ([], 100, "0 1"),
        ],
    )
    def test_are_round(self, values, highest, ticks):
        assert value_ticks(values, lowest=0, highest=highest) == tuple(map(Decimal, ticks.split()))

    def test_begin_at_the_start_of_the_scale(self):
        assert value_ticks([1.4, 8.2], lowest=1, highest=10)[0] == 1


class TestRankTicks:
    @given(st.lists(st.integers(1, 63), min_size=1, max_size=20), st.sampled_from([None, 63]))
    def test_begin_at_one_and_hold_every_rank(self, ranks, highest):
        ticks = rank_ticks(ranks, highest=highest)
        assert ticks[0] == 1 and ticks[-1] >= max(ranks)
        assert highest is None or ticks[-1] == highest
        assert all(tick == int(tick) for tick in ticks)

    def test_have_room_for_one_rank_alone(self):
        assert rank_ticks([1], highest=None) == (1, 2)


class TestAxis:
    def test_is_cut_where_it_does_not_begin_at_zero(self):
        assert not Axis(value_ticks([3, 9], lowest=0, highest=None), 0, 100).is_cut
        assert Axis(value_ticks([51, 63], lowest=0, highest=None), 0, 100).is_cut

    def test_writes_all_ticks_with_the_same_decimals(self):
        assert Axis((Decimal("0"), Decimal("0.5"), Decimal("1")), 0, 1).tick_words() == ["0,0", "0,5", "1,0"]
