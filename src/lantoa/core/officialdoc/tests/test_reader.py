import datetime
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.core.officialdoc import NotADirective, read_directive, read_duties

ROOT = Path(__file__).parents[5]
GOLD = sorted((ROOT / "tests" / "gold" / "directives").glob("*.txt"))
LINES = [line for path in GOLD for line in path.read_text(encoding="utf-8").split("\n")]
HEAD = "UBND TỈNH A\nSỞ B\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/SB-VP\nV/v thử\nA, ngày 1 tháng 2 năm 2024\n"


def _read_or_refuse(text: str) -> None:
    try:
        directive = read_directive(text)
    except NotADirective as refusal:
        assert unicodedata.is_normalized("NFC", str(refusal))
        return
    json.dumps(directive.as_dict())
    assert [item.number for item in directive.items] == list(range(1, len(directive.items) + 1))
    keys = [(duty.item_number, duty.recipient, duty.channel) for duty in read_duties(directive)]
    assert len(keys) == len(set(keys))


class TestDirective300:
    """The real directive, kept as an example of input; the gold set holds every field of it."""

    def test_misses_exactly_what_it_does_not_state(self) -> None:
        text = (ROOT / "examples" / "directives" / "300-STTTT-TTBCXB.txt").read_text(encoding="utf-8")
        directive = read_directive(text)
        assert directive.missing == ("deadline", "quantity", "reporting")
        assert directive.date == datetime.date(2023, 3, 29)
        assert len(directive.items) == 8
        assert directive.items[5].text.startswith("Báo Quảng Trị và Đài Phát thanh-Truyền hình tỉnh")


class TestNotADirective:
    @pytest.mark.parametrize("text", ["", " \n\t\n", "-----\n***\n", "\ufeff"])
    def test_says_that_there_is_nothing_to_read(self, text: str) -> None:
        with pytest.raises(NotADirective, match="trống"):
            read_directive(text)

    @pytest.mark.parametrize(
        "text", ["Hôm nay trời đẹp.", "Tin trong ngày\n\nSở Nội vụ vừa tổ chức hội nghị ở tỉnh. Hết."]
    )
    def test_says_what_to_bring(self, text: str) -> None:
        with pytest.raises(NotADirective, match="toàn văn"):
            read_directive(text)


class TestAnyText:
    @given(st.text())
    def test_is_read_or_refused(self, text: str) -> None:
        _read_or_refuse(text)

    @given(st.text(alphabet="Số:/-KH UBNDđềnghịngàythángnăm.0123456789\n\t|*IVX;,", max_size=400))
    def test_of_the_letters_of_documents_is_read_or_refused(self, text: str) -> None:
        _read_or_refuse(HEAD + text)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.sampled_from(LINES), max_size=80))
    def test_of_lines_of_real_documents_in_any_order_is_read_or_refused(self, lines: list[str]) -> None:
        _read_or_refuse("\n".join(lines))

    @pytest.mark.parametrize(
        "filler", ["tuyên truyền, Sở Nội vụ và Báo ", "1/", "... ", " ", "a\t", "|a", "ngày ", "Nơi nhận: - a; "]
    )
    def test_of_one_line_of_a_million_letters_comes_back(self, filler: str) -> None:
        text = f"{HEAD}Kính gửi: Sở C.\n\nSở B đề nghị:\n1. a\n{filler * (1_000_000 // len(filler))}"
        assert read_directive(text).number == "5"

    @pytest.mark.parametrize(
        "lines",
        [
            "- Báo, đài.\n",
            "Căn cứ Luật;\n",
            "KT. GIÁM ĐỐC\n",
            "Điều 1. A.\n",
            "1. a\na) b\n- c\n+ d\n",
            "Thêm.\n",
            "Nơi nhận:\n",
        ],
    )
    def test_of_thousands_of_lines_comes_back(self, lines: str) -> None:
        text = f"{HEAD}Kính gửi: Sở C.\n\nSở B đề nghị:\n1. a\n{lines * (100_000 // len(lines))}"
        assert read_directive(text).number == "5"


