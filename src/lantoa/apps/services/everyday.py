"""Everyday words and the official terms they mean (data/everyday_words.toml), for the search."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lantoa.apps.search.tokens import folded_tokens

_FILE = Path(__file__).parent / "data" / "everyday_words.toml"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing, or one thing people want done, under all its names; the official ones first."""

    official: tuple[str, ...]
    everyday: tuple[str, ...]
    # Whether the names may stand for each other in every text, not only lead to procedures.
    is_thing: bool

    @property
    def phrases(self) -> tuple[str, ...]:
        return self.official + self.everyday


@lru_cache(maxsize=1)
def concepts() -> tuple[Concept, ...]:
    """Return what the file holds, in its order."""
    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    return tuple(
        Concept(tuple(row["official"]), tuple(row["everyday"]), kind == "thing")
        for kind in ("thing", "doing")
        for row in data[kind]
    )


def same_things() -> list[tuple[str, ...]]:
    """Return the groups of names that stand for the same thing, for settings.SEARCH_SAME_WORDS."""
    return [concept.phrases for concept in concepts() if concept.is_thing]


@lru_cache(maxsize=1)
def _by_first() -> dict[str, list[tuple[tuple[str, ...], Concept]]]:
    found: dict[str, list[tuple[tuple[str, ...], Concept]]] = {}
    for concept in concepts():
        for phrase in concept.phrases:
            tokens = tuple(folded_tokens(phrase))
            found.setdefault(tokens[0], []).append((tokens, concept))
    return found


def said_otherwise(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the other names of what the texts speak of, each once; accents in the texts do not matter.

    >>> "làm giấy khai sinh" in said_otherwise(["Thủ tục đăng ký khai sinh"])
    True
    >>> said_otherwise(["Thủ tục không có trong danh mục"])
    ()
    """
    found: dict[str, None] = {}
    for text in texts:
        tokens = tuple(folded_tokens(text))
        for place, token in enumerate(tokens):
            for phrase, concept in _by_first().get(token, ()):
                if tokens[place : place + len(phrase)] == phrase:
                    found.update(dict.fromkeys(concept.phrases))
    return tuple(found)
