"""The fonts of the public pages: every letter of Vietnamese and every sign that charts and pages write is in them."""

import unicodedata
from itertools import product
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from lantoa.apps.base.bundles import CSS

FONTS = sorted((CSS.parent / "fonts").glob("*.woff2"))
SOURCE = Path(__file__).resolve().parents[1] / "src" / "lantoa"
_VOWELS = "aăâeêioôơuưy"
_TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
# The font's authors drew no arrows: they come from the reader's own fonts.
_NOT_DRAWN = set("←→↑↓")


def alphabet() -> set[str]:
    """Every letter of Vietnamese in NFC, small and capital, each vowel with each tone."""
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(_VOWELS, _TONES)} | {"đ"}
    letters = small | set("bcdghklmnpqrstvxfjwz")
    return letters | {letter.upper() for letter in letters}


def signs() -> set[str]:
    """Every sign beyond ASCII in the templates and in what charts write."""
    files = [*(SOURCE / "portal").rglob("*.html"), *(SOURCE / "apps/base/templates").rglob("*.html")]
    files += list((SOURCE / "core/charts").glob("*.py"))
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    return {sign for sign in text if ord(sign) > 126 and unicodedata.category(sign)[0] in "PS"} - _NOT_DRAWN


@pytest.mark.parametrize("file", FONTS, ids=lambda file: file.name)
class TestFonts:
    def test_draw_every_letter_of_vietnamese_and_every_sign_in_use(self, file: Path) -> None:
        drawn = TTFont(file).getBestCmap()
        assert len(alphabet()) == 186
        wanted = alphabet() | signs() | set("0123456789₫%–—“”‘’…·×§°≤≥≈−")
        assert sorted(letter for letter in wanted if ord(letter) not in drawn) == []

    def test_put_marks_that_were_not_composed_on_their_letters(self, file: Path) -> None:
        font = TTFont(file)
        features = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
        assert {"mark", "kern"} <= features
        assert all(ord(mark) in font.getBestCmap() for mark in "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")

    def test_are_small_and_named_by_their_content(self, file: Path) -> None:
        assert file.stat().st_size <= 16_000
        assert len(file.name.split(".")[1]) == 8


def test_there_is_one_file_for_each_weight_in_the_style_sheet() -> None:
    text = (CSS / "fonts.css").read_text(encoding="utf-8")
    assert len(FONTS) == 2
    assert all(file.name in text for file in FONTS)
