"""Abbreviations with their full words, and other names of one thing, any of which finds the others."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from lantoa.apps.search.tokens import exact_tokens, folded_tokens
from lantoa.core.viettext import abbreviations

# A small abbreviation that reads like a syllable ("ca", "tu") is one only in capitals.
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|kh?|l|m|n|ngh?|nh|ph?|qu|r|s|th?|tr|v|x|h)?[aeiouy]{1,3}(?:ch?|m|ng?|nh|p|t)?"
)
# Two letters stand for too much: a search for "CP" is for those letters.
_LEAST_LETTERS = 3
_LONGEST = 12

Phrase = tuple[str, ...]


def _same_words() -> Iterable[tuple[str, ...]]:
    """Give the groups of names of one thing that apps know (settings.SEARCH_SAME_WORDS)."""
    for name in settings.SEARCH_SAME_WORDS:
        yield from import_string(name)()


@lru_cache(maxsize=1)
def _groups() -> dict[Phrase, tuple[Phrase, ...]]:
    """Return for each folded phrase the exact phrases that stand for the same."""
    same: dict[Phrase, dict[Phrase, None]] = defaultdict(dict)
    for short, readings in abbreviations().items():
        if len(short.replace("&", "").replace("-", "")) < _LEAST_LETTERS:
            continue
        for full in readings:
            same[tuple(folded_tokens(short))][tuple(exact_tokens(full))] = None
            same[tuple(folded_tokens(full))][tuple(exact_tokens(short))] = None
    for names in _same_words():
        for name in names:
            others = {tuple(exact_tokens(other)): None for other in names if other != name}
            same[tuple(folded_tokens(name))].update(others)
    return {phrase: tuple(others) for phrase, others in same.items()}


def equivalents(exact: Phrase, folded: Phrase, *, capitals: bool = False) -> tuple[Phrase, ...]:
    """Return the phrases, in exact syllables, that say the same as this one; () for a phrase of no abbreviation.

    >>> equivalents(("cchc",), ("cchc",))
    (('cải', 'cách', 'hành', 'chính'),)
    >>> equivalents(("dich", "vu", "cong", "truc", "tuyen"), ("dich", "vu", "cong", "truc", "tuyen"))
    (('dvctt',),)
    """
    if len(folded) > _LONGEST:
        return ()
    if len(folded) == 1 and not capitals and _SYLLABLE.fullmatch(folded[0]):
        return ()
    return _groups().get(folded, ())


@lru_cache(maxsize=1)
def phrase_lengths() -> tuple[int, ...]:
    """Return the numbers of syllables that phrases of the lexicon have, the longest first."""
    return tuple(sorted({len(phrase) for phrase in _groups() if len(phrase) <= _LONGEST}, reverse=True))
