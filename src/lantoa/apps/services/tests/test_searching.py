"""The service guide is found by everyday words, with accents, without, in either Unicode form."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from conftest import NOW
from django.conf import LazySettings

from lantoa.apps.search.actions import refresh_search
from lantoa.apps.search.queries import search
from lantoa.apps.services.actions.procedures import publish_procedure, retire_procedure
from lantoa.apps.services.everyday import concepts
from lantoa.apps.services.factories import make_howto, make_need, make_procedure, make_right

PROVIDERS = [f"lantoa.apps.services.searching.{name}" for name in ("PROCEDURES", "HOWTOS", "NEEDS", "RIGHTS")]


@pytest.fixture(autouse=True)
def searched(search_folder: Path, settings: LazySettings, db: None) -> None:
    settings.SEARCHED = PROVIDERS


def _found(words: str) -> list[tuple[str, str]]:
    hits = search(words, today=date(2023, 6, 1)).hits
    return [(hit.document.kind, hit.document.title) for hit in hits]


BIRTH = {"plain_title": "Đăng ký khai sinh cho trẻ", "name": "Thủ tục đăng ký khai sinh"}
LAND = {"plain_title": "Sang tên đất", "name": "Đăng ký biến động giấy chứng nhận quyền sử dụng đất"}


class TestProcedures:
    @pytest.mark.parametrize(
        "words", ["làm giấy khai sinh", "lam giay khai sinh", "LÀM GIẤY KHAI SINH", "đăng ký khai sinh"]
    )
    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    def test_are_found_by_everyday_and_by_official_words(self, words: str, form: str) -> None:
        make_procedure(at=NOW, **BIRTH)
        make_procedure(at=NOW, **LAND)
        refresh_search()
        found = _found(unicodedata.normalize(form, words))  # type: ignore[arg-type]
        assert found[0] == ("procedure", "Đăng ký khai sinh cho trẻ")

    def test_are_found_by_other_names_of_what_they_speak_of(self) -> None:
        make_procedure(at=NOW, **BIRTH)
        make_procedure(at=NOW, **LAND)
        refresh_search()
        assert _found("làm sổ đỏ ở đâu")[0][1] == "Sang tên đất"

    def test_are_found_by_their_own_everyday_words(self) -> None:
        make_procedure(at=NOW, plain_title="Cấp lại", name="Cấp lại", everyday_words=["xin tờ giấy màu tím"])
        refresh_search()
        assert _found("tờ giấy màu tím")

    def test_show_none_of_the_words_that_only_find_them(self) -> None:
        make_procedure(at=NOW, **LAND)
        refresh_search()
        (hit,) = search("sổ đỏ", today=date(2023, 6, 1)).hits
        assert "sổ đỏ" not in "".join(piece.text for piece in (*hit.title, *hit.extract))

    def test_follow_what_is_published_and_retired(self) -> None:
        procedure = make_procedure(at=NOW, state="draft", **BIRTH)
        refresh_search()
        assert not _found("khai sinh")
        publish_procedure(procedure=procedure, by=None, at=NOW)
        refresh_search()
        assert _found("khai sinh")
        retire_procedure(procedure=procedure, by=None, at=NOW)
        refresh_search()
        assert not _found("khai sinh")


class TestTheRest:
    def test_is_found_too_only_what_is_public(self) -> None:
        make_howto(at=NOW, title="Đăng nhập VNeID")
        make_howto(at=NOW, title="Đăng nhập VNeID bản nháp", public=False)
        make_need(at=NOW, title="xây nhà mới", everyday_words=["làm nhà"], procedure=make_procedure(at=NOW))
        make_right(at=NOW, title="Cán bộ phải xin lỗi khi trễ hẹn")
        refresh_search()
        assert _found("dang nhap vneid") == [("howto", "Đăng nhập VNeID")]
        assert ("need", "Tôi cần: xây nhà mới") in _found("làm nhà")
        assert ("right", "Cán bộ phải xin lỗi khi trễ hẹn") in _found("xin lỗi trễ hẹn")


class TestConcepts:
    def test_name_nothing_twice(self) -> None:
        for concept in concepts():
            folded = [phrase.casefold() for phrase in concept.phrases]
            assert len(set(folded)) == len(folded), concept
            assert all(unicodedata.is_normalized("NFC", phrase) for phrase in concept.phrases)
