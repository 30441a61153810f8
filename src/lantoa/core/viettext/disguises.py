"""Words written so that no check knows them: letters of other scripts, signs between letters, figures as letters."""

import re
import unicodedata

from .hidden_signs import spaced_hidden_signs, without_hidden_signs

# Cyrillic and Greek letters that look like Latin ones; NFKC unfolds wide, bold and circled letters.
_LOOK = "авеѕіјкмнорстухԁɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧαοορνιАВЕЅІЈКМНОРСТУХ"
_LIKE = "abesijkmhopctyxdgABEZHIKMNOPTYXaoopviABESIJKMHOPCTYX"
_LATIN = str.maketrans(_LOOK, _LIKE)
_LETTER = r"[^\W\d_]"
# "c a s i n o", "v.a.y": four letters alone in a row, or two and more with a sign between them.
_APART = re.compile(rf"(?<!\w){_LETTER}(?: {_LETTER}){{3,}}(?!\w)")
_DOTTED = re.compile(rf"(?<!\w){_LETTER}(?:[.\-_*·|/]{_LETTER})+(?!\w)")
_SIGN_INSIDE = re.compile(rf"(?<={_LETTER})[._*·|\-](?={_LETTER})")
_FIGURES = str.maketrans("0134578@$", "oieastbas")
_MIXED = re.compile(r"(?<![\w@$])(?=(?:[\w@$]*[^\W\d_]){2})(?=[\w@$]*[\d@$])[\w@$]{3,40}(?![\w@$])")


def undisguised(text: str) -> tuple[str, ...]:
    """Return the ways in which a text may be meant, each once: as it stands in plain Latin letters, with letters that
    stand apart joined, with signs between letters taken for spaces, with figures taken for letters.

    >>> undisguised("V.a.y nhanh, c a s i n o")
    ('V.a.y nhanh, c a s i n o', 'Vay nhanh, casino', 'V a y nhanh, casino')
    >>> undisguised("Đèn đường hỏng")
    ('Đèn đường hỏng',)
    >>> undisguised("g4meb4i")[-1], undisguised("С\u0410SINO")[0]
    ('gamebai', 'CASINO')
    """
    plain = unicodedata.normalize("NFKC", without_hidden_signs(text))
    plain = re.sub(r"\w+", _in_latin, plain)
    joined = _APART.sub(lambda run: run[0].replace(" ", ""), _DOTTED.sub(_joined, plain))
    ways = (
        plain,
        unicodedata.normalize("NFKC", spaced_hidden_signs(text)),
        _SIGN_INSIDE.sub("", joined),
        _SIGN_INSIDE.sub(" ", _APART.sub(lambda run: run[0].replace(" ", ""), plain)),
        _MIXED.sub(lambda word: word[0].translate(_FIGURES), joined),
    )
    return tuple(dict.fromkeys(ways))


def _in_latin(word: re.Match[str]) -> str:
    return word[0] if word[0].isascii() else unicodedata.normalize("NFC", word[0].translate(_LATIN))


def _joined(run: re.Match[str]) -> str:
    return "".join(letter for letter in run[0] if letter.isalpha())
