"""Closing a round: what the clock hands in is taken, the closing hash is fixed once for ever, the first result made.

Nothing is public yet: publishing is a person's act (actions/publishing.py). Every step may be killed and run again,
also by two workers at once: what the clock hands in and the scores are the same each time, the list is a file named by
its content, and the last step is one transaction that finds the round open or leaves it alone.
"""

from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions import Actor, note_public_change, record_act
from lantoa.apps.contests.actions.announcing import public_subject
from lantoa.apps.contests.actions.clock import submit_saved_answers
from lantoa.apps.contests.actions.computing import Computed, compute_result
from lantoa.apps.contests.actions.versions import store_computed_list, store_result, store_scores
from lantoa.apps.contests.models import Round, RoundResult, Submission
from lantoa.apps.contests.queries.attempts import last_end
from lantoa.apps.contests.timing import GRACE


class CannotClose(ValueError):
    """The round cannot be closed now; the message, in Vietnamese, says why."""


def close_round(*, round_: Round, by: Actor, at: datetime) -> RoundResult:
    """Return the first result of a round, closed. A round that is closed already keeps its result. CannotClose before
    everybody's time is over for a minute, and for a contest that was called off.

    Not one transaction: the long parts hold no lock, so that the round that opens at the same moment is not kept
    waiting. Call it outside of one.
    """
    if round_.closed_at:
        return round_.results.get(version=1)
    if round_.contest.called_off_at or not round_.contest.announced_at:
        raise CannotClose("Cuộc thi chưa công bố hoặc đã hủy nên vòng này không khóa sổ.")
    if last_end(round_) + GRACE > at:
        raise CannotClose("Chưa hết giờ làm bài của mọi người trong vòng này (kể cả người được thêm giờ).")
    submit_saved_answers(round=round_, at=at)
    computed = compute_result(round_, before=None)
    store_scores(computed)
    file = store_computed_list(round_, computed)
    return _fix(round_, computed, file, by=by, at=at)


@transaction.atomic
def _fix(round_: Round, computed: Computed, file: tuple[str, str], *, by: Actor, at: datetime) -> RoundResult:
    found = Round.objects.select_for_update(of=("self",)).select_related("contest").get(pk=round_.pk)
    if found.closed_at:
        return found.results.get(version=1)
    if Submission.objects.filter(attempt__round=found).count() != computed.submissions:
        raise CannotClose("Vừa có thêm bài nộp trong lúc tính; lần quét sau sẽ khóa sổ.")
    found.closing_sha256, found.closed_at = computed.closing, at
    found.save(update_fields=["closing_sha256", "closed_at"])
    result = store_result(round_=found, computed=computed, file=file, reason="", by=by, at=at)
    detail = {
        "closing_sha256": computed.closing,
        "list_sha256": result.sha256,
        "submissions": computed.submissions,
    }
    record_act("contests.close_round", subject=found, by=by, at=at, detail=detail)
    note_public_change(public_subject(found.contest), "contests", at=at)
    return result
