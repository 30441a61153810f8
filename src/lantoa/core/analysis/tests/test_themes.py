import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.core.analysis import PROPOSED, ThemeMatcher, ThemeText
from lantoa.core.analysis.calibration import CALIBRATION
from lantoa.core.analysis.themes import MAX_PHRASES
from lantoa.core.viettext import words

MATCHER = ThemeMatcher(
    [
        ThemeText("T1", "Tuyên truyền các chỉ số PAR INDEX, PAPI, SIPAS của tỉnh."),
        ThemeText("T2", "Giới thiệu thái độ phục vụ, văn hóa giao tiếp của cán bộ, công chức."),
        ThemeText("T3", "Tuyên truyền việc tiếp nhận, xử lý thủ tục hành chính tại Trung tâm Phục vụ hành chính công."),
        ThemeText("T4", "Phổ biến chuyển đổi số, chính quyền số, Đề án 06, định danh điện tử."),
    ]
)
ONE_STOP = (
    "Trung tâm Phục vụ hành chính công tiếp nhận 40 hồ sơ mỗi ngày, phần lớn là thủ tục hành chính về đất đai. "
    "Hồ sơ được trả kết quả đúng hạn, người dân nhận giấy hẹn qua tin nhắn."
)
WORDS = st.sampled_from(
    [*words("chỉ số PAR INDEX một cửa hàng thủ tục hành chính cải cách VNeID thái độ công chức"), *".,;…\n", "12,5%"]
)
ARTICLES = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join))


class TestMatch:
    def test_finds_the_theme_with_the_phrases_that_decided(self) -> None:
        (best, *_) = MATCHER.match("Một ngày ở Trung tâm Phục vụ hành chính công", ONE_STOP)

        assert best.code == "T3"
        assert best.phrases[0] == "Trung tâm Phục vụ hành chính công"

    def test_reads_text_without_accents(self) -> None:
        plain = "Trung tam Phuc vu hanh chinh cong tiep nhan ho so, thu tuc hanh chinh giai quyet dung han."

        assert [theme.code for theme in MATCHER.match("Mot ngay o trung tam", plain)] == ["T3"]

    def test_proposes_nothing_for_one_sentence_in_passing(self) -> None:
        other = "Đội thuyền tập từ tinh mơ trên khúc sông quê. Bà con đứng kín hai bờ hò reo suốt buổi. " * 6
        mention = "Nhân dịp này, Trung tâm Phục vụ hành chính công tiếp nhận hồ sơ, trả kết quả thủ tục hành chính. "

        assert MATCHER.match("Rộn ràng hội đua thuyền", other + mention + other) == []
        assert MATCHER.match("Rộn ràng hội đua thuyền", other + mention * 3 + other) != []

    def test_names_a_second_theme_of_a_long_article(self) -> None:
        second = (
            "Cán bộ niềm nở mời cụ ngồi, giải thích cặn kẽ rồi xin lỗi vì để cụ chờ. "
            "Thái độ phục vụ của công chức khiến bà con hài lòng. "
        )

        assert {theme.code for theme in MATCHER.match("Ghi chép một buổi sáng", (ONE_STOP + " ") * 4 + second * 4)} == {
            "T2",
            "T3",
        }

    def test_answers_alike_after_recalibration_with_the_same_constants(self) -> None:
        assert MATCHER.recalibrated(CALIBRATION).match("", ONE_STOP) == MATCHER.match("", ONE_STOP)

    def test_trusts_text_with_accents_more(self) -> None:
        title, text = "Thủ tục hành chính", "Xã giải quyết thủ tục hành chính."
        (exact,) = MATCHER.match(title, text)
        plain = MATCHER.match("Thu tuc hanh chinh", "Xa giai quyet thu tuc hanh chinh.")

        assert all(theme.score < exact.score for theme in plain)

    def test_answers_several_themes_best_first(self) -> None:
        title = "Nâng chỉ số PAR INDEX bằng chính quyền số"
        text = "Tỉnh nâng hạng PAR INDEX, PAPI nhờ chuyển đổi số: Đề án 06, định danh điện tử, chính quyền số cấp xã."
        themes = MATCHER.match(title, text)

        assert {theme.code for theme in themes} == {"T1", "T4"}
        assert [theme.score for theme in themes] == sorted((theme.score for theme in themes), reverse=True)

    @pytest.mark.parametrize(
        ("title", "text"),
        [
            ("Đội bóng UBND tỉnh vô địch", "Trận chung kết giữa các công chức kết thúc 3-2, cầu thủ ghi bàn phút 89."),
            ("Một cửa hàng tiện lợi khai trương", "Cửa hàng giảm giá 30%, thủ tục trả góp nhanh, khách hàng hài lòng."),
            ("Chuyển đổi số cùng Điện máy Z", "Mua điện thoại trả góp, khuyến mãi, quà tặng cho khách hàng."),
            ("Mưa lớn ở miền núi", "Chủ tịch UBND tỉnh chỉ đạo ứng phó mưa lũ, sạt lở, di dời dân."),
            ("", ""),
        ],
    )
    def test_gives_nothing_for_another_subject(self, title: str, text: str) -> None:
        assert MATCHER.match(title, text) == []

    def test_drops_a_theme_that_is_only_mentioned_in_a_long_article(self) -> None:
        filler = " ".join(f"Câu thứ {number} kể chuyện làng chài ra khơi đầu năm." for number in range(60))

        assert MATCHER.match("Làng chài đầu năm", f"{filler} Một người ghé bộ phận một cửa. {filler}") == []

    def test_gives_the_same_answer_whatever_the_order_of_items(self) -> None:
        items = [ThemeText("A", "Các chỉ số PAR INDEX."), ThemeText("B", "Thủ tục hành chính, bộ phận một cửa.")]

        assert ThemeMatcher(items).match("", ONE_STOP) == ThemeMatcher(items[::-1]).match("", ONE_STOP)

    def test_matches_items_outside_administrative_reform_by_their_own_words(self) -> None:
        matcher = ThemeMatcher([ThemeText("A", "Phòng, chống tảo hôn."), ThemeText("B", "Phòng, chống đuối nước.")])
        text = "Cán bộ dân số xuống bản vận động, năm nay bản không còn cặp tảo hôn nào."

        assert [theme.code for theme in matcher.match("Xóa nạn tảo hôn ở bản A Dơi", text)] == ["A"]

    def test_takes_a_directive_without_items(self) -> None:
        assert ThemeMatcher([]).match("Một cửa", ONE_STOP) == []

    @settings(deadline=None, max_examples=50)
    @given(ARTICLES, ARTICLES)
    def test_keeps_its_promises_for_any_input(self, title: str, text: str) -> None:
        composed = unicodedata.normalize("NFC", f"{title}\n{text}")

        for theme in MATCHER.match(title, text):
            assert PROPOSED <= theme.score <= 1
            assert 1 <= len(theme.phrases) <= MAX_PHRASES
            assert all(phrase and phrase in composed for phrase in theme.phrases)

    @settings(deadline=None, max_examples=50)
    @given(ARTICLES)
    def test_reads_decomposed_and_composed_text_alike(self, text: str) -> None:
        composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

        assert MATCHER.match("", composed) == MATCHER.match("", decomposed)

    @settings(deadline=None, max_examples=15)
    @given(st.lists(st.text(max_size=120), max_size=4))
    def test_takes_any_items(self, texts: list[str]) -> None:
        matcher = ThemeMatcher(ThemeText(f"T{number}", text) for number, text in enumerate(texts))

        assert all(PROPOSED <= theme.score <= 1 for theme in matcher.match("Một cửa", ONE_STOP))
