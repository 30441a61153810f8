import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.viettext import standard_tone, to_nfc


class TestToNfc:
    def test_removes_what_is_invisible_and_keeps_line_breaks(self) -> None:
        assert to_nfc("\ufeffmột\u200b hai\u00ad\r\nba\rbốn\u00a0năm\u2028sáu") == "một hai\nba\nbốn năm\nsáu"

    def test_composes_decomposed_letters(self) -> None:
        text = "Quyết định của Thủ tướng về chuyển đổi số"
        assert to_nfc(unicodedata.normalize("NFD", text)) == text

    @given(st.text())
    def test_gives_the_same_when_done_twice(self, text: str) -> None:
        assert to_nfc(to_nfc(text)) == to_nfc(text)


class TestStandardTone:
    @pytest.mark.parametrize(
        ("written", "standard"),
        [
            ("hoà", "hòa"),
            ("xoá", "xóa"),
            ("thuỷ", "thủy"),
            ("khoẻ", "khỏe"),
            ("uý", "úy"),
            ("uỷ", "ủy"),
            ("HOÀ", "HÒA"),
            ("Uỷ Ban", "Ủy Ban"),
            ("ngoãy", "ngoãy"),
            ("thuở", "thuở"),
            ("thúơ", "thuớ"),
            ("khuỷu", "khuỷu"),
            ("khúyu", "khuýu"),
            ("tóan", "toán"),
            ("hùynh", "huỳnh"),
            ("gía", "giá"),
            ("qúy", "quý"),
            ("quà", "quà"),
            ("gì", "gì"),
            ("giếng", "giếng"),
            ("người", "người"),
            ("ngừơi", "người"),
            ("cứơp", "cướp"),
            ("mía", "mía"),
            ("của", "của"),
            ("cuả", "của"),
            ("quyết", "quyết"),
            ("Đoà", "Đòa"),
            ("café", "café"),
            ("résumé", "résumé"),
            ("naïve", "naïve"),
        ],
    )
    def test_puts_the_tone_where_the_standard_has_it(self, written: str, standard: str) -> None:
        assert standard_tone(written) == standard
        assert standard_tone(unicodedata.normalize("NFD", written)) == standard

    def test_leaves_a_correct_text_as_it_is(self) -> None:
        text = (
            "Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành đẩy mạnh cải cách hành chính, giải quyết thủ tục; "
            "khuyến khích người dân sử dụng dịch vụ công trực tuyến, quý trọng thì giờ của dân, giữ gìn kỷ cương, "
            "xóa bỏ phiền hà, nghiêm túc, rút kinh nghiệm; khúc khuỷu, ngoằn ngoèo, huỳnh huỵch, quốc gia."
        )
        assert standard_tone(text) == text

    @given(st.text(alphabet="aoeuyiqghnôơưăâêđHOA \u0300\u0301\u0303\u0309\u0323"))
    def test_changes_no_letter_and_gives_the_same_when_done_twice(self, text: str) -> None:
        once = standard_tone(text)
        assert standard_tone(once) == once
        assert sorted(unicodedata.normalize("NFD", once)) == sorted(unicodedata.normalize("NFD", to_nfc(text)))
