"""What of a script asks for a person's eye, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.core.speech import Unknown


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that nobody has decided how to read, why, and how often it stands there."""

    written: str
    reason: str
    times: int


def unknown_words(unknown: Iterable[Unknown]) -> list[UnknownWord]:
    """Return the unknown words in the order of the text, each once."""
    found: dict[str, list[str]] = {}
    for one in unknown:
        found.setdefault(one.written, []).append(one.reason)
    return [UnknownWord(written, reasons[0], len(reasons)) for written, reasons in found.items()]
