import pytest

from lantoa.core.analysis.item_profile import DirectiveProfile, directive_profile


def profile(*texts: str) -> DirectiveProfile:
    items = [(f"T{number}", text) for number, text in enumerate(texts, start=1)]
    return directive_profile(items, rarity_power=0.5, borrowed=0.5)


class TestDirectiveProfile:
    def test_finds_what_an_item_asks_for(self) -> None:
        (item,) = profile("Tuyên truyền các cuộc thi tìm hiểu về CCHC; việc tiếp nhận hồ sơ tại bộ phận một cửa.").items

        assert item.asks["contest"] == 1
        assert item.asks["one_stop"] == 1
        assert "service_attitude" not in item.asks

    def test_lets_the_matter_itself_decide_nothing(self) -> None:
        (item,) = profile("Tuyên truyền cải cách hành chính.").items

        assert "admin_reform" not in item.asks
        assert item.settings == {"admin_reform"}

    def test_counts_less_what_several_items_ask_for(self) -> None:
        first, second, third = profile(
            "Giới thiệu thái độ phục vụ của công chức.", "Nêu gương thái độ phục vụ, các cuộc thi.", "Chính quyền số."
        ).items

        assert first.asks["service_attitude"] == second.asks["service_attitude"] < 1
        assert third.asks["digital_government"] == 1

    def test_discounts_a_purpose_that_another_item_asks_for_plainly(self) -> None:
        first, second = profile(
            "Phổ biến quan điểm, chủ trương của Đảng.", "Mở chuyên mục nhằm phổ biến quan điểm của Đảng."
        ).items

        assert first.asks["party_policy"] > 0.9
        assert "party_policy" not in second.asks

    def test_keeps_an_own_phrase_that_no_concept_covers(self) -> None:
        (item,) = profile("Tuyên truyền phòng, chống tảo hôn trong đồng bào Vân Kiều.").items

        assert "tảo hôn" in item.own_words
        assert all("tuyên truyền" not in phrase for phrase in item.own_words)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [("Kế hoạch cải cách hành chính năm 2026.", True), ("Phòng, chống đuối nước cho trẻ em.", False)],
    )
    def test_tells_whether_the_matter_is_administrative(self, text: str, expected: bool) -> None:
        assert profile(text).is_administrative is expected

    def test_takes_no_items(self) -> None:
        assert directive_profile([], rarity_power=0.5, borrowed=0.5).items == ()
