"""What was sealed and promised before a round, as the published procedure takes it."""

from datetime import datetime
from typing import Any

from lantoa.apps.contests.models import Round, RulesVersion
from lantoa.apps.contests.moments import milliseconds, moment_text
from lantoa.core.scoring import Rekeyed, SealedRound


def rules_in_force(round_: Round) -> RulesVersion:
    """Return the rules as they stood when the round ended: a later change does not reach what is over. One query."""
    versions = RulesVersion.objects.filter(contest=round_.contest_id).order_by("-number")
    return versions.filter(at__lte=round_.closes_at).first() or versions.get(number=1)


def sealed_round(round_: Round, *, closing: str) -> SealedRound:
    """Return what was sealed of a round, with the closing hash. Two queries, contest at hand."""
    rules, pool = rules_in_force(round_), round_.pool
    return SealedRound(
        slug=round_.contest.slug,
        title=round_.contest.title,
        rules=rules.rules,
        rules_sha256=rules.sha256,
        number=round_.number,
        round_title=round_.title,
        opens_at=_moment(round_.opens_at),
        closes_at=_moment(round_.closes_at),
        seed=round_.seed,
        seed_sha256=round_.seed_sha256,
        pool=pool.pool,
        quotas=pool.quotas,
        keys=pool.keys,
        pool_sha256=pool.sha256,
        closing_sha256=closing,
    )


def _moment(moment: datetime) -> str:
    return moment_text(milliseconds(moment))


def rekeyed_of(round_: Round) -> list[Rekeyed]:
    """Return the corrections of keys that the versions of a round made, in their order. One query."""
    found = round_.results.order_by("version").values_list("reason", "changes")
    return [
        Rekeyed(int(number), key, reason)
        for reason, changes in found
        for number, key in changes.get("keys", {}).items()
    ]


def keys_of(round_: Round) -> dict[str, Any]:
    """Return the keys that count now, by question number as text: the sealed ones, corrected. Two queries."""
    return {**round_.pool.keys, **{str(change.number): change.key for change in rekeyed_of(round_)}}
