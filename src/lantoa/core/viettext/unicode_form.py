"""One Unicode form and one tone placement for every Vietnamese text that enters."""

import re
import unicodedata
from functools import lru_cache

# What only disturbs comparison: BYTE ORDER MARK, ZERO WIDTH SPACE / NON-JOINER / JOINER, WORD JOINER, SOFT HYPHEN,
# LEFT-TO-RIGHT and RIGHT-TO-LEFT MARK. They come with text copied from web pages and word processors.
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f"))
# NO-BREAK SPACE, FIGURE SPACE, NARROW NO-BREAK SPACE are spaces to every reader.
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")
# LINE SEPARATOR, PARAGRAPH SEPARATOR, NEXT LINE; CR and CRLF are handled apart.
_LINE_ENDS = dict.fromkeys(map(ord, "\u2028\u2029\u0085"), "\n")
_CLEAN = {**_INVISIBLE, **_SPACES, **_LINE_ENDS}

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT_BELOW = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
TONE_MARKS = _GRAVE + _HOOK + _TILDE + _ACUTE + _DOT_BELOW
"""The five tone marks in the order of the Vietnamese dictionary: huyền, hỏi, ngã, sắc, nặng."""

_LETTERS = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f])+")
_SYLLABLE = re.compile(
    r"(?P<onset>qu|gi(?=[aăâeêoôơuư])|ngh|ng|nh|gh|kh|ch|th|tr|ph|[bcdđghklmnprstvx])?"
    r"(?P<vowels>[aăâeêioôơuưy]{1,3})"
    r"(?P<coda>ch|ng|nh|[cmnpt])?"
)


def to_nfc(text: str) -> str:
    r"""The text in Unicode NFC without invisible characters, with plain spaces and \n line ends; lines stay lines.

    >>> to_nfc("\ufeffKe\u0302\u0301 hoa\u0323ch\u00a0so\u0302\u0301 5\r\n")
    'Kế hoạch số 5\n'
    """
    if text.isascii() and "\r" not in text:
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEAN)
    return unicodedata.normalize("NFC", plain)


def standard_tone(text: str) -> str:
    """The text (NFC) with each tone mark where "hòa, thủy, khỏe" put it; letters, case and layout stay.

    Only whole Vietnamese syllables with a tone on the wrong vowel change; other words are left as they are.

    >>> standard_tone("Cộng hoà, uỷ ban, khoẻ, tuý; quý, quả, giá, hoàn, khuỷu, thuở")
    'Cộng hòa, ủy ban, khỏe, túy; quý, quả, giá, hoàn, khuỷu, thuở'
    >>> standard_tone("UỶ BAN; Thuỷ; hòan tòan; qúa")
    'ỦY BAN; Thủy; hoàn toàn; quá'
    """
    return _LETTERS.sub(lambda match: _standard_syllable(match[0]), to_nfc(text))


@lru_cache(maxsize=20_000)
def _standard_syllable(word: str) -> str:
    # The longest syllable is "nghiêng"; a mark that NFC could not compose makes the word no Vietnamese syllable.
    if word.isascii() or len(word) > 7 or not word.isalpha():
        return word
    letters, tones = _take_tones(word)
    match = _SYLLABLE.fullmatch("".join(letters).lower()) if len(tones) == 1 else None
    if match is None:
        return word
    letters[_tone_place(match)] += tones[0]
    return unicodedata.normalize("NFC", "".join(letters))


def _take_tones(word: str) -> tuple[list[str], list[str]]:
    """The letters of the word without their tones, and the tones met."""
    letters: list[str] = []
    tones: list[str] = []
    for letter in word:
        marks = unicodedata.normalize("NFD", letter)
        tones += [mark for mark in marks if mark in TONE_MARKS]
        letters.append(unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONE_MARKS)))
    return letters, tones


def _tone_place(syllable: re.Match[str]) -> int:
    """The index in the syllable of the vowel that carries the tone."""
    vowels, start = syllable["vowels"], syllable.start("vowels")
    for marked in ("ơ", "ăâêô", "ư"):  # "ươ" carries it on the ơ, every other marked vowel before plain ones
        for index, vowel in enumerate(vowels):
            if vowel in marked:
                return start + index
    is_second = len(vowels) == 3 or (len(vowels) == 2 and syllable["coda"])
    return start + 1 if is_second else start
