"""Titles and extracts with what was asked for marked in them, over the text as it was written."""

import re
from dataclasses import dataclass
from itertools import islice, pairwise

from lantoa.apps.search.asking import Question
from lantoa.apps.search.lexicon import Phrase
from lantoa.apps.search.tokens import exact_tokens, folded_in_place, folded_tokens, one_spelling, pattern_of

EXTRACT_LETTERS = 240
# Where the best place of a long text is looked for: among its first matches.
_MOST_MATCHES = 400
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, marked where it is what was asked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """What is marked for one question: phrases, folded and as typed; `alone` are syllables that say little alone."""

    folded: re.Pattern[str] | None
    exact: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()

    def title(self, text: str) -> tuple[Piece, ...]:
        """Return the whole text (NFC) in pieces."""
        folded = folded_in_place(text)
        spans = self._spans(text, folded)
        return _pieces(text, [span for span in spans if not self._says_little(folded, span)])

    def extract(self, text: str) -> tuple[Piece, ...]:
        """Return the part of the text (NFC, single blanks) in which most of the question stands close together.

        It is cut between syllables; the beginning, when nothing of the question is there; () for an empty text.
        """
        folded = folded_in_place(text)
        start, end = self._best_place(text, folded)
        part, folded = text[start:end].strip(), folded[start:end].strip()
        spans = self._spans(part, folded)
        pieces = list(_pieces(part, [span for span in spans if not self._says_little(folded, span)] or spans))
        if start > 0:
            pieces.insert(0, Piece("… "))
        if end < len(text):
            pieces.append(Piece(" …"))
        return tuple(pieces)

    def _best_place(self, text: str, folded: str) -> tuple[int, int]:
        if len(text) <= EXTRACT_LETTERS:
            return 0, len(text)
        start = _densest(self._matches(folded))
        if start > 0:
            # Some words before the first match, from the beginning of a sentence if one is near.
            sentence = max(text.rfind(mark, max(start - 90, 0), start) for mark in (". ", "? ", "! ", "… "))
            start = sentence + 2 if sentence >= 0 else _border(text, max(start - 40, 0), forward=True)
        end = min(start + EXTRACT_LETTERS, len(text))
        return start, end if end == len(text) else _border(text, end, forward=False)

    def _matches(self, folded: str) -> list[re.Match[str]]:
        return [] if self.folded is None else list(islice(self.folded.finditer(folded), _MOST_MATCHES))

    def _spans(self, text: str, folded: str) -> list[tuple[int, int]]:
        """Return where marks begin and end: those with the very accents if there are any, else all; in runs."""
        found = [match.span() for match in self._matches(folded)]
        if self.exact:
            exact = [span for span in found if _written(text[slice(*span)]) in self.exact]
            found = exact or found
        runs: list[tuple[int, int]] = []
        for start, end in found:
            if runs and start - runs[-1][1] <= 3 and not _LETTER.search(text, runs[-1][1], start):
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
        return runs

    def _says_little(self, folded: str, span: tuple[int, int]) -> bool:
        return one_spelling(folded[slice(*span)]) in self.alone


def _written(part: str) -> str:
    return " ".join(exact_tokens(part))


def marker(question: Question, *, exact: bool, loosely: bool = False) -> Marker:
    """Return what is to be marked for a question; `exact`: what stands there with the very accents, if anything does;
    `loosely`: also the single syllables of phrases.
    """
    asked = question.required
    folded = {unit.folded for unit in asked} | {_folded(other) for unit in asked for other in unit.others}
    phrases = sorted((phrase for phrase in folded if phrase), key=lambda phrase: (-len(phrase), phrase))
    if not phrases:
        return Marker(None)
    ways = "|".join(r"[\W_]+".join(map(pattern_of, phrase)) for phrase in phrases)
    syllables = {unit.folded[0] for unit in asked if len(unit.folded) == 1}
    if loosely:
        syllables = {token for unit in asked for token in unit.folded}
        ways = "|".join([ways, *(pattern_of(token) for token in sorted(syllables))])
    written = {" ".join(unit.exact) for unit in asked} | {" ".join(other) for unit in asked for other in unit.others}
    return Marker(
        re.compile(rf"(?<![^\W_])(?:{ways})(?![^\W_])"),
        exact=frozenset(written) if exact else frozenset(),
        # Of several syllables, one that stands by itself says nothing.
        alone=frozenset(token for token in syllables if token.isalpha()) if len(syllables) > 1 else frozenset(),
    )


def _folded(phrase: Phrase) -> Phrase:
    return tuple(folded_tokens(" ".join(phrase)))


def _densest(found: list[re.Match[str]]) -> int:
    """Return the start of the match from which the most different words follow within an extract; 0 for none."""
    best, start = 0, 0
    for place, first in enumerate(found):
        within = []
        for match in found[place : place + 40]:
            if match.end() - first.start() > EXTRACT_LETTERS - 60:
                break
            within.append(match)
        together = sum(after.start() - before.end() <= 2 for before, after in pairwise(within))
        worth = 3 * len({match[0] for match in within}) + min(together, 8)
        if worth > best:
            best, start = worth, first.start()
    return start


def _border(plain: str, place: int, *, forward: bool) -> int:
    """Return the nearest place between two words in that direction."""
    if place <= 0 or place >= len(plain):
        return max(0, min(place, len(plain)))
    found = plain.find(" ", place) if forward else plain.rfind(" ", 0, place + 1)
    return place if found < 0 else found + forward


def _pieces(plain: str, spans: list[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces, place = [], 0
    for start, end in spans:
        if start > place:
            pieces.append(Piece(plain[place:start]))
        pieces.append(Piece(plain[start:end], marked=True))
        place = end
    if place < len(plain):
        pieces.append(Piece(plain[place:]))
    return tuple(pieces)
