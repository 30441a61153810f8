"""Questions that look alike: which are worth comparing (marks), and how alike two are.

Marks are bands of a MinHash signature (Broder 1997): two questions share one with a likelihood that rises steeply with
the share of words they have in common, whatever else is asked of the same law. So a question is compared with few
others, however large the bank, and common turns of phrase bring nobody together.
"""

import hashlib
import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lantoa.core.viettext import fold

NEAR = 0.55
"""Likeness from which a person is asked to look (measured in tests/test_near_questions.py)."""

BANDS, ROWS = 20, 2
_MASK = (1 << 61) - 1  # what fits a signed 64-bit column
# One BLAKE2b gives eight hashes of 64 bits; salted anew it gives eight others.
_SALTS = tuple(f"{number}".encode() for number in range(BANDS * ROWS // 8))
_EIGHT = struct.Struct("<8Q")
_WORD = re.compile(r"[^\W_]+")
# Words in which questions are wrapped; alone they make nothing alike.
_WRAPPING = frozenset({
    "theo", "quy", "dinh", "tai", "cua", "la", "nao", "sau", "day", "dau", "hay", "chon", "dap", "an", "dung", "nhat",
    "phuong", "cau", "hoi", "anh", "chi", "cho", "biet",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for comparing: its text and its options."""

    text: str
    options: Sequence[str] = ()


def _hash(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big") & _MASK


def _hashes(part: str) -> list[int]:
    """Return the BANDS * ROWS hashes of a part."""
    data = part.encode()
    return [one for salt in _SALTS for one in _EIGHT.unpack(hashlib.blake2b(data, salt=salt).digest())]


def parts_of(question: Asked) -> frozenset[str]:
    """Return what a question is compared by: its words and pairs of words, and each option as one; folded.

    >>> sorted(parts_of(Asked("Sở nào trả lời?", ["Sở Nội vụ"])))
    ['=so noi vu', 'loi', 'nao tra', 'so', 'so nao', 'tra', 'tra loi']
    """
    words = _WORD.findall(fold(question.text))
    pairs = {f"{one} {other}" for one, other in pairwise(words) if not (one in _WRAPPING and other in _WRAPPING)}
    alone = {word for word in words if word not in _WRAPPING}
    options = {"=" + " ".join(_WORD.findall(fold(option))) for option in question.options}
    return frozenset(pairs | alone | options)


def marks_of(question: Asked) -> frozenset[int]:
    """Return the marks of a question, at most BANDS, each below 2**61; empty for one without words.

    >>> marks_of(Asked("Ai trả lời?")) == marks_of(Asked("ai TRA LOI"))
    True
    """
    parts = parts_of(question)
    if not parts:
        return frozenset()
    least = [min(column) for column in zip(*map(_hashes, parts), strict=True)]
    return frozenset(
        _hash(f"{band}:" + ":".join(str(value) for value in least[band * ROWS : (band + 1) * ROWS]))
        for band in range(BANDS)
    )


def question_likeness(one: Asked, other: Asked) -> float:
    """Return how alike two questions are, 0 to 1: twice what they share over all they have (Dice), texts and options.

    >>> question_likeness(Asked("Ai trả lời?", ["A", "B"]), Asked("ai tra loi", ["b", "a"]))
    1.0
    """
    return parts_likeness(parts_of(one), parts_of(other))


def parts_likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the likeness of two questions from their parts; 0 when both have none."""
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 0.0


def near_pairs(marks: Mapping[int, Iterable[int]]) -> list[tuple[int, int]]:
    """Return the pairs of questions worth comparing, given the marks of each by number; each pair once, sorted.

    Questions with a mark in common are lined up by number and only neighbours are paired, so that there are never more
    pairs than marks.

    >>> near_pairs({1: {7, 8}, 2: {8}, 3: {7, 8}})
    [(1, 2), (1, 3), (2, 3)]
    """
    lines: dict[int, list[int]] = defaultdict(list)
    for number in sorted(marks):
        for mark in marks[number]:
            lines[mark].append(number)
    return sorted({pair for line in lines.values() for pair in pairwise(line)})
