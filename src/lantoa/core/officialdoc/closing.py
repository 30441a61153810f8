"""The foot of a document: who signed it and where copies go (Decree 30/2020/NĐ-CP, Annex I, cells 7a, 7b, 9b).

The block "Nơi nhận" may stand before, after or beside the signature.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .addressees import clean_entry
from .agency_words import HEADS, POSITIONS, SURNAMES
from .lines import MAX_COLUMN_LINE, Line, cells
from .paragraphs import joined, mark_of
from .plain import plain
from .records import Signer

_COPIES = re.compile(r"noi\s+nhan\s*[:.]?\s*")
_ON_BEHALF = re.compile(
    r"(?:tm|kt|tl|tuq|t/m|k/t|t/l|t/uq|thay mat|thua lenh|ky thay|thua uy quyen)\s?[./:]?\s*(?=[a-z])"
)
_POSITION = re.compile(rf"(?:q\s?[./]\s*|quyen\s+)?(?:{POSITIONS})\b")
_BULLET = re.compile(r"(?:[-–—−+•●▪◦*·✓\uf000-\uf0ff])\s*")
_FILE_COPY = re.compile(r"luu\b")
_ANNEX = re.compile(r"(?:phu luc|danh sach|danh muc|bieu mau|mau so|bieu so)\b")
_NAME_TRIM = re.compile(r"^\W*(?:\(?đã ký\)?\W*)?|\W*(?:\(?đã ký\)?)?\W*$", re.IGNORECASE)
_RANK = re.compile(r"^(?:đại|thượng|trung|thiếu)\s+(?:tướng|tá|úy|uý)\s+", re.IGNORECASE)
_ORG = re.compile(rf"(?:{HEADS})(?=\W|$)")
_MAX_FOOT_LINES = 80
_MAX_TAIL_LINES = 2_000  # a foot without "Nơi nhận" is looked for in the last lines only


@dataclass(frozen=True, slots=True)
class Closing:
    """The foot as read; ``start`` is the index of its first line (the number of lines when there is no foot)."""

    start: int
    signer: Signer | None
    distribution: tuple[str, ...]


def read_closing(lines: Sequence[Line], body_start: int) -> Closing:
    """The foot of the document whose content begins at ``body_start``. Never raises."""
    copies = next((i for i in range(body_start, len(lines)) if _has_copies(lines[i])), None)
    start = _signature_start(lines, body_start, copies)
    if start is None:
        return Closing(len(lines), None, ())
    foot = _foot_cells(lines[start : start + _MAX_FOOT_LINES])
    return Closing(start, _signer(foot), _distribution(foot))


def _has_copies(line: Line) -> bool:
    return len(line.text) < 300 and any(_COPIES.match(plain(cell)) for cell in cells(line.text))


def _signature_start(lines: Sequence[Line], body_start: int, copies: int | None) -> int | None:
    """Index of the first line of the foot: "Nơi nhận", or the signature that stands right above it or alone."""
    if copies is not None:
        start = copies
        for index in range(copies - 1, max(body_start, copies - 14) - 1, -1):
            if _is_signing(lines[index].text):
                start = index
            elif not (_are_names(lines[index].text) or _is_short_capital(lines[index].text)):
                break
        return start
    for index in range(len(lines) - 1, max(body_start, len(lines) - _MAX_TAIL_LINES) - 1, -1):
        if _is_signing(lines[index].text) and any(_is_name(line.text) for line in lines[index + 1 : index + 10]):
            first = index
            while first > body_start and _is_signing(lines[first - 1].text):
                first -= 1
            return first
    return None


def _are_names(text: str) -> bool:
    """Whether the line holds the name of a signer, or of two who sign side by side."""
    return all(_is_name(cell) for cell in cells(text))


def _is_short_capital(text: str) -> bool:
    return len(text) <= 60 and text.isupper() and mark_of(text)[0] is None


def _is_signing(text: str) -> bool:
    """Whether the text is a line of a signature: on whose behalf, or the position, in capitals."""
    bare = text.strip(" (.,)")
    if len(bare) > 120 or not bare:
        return False
    shadow = plain(bare)
    capital = sum(letter.isupper() for letter in bare if letter.isalpha())
    if capital < 0.7 * sum(letter.isalpha() for letter in bare):
        return False
    return _ON_BEHALF.match(shadow) is not None or _POSITION.match(shadow) is not None


def _is_name(text: str) -> bool:
    """Whether the text can be a person's name: two to seven capitalised words of letters."""
    if _BULLET.match(text):
        return False
    bare = _RANK.sub("", _NAME_TRIM.sub("", text))
    words = re.sub(r"[-'’]", " ", bare).split()
    if not 2 <= len(words) <= 7 or len(bare) > 45:
        return False
    letters_only = all(word.replace(".", "").isalpha() and word[0].isupper() for word in words)
    if not letters_only or _POSITION.match(plain(bare)) or _ON_BEHALF.match(plain(bare)):
        return False
    return not bare.isupper() or plain(words[0]) in SURNAMES


