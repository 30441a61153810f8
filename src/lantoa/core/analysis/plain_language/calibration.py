"""The measured thresholds of calibration.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


def read_toml(file_name: str) -> dict[str, Any]:
    """Return a data file of this package."""
    return tomllib.loads(resources.files(__package__).joinpath(file_name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The fields of calibration.toml, where each is explained."""

    long: int
    very_long: int
    part: int
    percentiles: tuple[tuple[float, float], ...]
    steps: tuple[tuple[float, str], ...]
    articles: int
    least_syllables: int
    figures_in_a_row: int
    capitals_from_words: int
    same_words: int


@cache
def thresholds() -> Thresholds:
    """Return the thresholds.

    >>> thresholds().long
    35
    """
    raw = read_toml("calibration.toml")
    readability = raw["readability"]
    return Thresholds(
        **raw["sentence"],
        **raw["limits"],
        percentiles=tuple((share, length) for share, length in readability["percentiles"]),
        steps=tuple((share, words) for share, words in readability["steps"]),
        articles=readability["articles"],
        least_syllables=readability["least_syllables"],
    )
