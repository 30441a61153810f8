"""Vietnamese text: Unicode form, tone marks, search form, words, sentences, order of names, abbreviations."""

from .abbreviations import abbreviations, expand
from .collation import sort_key
from .search_form import accent_key, fold
from .tokens import sentences, words
from .unicode_form import standard_tone, to_nfc
from .wrapping import unwrap

__all__ = [
    "abbreviations",
    "accent_key",
    "expand",
    "fold",
    "sentences",
    "sort_key",
    "standard_tone",
    "to_nfc",
    "unwrap",
    "words",
]
