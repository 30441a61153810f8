import pytest

from lantoa.core.analysis.shortening import shortened
from lantoa.core.viettext import sentences, words

LEAD = "Từ tháng Sáu, người dân nộp hồ sơ khai sinh qua mạng và nhận kết quả trong ngày."
BODY = [
    "Trước đây người dân phải đến Bộ phận Một cửa hai lần. Nay hồ sơ khai sinh nộp qua mạng, không phải đi lại.",
    "Trời hôm ấy mát. Nhiều người đến xem. Cán bộ xã hướng dẫn người dân nộp hồ sơ khai sinh ngay trên điện thoại.",
    "Trong quý I đã có 1.240 hồ sơ khai sinh nộp qua mạng, bằng 62% số hồ sơ. Ai cần giúp thì gọi cho xã.",
]


class TestShortened:
    def test_keeps_the_lead_and_whole_sentences_in_their_order(self) -> None:
        short = shortened(LEAD, BODY, words_at_most=60, title="Khai sinh qua mạng")
        everything = [*sentences(LEAD), *(sentence for part in BODY for sentence in sentences(part))]
        kept = sentences(short.text)
        assert kept[0] == LEAD
        assert kept == [sentence for sentence in everything if sentence in kept]
        assert short.words == sum(len(words(sentence)) for sentence in kept) <= 60
        assert short.left_out == len(everything) - len(kept)

    def test_prefers_what_the_story_is_about(self) -> None:
        short = shortened(LEAD, BODY, words_at_most=45, title="Khai sinh qua mạng")
        assert "Trời hôm ấy mát." not in short.text
        assert "khai sinh" in short.text.removeprefix(LEAD)

    def test_leaves_a_text_that_fits_as_it_is(self) -> None:
        short = shortened(LEAD, BODY, words_at_most=600)
        assert short.paragraphs == (LEAD, *BODY)
        assert short.left_out == 0

    def test_keeps_the_first_sentence_even_when_it_is_too_long(self) -> None:
        short = shortened(f"{LEAD} Rất nhanh.", BODY, words_at_most=5)
        assert short.text == LEAD
        assert short.words > 5

    def test_says_nothing_twice(self) -> None:
        body = ["Nộp hồ sơ qua mạng.", "NỘP HỒ SƠ QUA MẠNG.", "Câu khác dài hơn nhiều từ."]
        short = shortened("Mở đầu.", body, words_at_most=12)
        assert short.text.casefold().count("nộp hồ sơ") == 1

    def test_refuses_a_length_of_nothing(self) -> None:
        with pytest.raises(ValueError, match="at least one word"):
            shortened(LEAD, BODY, words_at_most=0)
