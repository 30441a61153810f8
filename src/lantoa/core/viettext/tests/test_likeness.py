"""How alike two names are: for suggestions, so order and slips count little, and accents nothing."""

from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.viettext import likeness


class TestLikeness:
    @given(st.text(max_size=60), st.text(max_size=60))
    def test_is_a_ratio_and_the_same_both_ways(self, left: str, right: str) -> None:
        assert 0 <= likeness(left, right) <= 1
        assert likeness(left, right) == likeness(right, left)

    @given(st.text(alphabet="abcđốệ", min_size=1, max_size=40))
    def test_is_one_for_the_same_name(self, name: str) -> None:
        assert likeness(name, name.upper()) == 1

    def test_puts_the_name_that_is_meant_before_another(self) -> None:
        words = "Trung tâm VHTT-TDTT huyện Hải Lăng"
        meant = likeness(words, "Trung tâm Văn hóa Thông tin - Thể dục Thể thao huyện Hải Lăng")
        assert meant > likeness(words, "Sở Văn hóa, Thể thao và Du lịch")

    def test_is_nothing_for_an_empty_name(self) -> None:
        assert likeness("", "Sở Y tế") == likeness("", "") == 0
