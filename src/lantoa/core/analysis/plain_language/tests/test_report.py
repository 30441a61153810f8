"""The check as a whole, and what each kind of hint is for."""

from datetime import date

from lantoa.core.analysis.plain_language import (
    Draft,
    Hint,
    HintKind,
    Link,
    Picture,
    Piece,
    PieceKind,
    check_plainness,
    mended,
    plain_wordings,
)

TODAY = date(2026, 11, 26)


def check(
    text: str, *, on: date = TODAY, kind: PieceKind = PieceKind.PARAGRAPH, links: tuple[Link, ...] = ()
) -> list[Hint]:
    piece = Piece("body", text, kind, links=links)
    return list(check_plainness(Draft("Bài thử", "", "Bạn được lợi.", on, [piece])).hints)


def only(text: str, kind: HintKind, *, on: date = TODAY) -> list[Hint]:
    return [hint for hint in check(text, on=on) if hint.kind is kind]


class TestCheckPlainness:
    def test_finds_nothing_in_an_empty_draft(self) -> None:
        report = check_plainness(Draft("", "", "", TODAY))
        assert report.hints == () and report.readability is None

    def test_asks_what_the_story_means_for_the_reader(self) -> None:
        report = check_plainness(Draft("Nộp hồ sơ ở xã", "Từ mai nộp ở xã.", " ", TODAY))
        assert [hint.place for hint in report.of(HintKind.NO_MEANING)] == ["for_reader"]

    def test_every_hint_covers_its_own_words(self) -> None:
        text = "UBND xã tiến hành thu hồ sơ mức độ 4; Uỷ ban trên địa bàn xã triển khai thực hiện."
        hints = check(text)
        assert len(hints) >= 4
        assert all(text[hint.start : hint.end] == hint.words and hint.reason for hint in hints)

    def test_says_the_same_of_the_same_words_five_times_at_most(self) -> None:
        assert len(only("Xã tiến hành. " * 20, HintKind.OFFICIALESE)) == 5

    def test_puts_what_shuts_readers_out_first(self) -> None:
        picture = Picture("body-1")
        draft = Draft("Bài", "Xã tiến hành.", "", TODAY, [picture])
        assert [hint.kind for hint in check_plainness(draft).hints] == [
            HintKind.NO_MEANING,
            HintKind.NO_PICTURE_WORDS,
            HintKind.OFFICIALESE,
        ]


class TestOfficialese:
    def test_knows_at_least_a_hundred_and_fifty_wordings_with_reasons(self) -> None:
        assert len(plain_wordings()) >= 150
        assert all(wording.reason.endswith(".") for wording in plain_wordings().values())

    def test_offers_no_wording_that_is_officialese_itself(self) -> None:
        assert [words for words, wording in plain_wordings().items() if wording.plain.lower() in plain_wordings()] == []

    def test_takes_the_longest_wording(self) -> None:
        assert [hint.words for hint in only("Xã tổ chức triển khai thực hiện ngay.", HintKind.OFFICIALESE)] == [
            "tổ chức triển khai thực hiện"
        ]

    def test_keeps_the_capital_of_a_beginning(self) -> None:
        text = "Tiến hành đo đạc đất."
        (hint,) = only(text, HintKind.OFFICIALESE)
        assert hint.mend is not None and mended(text, hint.mend) == "Đo đạc đất."

    def test_takes_out_what_can_go_and_lifts_the_next_letter(self) -> None:
        text = "Nhìn chung người dân hài lòng."
        (hint,) = only(text, HintKind.OFFICIALESE)
        assert hint.mend is not None and mended(text, hint.mend) == "Người dân hài lòng."

    def test_takes_the_comma_with_it(self) -> None:
        text = "Nhìn chung, người dân hài lòng."
        (hint,) = only(text, HintKind.OFFICIALESE)
        assert hint.mend is not None and mended(text, hint.mend) == "Người dân hài lòng."

    def test_mends_nothing_where_a_word_would_be_missing(self) -> None:
        (hint,) = only("Xã giúp mọi hộ nghèo trên địa bàn.", HintKind.OFFICIALESE)
        assert hint.mend is None

    def test_leaves_what_stands_between_quotation_marks(self) -> None:
        assert only("Bà nói: “Tôi tiến hành làm ngay.”", HintKind.OFFICIALESE) == []

    def test_reads_the_old_tone_placement(self) -> None:
        assert only("Xã HOÀN THIỆN HỒ SƠ", HintKind.OFFICIALESE) == []
        assert [hint.words for hint in only("Xã hoàn thiện hồ sơ.", HintKind.OFFICIALESE)] == ["hoàn thiện hồ sơ"]

    def test_leaves_terms_of_law_and_what_somebody_said(self) -> None:
        assert only("Giấy chứng nhận quyền sử dụng đất.", HintKind.OFFICIALESE) == []
        assert [hint.kind for hint in check("Chúng tôi tiến hành.", kind=PieceKind.QUOTE)] == []


