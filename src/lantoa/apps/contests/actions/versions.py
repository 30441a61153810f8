"""Versions of a round's result: each is added, none is changed or taken away."""

from datetime import datetime

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import Actor, note_public_change
from lantoa.apps.contests.actions.announcing import public_subject
from lantoa.apps.contests.actions.bulk_rows import insert_rows
from lantoa.apps.contests.actions.computing import Computed
from lantoa.apps.contests.actions.publishing import give_certificates
from lantoa.apps.contests.models import Round, RoundResult, Standing, Submission, UnitStanding
from lantoa.apps.contests.result_files import store_list

_KEYS = 500
_STANDING = ("result_id", "submission_id", "audience", "rank", "score", "prediction_distance", "seconds_used",
             "decided_by", "prize")  # fmt: skip
_UNIT = ("result_id", "agency_id", "entrants", "attempts", "people", "score_sum", "rank")


class CannotChangeResult(ValueError):
    """The result cannot be changed so; the message, in Vietnamese, says why and what to do."""


def closed_for_update(round_: Round) -> Round:
    """Return the round, held for this transaction; CannotChangeResult before it is closed."""
    found = Round.objects.select_for_update(of=("self",)).select_related("contest").get(pk=round_.pk)
    if found.closed_at is None:
        raise CannotChangeResult("Vòng thi chưa khóa sổ nên chưa có kết quả để tính lại.")
    return found


def newest_result(round_: Round) -> RoundResult:
    """Return the newest version; CannotChangeResult where there is none."""
    found = round_.results.order_by("-version").first()
    if found is None:
        raise CannotChangeResult("Vòng thi chưa khóa sổ nên chưa có kết quả để tính lại.")
    return found


def make_version(*, round_: Round, computed: Computed, reason: str, by: Actor, at: datetime) -> RoundResult:
    """Return the next version of a closed round's result, public at once where an earlier one is: whoever changes a
    public result changes it before everybody's eyes. Call it inside the act's own transaction.
    """
    file = store_computed_list(round_, computed)
    store_scores(computed)
    result = store_result(file=file, round_=round_, computed=computed, reason=reason, by=by, at=at)
    if round_.published_at:
        result.published_at = at
        result.save(update_fields=["published_at"])
        give_certificates(result)
        note_public_change(public_subject(round_.contest), "contests", at=at)
    return result


def store_scores(computed: Computed) -> None:
    """Set the scores that differ from those that are stored. One update for each 500 of an equal score."""
    by_score: dict[int, list[int]] = {}
    for key, score in computed.changed_scores.items():
        by_score.setdefault(score, []).append(key)
    for score, keys in by_score.items():
        for start in range(0, len(keys), _KEYS):
            Submission.objects.filter(pk__in=keys[start : start + _KEYS]).update(score=score)


def store_computed_list(round_: Round, computed: Computed) -> tuple[str, str]:
    """Return name and hash of the file that holds the published list of a computed result, stored now."""
    name = f"{round_.contest.slug}-vong-{round_.number}-phien-ban-{computed.version}"
    return store_list(computed.content, name=name)


def store_result(
    *, round_: Round, computed: Computed, file: tuple[str, str], reason: str, by: Actor, at: datetime
) -> RoundResult:
    """Return the result with its standings, stored; its list lies on disk already."""
    result = RoundResult.objects.create(
        round=round_,
        version=computed.version,
        reason=reason,
        changes=computed.changes,
        figures=computed.figures,
        file=file[0],
        sha256=file[1],
        made_at=at,
        made_by=by if isinstance(by, User) else None,
    )
    of = {"result_id": result.pk}
    insert_rows(Standing, ({**row, **of} for row in computed.standings), columns=_STANDING)
    insert_rows(UnitStanding, ({**row, **of} for row in computed.units), columns=_UNIT)
    return result
