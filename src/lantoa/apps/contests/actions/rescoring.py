"""Marking a closed round again because a key was wrong: a new version, with what it changed and why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.contests.actions.computing import Asked, Computed, compute_result
from lantoa.apps.contests.actions.versions import CannotChangeResult, closed_for_update, make_version, newest_result
from lantoa.apps.contests.models import Round, RoundResult


def preview_rescore(*, round_: Round, keys: Mapping[str, Any], reason: str) -> Computed:
    """Return the result as it would be with other keys; nothing is stored.

    `keys`: by the number of the question, as Question.key has it, or core.scoring.EVERY_ANSWER for "everybody gets the
    point". CannotChangeResult for a question that the sealed pool does not have.
    """
    known = set(round_.pool.keys)
    if not keys:
        raise CannotChangeResult("Chưa chọn câu hỏi nào để tính lại.")
    if unknown := sorted(set(keys) - known):
        raise CannotChangeResult(f"Bộ câu hỏi niêm phong của vòng không có câu số {', '.join(unknown)}.")
    return compute_result(round_, before=newest_result(round_), asked=Asked(reason=reason, keys=dict(keys)))


@transaction.atomic
def rescore_round(*, round_: Round, keys: Mapping[str, Any], reason: str, by: Actor, at: datetime) -> RoundResult:
    """Return the next version of the result, marked by the new keys. The sealed pool stays as it was sealed; the new
    keys stand in the version. CannotChangeResult before closing, without a reason or questions.
    """
    if not reason.strip():
        raise CannotChangeResult("Hãy ghi lý do; lý do được công bố cùng kết quả.")
    found = closed_for_update(round_)
    computed = preview_rescore(round_=found, keys=keys, reason=reason)
    result = make_version(round_=found, computed=computed, reason=reason, by=by, at=at)
    told = {name: computed.changes[name] for name in ("questions", "scores_changed", "moved")}
    # The trail takes nothing under the name "code", which is that of secrets: who won or lost is written in words.
    for name in ("gained", "lost"):
        told[name] = [f"{row['prize']}: {row['code']}" for row in computed.changes[name]]
    record_act(
        "contests.rescore_round",
        subject=found,
        by=by,
        at=at,
        detail={"version": result.version, "reason": reason, **told},
    )
    return result
