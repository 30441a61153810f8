"""The Vietnamese order of names."""

import re
import unicodedata

from .unicode_form import TONE_MARKS, standard_tone

_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONE_PLACE = {mark: place for place, mark in enumerate(TONE_MARKS, start=1)}
_PIECES = re.compile(r"[0-9]{1,18}|[^\W_]|[\s\W_]+")  # 18 digits: a longer run is compared in pieces

_GAP, _NUMBER, _LETTER, _OTHER = range(4)

SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]


def sort_key(name: str) -> SortKey:
    """The key that sorts names as the Vietnamese dictionary does, to be given to ``sorted(key=...)``.

    First the letters (a ă â b c d đ e ê …; word by word; numbers by value), then the tones (ngang, huyền, hỏi, ngã,
    sắc, nặng), last the spelling itself, so that the order of any two different names is fixed.

    >>> sorted(["Đông Hà", "Dakrông", "Hướng Hóa", "Hải Lăng", "Đakrông", "Cồn Cỏ"], key=sort_key)
    ['Cồn Cỏ', 'Dakrông', 'Đakrông', 'Đông Hà', 'Hải Lăng', 'Hướng Hóa']
    >>> sorted(["mạ", "má", "mã", "mả", "mà", "ma", "mă"], key=sort_key)
    ['ma', 'mà', 'mả', 'mã', 'má', 'mạ', 'mă']
    >>> sorted(["Phường 10", "Phường 2"], key=sort_key)
    ['Phường 2', 'Phường 10']
    """
    primary: list[tuple[int, int]] = []
    tones: list[int] = []
    standard = standard_tone(name).strip()
    for piece in _PIECES.findall(standard.casefold()):
        if "0" <= piece[0] <= "9":
            primary.append((_NUMBER, int(piece)))
            tones.append(0)
        elif not piece[0].isalnum():
            primary.append((_GAP, 0))
            tones.append(0)
        else:
            primary.append(_letter_place(piece))
            tones.append(_tone_place(piece))
    return tuple(primary), tuple(tones), standard


def _letter_place(letter: str) -> tuple[int, int]:
    marks = unicodedata.normalize("NFD", letter)
    base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONE_MARKS))
    place = _ALPHABET.get(base)
    return (_OTHER, ord(base[0])) if place is None else (_LETTER, place)


def _tone_place(letter: str) -> int:
    return max((_TONE_PLACE.get(mark, 0) for mark in unicodedata.normalize("NFD", letter)), default=0)
