"""Keys of rows under another number: there and back, and telling nothing of their order."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lantoa.apps.contests.hidden_numbers import hidden, shown


class TestHidden:
    @given(st.integers(min_value=0, max_value=2**63 - 1))
    def test_is_found_again(self, number: int) -> None:
        assert shown(hidden(number, "attempt"), "attempt") == number

    def test_is_another_number_for_each_purpose(self) -> None:
        assert hidden(7, "attempt") != hidden(7, "code")

    def test_tells_nothing_of_the_order(self) -> None:
        numbers = [hidden(number, "attempt") for number in range(1, 200)]
        assert len(set(numbers)) == len(numbers)
        rising = sum(later > earlier for earlier, later in pairwise(numbers))
        assert 60 < rising < 140
        assert min(numbers) > 2**40
