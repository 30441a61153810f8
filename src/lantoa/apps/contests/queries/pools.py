"""The sealed pool of a round, read once by each process: it never changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lantoa.apps.contests.models import Attempt, RoundPool
from lantoa.core.scoring import Paper, PaperQuestion, PoolQuestion, Quota


@dataclass(frozen=True, slots=True)
class SealedPool:
    """The questions of a round by number, without keys, and the quotas of each audience."""

    questions: Mapping[int, PoolQuestion]
    quotas: Mapping[str, tuple[Quota, ...]]


@lru_cache(maxsize=64)
def sealed_pool(round_id: int) -> SealedPool:
    """Return the pool of a round, RoundPool.DoesNotExist before the contest is announced. One query, then none."""
    row = RoundPool.objects.only("pool", "quotas").get(pk=round_id)
    questions = [PoolQuestion(**{**question, "options": tuple(question["options"])}) for question in row.pool]
    quotas: dict[str, list[Quota]] = {}
    for quota in row.quotas:
        quotas.setdefault(quota["audience"], []).append(Quota(quota["bank"], quota["difficulty"], quota["questions"]))
    return SealedPool(
        {question.number: question for question in questions},
        {audience: tuple(found) for audience, found in quotas.items()},
    )


def paper_data(paper: Paper) -> list[dict[str, Any]]:
    """Return a paper as an attempt stores it."""
    return [{"number": question.number, "options": list(question.options)} for question in paper.questions]


def paper_of(attempt: Attempt) -> Paper:
    """Return the paper an attempt stores."""
    return Paper(tuple(PaperQuestion(row["number"], tuple(row["options"])) for row in attempt.paper))
