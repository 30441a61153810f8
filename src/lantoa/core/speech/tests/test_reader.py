from datetime import date

from lantoa.core.speech import HouseStyle, OwnWord, lexicon_on, speak
from lantoa.core.viettext import to_nfc

SENTENCE = "Sáng 29/3, UBND tỉnh (b/c) họp lúc 7h30; 1.250.000đ/người, −3°C “Một cửa”, xem https://dichvucong.gov.vn."


class TestSpeak:
    def test_records_each_change_so_that_the_written_text_comes_back(self) -> None:
        spoken = speak(SENTENCE)

        assert spoken.written == SENTENCE
        assert all(to_nfc(SENTENCE)[change.start : change.end] == change.written for change in spoken.changes)

    def test_lets_an_editor_take_one_change_back(self) -> None:
        spoken = speak("Họp lúc 7h30 ngày 29/3")
        time = next(change for change in spoken.changes if change.rule == "time")

        taken_back = spoken.without(time)

        assert taken_back.text == "Họp lúc 7h30 ngày hai mươi chín tháng ba"
        assert taken_back.written == "Họp lúc 7h30 ngày 29/3"

    def test_says_a_decision_before_any_rule(self) -> None:
        spoken = speak("CCHC năm 2023, ông A.", decisions={"CCHC": "công cuộc cải cách", "năm 2023": "năm nay"})

        assert spoken.text == "công cuộc cải cách năm nay, ông A."
        assert {change.rule for change in spoken.changes} == {"decision"}

    def test_takes_a_decision_only_as_a_whole_word(self) -> None:
        assert speak("BXYZT và BXYZ", decisions={"BXYZ": "ban xây"}).text == "BXYZT và ban xây"

    def test_says_an_organisation_s_own_words_while_they_are_valid(self) -> None:
        own = [OwnWord("TTVH", "Trung tâm Văn hóa", date(2020, 1, 1), date(2025, 6, 30))]

        assert speak("TTVH", lexicon=lexicon_on(date(2023, 1, 1), own)).text == "Trung tâm Văn hóa"
        assert speak("TTVH", lexicon=lexicon_on(date(2026, 1, 1), own)).unknown[0].written == "TTVH"

    def test_lists_a_token_of_two_readings_that_the_words_around_it_do_not_decide(self) -> None:
        spoken = speak("Kết luận: 1/2")

        assert [place.written for place in spoken.unknown] == ["1/2"]
        assert spoken.doubtful[0].others == ("ngày mùng một tháng hai",)

    def test_learns_an_abbreviation_that_the_text_explains(self) -> None:
        assert speak("Hội Làm vườn (HLV) họp. HLV bàn").text == "Hội Làm vườn họp. Hội Làm vườn bàn"

    def test_follows_the_style_of_the_house(self) -> None:
        style = HouseStyle(
            thousand="ngàn", zero_tens="lẻ", billion="tỉ", four="bốn", early_day="mồng", documents="short"
        )

        assert (
            speak("1.004.000.024 đồng", style=style).text
            == "một tỉ không trăm lẻ bốn triệu không trăm hai mươi bốn đồng"
        )
        assert speak("ngày 2/9", style=style).text == "ngày mồng hai tháng chín"
        assert (
            speak("Nghị quyết số 76/NQ-CP ngày 15/7", style=style).text
            == "Nghị quyết số bảy mươi sáu của Chính phủ ngày mười lăm tháng bảy"
        )

    def test_keeps_lines_as_lines(self) -> None:
        assert speak("- Một\n- Hai\n\nBa").text == "Một\nHai\n\nBa"
