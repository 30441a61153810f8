"""What directives ask for and articles write about: concepts with their wordings, and other subjects of a newspaper."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

DOMAIN_ANCHOR = 0.5
"""From this `domain` on, a concept shows that the sentence speaks of administrative reform or its governance."""

GAP = "…"
"""Stands in a wording between two parts that other words may separate."""

_ANY_DOMAIN = "@domain"


class CueKind(Enum):
    """How a wording speaks for its concept."""

    NAME = "names"
    SAYING = "says"
    HINT = "hints"
    ASK = "asks"
    ITEM_WORDS = "item words"
    SUBJECT = "subject"
    DECOY = "decoy"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a wording stands for: the name of its concept, theme words or subject, and how it speaks for it."""

    of: str
    kind: CueKind


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of concepts.toml, where each field is explained."""

    name: str
    domain: float
    is_setting: bool
    by_asks: bool
    wordings: tuple[tuple[str, Cue], ...]
    beside: frozenset[str]
    answers: Mapping[str, float]


@cache
def concepts() -> Mapping[str, Concept]:
    """The concepts by name, in the order of concepts.toml; read-only.

    >>> concepts()["index_par"].answers["governance_index"]
    0.95
    """
    raw = _read("concepts.toml")
    anchors = frozenset(name for name, entry in raw.items() if entry.get("domain", 0) >= DOMAIN_ANCHOR)
    settings = {name: entry.get("names", []) for name, entry in raw.items() if entry.get("setting")}
    return MappingProxyType({name: _concept(name, entry, anchors, settings) for name, entry in raw.items()})


@cache
def subjects() -> Mapping[str, tuple[str, ...]]:
    """The words of the other subjects of a newspaper, by subject; read-only.

    >>> "bóng đá" in subjects()["sport"]
    True
    """
    raw = _read("subjects.toml")
    return MappingProxyType({name: tuple(entry["words"]) for name, entry in raw.items() if name != "decoys"})


@cache
def subject_weights() -> Mapping[str, float]:
    """How much one word of a subject weighs, by subject; read-only."""
    raw = _read("subjects.toml")
    return MappingProxyType({name: entry.get("weight", 1.0) for name, entry in raw.items() if name != "decoys"})


@cache
def decoys() -> tuple[str, ...]:
    """Wordings that hold a concept's words but mean something else, "một cửa hàng" for "một cửa"."""
    return tuple(_read("subjects.toml")["decoys"]["words"])


def _concept(name: str, entry: dict[str, Any], anchors: frozenset[str], settings: dict[str, list[str]]) -> Concept:
    kinds = (CueKind.NAME, CueKind.SAYING, CueKind.HINT, CueKind.ASK)
    wordings = [(text, Cue(name, kind)) for kind in kinds for text in dict.fromkeys(entry.get(kind.value, ()))]
    if entry.get("domain", 0) < 1:
        wordings += [(text, Cue(inner, CueKind.NAME)) for text, _ in wordings for inner in _inside(text, settings)]
    beside = set(entry.get("beside", (_ANY_DOMAIN,)))
    if _ANY_DOMAIN in beside:
        beside = (beside - {_ANY_DOMAIN}) | anchors
    return Concept(
        name=name,
        domain=entry.get("domain", 0.0),
        is_setting=entry.get("setting", False),
        by_asks=entry.get("by_asks", False),
        wordings=tuple(wordings),
        beside=frozenset(beside),
        answers=entry.get("answers", {}),
    )


def _inside(text: str, settings: dict[str, list[str]]) -> list[str]:
    """The settings whose name a longer wording holds and would hide: "tuyên truyền cải cách hành chính" holds one."""
    if GAP in text:
        return []
    padded = f" {text} "
    return [name for name, inner in settings.items() if any(f" {word} " in padded and word != text for word in inner)]


def _read(file_name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(file_name).read_text(encoding="utf-8"))
