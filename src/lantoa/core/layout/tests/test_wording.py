import datetime

import pytest

from lantoa.core.layout import Annex, Header
from lantoa.core.layout.tests.sample import report
from lantoa.core.layout.wording import annex_lines, clean, closed_list, issuer_names, number_line, place_date_line


class TestNumberLine:
    @pytest.mark.parametrize(
        ("number", "symbol", "line"),
        [
            ("5", "BC-STTTT", "Số: 05/BC-STTTT"),
            ("05", "BC-STTTT", "Số: 05/BC-STTTT"),
            ("300", "STTTT-TTBCXB", "Số: 300/STTTT-TTBCXB"),
            ("5a", "BC-STTTT", "Số: 5a/BC-STTTT"),
            (None, "BC-STTTT", "Số: ……/BC-STTTT"),
            (None, None, "Số: ……/……"),
        ],
    )
    def test_has_leading_zeros_and_dotted_blanks(self, number, symbol, line):
        assert number_line(Header(number=number, symbol=symbol)) == line


class TestPlaceDateLine:
    @pytest.mark.parametrize(
        ("place", "day", "line"),
        [
            ("Quảng Trị", datetime.date(2023, 3, 29), "Quảng Trị, ngày 29 tháng 3 năm 2023"),
            (None, datetime.date(2023, 3, 29), "……, ngày 29 tháng 3 năm 2023"),
            ("Quảng Trị", None, "Quảng Trị, ngày …… tháng …… năm ………"),
        ],
    )
    def test_has_dotted_blanks_for_what_is_not_known(self, place, day, line):
        assert place_date_line(Header(place=place, date=day)) == line


class TestIssuerNames:
    def test_tells_a_parent_not_known_from_none_at_all(self):
        assert set(issuer_names(Header())[0]) == {"…"}
        assert issuer_names(Header(parent_issuer=""))[0] is None


class TestClosedList:
    @pytest.mark.parametrize(
        ("lines", "closed"),
        [
            ([], []),
            (["Lưu: VT"], ["Lưu: VT."]),
            (["A;", "B.", "C ;"], ["A;", "B;", "C."]),
            (["Sở, ban, ngành cấp tỉnh", "UBND các huyện,"], ["Sở, ban, ngành cấp tỉnh;", "UBND các huyện."]),
        ],
    )
    def test_ends_each_line_as_the_decree_says(self, lines, closed):
        assert closed_list(lines) == closed


class TestAnnexLines:
    def test_ties_the_annex_to_its_document(self):
        assert annex_lines(report(), Annex("I", "Độ phủ", ())) == (
            "Phụ lục I",
            "ĐỘ PHỦ",
            "(Kèm theo Báo cáo số 05/BC-STTTT ngày 09 tháng 02 năm 2023 của Sở Thông tin và Truyền thông)",
        )

    def test_gives_a_single_annex_no_number(self):
        assert annex_lines(report(), Annex(None, "Độ phủ", ()))[0] == "Phụ lục"


class TestClean:
    def test_composes_letters_and_drops_what_xml_forbids(self):
        assert clean("Tu\u031bo\u031b\u0300ng\x00\x1b\ufffe\ud800\r\nxong") == "Tường\nxong"
