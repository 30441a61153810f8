"""The head of a document: who issued it, number and symbol, place and date, type, subject.

Decree 30/2020/NĐ-CP, Annex I, cells 1-5; before it Circular 01/2011/TT-BNV; for the Party Guidance 36-HD/VPTW. The two
columns of the head may come side by side on one line, or one below the other in either order.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from .agency_words import HEADS, POSITIONS
from .dates import day_of
from .doc_types import printed_type, type_of_symbol
from .lines import MAX_COLUMN_LINE, Line, cells
from .numbers import DocumentNumber, find_number, read_number
from .paragraphs import joined, mark_of
from .plain import plain

_MAX_HEAD_LINES = 60


class _Kind(Enum):
    NATION = auto()
    NUMBER = auto()
    DATE = auto()
    SUBJECT = auto()
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class _Cell:
    kind: _Kind
    text: str
    after_gap: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The head as read; ``end`` is the index of the first line after it (Kính gửi, preamble or content)."""

    has_nation: bool
    issuer_parent: str | None
    issuer: str | None
    number: DocumentNumber
    place: str | None
    date: datetime.date | None
    doc_type: str | None
    subject: str | None
    end: int


# The last form: the Youth Union heads its papers with its own name.
_NATION = re.compile(
    r"cong hoa xa hoi chu nghia(?: viet nam)?|dang cong san viet nam|doc lap\s*-\s*tu do\s*-\s*hanh phuc|"
    r"(?:^|(?<=\s{2}))viet nam$|doan (?:tncs|thanh nien cong san) ho chi minh$"
)
_DATE = re.compile(
    r"ngay[\s._]*(?P<day>\d{0,2})[\s._]*thang[\s._]*(?P<month>\d{0,2})[\s._]*nam[\s._]*(?P<year>\d{0,4})[\s._]*"
)
_SHORT_DATE = re.compile(r"[^\d,]{2,40},\s*(?:ngay\s*)?(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})\W*$")
_ABOUT = re.compile(r"(?:v\s*/\s*v|vv|ve viec)\s*[:.]?\s+")
_LETTER_MARK = re.compile(r"v\s*/?\s*v\b", re.IGNORECASE)  # "Về việc" stands in other types too
_ADDRESS = re.compile(r"kinh\s+(?:gui|chuyen|trinh)\b")
_OPENING = re.compile(
    r"(?:can cu|thuc hien|thi hanh|xet|theo|trien khai|tiep theo|de|nham|trong|vua qua|thoi gian qua|trong nhung nam|"
    r"ngay \d+|tu ngay|tu thang|ke tu|den nay|hien nay|nam \d+|phan|chuong|tren co so|phuc dap|tra loi|qua|nhan|"
    r"sau khi|\(?(?:ban hanh )?kem theo)\b"
)
_AUTHORITY = re.compile(
    rf"(?:{HEADS}|chu tich|giam doc|bo truong|thu tuong|tong bien tap|truong ban|chanh van phong|cuc truong)\b"
)
_ORG = re.compile(rf"(?:{HEADS})(?=\W|$)")
# The last form: a head alone on the line, whose agency follows ("CHỦ TỊCH / ỦY BAN NHÂN DÂN TỈNH …").
_UNFINISHED = re.compile(rf"(?:\bva|,|-|&|\bcua|\bve|^(?:{POSITIONS}))$")


def read_header(lines: Sequence[Line]) -> Header:
    """The head of the document whose lines are given. Never raises; what is not found is None."""
    end, title = _head_end(lines)
    found = [cell for line in lines[:end] for cell in _line_cells(line)]
    number = read_number(next((cell.text for cell in found if cell.kind is _Kind.NUMBER), ""))
    doc_type, subject = None, _subject_of_letter(found)
    if title is not None:
        doc_type, rest = title
        title_end, title_subject = _subject_of_title(lines, end, rest)
        end, subject = title_end, title_subject or subject
    elif any(cell.kind is _Kind.SUBJECT and _LETTER_MARK.match(cell.text) for cell in found):
        doc_type = "công văn"
    if doc_type is None and number.symbol is not None:
        is_letter = subject is not None or (end < len(lines) and _ADDRESS.match(lines[end].plain) is not None)
        doc_type = type_of_symbol(number.symbol) or ("công văn" if is_letter else None)
    parent, issuer = _issuers(found)
    place, date = _place_and_date(found)
    has_nation = any(cell.kind is _Kind.NATION for cell in found)
    return Header(has_nation, parent, issuer, number, place, date, doc_type, subject, end)


