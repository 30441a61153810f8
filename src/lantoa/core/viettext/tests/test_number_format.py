from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.viettext import format_date, format_long_date, format_number, format_percent


class TestFormatNumber:
    @pytest.mark.parametrize(
        ("value", "decimals", "text"),
        [
            (0, None, "0"),
            (999, None, "999"),
            (1000, None, "1.000"),
            (1234.5, None, "1.234,5"),
            (-1234567.891, None, "-1.234.567,89"),
            (0.1 + 0.2, None, "0,3"),
            (Decimal("2.675"), 2, "2,68"),
            (2.5, 0, "3"),
            (-0.4, 0, "0"),
            (25980, 1, "25.980,0"),
            (1e21, None, "1.000.000.000.000.000.000.000"),
        ],
    )
    def test_writes_points_between_thousands_and_a_decimal_comma(self, value, decimals, text):
        assert format_number(value, decimals) == text

    @given(st.integers(-(10**15), 10**15))
    def test_keeps_every_digit_of_a_whole_number(self, value):
        assert int(format_number(value).replace(".", "")) == value

    @pytest.mark.parametrize("value", [float("nan"), float("inf")])
    def test_refuses_what_is_no_number(self, value):
        with pytest.raises(ValueError, match="not a finite number"):
            format_number(value)


class TestFormatPercent:
    @pytest.mark.parametrize(
        ("ratio", "decimals", "text"),
        [(0.5625, 1, "56,3%"), (1, 0, "100%"), (0, 1, "0,0%"), (0.0005, 1, "0,1%"), (12.345, 1, "1.234,5%")],
    )
    def test_takes_a_ratio(self, ratio, decimals, text):
        assert format_percent(ratio, decimals) == text


class TestDates:
    @pytest.mark.parametrize(
        ("day", "text"),
        [
            (date(2023, 2, 9), "ngày 09 tháng 02 năm 2023"),
            (date(2023, 3, 29), "ngày 29 tháng 3 năm 2023"),
            (date(2023, 1, 10), "ngày 10 tháng 01 năm 2023"),
            (date(2023, 12, 1), "ngày 01 tháng 12 năm 2023"),
        ],
    )
    def test_have_leading_zeros_as_the_decree_says(self, day, text):
        assert format_long_date(day) == text

    def test_are_written_short_with_two_digits(self):
        assert format_date(date(2023, 2, 9)) == "09/02/2023"
