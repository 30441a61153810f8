"""Ranking of people: score first, then the tie-breaks of the rules in their order, at last the draw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .sealing import lot


class TieBreak(StrEnum):
    """What decides among equal scores: the closer prediction, the shorter time, the earlier submission."""

    PREDICTION = "prediction"
    SECONDS = "seconds"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Entry:
    """One submitted attempt. `distance`: how far the prediction was from the truth, None without a prediction;
    `received_at`: UTC as ISO 8601 with milliseconds, so that text order is time order.
    """

    entrant: str
    attempt: int
    score: int
    distance: int | None
    seconds: int
    received_at: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entrant's place by his best attempt; `decided_by` tells what put him behind the one before ("" for rank 1)."""

    rank: int
    entry: Entry
    decided_by: str


def rank_entries(entries: Iterable[Entry], *, tie_breaks: Sequence[TieBreak], seed: str, closing: str) -> list[Ranked]:
    """Return the entrants in their places from 1, each by the best of his attempts; no two share a place.

    The draw is by the lots ("draw", closing hash of the round, entrant). Who made no prediction comes after whoever
    made one. O(n log n).
    """
    names = ["score", *tie_breaks, "draw"]
    best: dict[str, tuple[tuple[object, ...], Entry]] = {}
    for entry in entries:
        key = _sort_key(entry, tie_breaks)
        known = best.get(entry.entrant)
        # Of two equal attempts the earlier one counts.
        if known is None or (key, entry.attempt) < (known[0], known[1].attempt):
            best[entry.entrant] = (key, entry)
    drawn = [((*key, lot(seed, "draw", closing, entry.entrant)), entry) for key, entry in best.values()]
    ordered = sorted(drawn, key=lambda one: one[0])
    return [
        Ranked(place + 1, entry, _decided(names, ordered[place - 1][0], key) if place else "")
        for place, (key, entry) in enumerate(ordered)
    ]


def _sort_key(entry: Entry, tie_breaks: Sequence[TieBreak]) -> tuple[object, ...]:
    far = (1, 0) if entry.distance is None else (0, entry.distance)
    parts: dict[TieBreak, object] = {
        TieBreak.PREDICTION: far,
        TieBreak.SECONDS: entry.seconds,
        TieBreak.RECEIVED: entry.received_at,
    }
    return (-entry.score, *(parts[tie_break] for tie_break in tie_breaks))


def _decided(names: Sequence[str], before: tuple[object, ...], key: tuple[object, ...]) -> str:
    return next(name for name, one, other in zip(names, before, key, strict=True) if one != other)
