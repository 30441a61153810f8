import pytest

from lantoa.core.viettext import abbreviations, expand, standard_tone


class TestAbbreviations:
    def test_holds_at_least_200_with_full_words_in_modern_spelling(self) -> None:
        assert len(abbreviations()) >= 200
        for short, full in abbreviations().items():
            assert full, short
            assert all(standard_tone(reading) == reading.strip() for reading in full), short


class TestExpand:
    @pytest.mark.parametrize(
        ("short", "first"),
        [
            ("CCHC", "cải cách hành chính"),
            ("UBND", "Ủy ban nhân dân"),
            ("cđs", "chuyển đổi số"),
            ("CDS", "chuyển đổi số"),
            ("TP.", "thành phố"),
            ("Par Index", "Chỉ số cải cách hành chính"),
            ("TT&TT", "Thông tin và Truyền thông"),
        ],
    )
    def test_gives_the_usual_reading_first(self, short: str, first: str) -> None:
        assert expand(short)[0] == first

    def test_prefers_exact_accents(self) -> None:
        assert expand("HD") == ["hướng dẫn"]
        assert "hợp đồng" in expand("HĐ")

    def test_gives_nothing_for_the_unknown(self) -> None:
        assert expand("KHÔNGCÓ") == []
