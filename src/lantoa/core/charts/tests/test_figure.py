import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.charts import shade_level
from lantoa.core.charts.figure import joined, share_text
from lantoa.core.viettext import format_number


class TestShadeLevel:
    @given(st.integers(0, 1000), st.integers(0, 1000), st.integers(1, 1000))
    def test_never_falls_as_the_count_rises(self, one, other, highest):
        low, high = sorted((one, other))
        assert shade_level(low, highest) <= shade_level(high, highest) <= 4

    @given(st.integers(1, 1000))
    def test_keeps_zero_for_nothing_alone(self, highest):
        assert shade_level(0, highest) == 0
        assert shade_level(1, highest) >= 1


class TestNumberText:
    @pytest.mark.parametrize(
        ("value", "decimals", "text"),
        [
            (0, None, "0"),
            (999, None, "999"),
            (1000, None, "1.000"),
            (25980, None, "25.980"),
            (1234567.891, None, "1.234.567,89"),
            (0.1 + 0.2, None, "0,3"),
            (2.5, 0, "3"),
            (22.25, 1, "22,3"),
            (100, 1, "100,0"),
        ],
    )
    def test_writes_numbers_as_vietnamese_readers_do(self, value, decimals, text):
        assert format_number(value, decimals=decimals) == text


class TestShareText:
    def test_gives_no_share_of_nothing(self):
        assert share_text(0, 0) == "–"


class TestJoined:
    @pytest.mark.parametrize(
        ("count", "text"), [(1, "A"), (2, "A và B"), (3, "A, B và C"), (4, "A, B, C và 1 tuần khác")]
    )
    def test_lists_up_to_three_names(self, count, text):
        assert joined("ABCD"[:count], noun="tuần") == text
