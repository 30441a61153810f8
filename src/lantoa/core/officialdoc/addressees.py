"""The addressees: the block that begins with "Kính gửi" (Decree 30/2020/NĐ-CP, Annex I, cell 9a)."""

import re
from collections.abc import Sequence

from .lines import WIDE_GAP, Line
from .paragraphs import joined, mark_of, wrap_width

_ADDRESS = re.compile(r"kinh\s+(?:gui|chuyen|trinh)\s*[:;.]?\s*")
_TELEGRAM = re.compile(r"(?:.{0,80}\b)?(?:dien|yeu cau|gui)\s*:")
_BULLET = re.compile(r"(?:[-–—−+•●▪◦*·✓➢❖\uf000-\uf0ff]|\d{1,2}[.)])\s*")
_OPENING = re.compile(
    r"(?:can cu|thuc hien|thi hanh|xet|theo|trien khai|tiep theo|tiep tuc|de|nham|trong|vua qua|ngay \d+|hien nay|"
    r"nam \d+|"
    r"tren co so|phuc dap|tra loi|qua|nhan|sau khi|thoi gian qua|de nghi|quan triet|tham muu|chap hanh|phat huy|"
    r"ke tu)\b"
)
_INLINE_BULLET = re.compile(r"(?<=[;.])\s*[-–—+•]\s+")
_MAX_LINES = 60


def read_addressees(lines: Sequence[Line], start: int) -> tuple[tuple[str, ...], int]:
    """The addressees as printed, without mark and final stop, and the index of the first line after them.

    ``start`` is the line that should hold "Kính gửi"; when it does not, the answer is empty and ``start`` itself.
    """
    if start >= len(lines) or (match := _ADDRESS.match(lines[start].plain)) is None:
        return (), start
    return _read_list(lines, start, lines[start].text[match.end() :])


def read_telegram_addressees(lines: Sequence[Line], start: int) -> tuple[tuple[str, ...], int]:
    """The addressees of a công điện: the dash list after "… điện:"; empty and ``start`` when there is none."""
    for index in range(start, min(start + 4, len(lines) - 1)):
        line = lines[index]
        if _TELEGRAM.fullmatch(line.plain[:200]) and _BULLET.match(lines[index + 1].text):
            return _read_list(lines, index, "")
    return (), start


def _read_list(lines: Sequence[Line], start: int, first: str) -> tuple[tuple[str, ...], int]:
    entries: list[list[str]] = [[first]] if first.strip() else []
    is_bulleted = _BULLET.match(first) is not None or (not first.strip() and _next_is_bullet(lines, start))
    width = wrap_width(lines[start:])
    index = start + 1
    while index < min(len(lines), start + _MAX_LINES):
        line = lines[index]
        if _BULLET.match(line.text) and (not entries or _same_bullet(entries[0][0], line.text)):
            is_bulleted = True
            entries.append([line.text])
        elif entries and _ends_list(lines, index, entries[-1][-1], is_bulleted, width):
            break
        elif entries and _goes_on(entries[-1][-1], line, is_bulleted, width):
            entries[-1].append(line.text)
        else:
            entries.append([line.text])
        index += 1
    return _entries([joined(parts) for parts in entries], is_bulleted), index


def _next_is_bullet(lines: Sequence[Line], start: int) -> bool:
    return start + 1 < len(lines) and _BULLET.match(lines[start + 1].text) is not None


def _same_bullet(first: str, text: str) -> bool:
    """Whether two entries carry marks of one kind: signs, or numbers."""
    return _BULLET.match(first) is not None and first[0].isdigit() == text[0].isdigit()


def _ends_list(lines: Sequence[Line], index: int, previous: str, is_bulleted: bool, width: int | None) -> bool:
    """Whether the line is the first of the text below the list."""
    line = lines[index]
    if mark_of(line.text)[0] is not None:
        return True
    if line.text[0].islower():
        return line.after_gap and previous.rstrip().endswith((".", ";"))
    if previous.rstrip().endswith(".") or (is_bulleted and previous.rstrip().endswith(";")):
        return True
    if line.after_gap and not previous.rstrip().endswith((",", ";")):
        return True
    is_text = len(line.text) > 100 and len(WIDE_GAP.split(line.text)) == 1
    return is_text or _OPENING.match(line.plain) is not None


def _goes_on(previous: str, line: Line, is_bulleted: bool, width: int | None) -> bool:
    if line.text[0].islower() or is_bulleted:
        return True
    return not previous.rstrip().endswith((";", ".")) and width is not None


def _entries(texts: Sequence[str], is_bulleted: bool) -> tuple[str, ...]:
    parts: list[str] = []
    for text in texts:
        if is_bulleted:
            parts.extend(_INLINE_BULLET.split(text))
        else:
            parts.extend(text.split(";"))
    return tuple(entry for entry in map(clean_entry, parts) if entry)


def clean_entry(text: str) -> str:
    """One list entry on one line without its bullet and final mark.

    >>> clean_entry("- UBND tỉnh (b/c);"), clean_entry("- Lưu: VT, TTBCXB./.")
    ('UBND tỉnh (b/c)', 'Lưu: VT, TTBCXB')
    """
    match = _BULLET.match(text)
    return joined([text[match.end() :] if match else text]).rstrip(" ;,.:/")
