"""How alike the words of two pieces of feedback are, as far as rare words tell."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from lantoa.core.viettext import fold

_WORD = re.compile(r"\w+")
Terms = frozenset[str]


def terms(words: str) -> Terms:
    """Return the syllables and pairs of neighbours of a text, accents aside.

    >>> sorted(terms("Đèn đường tắt"))
    ['den', 'den duong', 'duong', 'duong tat', 'tat']
    """
    found = _WORD.findall(fold(words))
    return frozenset(found) | frozenset(f"{one} {next_one}" for one, next_one in pairwise(found))


def likenesses(one: str, others: Sequence[str]) -> list[float]:
    """Return for each of the others how alike it is to the one, 0 to 1: the cosine of their terms, each weighing by how
    rare it is among all of them. Good for an order of suggestions, for nothing else.

    >>> alike, other = likenesses("Đèn đường thôn Đông tắt", ["Đèn đường tắt cả tuần", "Rác ở chợ không ai thu"])
    >>> alike > other
    True
    """
    own, rest = terms(one), [terms(words) for words in others]
    seen = Counter(term for each in (own, *rest) for term in each)
    weights = {term: math.log((len(rest) + 2) / count) ** 2 for term, count in seen.items()}

    def weight(found: Iterable[str]) -> float:
        return sum(weights[term] for term in found)

    size = weight(own)
    return [weight(own & each) / math.sqrt(size * weight(each)) if own and each else 0.0 for each in rest]
