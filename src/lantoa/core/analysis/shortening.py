"""A text cut to a length by leaving sentences out: the lead stays, of the rest the most telling ones, in their order.

No sentence is cut or put in other words, so that nothing is said that the text does not say. The measure is the usual
one of extracts (H. P. Luhn, 1958): a sentence tells much when its words are frequent in the whole text; sentences that
share words with the title, hold numbers or stand near the beginning count a little more.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lantoa.core.viettext import fold, sentences, words

_WITH_NUMBER = 1.15
_TITLE_SHARE = 0.6
_FIRST_OF_PARAGRAPH = 1.1
# A sentence this short rarely stands by itself ("Vậy phải làm gì?").
_SHORT_WORDS = 5


@dataclass(frozen=True, slots=True)
class Shortened:
    """The text as it was cut: its paragraphs, how many words they hold, and how many sentences were left out."""

    paragraphs: tuple[str, ...]
    words: int
    left_out: int

    @property
    def text(self) -> str:
        """The paragraphs with a blank line between."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class _Sentence:
    place: int
    paragraph: int
    first: bool
    text: str
    words: int


def shortened(lead: str, paragraphs: Sequence[str], *, words_at_most: int, title: str = "") -> Shortened:
    """The lead and as many of the most telling sentences as fit into so many words (syllables, as they are counted in
    Vietnamese), in the order of the text.

    The lead is cut by whole sentences only where it alone is too long, and keeps at least its first, which is then the
    one way in which the result may be longer than asked. Raises ValueError for less than one word.

    >>> short = shortened("Có thủ tục mới.", ["Nộp qua mạng. Trời đẹp.", "Trả kết quả qua mạng trong 3 ngày."],
    ...     words_at_most=13, title="Nộp hồ sơ qua mạng")
    >>> short.text, short.words, short.left_out
    ('Có thủ tục mới.\\n\\nTrả kết quả qua mạng trong 3 ngày.', 12, 2)
    """
    if words_at_most < 1:
        raise ValueError("at least one word")
    kept_lead, used = _lead(lead, words_at_most)
    body = list(_numbered(paragraphs))
    chosen = _chosen(body, words_at_most - used, title=f"{title} {lead}")
    grouped: dict[int, list[str]] = {}
    for sentence in chosen:
        grouped.setdefault(sentence.paragraph, []).append(sentence.text)
    parts = [*([" ".join(kept_lead)] if kept_lead else []), *(" ".join(texts) for texts in grouped.values())]
    left_out = len(sentences(lead)) - len(kept_lead) + len(body) - len(chosen)
    return Shortened(tuple(parts), used + sum(sentence.words for sentence in chosen), left_out)


def _lead(lead: str, most: int) -> tuple[list[str], int]:
    kept: list[str] = []
    used = 0
    for sentence in sentences(lead):
        length = len(words(sentence))
        if kept and used + length > most:
            break
        kept.append(sentence)
        used += length
    return kept, used


def _numbered(paragraphs: Iterable[str]) -> Iterable[_Sentence]:
    place = 0
    for number, paragraph in enumerate(paragraphs):
        for at, text in enumerate(sentences(paragraph)):
            yield _Sentence(place, number, at == 0, text, len(words(text)))
            place += 1


def _chosen(body: Sequence[_Sentence], room: int, *, title: str) -> list[_Sentence]:
    """The sentences that fit, best first, in the order of the text; one that comes again is skipped."""
    if sum(sentence.words for sentence in body) <= room:
        return list(body)
    scores = _scores(body, title)
    chosen: list[_Sentence] = []
    said: set[str] = set()
    for sentence in sorted(body, key=lambda one: (-scores[one.place], one.place)):
        key = fold(sentence.text)
        if 0 < sentence.words <= room and key not in said:
            chosen.append(sentence)
            said.add(key)
            room -= sentence.words
    return sorted(chosen, key=lambda one: one.place)


def _pairs(text: str) -> set[str]:
    """The pairs of neighbouring syllables: most words of Vietnamese have two."""
    syllables = fold(text).split()
    return {" ".join(pair) for pair in pairwise(syllables)}


def _scores(body: Sequence[_Sentence], title: str) -> dict[int, float]:
    pairs = {sentence.place: _pairs(sentence.text) for sentence in body}
    among = Counter(pair for found in pairs.values() for pair in found)
    heading = _pairs(title)
    scores = {}
    for sentence in body:
        found = pairs[sentence.place]
        frequent = sum(math.log1p(among[pair] - 1) for pair in found) / math.sqrt(len(found) or 1)
        shared = len(found & heading) / math.sqrt(len(found) or 1)
        score = frequent + _TITLE_SHARE * shared + 0.2
        score *= _WITH_NUMBER if any(character.isdigit() for character in sentence.text) else 1
        score *= _FIRST_OF_PARAGRAPH if sentence.first else 1
        score *= 1 / (1 + 0.03 * sentence.place)
        scores[sentence.place] = score * (0.5 if sentence.words < _SHORT_WORDS or sentence.text.endswith("?") else 1)
    return scores
