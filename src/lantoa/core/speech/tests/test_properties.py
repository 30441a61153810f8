"""What holds for every text, tried on random ones."""

import re
from datetime import date, time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.core.speech import HouseStyle, reading_seconds, speak, syllables
from lantoa.core.speech.numerals import DIGITS, whole
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


_SCALES = {"nghìn": 10**3, "triệu": 10**6}


def heard(words: str) -> int:
    """The number that a listener makes of the words: the way back, written apart from the way there."""
    total = 0
    for block in words.split(" tỷ"):
        total = total * 10**9 + _block(block.split())
    return total


def _block(words: list[str]) -> int:
    total, group, last = 0, 0, 0
    for word in words:
        if word in _SCALES:
            total, group, last = total + (group + last) * _SCALES[word], 0, 0
        elif word == "trăm":
            group, last = last * 100, 0
        elif word == "mươi":
            group, last = group + last * 10, 0
        elif word == "mười":
            group += 10
        elif word != "linh":
            last = {"mốt": 1, "tư": 4, "lăm": 5}.get(word, DIGITS.index(word) if word in DIGITS else 0)
    return total + group + last


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
