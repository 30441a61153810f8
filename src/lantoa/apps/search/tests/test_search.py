from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lantoa.apps.search.actions import rebuild_search
from lantoa.apps.search.queries import MOST_HITS, Found, search, search_keys
from lantoa.apps.search.storage import NoIndex
from lantoa.apps.search.tests.shelf import Shelf, choice

TODAY = date(2023, 12, 1)


def found(text: str, **asked: object) -> Found:
    return search(text, today=TODAY, **asked)  # type: ignore[arg-type]


def keys(text: str, **asked: object) -> list[str]:
    return [hit.document.key for hit in found(text, **asked).hits]


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    shelf.put("1", "Hóa đơn điện tử cho hộ kinh doanh", text="Máy gửi dữ liệu tới cơ quan thuế.")
    shelf.put("2", "Hoa don dien tu khong dau", text="Ban viet khong dau.")
    shelf.put("3", "Kế hoạch CCHC của xã", text="Việc của từng tuần.")
    shelf.put("4", "Một năm cải cách hành chính", text="Nhìn lại các việc đã làm ở Đông Hà.")
    shelf.put("5", "Tổ hoà giải", text="Chuyện hàng rào ở xã, bàn việc cải cách hành chính.")
    shelf.put("6", "Chuyện chợ quê", text="Cải cách một chút, hành chính một chút.")
    rebuild_search()
    return shelf


class TestWords:
    @pytest.mark.parametrize("text", ["Đông Hà", "dong ha", "đông hà", "DONG HA", "Đo\u0302ng Ha\u0300"])
    def test_are_found_with_and_without_accents(self, filled: Shelf, text: str) -> None:
        assert keys(text) == ["4"]

    @pytest.mark.parametrize("text", ["hòa giải", "hoà giải", "hoa giai", "HOÀ GIẢI"])
    def test_are_found_in_either_tone_place(self, filled: Shelf, text: str) -> None:
        assert keys(text)[0] == "5"

    def test_come_first_with_their_very_accents(self, filled: Shelf) -> None:
        hits = found("hóa đơn điện tử").hits
        assert [(hit.document.key, hit.exact) for hit in hits] == [("1", True), ("2", False)]

    def test_must_all_be_there(self, filled: Shelf) -> None:
        assert keys("hàng rào") == ["5"]

    def test_are_found_from_either_side_of_an_abbreviation(self, filled: Shelf) -> None:
        assert set(keys("CCHC")) == set(keys("cải cách hành chính")) == {"3", "4", "5"}

    def test_weigh_more_in_the_title_than_in_the_text(self, filled: Shelf) -> None:
        assert keys("cai cach hanh chinh")[-1] == "5"

    def test_must_stand_together_in_quotes(self, filled: Shelf) -> None:
        assert set(keys('"một chút"')) == {"6"}
        assert found('"một hành"').loosely

    def test_weigh_more_beside_one_another(self, filled: Shelf) -> None:
        assert keys("việc từng")[0] == "3"


class TestOrder:
    def test_puts_the_newer_of_equals_first_then_goes_by_key(self, shelf: Shelf) -> None:
        for key, day in (("3", date(2022, 1, 1)), ("2", date(2023, 1, 1)), ("1", date(2022, 1, 1))):
            shelf.put(key, "Tin một cửa", published_on=day)
        rebuild_search()
        assert keys("một cửa") == ["2", "1", "3"]

    def test_is_the_same_on_every_page(self, shelf: Shelf) -> None:
        for number in range(35):
            shelf.put(str(number), "Tin một cửa")
        rebuild_search()
        pages = [keys("một cửa", offset=start, limit=10) for start in range(0, 40, 10)]
        assert [len(page) for page in pages] == [10, 10, 10, 5]
        assert [key for page in pages for key in page] == [str(number) for number in range(35)]

    def test_ends_where_nobody_pages_to(self, shelf: Shelf) -> None:
        for number in range(MOST_HITS + 20):
            shelf.put(str(number), "Tin một cửa")
        rebuild_search()
        answer = found("một cửa")
        assert (answer.total, answer.reachable) == (MOST_HITS + 20, MOST_HITS)