def _head_end(lines: Sequence[Line]) -> tuple[int, tuple[str, str] | None]:
    """Where the two columns end, and the title (type, rest of its line) if the line there is one."""
    seen: set[_Kind] = set()
    for index, line in enumerate(lines[:_MAX_HEAD_LINES]):
        if _ADDRESS.match(line.plain):
            return index, None
        title = printed_type(line.text) if seen else None
        if title is not None and (_Kind.NUMBER in seen or _Kind.DATE in seen or not _has_number_below(lines, index)):
            return index, title
        is_opening = _Kind.NUMBER in seen and _OPENING.match(line.plain) and line.text[0].isupper()
        if is_opening and (_Kind.SUBJECT not in seen or line.after_gap or len(line.text) > 60):
            return index, None
        if len(line.text) > 110 and len(cells(line.text)) == 1 and not _starts_head(line):
            return index, None
        if mark_of(line.text)[0] is not None and _Kind.NUMBER in seen:
            return index, None
        seen.update(cell.kind for cell in _line_cells(line))
    return min(len(lines), _MAX_HEAD_LINES), None


def _starts_head(line: Line) -> bool:
    return any(cell.kind is not _Kind.WORDS for cell in _line_cells(line)) or line.text.isupper()


def _has_number_below(lines: Sequence[Line], index: int) -> bool:
    below = lines[index + 1 : index + 8]
    return any(cell.kind is _Kind.NUMBER for line in below for cell in _line_cells(line))


def _line_cells(line: Line) -> list[_Cell]:
    """The cells of one line of the head, left to right, each with its kind."""
    if len(line.text) > MAX_COLUMN_LINE:
        return [_Cell(_Kind.WORDS, line.text, line.after_gap)]
    text, rest = line.text, line.plain
    known: list[tuple[int, _Kind, str]] = []
    for kind, start, end in _known_spans(text, rest):
        known.append((start, kind, text[start:end]))
        text = text[:start] + "\t" * (end - start) + text[end:]
    words: list[tuple[int, _Kind, str]] = []
    for cell in cells(text):
        is_subject = _ABOUT.match(plain(cell)) is not None
        words.append((text.index(cell), _Kind.SUBJECT if is_subject else _Kind.WORDS, cell.strip()))
    ordered = sorted(known + words, key=lambda place: place[0])
    return [_Cell(kind, cell, line.after_gap) for _, kind, cell in ordered]


def _known_spans(text: str, shadow: str) -> list[tuple[_Kind, int, int]]:
    """National title, number and date with their places in the line."""
    spans = [(_Kind.NATION, match.start(), match.end()) for match in _NATION.finditer(shadow)]
    blanked = shadow
    for _, start, end in spans:
        blanked = blanked[:start] + "\t" * (end - start) + blanked[end:]
    number = find_number(blanked)
    if number is not None:
        spans.append((_Kind.NUMBER, number.start(), number.end()))
    date = _DATE.search(blanked) or _SHORT_DATE.match(blanked)
    if date is not None:
        start = _place_start(text, number.end() if number else 0, date.start())
        before = text[start : date.start()].strip()
        if not before or before.endswith(","):
            spans.append((_Kind.DATE, start, date.end()))
    return spans


def _place_start(text: str, floor: int, date_start: int) -> int:
    """Where the name of the place before "ngày" begins: at its column, or at its capitals when a text runs into it."""
    start = max([floor, *(match.end() for match in re.finditer(r"\s{3,}|[\t|]\s*", text[:date_start]))])
    while start < date_start and text[start].isspace():
        start += 1
    place = text[start:date_start].split()
    if len(place) <= 5 and not _ABOUT.match(plain(text[start:date_start])):
        return start
    capitals = 0
    while capitals < len(place) and place[-1 - capitals][0].isupper():
        capitals += 1
    kept = place[len(place) - capitals :]
    return text.rindex(kept[0], start, date_start) if kept else date_start


