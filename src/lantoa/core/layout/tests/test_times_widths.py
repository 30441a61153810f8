import pytest

from lantoa.core.layout.decree30 import (
    LEFT_COLUMN,
    MOTTO,
    NATIONAL_NAME,
    RIGHT_COLUMN,
    SHORT_RULE,
    SIZES,
)
from lantoa.core.layout.times_widths import bold_width, last_line_width


class TestBoldWidth:
    def test_counts_a_letter_with_marks_as_its_base_letter(self):
        assert bold_width("Ấ ợ ữ", 13) == bold_width("A o u", 13)

    def test_grows_with_the_size(self):
        assert bold_width(MOTTO, 26) == pytest.approx(2 * bold_width(MOTTO, 13))


class TestHead:
    def test_has_the_national_name_and_motto_on_one_line_each(self):
        assert bold_width(NATIONAL_NAME, SIZES["national_name"]) < RIGHT_COLUMN
        assert bold_width(MOTTO, SIZES["motto"]) < RIGHT_COLUMN

    def test_has_a_common_issuer_on_one_line(self):
        assert bold_width("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", SIZES["issuer"]) < LEFT_COLUMN

    def test_has_a_rule_of_a_third_to_half_the_line(self):
        assert 1 / 3 <= SHORT_RULE <= 1 / 2


class TestLastLineWidth:
    def test_measures_the_line_after_the_break(self):
        assert last_line_width("SỞ Y TẾ " * 9 + "TỈNH", 12, 74) < 74
        assert last_line_width("AAAA BBBB", 12, bold_width("AAAA BBB", 12)) == bold_width("BBBB", 12)

    def test_is_never_wider_than_the_room(self):
        assert last_line_width("W" * 200, 12, 74) == 74
