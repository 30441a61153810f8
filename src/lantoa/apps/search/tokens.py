"""The syllables that the index holds and that questions are cut into; both are cut by the same rule."""

import re
import unicodedata
from functools import lru_cache

from lantoa.core.viettext import accent_key, fold

# Letters of a word that is kept with its tokens: no Vietnamese one is longer, addresses are.
_MAX_KEPT = 24
_TOKEN = re.compile(r"[^\W_]+")
# Two spellings of one sound: lí and lý, kĩ and kỹ, quí and quý; y after other letters is another sound.
_FINAL_I = re.compile(r"(?<![^\W_])([hklmst]|qu)([iíìỉĩị])(?![^\W_])")
_Y_OF = dict(zip("iíìỉĩị", "yýỳỷỹỵ", strict=True))
_FINAL_Y = re.compile(r"(?:[hklmst]|qu)y")


def exact_tokens(text: str) -> list[str]:
    """Return the syllables and numbers in order: small letters, standard accents, one spelling where two are in use.

    >>> exact_tokens("Kế hoạch 219/KH-UBND, Khánh Hoà, lí lịch")
    ['kế', 'hoạch', '219', 'kh', 'ubnd', 'khánh', 'hòa', 'lý', 'lịch']
    """
    return [token for word in text.split() for token in _cut(word)[0]]


def folded_tokens(text: str) -> list[str]:
    """Return the same without accents.

    >>> folded_tokens("Đông Hà, 20/5, lí lịch")
    ['dong', 'ha', '20', '5', 'ly', 'lich']
    """
    return [token for word in text.split() for token in _cut(word)[1]]


def both_tokens(text: str) -> tuple[list[str], list[str]]:
    """Return the exact and the folded tokens of a text, for the index, which wants both."""
    cut = [_cut(word) for word in text.split()]
    return [token for exact, _ in cut for token in exact], [token for _, folded in cut for token in folded]


def _cut(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the exact and the folded tokens of what stands between blanks; texts use few words, so they are kept."""
    return _kept_cut(word) if len(word) <= _MAX_KEPT else _cut_anew(word)


def _cut_anew(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (
        tuple(_TOKEN.findall(one_spelling(accent_key(word)))),
        tuple(_TOKEN.findall(one_spelling(fold(word)))),
    )


_kept_cut = lru_cache(maxsize=60_000)(_cut_anew)


def one_spelling(text: str) -> str:
    """Return the text, in small letters, with y where i is written for the same sound.

    >>> one_spelling("bác sĩ, quí ba, đi thi")
    'bác sỹ, quý ba, đi thi'
    """
    return _FINAL_I.sub(lambda found: found[1] + _Y_OF[found[2]], text)


def pattern_of(token: str) -> str:
    """Return the expression that finds a folded token in folded text, in either spelling.

    >>> pattern_of("ly"), pattern_of("dai")
    ('l[iy]', 'dai')
    """
    return f"{re.escape(token[:-1])}[iy]" if _FINAL_Y.fullmatch(token) else re.escape(token)


class _Letters(dict[int, str]):
    """The letter under each letter's accents, one for one, so that places in the text stay."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = {"đ": "d", "Đ": "d"}.get(letter) or unicodedata.normalize("NFD", letter)[0].casefold()
        self[code] = plain if len(plain) == 1 else letter
        return self[code]


_LETTERS = _Letters()


def folded_in_place(text: str) -> str:
    """Return the text (NFC) without accents and capitals, letter for letter: each stands where it stood.

    >>> folded_in_place("Đổi mới")
    'doi moi'
    """
    return text.translate(_LETTERS)
