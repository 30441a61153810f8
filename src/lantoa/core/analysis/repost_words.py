"""The words of an article as re-posts are compared by: folded, numbers alike, with the marks of names kept."""

import re
import unicodedata
from functools import lru_cache
from zlib import crc32

from lantoa.core.viettext import fold

NUMBER = "0"
"""Stands for every number, and for several in a row ("1.240" and "980" alike): figures are updated in re-posts."""

SHINGLE = 4
"""Words in a shingle: long enough that unrelated news share few, short enough that one edit spoils only four."""

WINDOW = 8
"""Of each 8 shingles in a row the one with the least hash is kept (winnowing, Schleimer, Wilkerson and Aiken 2003), so
that two texts with 11 words in a row in common always share one."""

_TOKEN = re.compile(r"[^\W_]+")
_SENTENCE_START = re.compile(r"[.!?:…\n\"“]")


class RepostWords:
    """The words of one text, as parallel lists.

    `words` are folded, numbers as NUMBER; `exact_words` keep the numbers; `is_name` marks capitals inside a sentence.
    """

    __slots__ = ("exact_words", "is_name", "words")

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        self.exact_words: list[str] = []
        self.is_name: list[bool] = []
        text = unicodedata.normalize("NFC", text)
        previous_end = 0
        for match in _TOKEN.finditer(text):
            token = match[0]
            is_name = (
                token[0].isupper()
                and bool(self.words)
                and _SENTENCE_START.search(text, previous_end, match.start()) is None
            )
            previous_end = match.end()
            word = _folded(token)
            if token[0].isdigit():
                if self.words and self.words[-1] == NUMBER:
                    self.exact_words[-1] += f" {word}"
                    continue
                self.words.append(NUMBER)
                self.is_name.append(False)
            else:
                self.words.append(word)
                self.is_name.append(is_name)
            self.exact_words.append(word)

    def __len__(self) -> int:
        return len(self.words)


def shingles(words: list[str]) -> list[int]:
    """The hash of each run of SHINGLE words, in order; the same in every process."""
    encoded = [word.encode() for word in words]
    return [crc32(b" ".join(encoded[first : first + SHINGLE])) for first in range(len(words) - SHINGLE + 1)]


def fingerprints(hashes: list[int]) -> frozenset[int]:
    """The winnowed shingles: about two in nine, and at least one of each WINDOW in a row."""
    if len(hashes) <= WINDOW:
        return frozenset([min(hashes)] if hashes else ())
    kept = set()
    least, position = 0, -1
    for last in range(WINDOW - 1, len(hashes)):
        first = last - WINDOW + 1
        if position < first:
            least = min(hashes[first : last + 1])
            position = last - hashes[first : last + 1][::-1].index(least)
        elif hashes[last] <= least:
            least, position = hashes[last], last
        kept.add(least)
    return frozenset(kept)


@lru_cache(maxsize=50_000)
def _folded(token: str) -> str:
    return fold(token).replace(" ", "")
