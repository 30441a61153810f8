import random

from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.viettext import sort_key

_IN_ORDER = [
    "Ba Lòng", "Bà Nà", "Ba Nang", "Bến Quan", "Cam Lộ", "Cồn Cỏ", "Cửa Việt", "Dakrông", "Đakrông", "Đông Hà",
    "Đông Lễ", "Gio Linh", "Hải Lăng", "Hướng Hóa", "Khe Sanh", "Lao Bảo", "Phường 2", "Phường 10", "Quảng Trị",
    "Triệu Phong", "Vĩnh Linh", "Xy",
]  # fmt: skip


class TestSortKey:
    def test_sorts_names_as_the_dictionary_does(self) -> None:
        shuffled = random.Random(7).sample(_IN_ORDER, len(_IN_ORDER))
        assert sorted(shuffled, key=sort_key) == _IN_ORDER

    def test_puts_a_shorter_first_word_first(self) -> None:
        assert sorted(["Hà Nội", "Hàm Yên", "Hà"], key=sort_key) == ["Hà", "Hà Nội", "Hàm Yên"]

    @given(st.lists(st.text()))
    def test_compares_any_two_texts(self, names: list[str]) -> None:
        assert len(sorted(names, key=sort_key)) == len(names)