class TestAbbreviations:
    def test_writes_the_full_words_at_the_first_use_only(self) -> None:
        text = "UBND xã họp. UBND phường họp."
        (hint,) = only(text, HintKind.ABBREVIATION)
        assert hint.mend is not None
        assert mended(text, hint.mend) == "Ủy ban nhân dân (UBND) xã họp. UBND phường họp."

    def test_is_content_where_the_story_explains_it(self) -> None:
        assert only("Ủy ban nhân dân (UBND) xã họp. UBND họp.", HintKind.ABBREVIATION) == []
        assert only("TTHC (thủ tục hành chính) gọn hơn.", HintKind.ABBREVIATION) == []

    def test_mends_nothing_where_the_letters_have_two_readings(self) -> None:
        (hint,) = only("Gặp BTV ở xã.", HintKind.ABBREVIATION)
        assert hint.mend is None and "Ban Thường vụ" in hint.reason

    def test_passes_over_symbols_numbers_and_what_everybody_knows(self) -> None:
        assert only("Kế hoạch 219/KH-UBND, khóa XIV, quét mã QR, thẻ ATM.", HintKind.ABBREVIATION) == []

    def test_takes_no_word_in_capitals_for_an_abbreviation(self) -> None:
        assert only("Anh Lê Văn THANH đến xã.", HintKind.ABBREVIATION) == []


class TestObsolete:
    def test_is_judged_by_the_day_of_the_story(self) -> None:
        text = "Nộp hồ sơ mức độ 4."
        assert only(text, HintKind.OBSOLETE, on=date(2022, 1, 5)) == []
        (hint,) = only(text, HintKind.OBSOLETE)
        assert hint.mend is not None and mended(text, hint.mend) == "Nộp hồ sơ toàn trình."

    def test_lets_a_sentence_speak_of_the_past(self) -> None:
        assert only("Trước đây UBND huyện Gio Linh nhận hồ sơ.", HintKind.OBSOLETE) == []
        assert only("Năm 2023, huyện Gio Linh có 17 xã.", HintKind.OBSOLETE) == []
        assert [hint.words for hint in only("Người dân huyện Gio Linh nộp hồ sơ.", HintKind.OBSOLETE)] == ["huyện"]

    def test_sends_readers_of_a_closed_portal_to_the_open_one(self) -> None:
        text = "Vào https://dichvucong.quangtri.gov.vn để nộp."
        (hint,) = only(text, HintKind.OBSOLETE)
        assert hint.mend is not None and mended(text, hint.mend) == "Vào dichvucong.gov.vn để nộp."


class TestLongSentences:
    def test_cuts_where_a_new_thought_begins(self) -> None:
        part = "xã nhận hồ sơ của bà con vào mọi ngày làm việc trong tuần và trả kết quả tại chỗ"
        text = f"Từ nay {part}; {part}."
        (hint,) = only(text, HintKind.LONG_SENTENCE)
        assert hint.mend is not None and ". Xã nhận hồ sơ" in mended(text, hint.mend)

    def test_leaves_titles_and_sentences_of_common_length(self) -> None:
        assert only("Xã nhận hồ sơ của bà con vào mọi ngày làm việc.", HintKind.LONG_SENTENCE) == []
        assert check("rất " * 60, kind=PieceKind.HEADING) == []


class TestAccessibility:
    def test_finds_links_that_do_not_say_where_they_lead(self) -> None:
        hints = check("Xem tại đây nhé.", links=(Link(4, 11, "https://a.vn"),))
        assert [(hint.kind, hint.words) for hint in hints] == [(HintKind.LINK_WORDS, "tại đây")]
        assert check("Đọc kế hoạch năm.", links=(Link(4, 12, "https://a.vn"),)) == []

    def test_finds_a_heading_that_leaves_out_a_level(self) -> None:
        body = [Piece("a", "Một", PieceKind.HEADING, 3), Piece("b", "Hai", PieceKind.HEADING, 2)]
        report = check_plainness(Draft("Bài", "", "Bạn", TODAY, body))
        assert [hint.place for hint in report.of(HintKind.HEADING_JUMP)] == ["a"]

    def test_finds_pictures_in_a_row_once(self) -> None:
        body = [Picture(f"p{number}", "Lời") for number in range(5)]
        report = check_plainness(Draft("Bài", "", "Bạn", TODAY, body))
        assert [hint.place for hint in report.hints] == ["p2"]

    def test_writes_capitals_small(self) -> None:
        text = "MỜI BÀ CON ĐẾN HỌP THÔN"
        (hint,) = check(text)
        assert hint.kind is HintKind.CAPITALS
        assert hint.mend is not None and mended(text, hint.mend) == "Mời bà con đến họp thôn"
