"""Numbers of tables: what is certain is read, what is not is asked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.viettext import format_number
from lantoa.core.viettext.number_reading import DoubtfulNumber, NotANumber, read_number, readings_of, sign_in

CERTAIN = {
    "61,26": "61.26", "61.26": "61.26", "1.234,5": "1234.5", "1,234.5": "1234.5", "86.25%": "86.25", "86,25 %": "86.25",
    "41": "41", "-3,5": "-3.5", "−3,5": "-3.5", "1 234,5": "1234.5", "0.249": "0.249", "1234.567": "1234.567",
    "1.234.567": "1234567", "+2": "2", "61.260000000000005": "61.260000000000005", ".5": "0.5", "0,2493": "0.2493",
}  # fmt: skip


class TestReadNumber:
    @pytest.mark.parametrize(("text", "number"), CERTAIN.items())
    def test_reads_what_is_certain(self, text: str, number: str) -> None:
        assert read_number(text) == Decimal(number)

    @pytest.mark.parametrize("text", ["4.969", "4,969", "61.260", "123,456"])
    def test_asks_for_the_sign_where_three_digits_follow_it(self, text: str) -> None:
        with pytest.raises(DoubtfulNumber):
            read_number(text)
        assert read_number(text, ".") != read_number(text, ",")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "-",
            "…",
            "N/A",
            "x",
            "1.2.3",
            "1,2,3.4,5",
            "12.34.567",
            "1e5",
            "NaN",
            "Infinity",
            "5.",
            "²",
            "٣",
            "1" * 99,
        ],
    )
    def test_refuses_what_is_no_number(self, text: str) -> None:
        with pytest.raises(NotANumber):
            read_number(text)

    @given(st.text(max_size=60), st.sampled_from([",", ".", None]))
    def test_never_fails_in_another_way(self, text: str, sign: str | None) -> None:
        try:
            found = read_number(text, sign)  # type: ignore[arg-type]
        except (NotANumber, DoubtfulNumber):
            return
        assert found.is_finite()

    @given(st.decimals(min_value=-(10**6), max_value=10**6, places=2))
    def test_reads_back_what_is_written_in_vietnamese(self, number: Decimal) -> None:
        assert read_number(format_number(number, 2), ",") == number


class TestSignIn:
    @given(st.text(alphabet="0123456789.,-+ %", max_size=20))
    def test_agrees_with_the_reading(self, text: str) -> None:
        try:
            sign = sign_in(text)
            found = read_number(text, ",")
        except NotANumber:
            return
        assert found == read_number(text, sign or ",")

    def test_has_two_readings_where_it_is_silent(self) -> None:
        assert sign_in("1.234") is None
        assert readings_of("1.234") == (Decimal(1234), Decimal("1.234"))
