"""How long a text takes to be read aloud."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from lantoa.core.viettext import is_syllable, to_nfc

DEFAULT_SYLLABLES_PER_MINUTE = 200.0
"""An editable default of ours, not a measured fact: a station replaces it with what its own readings show."""

DEFAULT_PAUSES: Mapping[str, float] = MappingProxyType(
    {",": 0.25, ";": 0.4, ":": 0.4, ".": 0.6, "!": 0.6, "?": 0.6, "\n": 0.8}
)
"""Seconds of silence after each mark; editable defaults of ours, not measured."""

_WORD = re.compile(r"[^\W_]+")
_VOWELS = re.compile(r"[aeiouyăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]+")
_RUN = re.compile(r"[^\S\n]*([,;:.!?…\n])[\s,;:.!?…]*")


def syllables(text: str) -> int:
    """How many syllables one hears when the text (as `speak` gives it) is read.

    A Vietnamese word is one; of other words each group of vowels counts, and an acronym has one for each letter.

    >>> syllables("hai nghìn không trăm hai mươi ba"), syllables("Phây-búc"), syllables("oép robot"), syllables("BXYZ")
    (7, 2, 3, 4)
    """
    return sum(_of_word(word) for word in _WORD.findall(to_nfc(text)))


def _of_word(word: str) -> int:
    if is_syllable(word) or len(word) == 1:
        return 1
    if word.isupper() or any(letter.isdigit() for letter in word):
        return len(word)
    return max(1, len(_VOWELS.findall(word.lower())))


def reading_seconds(
    text: str,
    *,
    syllables_per_minute: float = DEFAULT_SYLLABLES_PER_MINUTE,
    pauses: Mapping[str, float] = DEFAULT_PAUSES,
) -> float:
    r"""Seconds that a text (as `speak` gives it) takes: its syllables at the given speed and a pause after each mark.

    Both constants are settings of a station (see DEFAULT_SYLLABLES_PER_MINUTE); of several marks in a row the longest
    pause counts. Raises ValueError for a speed that is not above 0.

    >>> round(reading_seconds("Xin chào bà con. Hôm nay", syllables_per_minute=60, pauses={".": 0.5}), 2)
    6.5
    """
    if syllables_per_minute <= 0:
        raise ValueError("the speed must be above 0 syllables a minute")
    silence = sum(max(pauses.get(mark, 0.0) for mark in run[0]) for run in _RUN.finditer(to_nfc(text).strip()))
    return syllables(text) * 60 / syllables_per_minute + silence
