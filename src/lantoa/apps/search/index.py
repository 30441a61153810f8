"""The fields of the index, a document put into them, and the query a question becomes. Tantivy is named here only."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final

import tantivy

from lantoa.apps.search.asking import Question, Unit
from lantoa.apps.search.documents import Choice, SearchDocument
from lantoa.apps.search.lexicon import Phrase
from lantoa.apps.search.tokens import both_tokens, folded_tokens
from lantoa.core.viettext import to_nfc

# Another number rebuilds the index of every installation.
SCHEMA_VERSION: Final = 3
# A document beyond so many letters is found by its beginning.
MAX_TEXT: Final = 120_000
FACETS: Final = ("kind", "theme", "column", "agency", "year", "portal")
# Between phrases that do not follow each other in any text; no token of a question is like it.
_APART: Final = " \N{MIDDLE DOT} "
# Above every sum of scores: documents that hold the words with their very accents come first.
EXACT_BONUS: Final = 4096.0
# Of so many words one may be missing, of twice as many two.
_MANY = 5
_HEAP_BYTES = 64_000_000
_KEY_BITS = 38
_Must, _Should = tantivy.Occur.Must, tantivy.Occur.Should


def make_schema() -> tantivy.Schema:
    """Return the fields: exact and folded syllables of title, lead and whole; facets; what is shown, as JSON."""
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("subject", tokenizer_name="raw", index_option="basic", stored=True)
    for name in ("title_folded", "title_exact", "lead_folded", "also_folded", "all_folded", "all_exact"):
        fields.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in FACETS:
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
        # Code and label together, for the counts.
        fields.add_text_field(f"{name}_shown", tokenizer_name="raw", index_option="basic", fast=True)
    fields.add_unsigned_field("day", fast=True)
    fields.add_unsigned_field("rank", fast=True)
    fields.add_text_field("shown", tokenizer_name="raw", index_option="basic", stored=True)
    return fields.build()


def open_index(folder: str, *, create: bool = False) -> tantivy.Index:
    """Return the index in the folder; whatever tantivy raises when there is none, or it is broken."""
    index = tantivy.Index(make_schema(), path=folder, reuse=False) if create else tantivy.Index.open(folder)
    index.config_reader(reload_policy="manual")  # storage.py opens again when there is something new
    index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def open_writer(index: tantivy.Index) -> tantivy.IndexWriter:
    return index.writer(heap_size=_HEAP_BYTES, num_threads=1)


def facet_values(document: SearchDocument, kind_label: str) -> dict[str, tuple[Choice, ...]]:
    """Return the values of each facet of a document."""
    year = str(document.published_on.year) if document.published_on else ""
    return {
        "kind": (Choice(document.kind, kind_label),),
        "theme": document.themes,
        "column": (document.column,) if document.column else (),
        "agency": (document.agency,) if document.agency else (),
        "year": (Choice(year, year),) if year else (),
        "portal": (document.portal,) if document.portal else (),
    }


def to_index(document: SearchDocument, kind_label: str) -> tantivy.Document:
    """Return the document as the index holds it."""
    title, lead, text = (_one_line(part[:MAX_TEXT]) for part in (document.title, document.lead, document.text))
    title_exact, title_folded = both_tokens(title)
    lead_exact, lead_folded = both_tokens(lead)
    text_exact, text_folded = both_tokens(text)
    also_exact, also_folded = _phrases_apart(document.also)
    asked_exact, asked_folded = _phrases_apart(document.asked_by)
    entry = tantivy.Document()
    entry.add_text("subject", document.subject)
    entry.add_text("title_folded", " ".join(title_folded))
    entry.add_text("title_exact", " ".join(title_exact))
    entry.add_text("lead_folded", " ".join(lead_folded))
    entry.add_text("also_folded", also_folded)
    all_folded = " ".join([*title_folded, *lead_folded, *text_folded])
    all_exact = " ".join([*title_exact, *lead_exact, *text_exact])
    entry.add_text("all_folded", _APART.join(part for part in (all_folded, also_folded, asked_folded) if part))
    entry.add_text("all_exact", _APART.join(part for part in (all_exact, also_exact, asked_exact) if part))
    for name, values in facet_values(document, kind_label).items():
        for value in values:
            entry.add_text(name, value.code)
            entry.add_text(f"{name}_shown", f"{value.code}\t{value.label}")
    entry.add_unsigned("day", document.published_on.toordinal() if document.published_on else 0)
    entry.add_unsigned("rank", rank_of(document))
    shown = asdict(document) | {
        "title": title,
        "lead": lead,
        "text": text,
        "published_on": document.published_on.isoformat() if document.published_on else None,
        "kind_label": kind_label,
    }
    entry.add_text("shown", json.dumps(shown, ensure_ascii=False))
    return entry


def _phrases_apart(phrases: Iterable[str]) -> tuple[str, str]:
    """Return phrases that are shown nowhere, exact and folded, so that none runs into the next."""
    cut = [both_tokens(phrase) for phrase in phrases]
    exact, folded = (_APART.join(" ".join(pair[place]) for pair in cut) for place in (0, 1))
    return exact, folded


def _one_line(text: str) -> str:
    """Return the text as it is shown and marked: in NFC, with single blanks."""
    return " ".join(to_nfc(text).split())


def rank_of(document: SearchDocument) -> int:
    """Return the number that settles ties for good: the key's, where it is one, under the letters of the kind."""
    kind = int.from_bytes(document.kind.encode()[:3].ljust(3, b"\0"), "big")
    return (kind << _KEY_BITS) + (int(document.key) % (1 << _KEY_BITS) if document.key.isdecimal() else 0)


