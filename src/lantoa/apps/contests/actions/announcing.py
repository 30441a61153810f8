"""Announcing a contest: its rules, seeds and questions are sealed, and the commitments to them published."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.apps.base.actions import Actor, note_public_change, record_act
from lantoa.apps.contests.models import Contest, Question, Round, RoundPool, RulesVersion
from lantoa.apps.contests.queries.readiness import problems_of
from lantoa.apps.contests.queries.rules import ordered_quotas, rules_of
from lantoa.core.scoring import (
    NotEnoughQuestions,
    PoolQuestion,
    Quota,
    canonical_json,
    draw_paper,
    pool_sha256,
    seed_sha256,
    sha256_of,
)


class CannotAnnounce(ValueError):
    """The contest cannot be announced as it stands; the message, in Vietnamese, says what is missing."""


def public_subject(contest: Contest) -> str:
    """Return what public pages that show this contest depend on (base.PublicChange)."""
    return f"contest:{contest.pk}"


@transaction.atomic
def announce_contest(*, contest: Contest, by: Actor, at: datetime) -> Contest:
    """Return the contest, announced: each round has its seed and its sealed questions. CannotAnnounce while something
    is missing. From now on its rules change only by a version with a reason.
    """
    found = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    if found.announced_at:
        raise CannotAnnounce("Cuộc thi này đã được công bố.")
    if problems := problems_of(found, at=at):
        raise CannotAnnounce(problems[0].words)
    rounds = list(found.rounds.prefetch_related("quotas__bank"))
    for round_ in rounds:
        _seal(round_, at=at)
    rules = rules_of(found)
    version = RulesVersion.objects.create(
        contest=found, number=1, rules=rules, sha256=sha256_of(canonical_json(rules)), at=at
    )
    found.announced_at = at
    found.save(update_fields=["announced_at"])
    detail = {"rules_sha256": version.sha256, "seeds_sha256": [round_.seed_sha256 for round_ in rounds]}
    record_act("contests.announce_contest", subject=found, by=by, at=at, detail=detail)
    note_public_change(public_subject(found), "contests", at=at)
    return found


def _seal(round_: Round, *, at: datetime) -> None:
    round_.seed = secrets.token_hex(32)
    round_.seed_sha256 = seed_sha256(round_.seed)
    round_.save(update_fields=["seed", "seed_sha256"])
    pool, keys, quotas = sealed_content(round_)
    RoundPool.objects.create(
        round=round_,
        pool=pool,
        keys=keys,
        quotas=quotas,
        sha256=pool_sha256(seed=round_.seed, pool=pool, quotas=quotas, keys=keys),
        sealed_at=at,
    )


def sealed_content(round_: Round) -> tuple[list[dict[str, Any]], dict[str, Any], list[dict[str, Any]]]:
    """Return pool, keys and quotas of a round from the bank as it stands now; CannotAnnounce where a paper could not
    be drawn.
    """
    quotas = [
        {
            "audience": quota.audience,
            "bank": quota.bank.name,
            "difficulty": quota.difficulty,
            "questions": quota.questions,
        }
        for quota in ordered_quotas(round_)
    ]
    first, last = (timezone.localdate(moment) for moment in (round_.opens_at, round_.closes_at))
    banks = {quota.bank_id for quota in round_.quotas.all()}
    questions = list(
        Question.objects.usable_on(first, last).filter(bank__in=banks).select_related("bank").order_by("pk")
    )
    pool = [
        {
            "number": question.pk,
            "kind": question.kind,
            "text": question.text,
            "options": list(question.options),
            "bank": question.bank.name,
            "difficulty": question.difficulty,
        }
        for question in questions
    ]
    _check_fillable(round_, pool, quotas)
    return pool, {str(question.pk): question.key for question in questions}, quotas


def _check_fillable(round_: Round, pool: list[dict[str, Any]], quotas: list[dict[str, Any]]) -> None:
    asked = [PoolQuestion(**{**row, "options": tuple(row["options"])}) for row in pool]
    for audience in round_.contest.audiences():
        wanted = [
            Quota(quota["bank"], quota["difficulty"], quota["questions"])
            for quota in quotas
            if quota["audience"] == audience
        ]
        if not wanted:
            raise CannotAnnounce(f"{round_.title} chưa có cơ cấu đề cho {audience.label}.")
        try:
            draw_paper(asked, wanted, seed=round_.seed, entrant="", attempt=1, shuffles_options=True)
        except NotEnoughQuestions as error:
            raise CannotAnnounce(f"{round_.title}, đề cho {audience.label}: {error}") from error
