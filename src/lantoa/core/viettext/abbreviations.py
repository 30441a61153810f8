"""The lexicon of administrative abbreviations."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from .search_form import accent_key, fold

_TABLES = ("abbreviations.toml", "abbreviations_of_trades.toml", "abbreviations_of_communes.toml")


@cache
def abbreviations() -> Mapping[str, tuple[str, ...]]:
    """The lexicon, abbreviation as printed → its full words, the usual reading first; read-only.

    >>> abbreviations()["CCHC"]
    ('cải cách hành chính',)
    """
    files = (resources.files(__package__).joinpath(name).read_text(encoding="utf-8") for name in _TABLES)
    sections = (section for file in files for section in tomllib.loads(file).values())
    return MappingProxyType({short: tuple(full) for section in sections for short, full in section.items()})


def expand(abbr: str) -> list[str]:
    """The full words an abbreviation may stand for, the usual reading first; empty when it is unknown.

    Exact accents win; only when no abbreviation is written so, those that differ in accents are given.

    >>> expand("TTHC"), expand("hđnd"), expand("HDND"), expand("???")
    (['thủ tục hành chính'], ['Hội đồng nhân dân'], ['Hội đồng nhân dân'], [])
    """
    exact, folded = _indexes()
    key = accent_key(abbr).rstrip(".")
    return list(exact.get(key) or folded.get(fold(key), ()))


@cache
def _indexes() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The lexicon by exact key and by folded key; readings of keys that fall together are joined in file order."""
    exact: dict[str, tuple[str, ...]] = {}
    folded: dict[str, tuple[str, ...]] = {}
    for short, full in abbreviations().items():
        key = accent_key(short).rstrip(".")
        exact[key] = exact.get(key, ()) + full
        folded[fold(key)] = folded.get(fold(key), ()) + full
    return exact, folded
