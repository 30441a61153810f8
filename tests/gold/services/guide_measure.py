"""The everyday questions to the service guide, how well an order of answers meets them, and two plainer searches."""

import re
import sqlite3
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.test import override_settings

from lantoa.apps.search.documents import SearchDocument
from lantoa.apps.search.lexicon import _groups, phrase_lengths  # kept between calls
from lantoa.apps.search.tokens import folded_tokens
from lantoa.apps.services import searching
from lantoa.apps.services.models import HowTo, Need, Procedure, Right

HERE = Path(__file__).parent
NAMES = ("PROCEDURES", "HOWTOS", "NEEDS", "RIGHTS")
PROVIDERS = [f"lantoa.apps.services.searching.{name}" for name in NAMES]
_MODELS: dict[str, Any] = {"procedure": Procedure, "howto": HowTo, "need": Need, "right": Right}


@dataclass(frozen=True, slots=True)
class Question:
    """One question with the answers of which one is enough ("procedure:dang-ky-khai-sinh")."""

    words: str
    kind: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares of the questions: an answer comes first; among the first three; 1 over the place of the first answer."""

    hit_at_1: float
    hit_at_3: float
    mrr: float
    missed: tuple[str, ...]

    def __str__(self) -> str:
        return f"hit@1 {self.hit_at_1:.3f}  hit@3 {self.hit_at_3:.3f}  MRR {self.mrr:.3f}"


def questions(file: str = "questions.toml") -> list[Question]:
    """Return the questions as they stand in the file."""
    rows = tomllib.loads((HERE / file).read_text(encoding="utf-8"))["question"]
    return [Question(row["words"], row["kind"], frozenset(row["answers"])) for row in rows]


def decomposed(asked: Sequence[Question]) -> list[Question]:
    """Return the same questions in the other Unicode form."""
    return [replace(one, words=unicodedata.normalize("NFD", one.words)) for one in asked]


def measure(ask: Callable[[str], Sequence[str]], asked: Sequence[Question]) -> Measured:
    """Return how well the first ten that `ask` gives meet the judgements."""
    first = third = reciprocal = 0.0
    missed = []
    for question in asked:
        found = list(ask(question.words))[:10]
        place = next((place for place, key in enumerate(found, start=1) if key in question.answers), 0)
        first += place == 1
        third += 0 < place <= 3
        reciprocal += 1 / place if place else 0
        if place != 1:
            missed.append(f"{question.words} [{question.kind}] {place or '–'}: {', '.join(found[:3])}")
    count = len(asked)
    return Measured(first / count, third / count, reciprocal / count, tuple(missed))


def keys() -> dict[tuple[str, str], str]:
    """Return the name in the judgements of each document of the index, by kind and key."""
    return {
        (kind, str(pk)): f"{kind}:{slug}"
        for kind, model in _MODELS.items()
        for pk, slug in model.objects.values_list("pk", "slug")
    }


class _Plain:
    """What a provider gives, with the everyday words of the officers in the text and without the thesaurus."""

    def __init__(self, provider: Any) -> None:
        self._provider, self.kind, self.label = provider, provider.kind, provider.label

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        words = {str(pk): own for pk, own in _everyday(self.kind)}
        for document in self._provider.documents(keys):
            text = "\n".join([document.text, *words.get(document.key, ())])
            yield replace(document, text=text, also=(), asked_by=())

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        return self._provider.touched_by(kind, key)  # type: ignore[no-any-return]


def _everyday(kind: str) -> list[tuple[int, list[str]]]:
    return [] if kind == "right" else list(_MODELS[kind].objects.values_list("pk", "everyday_words"))


PLAIN_PROCEDURES, PLAIN_HOWTOS, PLAIN_NEEDS, PLAIN_RIGHTS = (_Plain(getattr(searching, name)) for name in NAMES)
PLAIN_PROVIDERS = [f"{__name__}.PLAIN_{name}" for name in NAMES]


@contextmanager
def searched(folder: Path, *, plain: bool = False) -> Iterator[None]:
    """Search only the guide, in an index in the folder; `plain`: without the thesaurus, neither in texts nor asked."""
    names, same = (PLAIN_PROVIDERS, []) if plain else (PROVIDERS, ["lantoa.apps.services.everyday.same_things"])
    with override_settings(SEARCH_DIR=folder, SEARCHED=names, SEARCH_SAME_WORDS=same):
        for kept in (_groups, phrase_lengths):
            kept.cache_clear()
        try:
            yield
        finally:
            for kept in (_groups, phrase_lengths):
                kept.cache_clear()


class FullText:
    """SQLite FTS5 with BM25 over the same texts without accents, title weighed ten, lead three: a plain library."""

    def __init__(self, documents: Sequence[SearchDocument], names: dict[tuple[str, str], str]) -> None:
        self._table = sqlite3.connect(":memory:")
        self._table.execute("CREATE VIRTUAL TABLE guide USING fts5(name UNINDEXED, title, lead, body)")
        self._table.executemany(
            "INSERT INTO guide VALUES (?, ?, ?, ?)",
            (
                (names[one.kind, one.key], *(" ".join(folded_tokens(part)) for part in (one.title, one.lead, one.text)))
                for one in documents
            ),
        )

    def ask(self, words: str) -> list[str]:
        """Return the names of what holds any of the words, the best first."""
        tokens = [token for token in folded_tokens(words) if re.fullmatch(r"[a-z0-9]+", token)]
        asked = " OR ".join(f'"{token}"' for token in dict.fromkeys(tokens))
        if not asked:
            return []
        rows = self._table.execute(
            "SELECT name FROM guide WHERE guide MATCH ? ORDER BY bm25(guide, 0, 10, 3, 1) LIMIT 10", (asked,)
        )
        return [row[0] for row in rows]
