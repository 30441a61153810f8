"""What a new version of a result changes: who moved, who won or lost a prize, before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# So many of those who moved are named in a version; the lists themselves hold all.
_NAMED = 200


@dataclass(frozen=True, slots=True)
class Stood:
    """Where one entrant stood: by his code, in the ranking of his audience."""

    entrant: str
    audience: str
    rank: int
    score: int
    prize: str


def changes_between(before: Iterable[Stood], after: Iterable[Stood]) -> dict[str, Any]:
    """Return what differs, as plain data: counts of all, the first 200 moves by new rank, every prize gained or lost.

    >>> one, two = Stood("A", "officials", 1, 5, "Nhất"), Stood("B", "officials", 2, 4, "")
    >>> found = changes_between([one, two], [Stood("B", "officials", 1, 5, "Nhất"), Stood("A", "officials", 2, 5, "")])
    >>> found["moved"], found["scores_changed"], [row["code"] for row in found["gained"]]
    (2, 1, ['B'])
    """
    was = {place.entrant: place for place in before}
    now = {place.entrant: place for place in after}
    both = [(was[code], place) for code, place in now.items() if code in was]
    moves = [(old, new) for old, new in both if old.rank != new.rank]
    moves.sort(key=lambda pair: (pair[1].audience, pair[1].rank))
    return {
        "entrants_before": len(was),
        "entrants_after": len(now),
        "scores_changed": sum(old.score != new.score for old, new in both),
        "moved": len(moves),
        "moves": [_move(old, new) for old, new in moves[:_NAMED]],
        "gained": [_prize(place) for place in _prized(now) if _prize_in(was, place.entrant) != place.prize],
        "lost": [_prize(place) for place in _prized(was) if _prize_in(now, place.entrant) != place.prize],
    }


def _prized(places: Mapping[str, Stood]) -> list[Stood]:
    return sorted((place for place in places.values() if place.prize), key=lambda place: (place.audience, place.rank))


def _prize_in(places: Mapping[str, Stood], code: str) -> str:
    found = places.get(code)
    return found.prize if found else ""


def _prize(place: Stood) -> dict[str, Any]:
    return {"code": place.entrant, "audience": place.audience, "rank": place.rank, "prize": place.prize}


def _move(old: Stood, new: Stood) -> dict[str, Any]:
    return {
        "code": new.entrant,
        "audience": new.audience,
        "rank_before": old.rank,
        "rank_after": new.rank,
        "score_before": old.score,
        "score_after": new.score,
    }
