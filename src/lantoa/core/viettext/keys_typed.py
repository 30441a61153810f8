"""Syllables that a telephone or computer left as the keys of Telex or VNI: giaays, lamf, d9a8ng."""

import re
import unicodedata

from .syllables import is_syllable
from .unicode_form import standard_tone

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_TELEX_TONES = {"f": _GRAVE, "s": _ACUTE, "x": _TILDE, "r": _HOOK, "j": _DOT}
_VNI_TONES = {"2": _GRAVE, "1": _ACUTE, "4": _TILDE, "3": _HOOK, "5": _DOT}
_CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"o": "ơ", "u": "ư"}
_BREVE = {"a": "ă"}
_VOWELS = frozenset("aăâeêioôơuưy")
_KEYS = re.compile(r"[a-z]+[a-z1-9]*")
_LONGEST = 10


def typed_by_keys(word: str) -> str | None:
    """Return the syllable whose Telex or VNI keys the word is, None for any other word.

    >>> [typed_by_keys(word) for word in ("giaays", "giasya", "ddangw", "d9a8ng", "hoon", "truwowngf")]
    ['giấy', 'giấy', 'đăng', 'đăng', 'hôn', 'trường']
    >>> [typed_by_keys(word) for word in ("khai", "online", "ct07", "giấy")]
    [None, None, None, None]
    """
    word = word.casefold()
    if len(word) > _LONGEST or not _KEYS.fullmatch(word) or is_syllable(word):
        return None
    syllable = _Syllable()
    for key in word:
        if not (syllable.takes_telex(key) or syllable.takes_vni(key)):
            syllable.letters.append(key)
    read = syllable.read()
    return read if read != word and is_syllable(read) else None


class _Syllable:
    """A syllable while its keys are read."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.tone = ""

    def takes_telex(self, key: str) -> bool:
        """Return whether the key says something of the letters before it."""
        if key in _TELEX_TONES and self._has_vowel():
            self.tone = _TELEX_TONES[key]
            return True
        if key == "w":
            return self._change(_HORNS) or self._change(_BREVE)
        if key in _CIRCUMFLEX:
            return self._change({key: _CIRCUMFLEX[key]})
        return key == "d" and self._change({"d": "đ"})

    def takes_vni(self, key: str) -> bool:
        """Return the same for a figure."""
        if key in _VNI_TONES and self._has_vowel():
            self.tone = _VNI_TONES[key]
            return True
        changes = {"6": _CIRCUMFLEX, "7": _HORNS, "8": _BREVE, "9": {"d": "đ"}}.get(key)
        return changes is not None and self._change(changes)

    def read(self) -> str:
        """Return the syllable with its tone where standard spelling has it."""
        vowels = [place for place, letter in enumerate(self.letters) if letter in _VOWELS]
        if not vowels:
            return "".join(self.letters)
        marked = [letter + (self.tone if place == vowels[-1] else "") for place, letter in enumerate(self.letters)]
        return standard_tone(unicodedata.normalize("NFC", "".join(marked)))

    def _has_vowel(self) -> bool:
        return any(letter in _VOWELS for letter in self.letters)

    def _change(self, changes: dict[str, str]) -> bool:
        changed = [changes.get(letter, letter) for letter in self.letters]
        done = changed != self.letters
        self.letters = changed
        return done
