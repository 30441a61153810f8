"""Single cells of a table of values: a number, a rank, a group, a year, or one of the many ways to say nothing."""

import re
from dataclasses import dataclass
from decimal import Decimal

from lantoa.core.viettext import fold, read_number
from lantoa.core.viettext.number_reading import Sign

# Ways to write that there is nothing. Why there is nothing is for the officer to say.
_NOTHING = frozenset({
    "", "-", "--", "–", "—", "…", "...", "..", ".", "*", "/", "n/a", "na", "#n/a", "nan", "null", "none", "khong co",
    "khong", "khong cong bo", "chua cong bo", "khong xep hang", "khong co so lieu", "kxh", "kcb",
})  # fmt: skip
_DIGIT = re.compile(r"\d")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
# The four groups of PAPI as its Vietnamese reports name them.
_GROUP_WORDS = {
    "cao nhat": 1, "nhom cao nhat": 1, "trung binh cao": 2, "nhom trung binh cao": 2, "trung binh thap": 3,
    "nhom trung binh thap": 3, "thap nhat": 4, "nhom thap nhat": 4,
}  # fmt: skip
_RANK = re.compile(
    r"(?:xep\s+)?(?:hang|thu|vi\s+tri|rank)?\s*(?:thu\s+)?[#(]?\s*(\d{1,4})(?:[.,]0+)?\s*\)?(?:\s*(?:/|tren)\s*(\d{1,4}))?"
    r"(?:\s*(?:tinh|thanh pho|don vi|dia phuong)[a-z, ]*)?",
    re.ASCII,
)
_GROUP = re.compile(r"(?:nhom\s*)?(\d{1,2})(?:[.,]0+)?", re.ASCII)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)", re.ASCII)
_OUT_OF = re.compile(r"(.+?)\s*/\s*(\d[\d.,]*)")
_MARKED = re.compile(r"\s*(?:\*+|\([1-9*]\)|[¹²³])$")
# Spreadsheets compute with some fifteen figures: what stands behind the fifth decimal of so long a number is noise.
_NOISE_FIGURES = 12
_KEPT_DECIMALS = 5


class Unreadable(ValueError):
    """The cell says something else than its column should hold; the message, in Vietnamese, says what."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A rank and of how many, None where the cell does not say."""

    rank: int
    of: int | None = None


def is_nothing(text: str) -> bool:
    """Return whether the cell says that there is nothing, in one of the usual ways.

    >>> [is_nothing(text) for text in ("", " – ", "N/A", "Không công bố", "0")]
    [True, True, True, True, False]
    """
    return not _DIGIT.search(text) and fold(text) in _NOTHING


def read_rank(text: str) -> Ranked:
    """Return the rank. Unreadable for what is none.

    >>> read_rank("Hạng 41"), read_rank("41/63"), read_rank("thứ 6 trên 63 tỉnh, thành phố")
    (Ranked(rank=41, of=None), Ranked(rank=41, of=63), Ranked(rank=6, of=63))
    """
    found = _RANK.fullmatch(fold(text))
    if not found:
        raise Unreadable(f"“{_short(text)}” không phải một thứ hạng.")
    return Ranked(int(found[1]), int(found[2]) if found[2] else None)


def read_group(text: str) -> int:
    """Return the group, 1 for the best. Unreadable for what is none.

    >>> read_group("Nhóm 2"), read_group("III"), read_group("Trung bình thấp")
    (2, 3, 3)
    """
    words = fold(text)
    if (named := _GROUP_WORDS.get(words) or _ROMAN.get(words.removeprefix("nhom ").strip())) is not None:
        return named
    found = _GROUP.fullmatch(words)
    if not found:
        raise Unreadable(f"“{_short(text)}” không phải một nhóm.")
    return int(found[1])


def read_value(text: str, sign: Sign | None) -> tuple[Decimal, Decimal | None]:
    """Return the number, and out of which maximum ("12,45/13"), None where the cell does not say.

    NotANumber and DoubtfulNumber as read_number. Footnote signs behind it and the noise of spreadsheets are left out.

    >>> read_value("12,45/13", None), read_value("61.260000000000005", None), read_value("79,46 điểm", None)
    ((Decimal('12.45'), Decimal('13')), (Decimal('61.26000'), None), (Decimal('79.46'), None))
    """
    words = _MARKED.sub("", text.strip())
    words = re.sub(r"\s*(?:điểm|đ|diem)\.?$", "", words, flags=re.IGNORECASE)
    highest = None
    if parts := _OUT_OF.fullmatch(words):
        words, highest = parts[1], read_number(parts[2], sign)
    number = read_number(words, sign)
    if len(number.as_tuple().digits) >= _NOISE_FIGURES:
        number = round(number, _KEPT_DECIMALS)
    return number, highest


def years_in(text: str) -> list[int]:
    """Return the years a name or a cell speaks of, in order.

    >>> years_in("PCI 2022"), years_in("2006-2007"), years_in("Năm 2023.0"), years_in("Tổng hợp")
    ([2022], [2006, 2007], [2023], [])
    """
    return [int(year) for year in _YEAR.findall(text)]


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 40 else f"{words[:39]}…"
