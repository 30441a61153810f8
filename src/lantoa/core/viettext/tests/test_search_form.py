import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.viettext import accent_key, fold


class TestFold:
    @pytest.mark.parametrize(
        "written",
        [
            "cai cach hanh chinh",
            "Cải cách hành chính",
            "CẢI CÁCH HÀNH CHÍNH",
            unicodedata.normalize("NFD", "Cải cách hành chính"),
            "  cải\tcách\n hành \u00a0 chính ",
            "cải cách\u200b hành chính",
        ],
    )
    def test_makes_every_spelling_alike(self, written: str) -> None:
        assert fold(written) == "cai cach hanh chinh"

    def test_treats_old_and_new_tone_placement_alike(self) -> None:
        assert fold("Uỷ ban, Khoẻ, hoà") == fold("Ủy ban, Khỏe, hòa")

    @pytest.mark.parametrize("letter", ["đ", "Đ", "ð", "Ð", "ɖ", "Ɖ"])
    def test_reads_every_lookalike_of_d_with_stroke_as_d(self, letter: str) -> None:
        assert fold(letter) == "d"

    def test_keeps_figures_and_punctuation(self) -> None:
        assert fold("Số 219/KH-UBND, 12,5%") == "so 219/kh-ubnd, 12,5%"

    def test_gives_nothing_for_nothing(self) -> None:
        assert fold(" \n ") == ""

    @given(st.text())
    def test_gives_the_same_when_done_twice(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)


class TestAccentKey:
    def test_joins_forms_and_tone_placement_but_not_accents(self) -> None:
        assert accent_key("  Cộng HOÀ") == accent_key(unicodedata.normalize("NFD", "cộng hòa"))
        assert accent_key("Ðảng") == accent_key("đảng")
        assert accent_key("hoa") != accent_key("hòa")

    @given(st.text())
    def test_never_separates_what_it_joined(self, text: str) -> None:
        assert fold(accent_key(text)) == fold(text)
