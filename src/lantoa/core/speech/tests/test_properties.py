"""What holds for every text, tried on random ones; `./lantoa bench speech` reads 100 000 back."""

import re
import unicodedata
from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.core.speech import HouseStyle, reading_seconds, speak, syllables
from lantoa.core.speech.numerals import DIGITS, whole
from lantoa.core.speech.tests.hearing import KINDS, LARGEST, heard, heard_date, heard_decimal, heard_time, read_back
from lantoa.core.viettext import to_nfc

_WRITTEN = """
ngày 29/3 21/12/2022 tháng 4/2023 quý IV/2023 7h30 07:30-11:30 0233.3852.345 +84 1.500.000đ 12,5% −3 °C 3/4 số xã 41/63
2021-2025 219/KH-UBND 30/2020/NĐ-CP UBND CCHC (CCHC) TS. TP. v.v... “Một cửa” ( ) [ " - – / ./. ... … & @ # $500 km/h m2
5G H5N1 QL9 XIII I. a) 1. 1.1. a@b.vn https://x.vn/a?b=1 facebook BXYZ 1/2 5-3 = ≥ ² ½ ① ٣ hạng tỷ 24/7 x 4 thứ
"""
_PIECES = st.sampled_from([*_WRITTEN.split(), "\u0301", "\n", "\t", " "])
_TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="0123456789.,/-–:% hđgkmIVXP()\"'+−xngàytháng\n", max_size=50),
    st.lists(_PIECES, max_size=14).map(" ".join),
    st.lists(_PIECES, max_size=10).map("".join),
)


class TestAnyText:
    @settings(max_examples=250, deadline=None)
    @given(_TEXTS)
    def test_is_said_without_a_figure_and_can_be_written_back(self, text: str) -> None:
        spoken = speak(text)

        assert not any(letter.isdigit() for letter in spoken.text)
        assert spoken.written == to_nfc(text)
        assert "".join(piece for piece, _ in spoken.pieces()) == spoken.text
        assert spoken.without(*spoken.changes).text == to_nfc(text)

    @settings(max_examples=200, deadline=None)
    @given(_TEXTS)
    def test_has_its_changes_apart_and_in_order(self, text: str) -> None:
        places = [(change.start, change.end) for change in speak(text).changes]

        assert all(start <= end for start, end in places)
        assert all(first[1] <= second[0] for first, second in pairwise(places))

    @settings(max_examples=200, deadline=None)
    @given(_TEXTS, st.dictionaries(st.text(min_size=1, max_size=5), st.text(max_size=10), max_size=4))
    def test_can_be_written_back_whatever_was_decided(self, text: str, decisions: dict[str, str]) -> None:
        assert speak(text, decisions=decisions).written == to_nfc(text)

    @settings(max_examples=200, deadline=None)
    @given(_TEXTS)
    def test_takes_some_time(self, text: str) -> None:
        assert syllables(text) >= 0
        assert reading_seconds(text) >= 0


_STRANGE = (
    "１２３ ４５",
    "x² y³ ⁴⁵ H₂O",
    "① ② ⑳ ⓪ ❶ ➀",
    "٣٤٥ ۷۸ १२३ ๓๔",
    "1\u0301 2\u20e3 3\ufe0f\u20e3",
    "😀5 👍🏻 7️⃣",
    "\x00 1 \x07 2 \x1b[31m3",
    "1\u200b2 \u202e34 \ufeff5",
    "𝟏𝟐 𝟘𝟙 𝟺 🄁 ⑴ ⒈ ㉑",
    "½ ⅞ ↉ 1½ 2⅓ Ⅳ Ⅻ",
    "9" * 300,
    "1." * 200,
    "12/" * 100,
    "0-" * 100,
)


class TestStrangeText:
    @pytest.mark.parametrize("text", _STRANGE)
    def test_leaves_no_figure(self, text: str) -> None:
        said = speak(text).text

        assert not any(unicodedata.category(letter)[0] == "N" for letter in said)

    @pytest.mark.parametrize("piece", ["ngày 29/3/2023 có 1.010 hộ, đạt 99,5%; ", "1", "(1) "])
    def test_of_100_kilobytes_on_one_line_leaves_no_figure(self, piece: str) -> None:
        line = piece * (100_000 // len(piece.encode()))

        spoken = speak(line)

        assert not any(letter.isdigit() for letter in spoken.text)
        assert "\n" not in spoken.text


class TestReadBack:
    @settings(max_examples=10, deadline=None)
    @given(st.integers(0, 2**32))
    def test_hears_what_was_written(self, seed: int) -> None:
        assert read_back(40, seed) == {kind: [] for kind in KINDS}

    def test_hears_the_largest_number_written_in_any_way(self) -> None:
        for written in (str(LARGEST), f"{LARGEST:,}".replace(",", "."), f"{LARGEST:,}".replace(",", " ")):
            assert heard(speak(f"{written} người").text.removesuffix(" người")) == LARGEST

    def test_hears_nothing_where_nothing_was_said(self) -> None:
        with pytest.raises(ValueError, match="mai"):
            heard_date("ngày mai")
        with pytest.raises(ValueError, match="trưa"):
            heard_time("trưa")
        assert heard_decimal("âm không phẩy không không năm") == "-0,005"


class TestNumbers:
    @settings(max_examples=500, deadline=None)
    @given(st.one_of(st.integers(0, 10**15), st.integers(0, 10**6), st.integers(0, 10**4)))
    def test_are_heard_as_they_were_written(self, number: int) -> None:
        assert heard(whole(number)) == number

    @settings(max_examples=300, deadline=None)
    @given(st.integers(0, 10**15))
    def test_are_said_alike_with_points_and_with_spaces(self, number: int) -> None:
        pointed = f"{number:,}".replace(",", ".")

        assert speak(f"{pointed} người").text == f"{whole(number)} người"
        assert speak(f"{pointed.replace('.', ' ')} người").text == f"{whole(number)} người"

    @settings(max_examples=300, deadline=None)
    @given(st.integers(0, 10**9), st.text(alphabet="0123456789", min_size=1, max_size=6))
    def test_keep_their_decimals(self, before: int, after: str) -> None:
        said = speak(f"đạt {before},{after}%").text
        left, right = re.fullmatch(r"đạt (.*) phẩy (.*) phần trăm", said).groups()
        zeros = re.match(r"(?:không ?)*", right)[0].split()

        assert heard(left) == before
        if len(after) > 3:
            assert [DIGITS[int(digit)] for digit in after] == right.split()
        else:
            rest = right[len(" ".join(zeros)) :].strip()
            assert "0" * len(zeros) + (str(heard(rest)) if rest else "") == after


class TestDatesAndTimes:
    @settings(max_examples=500, deadline=None)
    @given(st.dates(date(1100, 1, 1), date(2199, 12, 31)))
    def test_are_heard_as_they_were_written(self, day: date) -> None:
        said = speak(f"ngày {day:%d/%m}/{day.year}", style=HouseStyle(early_day="")).text
        parts = re.fullmatch(r"ngày (.*) tháng (.*?) năm ((?:một|hai) nghìn.*)", said).groups()

        assert [heard(part) for part in parts] == [day.day, day.month, day.year]

    @settings(max_examples=300, deadline=None)
    @given(st.times())
    def test_of_the_day_are_heard_as_they_were_written(self, moment: time) -> None:
        said = speak(f"lúc {moment.hour}h{moment.minute:02}").text
        hours, minutes = re.fullmatch(r"lúc (.*) giờ(?: (.*) phút)?", said).groups()

        assert (heard(hours), heard(minutes or "không")) == (moment.hour, moment.minute)
