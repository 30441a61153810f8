"""Vietnamese text: Unicode form, tone marks, search form, words, sentences, order of names, abbreviations."""

from .abbreviations import abbreviations, expand
from .collation import sort_key
from .disguises import undisguised
from .hidden_signs import has_hidden_signs, without_hidden_signs
from .keys_typed import typed_by_keys
from .likeness import grams, grams_likeness, likeness
from .number_format import format_date, format_long_date, format_number, format_percent
from .number_reading import DoubtfulNumber, NotANumber, read_number, readings_of, signs_of
from .search_form import accent_key, fold
from .syllables import is_syllable
from .tokens import sentence_spans, sentences, words
from .unicode_form import standard_tone, to_nfc
from .wrapping import unwrap

__all__ = [
    "DoubtfulNumber",
    "NotANumber",
    "abbreviations",
    "accent_key",
    "expand",
    "fold",
    "format_date",
    "format_long_date",
    "format_number",
    "format_percent",
    "grams",
    "grams_likeness",
    "has_hidden_signs",
    "is_syllable",
    "likeness",
    "read_number",
    "readings_of",
    "sentence_spans",
    "sentences",
    "signs_of",
    "sort_key",
    "standard_tone",
    "to_nfc",
    "typed_by_keys",
    "undisguised",
    "unwrap",
    "without_hidden_signs",
    "words",
]