def _place_and_date(found: Sequence[_Cell]) -> tuple[str | None, datetime.date | None]:
    text = next((cell.text for cell in found if cell.kind is _Kind.DATE), "")
    shadow = plain(text)
    match = _DATE.search(shadow) or _SHORT_DATE.match(shadow)
    if match is None:
        return None, None
    place = text.split(",")[0].strip(" ,.") if "," in text[: match.end()] else ""
    return place or None, day_of(match["day"], match["month"], match["year"])


def _issuers(found: Sequence[_Cell]) -> tuple[str | None, str | None]:
    """The superior and the issuer: the left column above the number."""
    names: list[str] = []
    for cell in found:
        if cell.kind in (_Kind.NUMBER, _Kind.SUBJECT):
            break
        if cell.kind is not _Kind.WORDS or not _is_agency_line(cell.text, bool(names)):
            continue
        if names and (_UNFINISHED.search(plain(names[-1])) or not _ORG.match(plain(cell.text))):
            names[-1] = joined([names[-1], cell.text])
        else:
            names.append(joined([cell.text]))
    if not names:
        return None, None
    return (names[-2] if len(names) > 1 else None), names[-1]


def _is_agency_line(text: str, has_name: bool) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    if not letters or len(text) > 120:
        return False
    is_capital = sum(letter.isupper() for letter in letters) >= 0.6 * len(letters)
    begins = _ORG.match(plain(text)) is not None
    is_mixed = begins and text[0].isupper() and text[-1].isalnum() and len(text) < 80
    return is_mixed or (is_capital and (begins or has_name or len(letters) > 3))


def _subject_of_letter(found: Sequence[_Cell]) -> str | None:
    """What stands after "V/v" under the number (Decree 30/2020, Annex I, cell 5b), over all its lines; the Party's
    letters print it there without "V/v"."""
    start = next((index for index, cell in enumerate(found) if cell.kind is _Kind.SUBJECT), None)
    if start is None:
        number = next((index for index, cell in enumerate(found) if cell.kind is _Kind.NUMBER), len(found))
        words = (index for index in range(number, len(found)) if found[index].kind is _Kind.WORDS)
        start = next((index for index in words if _may_be_subject(found[index].text)), None)
    if start is None:
        return None
    parts = [found[start].text]
    for cell in found[start + 1 :]:
        if cell.kind is _Kind.WORDS:
            is_apart = cell.after_gap and not (cell.text[0].islower() or cell.text[0].isdigit())
            if is_apart or _is_issuer_below(cell.text, parts[-1]):
                break
            parts.append(cell.text)
    return without_about(joined(parts))


def _may_be_subject(text: str) -> bool:
    return len(text) >= 12 and text[0].isupper() and not text.isupper() and _ORG.match(plain(text)) is None


def _is_issuer_below(text: str, previous: str) -> bool:
    return text.isupper() and not previous.isupper() and _ORG.match(plain(text)) is not None


def without_about(subject: str) -> str | None:
    """A subject without "V/v" or "Về việc" before it and without a final stop.

    >>> without_about("V/v: tuyên truyền năm 2023."), without_about("Về việc")
    ('tuyên truyền năm 2023', None)
    """
    match = _ABOUT.match(plain(subject) + " ")
    return subject[match.end() if match else 0 :].strip(" .;:") or None


def _subject_of_title(lines: Sequence[Line], title: int, rest: str) -> tuple[int, str | None]:
    """Index of the line after the subject, and the subject printed on and below the title line (cell 5a)."""
    parts = [rest] if rest else []
    index = title + 1
    while index < len(lines) and index - title <= 8:
        line = lines[index]
        if _ADDRESS.match(line.plain) or mark_of(line.text)[0] is not None or line.text.startswith("("):
            break
        is_name = line.text.isupper() and _AUTHORITY.match(line.plain) is not None
        is_opening = line.text[0].isupper() and _OPENING.match(line.plain) is not None
        if parts and (is_name or is_opening or (line.after_gap and not line.text[0].islower())):
            break
        if is_name and not parts[-1:] and index + 1 < len(lines) and _OPENING.match(lines[index + 1].plain):
            break
        if line.plain.rstrip().endswith((":", ";")) or len(line.text) > (150 if parts else 300):
            break
        parts.append(line.text)
        index += 1
    return index, without_about(joined(parts)) if parts else None
