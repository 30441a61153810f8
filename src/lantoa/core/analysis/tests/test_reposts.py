import unicodedata
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.core.analysis import Repost, Text, find_reposts
from lantoa.core.analysis.repost_words import RepostWords, fingerprints, shingles
from lantoa.core.analysis.reposts import candidate_pairs
from lantoa.core.viettext import words

SYLLABLES = words(
    "xã huyện tỉnh dân làng cán bộ hồ sơ giấy tờ máy số điện thoại quầy chờ ngày tháng mưa nắng đường cầu chợ trường "
    "sinh thầy cô bệnh viện bác sĩ ruộng lúa tiêu tôm cá rừng biển đảo thuyền sông suối núi đồi bản thôn xóm phố "
    "họp bàn nghe nói hỏi trả lời viết đọc xem hiểu biết tin yêu mong đợi giúp đỡ xây dựng sửa chữa mua bán vay gửi"
)


def story(seed: int, length: int = 120) -> str:
    random = Random(seed)
    return " ".join(random.choice(SYLLABLES) for _ in range(length))


def groups(articles: list[Text]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for repost in find_reposts(articles):
        found.setdefault(repost.group, set()).add(repost.id)
    return {frozenset(members) for members in found.values()}


class TestFindReposts:
    def test_answers_in_input_order_and_leaves_a_single_article_alone(self) -> None:
        articles = [Text("b", "B", story(2)), Text("a", "A", story(1))]

        assert find_reposts(articles) == [Repost("b", "b", "b"), Repost("a", "a", "a")]

    def test_takes_nothing(self) -> None:
        assert find_reposts([]) == []

    @pytest.mark.parametrize(
        ("dates", "original"),
        [
            (("2023-05-02", "2023-05-01", None), "b"),
            ((None, None, "2023-05-09"), "c"),
            (("2023-05-01T01:00:00+07:00", "2023-04-30T17:30:00+00:00", None), "b"),
            (("2023-05-01T08:00:00", "2023-05-01T07:59:00+07:00", "2023-05-01T09:00:00Z"), "b"),
            (("2023-05-01", "2023-05-01T06:00:00", None), "a"),
            (("2023-05-01T16:00:00", "2023-05-01", "2023-05-01T06:00:00"), "b"),
            (("2023-05-01T16:00:00", "2023-05-01T06:00:00", "2023-05-01"), "b"),
            (("2023-05-02", "2023-05-01", "2023-05-01"), "b"),
            (("hôm qua", "", None), "a"),
        ],
    )
    def test_takes_the_earliest_stated_date_for_the_original(
        self, dates: tuple[str | None, str | None, str | None], original: str
    ) -> None:
        articles = [Text(id, id, story(1), date) for id, date in zip("abc", dates, strict=True)]

        assert {repost.original for repost in find_reposts(articles)} == {original}

    def test_prefers_a_text_that_names_no_other_source_when_no_date_is_stated(self) -> None:
        articles = [
            Text("a", "", story(1) + "\nNguồn: Báo Quảng Trị"),
            Text("b", "", story(1)),
            Text("c", "", story(1)),
        ]

        assert {repost.original for repost in find_reposts(articles)} == {"b"}

    @pytest.mark.parametrize("dates", [("2023-11-22T15:30", "2023-11-22"), ("2023-11-22", "2023-11-22"), (None, None)])
    @pytest.mark.parametrize("copied", ["{}\n(Theo Trang TTĐT huyện Hải Lăng)", "{}\nNguồn: Sở Nội vụ", "(QTO) - {}"])
    def test_prefers_a_text_without_source_and_mark_where_the_dates_do_not_decide(
        self, copied: str, dates: tuple[str | None, str | None]
    ) -> None:
        copy, own = Text("a", "", copied.format(story(1)), dates[0]), Text("b", "", story(1), dates[1])

        assert {repost.original for repost in find_reposts([copy, own])} == {"b"}
        assert {repost.original for repost in find_reposts([own, copy])} == {"b"}

    def test_prefers_an_article_with_a_newspapers_mark_to_one_that_names_its_source(self) -> None:
        articles = [
            Text("a", "", story(1) + "\n(Theo Báo Quảng Trị)", "2023-06-01"),
            Text("b", "", "(QTO) - " + story(1), "2023-06-01T05:00"),
        ]

        assert {repost.original for repost in find_reposts(articles)} == {"b"}

    def test_prefers_the_uncut_text_of_one_day(self) -> None:
        cut = " ".join(story(1).split()[:105])
        articles = [Text("a", "", cut, "2023-10-10T10:00"), Text("b", "", story(1), "2023-10-10")]

        assert {repost.original for repost in find_reposts(articles)} == {"b"}

    def test_keeps_a_later_source_line_from_outweighing_an_earlier_day(self) -> None:
        articles = [
            Text("a", "", story(1), "2023-06-02T05:00"),
            Text("b", "", story(1) + "\nNguồn: Sở Nội vụ", "2023-06-01"),
        ]

        assert {repost.original for repost in find_reposts(articles)} == {"b"}

    def test_groups_unicode_forms_tone_places_and_missing_accents(self) -> None:
        text = f"Hòa thuận {story(3)} thủy chung"
        plain = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode().replace("đ", "d")
        forms = [text, unicodedata.normalize("NFD", text), text.replace("òa", "oà").replace("ủy", "uỷ"), plain]

        assert len(groups([Text(str(number), "", form) for number, form in enumerate(forms)])) == 1

    def test_groups_short_texts_only_when_equal(self) -> None:
        articles = [
            Text("a", "Nghỉ lễ", "Xã nghỉ từ ngày 1/9."),
            Text("b", "NGHỈ LỄ", "Xa nghi tu ngay 1/9!"),
            Text("c", "Nghỉ lễ", "Xã nghỉ từ ngày 2/9."),
            Text("d", "Thông báo", "Xã nghỉ từ ngày 1/9."),
            Text("e", "", ""),
        ]

        assert groups(articles) == {frozenset("ab"), frozenset("c"), frozenset("d"), frozenset("e")}

    @settings(deadline=None, max_examples=50)
    @given(st.permutations(range(12)), st.integers(0, 5))
    def test_does_not_depend_on_the_order_of_the_input(self, order: list[int], seed: int) -> None:
        articles = [Text(f"{seed}{n}", "", story(seed * 10 + n % 4), f"2023-05-{n + 1:02d}") for n in range(12)]
        articles[5] = replace(articles[5], text=f"{story(99, 10)} {articles[5].text}")
        articles[7] = replace(articles[7], text=" ".join(articles[7].text.split()[:70]))
        shuffled = [articles[place] for place in order]

        assert sorted(find_reposts(shuffled), key=str) == sorted(find_reposts(articles), key=str)

    @settings(deadline=None, max_examples=50)
    @given(st.lists(st.tuples(st.text(max_size=80), st.none() | st.text(max_size=20)), max_size=6))
    def test_raises_for_no_input(self, drafts: list[tuple[str, str | None]]) -> None:
        articles = [Text(str(number), text, text, date) for number, (text, date) in enumerate(drafts)]
        reposts = find_reposts(articles)

        assert [repost.id for repost in reposts] == [article.id for article in articles]
        assert all(repost.group == repost.original for repost in reposts)


class TestCandidatePairs:
    def test_grow_in_step_with_the_texts_even_when_all_share_a_paragraph(self) -> None:
        shared = story(0, 60)

        def pairs(count: int) -> int:
            texts = [f"{story(number + 1, 60)} {shared}" for number in range(count)]
            return len(candidate_pairs([fingerprints(shingles(RepostWords(text).words)) for text in texts]))

        counts = [pairs(count) for count in (50, 100, 200, 400)]
        assert all(more <= 2.3 * less for less, more in pairwise(counts))

    def test_leave_out_texts_with_little_in_common(self) -> None:
        assert candidate_pairs([frozenset(range(10)), frozenset(range(9, 19))]) == []
