"""What a question finds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import tantivy

from lantoa.apps.search.asking import Question, by_keys, read_question
from lantoa.apps.search.documents import Choice, SearchDocument
from lantoa.apps.search.highlighting import Marker, Piece, marker
from lantoa.apps.search.index import EXACT_BONUS, FACETS, Querying, from_index, key_of_rank
from lantoa.apps.search.storage import guarded, searcher
from lantoa.apps.search.vocabulary import mended

T = TypeVar("T")
# So many of the best are put in their final order, and can be paged through.
MOST_HITS = 300
_MOST_CHOICES = 60
# A year of age costs so much of the score: of two stories that answer alike the newer one comes first.
_YEARLY_LOSS = 0.03
_MOST_YEARS = 8
_MOST_TRIES = 6
_MOST_FEWER = 3
# So few documents without the very accents may be a slip of the hand.
_FEW = 4
# A question of so many syllables may be answered by what holds most of them, when few documents hold all.
_MANY = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found: title and extract in pieces, `exact` when it holds the words with their accents."""

    document: SearchDocument
    kind_label: str
    title: tuple[Piece, ...]
    extract: tuple[Piece, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A value of a facet and how many of the found documents have it."""

    choice: Choice
    documents: int


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question.

    `loosely` when no document holds every word, so that those that hold most of them are shown. `suggestion` is what
    may have been meant, "" for nothing; `fewer` are shorter questions that find something. `unfiltered` is what would
    be found without the chosen facets when with them nothing is.
    """

    question: Question
    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[Count, ...]] | None = None
    loosely: bool = False
    suggestion: str = ""
    fewer: tuple[str, ...] = ()
    unfiltered: int = 0

    @property
    def reachable(self) -> int:
        """Return how many of the documents can be paged through."""
        return min(self.total, MOST_HITS)


def search(
    text: str, *, today: date, chosen: Mapping[str, str] | None = None, offset: int = 0, limit: int = 10
) -> Found:
    """Return what the text finds within the chosen values of facets, the best first; NoIndex when there is none.

    Words that no document holds and that are keys of Telex or VNI are read as the syllables that were meant. Always in
    the same order: what holds the words with their accents, then the score, the newer day, the key.
    """
    return _asked(text, dict(chosen or {}), today, lambda ranking: _shown(ranking, offset, limit)) or _nothing(text)


def search_keys(text: str, *, today: date, chosen: Mapping[str, str]) -> tuple[Found, tuple[int, ...]]:
    """Return what `search` finds, without hits and facets to show, and the keys of all that can be reached in that
    order: for a list that draws its rows itself, of kinds whose keys are numbers.
    """
    found = _asked(text, dict(chosen), today, lambda ranking: (ranking.found(), ranking.keys()))
    return found or (_nothing(text), ())


@dataclass(frozen=True, slots=True)
class _Ranking:
    """What a question finds, in its final order: addresses, each with whether it holds the words exactly."""

    view: tantivy.Searcher
    querying: Querying
    question: Question
    within: list[tuple[str, str]]
    total: int
    everywhere: int
    loosely: bool
    placed: list[tuple[bool, tantivy.DocAddress]]

    def found(self) -> Found:
        """Return the answer without anything to show."""
        doubtful = self.loosely or (self.everywhere < _FEW and not any(exact for exact, _ in self.placed))
        known = 0 if self.loosely else self.everywhere
        suggestion = _suggestion(self.view, self.querying, self.question, found=known) if doubtful else ""
        if not self.total:
            fewer = () if self.everywhere else _fewer(self.view, self.querying, self.question)
            return Found(self.question, suggestion=suggestion, fewer=fewer, unfiltered=self.everywhere)
        return Found(self.question, total=self.total, loosely=self.loosely, suggestion=suggestion)

    def keys(self) -> tuple[int, ...]:
        ranks = self.view.fast_field_values("rank", [address for _, address in self.placed])
        return tuple(key_of_rank(int(rank or 0)) for rank in ranks)


def _nothing(text: str) -> Found:
    return Found(read_question(text))


def _asked(text: str, chosen: dict[str, str], today: date, told: Callable[[_Ranking], T]) -> T | None:
    """Return what is told of the ranking of the text; None for a text without a word."""
    question = read_question(text)
    if not question.units:
        return None
    index, view = searcher()

    def find() -> T:
        meant = by_keys(question.text, lambda word: view.doc_freq("all_folded", word) > 0)
        read = question if meant == question.text else read_question(meant)
        return told(_ranked(index, view, read, chosen, today))

    return guarded(find)