class TestReadDirective:
    @pytest.mark.parametrize(
        ("line", "number", "symbol", "year"),
        [
            ("Số: 300 /STTTT-TTBCXB", "300", "STTTT-TTBCXB", None),
            ("Số:300/STTTT-TTBCXB", "300", "STTTT-TTBCXB", None),
            ("Số:     /KH-UBND", None, "KH-UBND", None),
            ("Số: ....../KH-UBND", None, "KH-UBND", None),
            ("Số 03-KH/BTC", "03", "KH/BTC", None),
            ("Số: 30/2018/QĐ-UBND", "30", "QĐ-UBND", 2018),
            ("Số: 12 / KH – UBND", "12", "KH-UBND", None),
            ("Số: 45a/QĐ-UBND", "45a", "QĐ-UBND", None),
            ("Số: 123/VP.UBND-TH", "123", "VP.UBND-TH", None),
            ("Số: 2233/BNV-CCHC Hà Nội, ngày 28 tháng 4 năm 2024", "2233", "BNV-CCHC", None),
            ("Số: 12 QĐ/UBND", "12", "QĐ/UBND", None),
        ],
    )
    def test_reads_number_and_symbol(self, line: str, number: str | None, symbol: str, year: int | None) -> None:
        read = read_directive(f"UBND TỈNH A\nSỞ B\n{line}\nKính gửi: Sở C\n")
        assert (read.number, read.symbol, read.year_in_symbol) == (number, symbol, year)

    @pytest.mark.parametrize(
        ("line", "place", "date"),
        [
            ("Quảng Trị, ngày 29 tháng 3 năm 2023", "Quảng Trị", datetime.date(2023, 3, 29)),
            ("*Quảng Trị, ngày 29 tháng 3 năm 2023*", "Quảng Trị", datetime.date(2023, 3, 29)),
            ("Quảng Trị, ngày     tháng 3 năm 2023", "Quảng Trị", None),
            ("Quảng Trị, ngày … tháng … năm 2023", "Quảng Trị", None),
            ("TP. Hồ Chí Minh, Ngày 01 tháng 02 năm 2024", "TP. Hồ Chí Minh", datetime.date(2024, 2, 1)),
            ("Đông Hà, 05/3/2021", "Đông Hà", datetime.date(2021, 3, 5)),
            ("Đông Hà, ngày 31 tháng 2 năm 2021", "Đông Hà", None),
        ],
    )
    def test_reads_place_and_date(self, line: str, place: str, date: datetime.date | None) -> None:
        read = read_directive(f"UBND TỈNH A\nSỞ B\nSố: 1/SB-VP\n{line}\nKính gửi: Sở C\n")
        assert (read.place, read.date) == (place, date)

    @pytest.mark.parametrize(
        ("lines", "authority", "title", "name"),
        [
            ("GIÁM ĐỐC\n\nLê Văn An", None, "GIÁM ĐỐC", "Lê Văn An"),
            ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n(Đã ký)\nLê Văn An", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn An"),
            ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn An", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn An"),
            ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nLê Văn An", "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Lê Văn An"),
            ("TUQ. BỘ TRƯỞNG\nVỤ TRƯỞNG\nLê Văn An", "TUQ. BỘ TRƯỞNG", "VỤ TRƯỞNG", "Lê Văn An"),
            ("Q. GIÁM ĐỐC\nLê Văn An", None, "Q. GIÁM ĐỐC", "Lê Văn An"),
            ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Văn An", "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lê Văn An"),
            ("GIÁM ĐỐC\n\n", None, "GIÁM ĐỐC", None),
        ],
    )
    def test_reads_the_signer(self, lines: str, authority: str | None, title: str, name: str | None) -> None:
        signer = read_directive(f"{HEAD}Kính gửi: Sở C\n\nĐề nghị báo cáo.\n\n{lines}\n\nNơi nhận:\n- Như trên.").signer
        assert signer is not None
        assert (signer.authority, signer.title, signer.name) == (authority, title, name)

    @pytest.mark.parametrize(
        ("title", "symbol", "doc_type"),
        [
            ("KẾ HOẠCH", "KH-SB", "kế hoạch"),
            ("QUYẾT ĐỊNH", "QĐ-SB", "quyết định"),
            ("THÔNG BÁO", "TB-SB", "thông báo"),
            ("Hướng dẫn", "HD-SB", "hướng dẫn"),
            ("B Á O C Á O", "BC-SB", "báo cáo"),
            ("", "NQ-SB", "nghị quyết"),
        ],
    )
    def test_reads_the_type(self, title: str, symbol: str, doc_type: str) -> None:
        head = f"UBND TỈNH A\nSỞ B\nSố: 1/{symbol}\nA, ngày 1 tháng 2 năm 2024\n"
        assert read_directive(f"{head}{title}\nVề việc thử\n\nI. NỘI DUNG\n1. Thử").doc_type == doc_type

    def test_gives_iso_days_and_empty_lists_for_json(self) -> None:
        read = read_directive(HEAD).as_dict()
        assert read["date"] == "2024-02-01"
        assert read["recipients"] == []
        assert read["signer"] is None