@dataclass(frozen=True, slots=True)
class _Foot:
    """One cell of the foot and the number of its line."""

    text: str
    row: int


def _foot_cells(lines: Sequence[Line]) -> list[_Foot]:
    """The cells of the foot up to an annex or another document."""
    found: list[_Foot] = []
    has_copies = False
    for row, line in enumerate(lines):
        if has_copies and (_ANNEX.match(line.plain) or "cong hoa xa hoi chu nghia" in line.plain):
            break
        for cell in cells(line.text):
            has_copies = has_copies or _COPIES.match(plain(cell)) is not None
            found.extend(_Foot(part, row) for part in _parted(cell))
    return found


def _parted(cell: str) -> list[str]:
    """The cell, cut where a signature line or a name runs into the end of a list entry with a single space."""
    for match in re.finditer(r"(?:[:;.,])\s+(?=\S)", cell[:MAX_COLUMN_LINE]):
        tail = cell[match.end() :]
        is_entry = _BULLET.match(cell) is not None or _COPIES.match(plain(cell)) is not None
        if is_entry and (_is_signing(tail) or (_is_name(tail) and plain(tail.split()[0]) in SURNAMES)):
            return [cell[: match.start() + 1], tail]
    return [cell]


def _signer(foot: Sequence[_Foot]) -> Signer | None:
    """The signer from the first run of signature lines; the name is the best name-like cell after it.

    Of two who sign side by side for two agencies it is the right one, whose agency leads.
    """
    if _signs_twice(foot):
        foot = [cell for cell, following in pairwise([*foot, _Foot("", -1)]) if cell.row != following.row]
    signing: list[_Foot] = []
    for cell in foot:
        if _is_signing(cell.text) or (signing and _continues_title(cell, signing[-1])):
            if signing and cell.row - signing[-1].row > 4:
                break
            signing.append(cell)
    if not signing:
        return None
    authority = [cell.text for cell in signing if _ON_BEHALF.match(plain(cell.text))]
    titles = [cell.text for cell in signing if not _ON_BEHALF.match(plain(cell.text))]
    names = [_NAME_TRIM.sub("", cell.text) for cell in foot if cell.row >= signing[0].row and _is_name(cell.text)]
    known = [name for name in names if plain(_RANK.sub("", name).split()[0]) in SURNAMES]
    name = next(iter(known or names[::-1]), None)
    return Signer(joined(authority) or None, joined([title.strip("()") for title in titles]) or None, name)


def _signs_twice(foot: Sequence[_Foot]) -> bool:
    """Whether one line holds two positions, none of them on behalf of the other."""
    titles = [cell.row for cell in foot if _is_signing(cell.text) and not _ON_BEHALF.match(plain(cell.text))]
    return len(titles) > len(set(titles))


def _continues_title(cell: _Foot, previous: _Foot) -> bool:
    """Whether a capital line directly below a signature line carries on with the name of the agency."""
    is_below = cell.row == previous.row + 1 and cell.text.isupper() and not _BULLET.match(cell.text)
    return is_below and not _is_name(cell.text) and not _COPIES.match(plain(cell.text))


def _distribution(foot: Sequence[_Foot]) -> tuple[str, ...]:
    """The entries under "Nơi nhận", as printed."""
    start = next((i for i, cell in enumerate(foot) if _COPIES.match(plain(cell.text))), None)
    if start is None:
        return ()
    match = _COPIES.match(plain(foot[start].text))
    first = foot[start].text[match.end() if match else 0 :]
    rest = [cell for cell in foot[start + 1 :] if not _is_signing(cell.text)]
    is_bulleted = any(_BULLET.match(cell.text) for cell in rest) or _BULLET.match(first) is not None
    entries = [[first]] if first else []
    for cell in rest:
        if entries and _is_last(entries[-1]):
            break
        if _BULLET.match(cell.text):
            entries.append([cell.text])
        elif _belongs(cell, entries, is_bulleted):
            if entries and not entries[-1][-1].endswith((";", ".")):
                entries[-1].append(cell.text)
            else:
                entries.append([cell.text])
    texts = [joined(parts) for parts in entries]
    parts = [
        part for text in texts for part in (re.split(r"(?<=;)\s*[-–+•]\s+", text) if is_bulleted else text.split(";"))
    ]
    return tuple(entry for entry in map(clean_entry, parts) if entry)


def _is_last(entry: Sequence[str]) -> bool:
    return entry[-1].endswith(".") and _FILE_COPY.match(plain(clean_entry(joined(entry)))) is not None


def _belongs(cell: _Foot, entries: Sequence[Sequence[str]], is_bulleted: bool) -> bool:
    """Whether a cell without bullet is part of the list and not of the signature beside it."""
    if cell.text.isupper() and not cell.text.endswith((";", ".", ",")):
        return False
    if _is_name(cell.text) and not cell.text.endswith((";", ",")):
        return False
    is_open = bool(entries) and not entries[-1][-1].endswith((";", "."))
    return is_open if is_bulleted else True
