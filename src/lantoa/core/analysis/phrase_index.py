"""Finds thousands of wordings in one pass over a text."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from .concepts import GAP
from .token_stream import TokenStream

Label = TypeVar("Label", bound=Hashable)

MAX_GAP_WORDS = 8
"""How far apart the two parts of "kế hoạch … cải cách hành chính" may stand in one sentence."""

_MISSPELT, _UNACCENTED = 0.5, 0.75


@dataclass(frozen=True, slots=True)
class Hit(Generic[Label]):
    """One wording found: tokens `first` up to, without, `last`; `accuracy` is 1 for exact accents, less otherwise."""

    label: Label
    first: int
    last: int
    accuracy: float


@dataclass(frozen=True, slots=True)
class _Wording(Generic[Label]):
    label: Label
    exact: tuple[str, ...]
    capitals: bool  # a short abbreviation: "AI" is not "ai" (who), "PCI" stays written so
    gap_id: int  # -1: a whole wording; else the number of the wording with a gap that this is one part of
    opens_gap: bool


class _Node(Generic[Label]):
    __slots__ = ("next", "wordings")

    def __init__(self) -> None:
        self.next: dict[str, _Node[Label]] = {}
        self.wordings: list[_Wording[Label]] = []


class PhraseIndex(Generic[Label]):
    """Wordings with labels, and where they stand in a text.

    At each place the longest wording wins and hides the shorter ones inside it: in "chỉ số cải cách hành chính" no
    "cải cách hành chính" is found. The two parts of a wording with a gap hide nothing and are hidden by nothing.
    Cost: one dictionary look-up a token plus the lengths of the beginnings met; it does not grow with the wordings.
    """

    def __init__(self, wordings: Iterable[tuple[str, Label]]) -> None:
        self._root: _Node[Label] = _Node()
        self._gaps = 0
        for text, label in wordings:
            before, gap, after = text.partition(GAP)
            if gap:
                self._add(before, label, self._gaps, opens_gap=True)
                self._add(after, label, self._gaps, opens_gap=False)
                self._gaps += 1
            else:
                self._add(text, label, -1, opens_gap=False)

    def find(self, tokens: TokenStream) -> list[Hit[Label]]:
        """The hits in the order in which they end their search; several labels of one wording give several hits."""
        hits: list[Hit[Label]] = []
        covered_until = 0
        opened: dict[int, tuple[int, int]] = {}
        root_next = self._root.next
        for first, word in enumerate(tokens.folded):
            if word not in root_next:
                continue
            longest: list[Hit[Label]] = []
            for last, wordings in self._beginnings(tokens, first):
                whole = []
                for wording in wordings:
                    accuracy = _accuracy(wording, tokens, first, last)
                    if not accuracy:
                        continue
                    if wording.gap_id < 0:
                        whole.append(Hit(wording.label, first, last, accuracy))
                    elif wording.opens_gap:
                        opened[wording.gap_id] = (first, last)
                    elif (start := _gap_start(opened.get(wording.gap_id), tokens, first)) is not None:
                        hits.append(Hit(wording.label, start, last, accuracy))
                longest = whole or longest
            if longest and longest[0].last > covered_until:
                hits += longest
                covered_until = longest[0].last
        return hits

    def _beginnings(self, tokens: TokenStream, first: int) -> Iterator[tuple[int, list[_Wording[Label]]]]:
        """Each known wording that begins at token `first` within its sentence, shortest first, with where it ends."""
        node: _Node[Label] | None = self._root
        sentence = tokens.sentence_of[first]
        for position in range(first, len(tokens.folded)):
            node = node.next.get(tokens.folded[position]) if node and tokens.sentence_of[position] == sentence else None
            if node is None:
                return
            if node.wordings:
                yield position + 1, node.wordings

    def _add(self, text: str, label: Label, gap_id: int, *, opens_gap: bool) -> None:
        folded, exact = _split(text)
        if not folded:
            raise ValueError(f"a wording without words: {text!r}")
        node = self._root
        for word in folded:
            node = node.next.setdefault(word, _Node())
        capitals = len(folded) == 1 and text.strip().isupper() and len(text.strip()) <= 3
        node.wordings.append(_Wording(label, exact, capitals, gap_id, opens_gap))


@lru_cache(maxsize=10_000)
def _split(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The search forms and accent forms of a wording; kept, for every directive is compiled with the same concepts."""
    tokens = TokenStream("", text)
    return tuple(tokens.folded), tuple(tokens.exact)


def _gap_start(opened: tuple[int, int] | None, tokens: TokenStream, first: int) -> int | None:
    """The token where the wording with a gap begins, when its first part was met close enough in this sentence."""
    if opened is None:
        return None
    start, end = opened
    is_near = end < first <= end + MAX_GAP_WORDS and tokens.sentence_of[start] == tokens.sentence_of[first]
    return start if is_near else None


def _accuracy(wording: _Wording[Label], tokens: TokenStream, first: int, last: int) -> float:
    """1 when the accents agree, less when the text has none or one misspelt syllable, 0 when it is other words."""
    if wording.capitals and not tokens.surface(first, last).isupper():
        return 0.0
    misspelt = unaccented = 0
    for wanted, position in zip(wording.exact, range(first, last), strict=True):
        written = tokens.exact[position]
        if written == wanted:
            continue
        if written.isascii():
            unaccented += 1
        else:
            misspelt += 1
    if misspelt > 1 or (misspelt and last - first < 3):
        return 0.0
    return (_MISSPELT if misspelt else 1.0) * (_UNACCENTED if unaccented else 1.0)
