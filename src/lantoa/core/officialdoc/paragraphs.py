"""Lines joined into paragraphs, and the mark that each paragraph begins with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from .agency_words import HEADS
from .lines import Line
from .plain import plain


class Level(IntEnum):
    """The marks of a Vietnamese outline from the outermost to the innermost (Decree 30/2020/NĐ-CP, Annex I, II.5)."""

    PART = 0  # Phần I, Chương II
    CAPITAL = 1  # A.
    ROMAN = 2  # I.
    ARTICLE = 3  # Điều 1.
    ORDINAL = 4  # Thứ nhất,
    ARABIC = 5  # 1.
    ARABIC_2 = 6  # 1.1.
    ARABIC_3 = 7  # 1.1.1.
    LETTER = 8  # a)
    DASH = 9  # -
    PLUS = 10  # +
    BULLET = 11  # •


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph on one line. ``text`` keeps the printed mark; ``words`` is the text after it."""

    text: str
    level: Level | None
    words: str


# Patterns of marks on the printed text; the order matters (1.1. before 1.).
_MARKS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (
        Level.PART,
        re.compile(r"(?:PHẦN|CHƯƠNG|MỤC|Phần|Chương|Mục)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVX]{1,6}|\d{1,2})\b[\s.:,–-]*"),
    ),
    (Level.ARTICLE, re.compile(r"(?:Điều|ĐIỀU)\s+\d{1,3}\s*[.:,–-]\s*")),
    (Level.ORDINAL, re.compile(r"Thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\s*(?:,|:|\.|là)\s*")),
    (Level.ROMAN, re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\s*[.)/–-](?![vV]\b)\s*(?=\S)")),  # V/v is no mark
    (Level.CAPITAL, re.compile(r"[A-HĐ]\s*[.)/–-]\s+(?=\S)")),
    (Level.ARABIC_3, re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\s*[.)]?\s+(?=\D)")),
    (Level.ARABIC_2, re.compile(r"\d{1,2}\.\d{1,2}\s*[.)]?\s+(?=[^\W\d_])")),
    (Level.ARABIC, re.compile(r"\d{1,2}\s*(?:[.)]\s*|[/–-]\s+)(?=[^\W\d_]|[\"“(\[])")),
    (Level.LETTER, re.compile(r"[a-zđ]\s*[.)/]\s*(?=\S)")),
    (Level.DASH, re.compile(r"[-–—−]\s*(?=\S)")),
    (Level.PLUS, re.compile(r"\+\s*(?=\S)")),
    (Level.BULLET, re.compile(r"(?:[•●▪▫◦·*✓➢❖§\uf000-\uf0ff]|o(?=\s+[^\Wa-z\d_]))\s*(?=\S)")),
)
# A quick look that spares most lines the patterns above.
_MAY_BE_MARK = re.compile(
    r"[^\w\s]|\d|[\uf000-\uf0ff]|o\s|(?:[IVX]{1,6}|[A-HĐa-zđ])\s*[.)/–-]|"
    r"(?:Điều|ĐIỀU|Thứ|Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC)\s"
)
_ENDS = (".", "!", "?", "…", ":", ";")
_FAREWELL = re.compile(
    r"(?:vay|tran trong|tren day la|nhan duoc (?:cong van|van ban)|rat mong|kinh mong|"
    r"ket qua (?:thuc hien|trien khai))\b"
)
# Words and signs that no line of sense ends with; "cơ sở", "điện tử" must not pass for "số", "từ".
_HANGING_WORDS = (
    "và|của|các|về|tại|theo|giữa|cho|với|số|ngày|tháng|năm|là|do|từ|đến|trong|trên|để|bằng|qua|hoặc|những|một|được|cùng"
)
_HANGING = re.compile(rf"(?:,|\b(?:{_HANGING_WORDS}))$")
_PLAIN_HANGING = re.compile(rf"(?:,|\b(?:{plain(_HANGING_WORDS)}))$")
_WIDEST_PAGE = 140
_LONG_LINE = 60
_ORG = re.compile(rf"(?:{HEADS})\b")
_TAKES_FORCE = re.compile(r"(?:quyet dinh|quyet nghi|chi thi|cong dien|dien)\s*:?")


