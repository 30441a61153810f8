"""Adverts told from reports: disguises seen through."""

import pytest

from lantoa.core.analysis.offers import offer_in


class TestOfferIn:
    @pytest.mark.parametrize(
        "words",
        [
            "v.a.y t.i.ề.n trong ngày, zalo 0900000001",
            "v a y t i ề n trong ngày, zalo 0900000001",
            "vay\u200btiền trong ngày, zalo 0900000001",
            "vаy tiền trong ngày, zalo 0900000001",  # а of Cyrillic
            "ｖａｙ tiền trong ngày, zalo 0900000001",
            "vay_tiền trong ngày, zalo 0900000001",
            "vay tien trong ngay, zalo 0900000001",
            "v4y ti3n trong ngay, zalo 0900000001",
        ],
    )
    def test_sees_through_disguises(self, words: str) -> None:
        found = offer_in(words)
        assert "vay tiền" in found.goods
        assert found.is_likely

    def test_hears_no_other_word_that_is_spelled_alike_without_accents(self) -> None:
        assert offer_in("Cả cuộc đời tôi làm ruộng").goods == ()

    @pytest.mark.parametrize("words", ["xem vay-thu.example", "xem vay . vip", "vào vuabet chấm vip", "t.me/thu"])
    def test_finds_addresses_however_written(self, words: str) -> None:
        assert len(offer_in(words).addresses) == 1

    @pytest.mark.parametrize(
        "words", ["Hồ sơ 000.00.11.H50", "Xong. Top 10", "https://dichvucong.gov.vn/a", "17h.Co dan"]
    )
    def test_takes_no_number_sentence_or_official_page_for_an_address(self, words: str) -> None:
        assert offer_in(words).addresses == ()
