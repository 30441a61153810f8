"""The gold set of the search, and how well an order of answers meets it."""

import math
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_ARTICLES = HERE.parents[2] / "src" / "lantoa" / "apps" / "demo" / "articles"
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Written:
    """One document of the set."""

    key: str
    title: str
    lead: str
    text: str
    published_on: date


@dataclass(frozen=True, slots=True)
class Judged:
    """One query with its answers: 2 answers it, 1 helps."""

    text: str
    kind: str
    answers: dict[str, int]


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares over all queries: an answer comes first; 1 over the place of the first answer; gain of the first ten."""

    success_at_1: float
    mrr: float
    ndcg_at_10: float
    missed: tuple[str, ...]


def documents() -> list[Written]:
    """Return the demonstration's articles that are no re-posts, and the short documents of this set."""
    found = []
    for file in sorted(_ARTICLES.glob("[ab]/*.md")):
        _, head, text = file.read_text(encoding="utf-8").split("+++", 2)
        values = tomllib.loads(head)
        key = f"{file.parent.name}{file.name[:2]}"
        day = date.fromisoformat(str(values["published_at"])[:10])
        found.append(Written(key, values["title"], values["lead"], text.strip(), day))
    for key, values in _read("documents.toml").items():
        found.append(Written(key, values["title"], values["lead"], values["text"], date(2023, 9, 1)))
    return found


def queries() -> list[Judged]:
    """Return the queries; those of kind "nfd" are decomposed."""
    return [
        Judged(
            unicodedata.normalize("NFD", row["text"]) if row["kind"] == "nfd" else row["text"],
            row["kind"],
            row["answers"],
        )
        for row in _read("queries.toml")["query"]
    ]


def slips() -> list[tuple[str, str]]:
    """Return mistyped queries, and what was meant."""
    return [(row["text"], row["meant"]) for row in _read("queries.toml")["slip"]]


def measure(ask: Callable[[str], Sequence[str]], judged: Sequence[Judged]) -> Measured:
    """Return how well the first ten keys that `ask` gives meet the judgements."""
    first = reciprocal = gain = 0.0
    missed = []
    for query in judged:
        keys = list(ask(query.text))[:DEPTH]
        places = [place for place, key in enumerate(keys, start=1) if query.answers.get(key) == 2]
        first += bool(places and places[0] == 1)
        reciprocal += 1 / places[0] if places else 0
        gain += _gain([query.answers.get(key, 0) for key in keys]) / _gain(sorted(query.answers.values(), reverse=True))
        if not places or places[0] > 1:
            missed.append(f"{query.text} [{query.kind}]: {', '.join(keys[:3])}")
    count = len(judged)
    return Measured(first / count, reciprocal / count, gain / count, tuple(missed))


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades[:DEPTH], start=1))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