class TestKeys:
    @pytest.mark.parametrize("text", ["cai cach hanh chinh", "CCHC", "hàng rào", "hoa don dien tu", "chợ quê xa", "…"])
    def test_are_those_of_the_hits_in_their_order_with_the_same_answer(self, filled: Shelf, text: str) -> None:
        shown = found(text, chosen={"kind": "paper"}, limit=MOST_HITS)
        told, listed = search_keys(text, today=TODAY, chosen={"kind": "paper"})
        assert listed == tuple(int(hit.document.key) for hit in shown.hits)
        assert told == replace(shown, hits=(), facets=None)


class TestFacets:
    @pytest.fixture
    def faceted(self, shelf: Shelf) -> Shelf:
        shelf.put("1", "Tin một", themes=(choice("t1"), choice("t2")), column=choice("xa"))
        shelf.put("2", "Tin hai", themes=(choice("t1"),), agency=choice("so"), published_on=date(2022, 3, 1))
        shelf.put("3", "Tin ba", agency=choice("so"), published_on=None)
        rebuild_search()
        return shelf

    def counts(self, answer: Found, facet: str) -> dict[str, int]:
        return {count.choice.code: count.documents for count in (answer.facets or {})[facet]}

    def test_count_what_was_found(self, faceted: Shelf) -> None:
        answer = found("tin")
        assert self.counts(answer, "theme") == {"t1": 2, "t2": 1}
        assert self.counts(answer, "agency") == {"so": 2}
        assert self.counts(answer, "year") == {"2023": 1, "2022": 1}
        assert self.counts(answer, "kind") == {"paper": 3}

    def test_have_the_labels_of_the_documents(self, faceted: Shelf) -> None:
        assert found("tin").facets["column"][0].choice == choice("xa")  # type: ignore[index]

    def test_narrow_down_and_are_counted_within(self, faceted: Shelf) -> None:
        answer = found("tin", chosen={"theme": "t1", "agency": "so"})
        assert [hit.document.key for hit in answer.hits] == ["2"]
        assert self.counts(answer, "year") == {"2022": 1}

    def test_say_what_there_is_without_them(self, faceted: Shelf) -> None:
        answer = found("tin ba", chosen={"year": "2023"})
        assert (answer.total, answer.unfiltered) == (0, 1)

    def test_take_any_code(self, faceted: Shelf) -> None:
        assert found("tin", chosen={"theme": "\x00'\"*:", "nothing": "x"}).total == 0


class TestHelp:
    def test_shows_what_holds_most_of_the_words(self, filled: Shelf) -> None:
        answer = found("hàng rào sắt")
        assert answer.loosely and [hit.document.key for hit in answer.hits] == ["5"]

    def test_suggests_what_was_meant(self, filled: Shelf) -> None:
        assert found("hóa đơnn").suggestion == "hóa đơn"
        assert found("hoàgiải").suggestion == "hòa giải"
        assert found("hóa đơnn điện qqqq www").suggestion == "hóa đơn điện"

    def test_suggests_nothing_that_finds_nothing(self, filled: Shelf) -> None:
        assert found("qwrtzz").suggestion == ""

    def test_suggests_nothing_to_who_found_it(self, filled: Shelf) -> None:
        assert found("hóa đơn").suggestion == ""

    def test_offers_shorter_questions(self, filled: Shelf) -> None:
        assert found("giải qqq www eee").fewer == ("giải",)


class TestAnything:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
    @given(st.text(max_size=80))
    @example('"" AND (title_folded:hóa^3 OR *) -[a TO b] ~2 \\')
    @example("CCHC " * 30)
    def test_may_be_asked(self, filled: Shelf, text: str) -> None:
        answer = found(text)
        assert answer.total >= len(answer.hits)


class TestWithoutIndex:
    def test_says_so(self, shelf: Shelf) -> None:
        with pytest.raises(NoIndex):
            found("một cửa")

    def test_answers_an_empty_question_all_the_same(self, shelf: Shelf) -> None:
        assert found(" ?! ").total == 0