def key_of_rank(rank: int) -> int:
    """Return the key that a rank was made of; 0 where it is no number."""
    return rank % (1 << _KEY_BITS)


def from_index(entry: tantivy.Document) -> tuple[SearchDocument, str]:
    """Return the document that was put in, and the label of its kind."""
    shown: dict[str, Any] = json.loads(str(entry.get_first("shown")))
    label = shown.pop("kind_label")
    for name in ("portal", "column", "agency"):
        shown[name] = Choice(**shown[name]) if shown[name] else None
    shown["themes"] = tuple(Choice(**theme) for theme in shown["themes"])
    for name in ("also", "asked_by"):
        shown[name] = tuple(shown[name])
    shown["published_on"] = date.fromisoformat(shown["published_on"]) if shown["published_on"] else None
    return SearchDocument(**shown), label


class Querying:
    """Queries over one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def matching(self, question: Question, *, loosely: bool = False) -> tantivy.Query:
        """Return the query for documents that hold every unit, of many all but one or two; `loosely`: most of the
        syllables, in any order.
        """
        if loosely:
            held = [self._term("all_folded", token) for unit in question.required for token in _in_full(unit)]
            least = max(1, -(-len(held) * 6 // 10))
        else:
            held = [self._held(unit) for unit in question.required]
            least = len(held) - (len(held) >= _MANY) - (len(held) >= 2 * _MANY)
        if least == len(held):  # the same, and much faster
            return tantivy.Query.boolean_query([(_Must, query) for query in held])
        return tantivy.Query.boolean_query([(_Should, query) for query in held], least)

    def exactly(self, question: Question) -> tantivy.Query:
        """Return the query for documents that hold every unit with its very accents."""
        return tantivy.Query.boolean_query([(_Must, self._held_exactly(unit)) for unit in question.required])

    def ranked(self, question: Question, *, loosely: bool = False) -> tantivy.Query:
        """Return the same with what moves a document up: title, lead, words together, exact accents."""
        clauses = [(_Must, self._loosely_held(question) if loosely else self.matching(question))]
        clauses += [(_Should, query) for query in self._favours(question)]
        return tantivy.Query.boolean_query(clauses)

    def narrowed(self, query: tantivy.Query, chosen: Iterable[tuple[str, str]]) -> tantivy.Query:
        """Return the query within chosen values of facets, which add nothing to the score."""
        within = [
            (_Must, tantivy.Query.const_score_query(tantivy.Query.term_query(self._schema, facet, code), 0.0))
            for facet, code in chosen
        ]
        return tantivy.Query.boolean_query([(_Must, query), *within]) if within else query

    def _loosely_held(self, question: Question) -> tantivy.Query:
        """Return the query for most of the syllables, in which what holds every unit counts as if asked strictly."""
        return tantivy.Query.disjunction_max_query(
            [self.matching(question), self.matching(question, loosely=True)], 0.0
        )

    def _favours(self, question: Question) -> list[tantivy.Query]:
        favours: list[tantivy.Query] = []
        for unit in question.units:
            favours += self._in_title(unit, exact=question.accented)
        favours += self._near(question)
        if question.accented:
            favours.append(tantivy.Query.const_score_query(self.exactly(question), EXACT_BONUS))
        return favours

    def _in_title(self, unit: Unit, *, exact: bool) -> list[tantivy.Query]:
        """Return what moves a document up whose title or lead holds the unit."""
        ways = [unit.folded, *map(_folded, unit.others)]
        weight = 0.3 if unit.optional else 4.0 if len(unit.folded) > 1 or unit.others else 1.5
        fields = (("title_folded", weight), ("lead_folded", weight / 2), ("also_folded", weight / 2))
        favours = [self._any_phrase(field, ways, boost) for field, boost in fields]
        if exact and not unit.optional:
            favours.append(self._any_phrase("title_exact", [unit.exact, *unit.others], 1.0))
        return favours

    def _near(self, question: Question) -> list[tantivy.Query]:
        """Return phrases that move a document up: the whole question, and pairs of its syllables."""
        tokens = [token for unit in question.units for token in unit.folded]
        # What stands between the syllables of one unit is settled: without it an abbreviation is worth as much.
        inner = {place for place, inside in enumerate(_inside(question.units)) if inside}
        pairs = [tokens[place : place + 2] for place in range(len(tokens) - 1) if place not in inner]
        near: list[tantivy.Query] = []
        for field, weight in (("title_folded", 2.5), ("also_folded", 2.0), ("lead_folded", 1.5), ("all_folded", 1.2)):
            near += [self._phrase(field, pair, weight) for pair in pairs]
            if len(tokens) > 2 and pairs:
                near.append(self._phrase(field, tokens, 1.6 * weight))
        return near

    def _held(self, unit: Unit) -> tantivy.Query:
        return self._any_way("all_folded", unit.folded, [_folded(other) for other in unit.others])

    def _held_exactly(self, unit: Unit) -> tantivy.Query:
        return self._any_way("all_exact", unit.exact, unit.others)

    def _any_way(self, field: str, tokens: Phrase, others: Sequence[Phrase]) -> tantivy.Query:
        return self._any_phrase(field, [tokens, *others], 1.0) if others else self._phrase(field, tokens)

    def _any_phrase(self, field: str, ways: Sequence[Phrase], boost: float) -> tantivy.Query:
        """Return the query for any of the phrases, a long one worth as much as a short one."""
        if len(ways) == 1:
            return self._phrase(field, ways[0], boost)
        queries = [self._phrase(field, way, boost * 2 / (len(way) + 1)) for way in ways]
        return tantivy.Query.disjunction_max_query(queries, 0.1)

    def _term(self, field: str, token: str, boost: float = 1.0) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, field, token)
        return query if boost == 1.0 else tantivy.Query.boost_query(query, boost)

    def _phrase(self, field: str, tokens: Sequence[str], boost: float = 1.0) -> tantivy.Query:
        if len(tokens) == 1:
            return self._term(field, tokens[0], boost)
        query = tantivy.Query.phrase_query(self._schema, field, list(tokens))
        return query if boost == 1.0 else tantivy.Query.boost_query(query, boost)


def _inside(units: Iterable[Unit]) -> list[bool]:
    """Return for each syllable of the question whether the next one belongs to the same abbreviated phrase."""
    return [bool(unit.others) and place + 1 < len(unit.folded) for unit in units for place in range(len(unit.folded))]


def _in_full(unit: Unit) -> Phrase:
    """Return the syllables of a unit, of an abbreviation those of its full words."""
    return max([unit.folded, *map(_folded, unit.others)], key=len)


def _folded(phrase: Phrase) -> Phrase:
    return tuple(folded_tokens(" ".join(phrase)))
