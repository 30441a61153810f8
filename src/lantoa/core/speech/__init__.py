"""Text for the ear: administrative Vietnamese in the words of a newsreader, and the time it takes to read them."""

from .own_words import OwnWord, lexicon_on
from .reader import speak
from .records import RULE_LABELS, Change, HouseStyle, Spoken, Unknown
from .tempo import DEFAULT_PAUSES, DEFAULT_SYLLABLES_PER_MINUTE, reading_seconds, syllables

__all__ = [
    "DEFAULT_PAUSES",
    "DEFAULT_SYLLABLES_PER_MINUTE",
    "RULE_LABELS",
    "Change",
    "HouseStyle",
    "OwnWord",
    "Spoken",
    "Unknown",
    "lexicon_on",
    "reading_seconds",
    "speak",
    "syllables",
]
