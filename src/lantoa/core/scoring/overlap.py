"""How much papers repeat: the questions two papers of a round share, told before the round is announced."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from .drawing import Quota

_DRAWS = 200
# How many questions a pool has of each bank and difficulty.
Sizes = Mapping[tuple[str, str], int]


def shared_questions(sizes: Sizes, quotas: Sequence[Quota]) -> float:
    """Return how many questions two papers drawn independently share on average; 0 for a pool that cannot fill them.

    All questions of a class (bank and difficulty) are alike, so two papers share one with the square of its chance:
    the sum of d²/n over the classes, d the questions drawn of a class, n those it has. d is exact where no bank has
    quotas both of one difficulty and of any; elsewhere the mean of 200 draws (the lots of one draw are the lots of the
    next, which leaves questions passed over once less likely to be taken after).

    >>> shared_questions({("Chung", "easy"): 20}, [Quota("Chung", "", 10)])
    5.0
    """
    if unfillable(sizes, quotas):
        return 0.0
    narrow = {quota.bank for quota in quotas if quota.difficulty}
    mixed = any(quota.bank in narrow for quota in quotas if not quota.difficulty)
    drawn = _mean_drawn(sizes, quotas) if mixed else _drawn(sizes, quotas)
    return sum(count * count / sizes[kind] for kind, count in drawn.items() if count)


def _drawn(sizes: Sizes, quotas: Sequence[Quota]) -> dict[tuple[str, str], float]:
    drawn: dict[tuple[str, str], float] = defaultdict(float)
    for quota in quotas:
        fitting = [kind for kind in sizes if _fits(quota, kind)]
        room = sum(sizes[kind] for kind in fitting)
        for kind in fitting:
            drawn[kind] += quota.questions * sizes[kind] / room
    return drawn


def _mean_drawn(sizes: Sizes, quotas: Sequence[Quota]) -> dict[tuple[str, str], float]:
    chance = random.Random(0)  # the same figure each time
    pool = [kind for kind, size in sizes.items() for _ in range(size)]
    drawn: dict[tuple[str, str], float] = defaultdict(float)
    for _ in range(_DRAWS):
        chance.shuffle(pool)
        left = pool
        for quota in quotas:
            taken, kept = 0, []
            for kind in left:
                if taken < quota.questions and _fits(quota, kind):
                    taken += 1
                    drawn[kind] += 1 / _DRAWS
                else:
                    kept.append(kind)
            left = kept
    return drawn


def unfillable(sizes: Sizes, quotas: Sequence[Quota]) -> list[tuple[Quota, int]]:
    """Return the quotas that some paper could not fill, each with the questions left for it; the quotas of one
    difficulty are to come before those of any, as they are sealed.

    >>> unfillable({("Chung", "easy"): 4, ("Chung", "hard"): 2}, [Quota("Chung", "hard", 2), Quota("Chung", "", 5)])
    [(Quota(bank='Chung', difficulty='', questions=5), 4)]
    """
    short = []
    taken: list[Quota] = []
    for quota in quotas:
        room = sum(size for kind, size in sizes.items() if _fits(quota, kind))
        room -= sum(
            before.questions
            for before in taken
            if before.bank == quota.bank and (not quota.difficulty or before.difficulty in ("", quota.difficulty))
        )
        if room < quota.questions:
            short.append((quota, max(room, 0)))
        taken.append(quota)
    return short


def _fits(quota: Quota, kind: tuple[str, str]) -> bool:
    return kind[0] == quota.bank and quota.difficulty in ("", kind[1])
