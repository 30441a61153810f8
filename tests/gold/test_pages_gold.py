"""The reader of articles on the labelled pages: floors that only rise."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lantoa.core.webpage import NotAnArticle, extract_article

_FOLDER = Path(__file__).parent / "pages"
_FLOORS = {"text": 0.999, "title": 1.0, "published_at": 1.0, "author": 1.0, "section": 1.0, "refusals": 1.0}
"""Raise a floor when the reader gets better; never lower one."""


def _measure_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("page_measure", _FOLDER / "measure.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # dataclasses look their module up while the class is made
    import sys

    sys.modules["page_measure"] = module
    spec.loader.exec_module(module)
    return module


measuring = _measure_module()
PAGES = measuring.labelled_pages()


def _read(html: bytes, url: str) -> dict[str, Any] | None:
    try:
        return extract_article(html, url=url).as_dict()
    except NotAnArticle:
        return None


class TestLabelledPages:
    def test_are_enough_and_of_all_kinds(self) -> None:
        assert len(PAGES) >= 50
        assert sum(page.must_be_refused for page in PAGES) >= 5

    def test_scores_do_not_fall_below_the_floors(self) -> None:
        scores = measuring.measure(_read, PAGES)
        got = {"text": scores.text, **scores.fields, "refusals": scores.refusals}
        below = {name: got[name] for name, floor in _FLOORS.items() if got[name] < floor}
        assert not below, "\n".join(scores.misses)

    @pytest.mark.parametrize("page", [page for page in PAGES if not page.must_be_refused], ids=lambda page: page.name)
    def test_address_is_the_canonical_one(self, page: Any) -> None:
        assert extract_article(page.html, url=page.address).url == page.expected["url"]

    def test_measure_counts_a_wrong_word_against_the_reader(self) -> None:
        assert measuring.text_f1("một hai ba bốn", "một hai ba năm", []) == pytest.approx(0.75)
        assert measuring.text_f1("một hai", "một hai chú thích ảnh", ["chú thích ảnh"]) == 1.0