def _ranked(
    index: tantivy.Index, view: tantivy.Searcher, question: Question, chosen: dict[str, str], today: date
) -> _Ranking:
    querying = Querying(index.schema)
    within = [(facet, code) for facet, code in chosen.items() if facet in FACETS and code]
    loosely = False
    result = view.search(querying.narrowed(querying.ranked(question), within), limit=MOST_HITS)
    total = _counted(result)
    everywhere = total if total or not within else _count(view, querying.matching(question))
    if (not everywhere and question.is_long) or (everywhere < _FEW and len(question.required) >= _MANY):
        loosely = True
        result = view.search(querying.narrowed(querying.ranked(question, loosely=True), within), limit=MOST_HITS)
        total = _counted(result)
    placed = _placed(view, result.hits, today)
    return _Ranking(view, querying, question, within, total, everywhere, loosely, placed)


def _shown(ranking: _Ranking, offset: int, limit: int) -> Found:
    """Return the answer with the hits of one page and the facets."""
    found, question, view = ranking.found(), ranking.question, ranking.view
    if not found.total:
        return found
    markings = {exact: marker(question, exact=exact, loosely=found.loosely) for exact in (True, False)}
    placed = ranking.placed[offset : offset + limit]
    matching = ranking.querying.matching(question, loosely=found.loosely)
    return replace(
        found,
        hits=tuple(_hit(view, address, markings[exact], exact=exact) for exact, address in placed),
        facets=_facets(view, ranking.querying.narrowed(matching, ranking.within)),
    )


def _placed(
    view: tantivy.Searcher, found: list[tuple[float, tantivy.DocAddress]], today: date
) -> list[tuple[bool, tantivy.DocAddress]]:
    """Return the addresses in their final order, each with whether it holds the words exactly."""
    addresses = [address for _, address in found]
    days, ranks = view.fast_field_values("day", addresses), view.fast_field_values("rank", addresses)
    rows = []
    for (score, address), day, rank in zip(found, days, ranks, strict=True):
        exact = score >= EXACT_BONUS
        years = min(max(today.toordinal() - int(day or 0), 0) / 365.25, _MOST_YEARS)
        weighed = round((score - EXACT_BONUS * exact) * (1 - _YEARLY_LOSS * years), 2)
        rows.append((not exact, -weighed, -int(day or 0), int(rank or 0), address))
    rows.sort(key=lambda row: row[:4])
    return [(not row[0], row[4]) for row in rows]


def _hit(view: tantivy.Searcher, address: tantivy.DocAddress, marking: Marker, *, exact: bool) -> Hit:
    document, label = from_index(view.doc(address))
    text = f"{document.lead} {document.text}" if document.lead else document.text
    return Hit(document, label, marking.title(document.title), marking.extract(text), exact)


def _facets(view: tantivy.Searcher, query: tantivy.Query) -> dict[str, tuple[Count, ...]]:
    asked = {name: {"terms": {"field": f"{name}_shown", "size": _MOST_CHOICES}} for name in FACETS}
    answer = view.aggregate(query, asked)
    facets = {}
    for name in FACETS:
        counts: dict[str, Count] = {}
        for bucket in answer[name]["buckets"]:
            code, _, label = bucket["key"].partition("\t")
            before = counts.get(code)
            counts[code] = Count(Choice(code, label), bucket["doc_count"] + (before.documents if before else 0))
        facets[name] = tuple(sorted(counts.values(), key=lambda count: (-count.documents, count.choice.code)))
    return facets


def _count(view: tantivy.Searcher, query: tantivy.Query) -> int:
    return _counted(view.search(query, limit=1))


def _counted(result: tantivy.SearchResult) -> int:
    count: int = result.count  # type: ignore[attr-defined]  # the stub leaves it out
    return count


def _fewer(view: tantivy.Searcher, querying: Querying, question: Question) -> tuple[str, ...]:
    """Return at most three runs of units of the question that find something, the longest first."""
    units, found = question.required, list[str]()
    for length in range(len(units) - 1, 0, -1):
        for start in range(len(units) - length + 1):
            run = units[start : start + length]
            if _count(view, querying.matching(Question(question.text, run))):
                found.append(" ".join(token for unit in run for token in unit.exact))
        if found:
            break
    return tuple(dict.fromkeys(found))[:_MOST_FEWER]


def _suggestion(view: tantivy.Searcher, querying: Querying, question: Question, *, found: int) -> str:
    """Return the likeliest of what may have been meant, "" for nothing: it finds more than was found, or what was
    typed with accents and stands nowhere so.
    """
    for tried, words in enumerate(mended(question)):
        if tried == _MOST_TRIES:
            break
        meant = read_question(words)
        if not meant.units:
            continue
        if _count(view, querying.matching(meant)) > found:
            return words
        if question.accented and _count(view, querying.exactly(meant)):
            return words
    return ""
