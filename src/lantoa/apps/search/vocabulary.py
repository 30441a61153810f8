"""Words and phrases that titles use, from which a mistyped question is mended."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from lantoa.apps.search.asking import Question
from lantoa.apps.search.documents import SearchDocument
from lantoa.apps.search.storage import replace_file, search_folder
from lantoa.apps.search.tokens import exact_tokens, folded_tokens
from lantoa.core.viettext import abbreviations

_FILE = "vocabulary.json"
_LONGEST_PHRASE = 4
# What is kept of a vocabulary, the most frequent first; while it is counted it may be four times as large.
_MOST = 20_000
_LEAST_PHRASE_LIKENESS = 86.0
# Letters in which a mistyped syllable may differ: none below so many letters, one, and from so many on two.
_SHORT, _LONG = 3, 6


class Vocabulary:
    """Phrases of one to four syllables as written, with the number of their titles."""

    def __init__(self, counts: Iterable[tuple[str, int]] = ()) -> None:
        self.counts: Counter[str] = Counter(dict(counts))

    def learn(self, document: SearchDocument) -> None:
        """Count the phrases of a title, and those of at most two syllables of the lead."""
        self.counts.update(_phrases(exact_tokens(document.title), _LONGEST_PHRASE))
        self.counts.update(_phrases(exact_tokens(document.lead), 2))
        if len(self.counts) > 4 * _MOST:
            self.counts = Counter(dict(self.counts.most_common(2 * _MOST)))

    def keep(self) -> None:
        """Write the vocabulary beside the index."""
        replace_file(_FILE, json.dumps(self.counts.most_common(_MOST), ensure_ascii=False))


def kept_vocabulary() -> Vocabulary:
    """Return the vocabulary beside the index, an empty one when there is none that can be read."""
    try:
        return Vocabulary(json.loads((search_folder() / _FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Vocabulary()


def _phrases(tokens: list[str], longest: int) -> Iterator[str]:
    for length in range(1, longest + 1):
        for start in range(len(tokens) - length + 1):
            yield " ".join(tokens[start : start + length])


class _Mender:
    """A vocabulary made ready: by folded phrase, the way it is mostly written and how often."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        written: dict[str, Counter[str]] = defaultdict(Counter)
        for phrase, count in vocabulary.counts.items():
            written[" ".join(folded_tokens(phrase))][phrase] += count
        for readings in abbreviations().values():
            tokens = exact_tokens(readings[0])
            written[" ".join(folded_tokens(readings[0]))][" ".join(tokens)] += 1
        self.shown = {folded: ways.most_common(1)[0][0] for folded, ways in written.items()}
        self.counts = {folded: ways.total() for folded, ways in written.items()}
        self.phrases = sorted(self.shown)
        self.syllables = [phrase for phrase in self.phrases if phrase.isalpha()]
        self.joined = {phrase.replace(" ", ""): phrase for phrase in self.phrases if " " in phrase}

    def mended(self, question: Question) -> Iterator[str]:
        """Give what may have been meant, the likeliest first; each still has to find something."""
        tokens = [token for unit in question.units for token in unit.folded]
        typed = [token for unit in question.units for token in unit.exact]
        if not tokens:
            return
        if (parted := self.joined.get("".join(tokens), "")) and parted != " ".join(tokens):
            yield self.shown[parted]
        near = [self._mended(tokens, place) for place in range(len(tokens))]
        shown = self._shown_beside([syllable or token for syllable, token in zip(near, tokens, strict=True)], typed)
        if None not in near and near != tokens:
            yield " ".join(shown)
        yield from self._by_phrase(" ".join(tokens))
        # Without the syllables that nothing is near.
        if None in near and any(syllable in self.counts for syllable in near if syllable):
            yield " ".join(words for words, syllable in zip(shown, near, strict=True) if syllable)

    def _mended(self, tokens: list[str], place: int) -> str | None:
        """Return the syllable that is most alike and fits its neighbours, a known one itself; None for none."""
        token = tokens[place]
        if token in self.counts or not token.isalpha():
            return token
        if len(token) >= _LONG and (parted := self.joined.get(token)):
            return parted
        if len(token) < _SHORT:
            return None
        slips = 2 if len(token) >= _LONG else 1
        found = process.extract(token, self.syllables, scorer=DamerauLevenshtein.distance, limit=16, score_cutoff=slips)
        if not found:
            return None
        left = tokens[place - 1] if place else ""
        right = tokens[place + 1] if place + 1 < len(tokens) else ""
        return str(min(found, key=lambda one: (self._misfit(left, one[0], right, one[1]), one[0]))[0])

    def _misfit(self, left: str, syllable: str, right: str, slips: float) -> float:
        known = (self.counts.get(f"{left} {syllable}", 0) > 0) + (self.counts.get(f"{syllable} {right}", 0) > 0)
        return slips - known - min(self.counts.get(syllable, 0), 100) / 200

    def _shown_beside(self, mended: list[str], typed: list[str]) -> list[str]:
        """Return the syllables as readers write them: typed ones stay, a mended one as in the phrase around it."""
        shown = []
        for place, (syllable, written) in enumerate(zip(mended, typed, strict=True)):
            before, after = " ".join(mended[max(place - 1, 0) : place + 1]), " ".join(mended[place : place + 2])
            if folded_tokens(written) == [syllable]:
                shown.append(written)
            elif " " not in syllable and place and before in self.shown:
                shown.append(self.shown[before].split()[-1])
            elif " " not in syllable and place + 1 < len(mended) and after in self.shown:
                shown.append(self.shown[after].split()[0])
            else:
                shown.append(self.shown.get(syllable, syllable))
        return shown

    def _by_phrase(self, folded: str) -> Iterator[str]:
        """Give the phrases that are most alike as a whole, blanks aside: "caicach hanh chinh", "th ủ tục"."""
        found = process.extract(
            folded, self.phrases, scorer=fuzz.ratio, limit=8, score_cutoff=_LEAST_PHRASE_LIKENESS,
        )  # fmt: skip
        ranked = sorted(found, key=lambda one: (-round(one[1]), -self.counts[one[0]], one[0]))
        for phrase, _, _ in ranked:
            if phrase != folded:
                yield self.shown[phrase]


@lru_cache(maxsize=2)
def _mender(name: str, changed_ns: int) -> _Mender:
    return _Mender(kept_vocabulary())


def mended(question: Question) -> Iterator[str]:
    """Give what the reader may have meant, the likeliest first."""
    file = search_folder() / _FILE
    changed_ns = file.stat().st_mtime_ns if file.exists() else 0
    return _mender(str(file), changed_ns).mended(question)