def mark_of(text: str) -> tuple[Level | None, int]:
    """The outline level of the mark that begins the text, and where the words after it begin.

    >>> mark_of("1. Mục đích"), mark_of("II- NỘI DUNG"), mark_of("21/12/2022 là"), mark_of("Điều 2. Chánh Văn phòng")
    ((<Level.ARABIC: 5>, 3), (<Level.ROMAN: 2>, 4), (None, 0), (<Level.ARTICLE: 3>, 8))
    """
    if _MAY_BE_MARK.match(text) is None:
        return None, 0
    for level, pattern in _MARKS:
        match = pattern.match(text)
        if match is not None:
            return level, match.end()
    return None, 0


def join_paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs in order, out of lines that are paragraphs or were cut to a width, with or without blank lines."""
    width = wrap_width(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not starts_paragraph(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(" ".join(" ".join(line.text for line in group).split())) for group in groups]


def _paragraph(text: str) -> Paragraph:
    level, start = mark_of(text)
    return Paragraph(text, level, text[start:])


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The page width in characters that the lines were cut to, or None when each paragraph is one line.

    A long line without end mark that goes on in small letters or figures right below tells that lines were cut; two
    that go on in capitals tell the same. Where lines longer than any page or than those stand, none was cut.
    """
    lengths = sorted(line.indent + len(line.text) for line in lines)
    if not lengths or lengths[int(0.9 * (len(lengths) - 1))] > _WIDEST_PAGE:
        return None
    cut: list[int] = []
    for line, following in pairwise(lines):
        length = line.indent + len(line.text)
        is_open = 40 <= length <= _WIDEST_PAGE and not line.text.endswith(_ENDS) and not following.after_gap
        if is_open and mark_of(following.text)[0] is None:
            cut.extend([length] * (2 if not following.text[0].isupper() else not line.text.isupper()))
    if len(cut) < 2 or 1.2 * max(cut) < lengths[int(0.9 * (len(lengths) - 1))]:
        return None
    return max(cut)


def starts_paragraph(line: Line, following: Line, width: int | None) -> bool:
    """Whether the following line begins a paragraph of its own; ``width`` as `wrap_width` gives it."""
    ended = line.text.endswith(_ENDS)
    goes_on = following.text[0].islower() or following.text[0] in ",;)" or _is_inside(line, following)
    room = 0 if width is None else width - line.indent - len(line.text) - 1 - len(following.text.split(None, 1)[0])
    # A tenth of the width is left open to lines of proportional letters.
    is_full = width is not None and (room < 0 if ended else room < 0.1 * width)
    if mark_of(following.text)[0] is not None:
        return ended or not is_full or following.after_gap
    if 0 < mark_of(line.text)[1] == len(line.text):
        return False  # "Phần I" waits for its heading
    if _TAKES_FORCE.fullmatch(following.plain) or _TAKES_FORCE.fullmatch(line.plain):
        return True
    if following.after_gap:
        return ended or not (goes_on or following.after_page)
    if ended:
        may_go_on = is_full and line.text[-1] not in ":;" and following.indent <= line.indent
        return not may_go_on or _FAREWELL.match(following.plain) is not None
    if line.text.isupper():
        return not (following.text.isupper() or goes_on)
    is_hanging = _PLAIN_HANGING.search(line.plain) if line.text.isascii() else _HANGING.search(line.text.lower())
    return not (goes_on or is_full or is_hanging)


def _is_inside(line: Line, following: Line) -> bool:
    """Whether a long line without end mark goes on with an abbreviation that is no agency ("… tuyên truyền / CCHC")."""
    word = following.text.split(None, 1)[0].strip(",.;")
    is_long = len(line.text) >= _LONG_LINE and not line.text.isupper() and not following.after_gap
    return (
        is_long
        and len(word) > 1
        and word.isupper()
        and not following.text.isupper()
        and not _ORG.match(following.plain)
    )


def joined(lines: Sequence[str]) -> str:
    """The lines as one line with single spaces."""
    return " ".join(" ".join(lines).split())
