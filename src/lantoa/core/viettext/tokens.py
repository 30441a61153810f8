"""Words and sentences of Vietnamese text."""

import re
from collections.abc import Iterator

from .unicode_form import to_nfc
from .wrapping import unwrap

_UPPER = "A-ZĐƯƠÂĂÊÔ"
_WORD = re.compile(
    rf"""
      (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]]      # web address
    | [0-9]+[a-z]?(?:/[0-9]{{4}})?[/-][{_UPPER}][\w&]*(?:[-/][{_UPPER}][\w&]*)*  # 219/KH-UBND, 03-KH/BTC
    | [{_UPPER}]{{1,8}}(?:[-&][{_UPPER}]{{1,8}}\b)+          # TT&TT, VH-TT-TD
    | [0-9]++(?:[.,/:][0-9]++)*+(?![^\W\d_])                  # 12,45  25.980  21/12/2022  7:30
    | [^\W_]+                                                # a syllable; T7, 5G
    """,
    re.VERBOSE,
)

# A full stop after one of these, in any case, ends no sentence.
_TITLES = ("ts", "ths", "pgs", "gs", "bs", "ks", "ls", "cn", "cv", "tr", "mr", "mrs", "ms", "dr", "đc", "đ/c", "ôb")
_PLACES_AND_SIGNING = ("tp", "tx", "tt", "st", "kt", "tm", "tl", "tuq", "tmđ", "vd", "nxb", "sđt", "đt")
_SHORTENED = frozenset((*_TITLES, *_PLACES_AND_SIGNING))
# Phường, quận, huyện, xã, ông: "h." in small letters would be an hour, "đ." an amount of money.
_SHORTENED_CAPITALS = frozenset("PQHXÔFĐ")
_HEADINGS = frozenset(
    ["điều", "chương", "mục", "khoản", "điểm", "phần", "phụ", "lục", "tiết", "bài", "bước", "câu", "kỳ"]
)
_ENUMERATION = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[IVXivx]{1,5}|[a-zđA-ZĐ])")
_STOP = re.compile(r"(?<![.!?…])(?:[.!?…]++(?:/\.)?)[\"'”’»)\]]*(?=\s+(\S))")
_OPENING = "\"'“‘«([-–—+•*"


def words(text: str) -> list[str]:
    """The words in order: syllables, numbers, abbreviations, web addresses and document symbols, each kept whole.

    >>> words("Kế hoạch số 219/KH-UBND ngày 21/12/2022: tăng 12,5%; phòng VH-TT, Sở TT&TT")
    ['Kế', 'hoạch', 'số', '219/KH-UBND', 'ngày', '21/12/2022', 'tăng', '12,5', 'phòng', 'VH-TT', 'Sở', 'TT&TT']
    """
    return _WORD.findall(to_nfc(text))


def sentences(text: str) -> list[str]:
    """The sentences in order, each on one line with single spaces; a paragraph or list item also ends a sentence.

    Lines cut to a page width are joined first. A full stop ends no sentence after a shortened word (TP. TS. KT.), a
    list number (1. a. II.), a heading number (Điều 1.) or an initial, inside numbers and addresses, and wherever the
    text goes on in small letters.

    >>> sentences("1. Sở TT&TT TP. Huế báo cáo trước ngày 30/6. Đạt 12.5 điểm... theo TS. Lê A. Tốt!")
    ['1. Sở TT&TT TP. Huế báo cáo trước ngày 30/6.', 'Đạt 12.5 điểm... theo TS. Lê A.', 'Tốt!']
    """
    found = [paragraph[start:end] for paragraph in unwrap(to_nfc(text)).split("\n") for start, end in _spans(paragraph)]
    return [" ".join(sentence.split()) for sentence in found if sentence.strip()]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    r"""Where each sentence begins and the next one does, so that all of the text (in NFC) is covered, in order.

    As `sentences`, but every line ends one.

    >>> sentence_spans("Đạt 12.5 điểm. Tốt!\nHết")
    [(0, 15), (15, 20), (20, 23)]
    """
    found: list[tuple[int, int]] = []
    line_start = 0
    for line in to_nfc(text).split("\n"):
        for start, end in _spans(line):
            # A space after a stop belongs to the sentence before it.
            end += len(line[end:]) - len(line[end:].lstrip()) if end < len(line) else 1
            if found and found[-1][1] > line_start + start:
                start = found[-1][1] - line_start
            found.append((line_start + start, line_start + end))
        line_start += len(line) + 1
    if found:
        found[-1] = (found[-1][0], min(found[-1][1], line_start - 1))
    return [(start, end) for start, end in found if start < end]


def _spans(paragraph: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(paragraph):
        if _ends_sentence(paragraph, start, stop):
            yield start, stop.end()
            start = stop.end()
    yield start, len(paragraph)


def _ends_sentence(paragraph: str, start: int, stop: re.Match[str]) -> bool:
    following = stop[1]
    if not (following.isupper() or following.isdigit() or following in _OPENING):
        return False
    if stop[0] != ".":
        return True
    # 80 characters hold the last words; the slice keeps a long paragraph linear.
    before = paragraph[max(start, stop.start() - 80) : stop.start()].split()
    if not before:
        return False
    last_word = before[-1].lstrip("(\"'“‘")
    if last_word.casefold() in _SHORTENED or last_word in _SHORTENED_CAPITALS:
        return False
    is_enumeration = _ENUMERATION.fullmatch(last_word) is not None
    return not (is_enumeration and all(word in _OPENING or word.casefold() in _HEADINGS for word in before[:-1]))
