"""Taking submissions out of a closed round's ranking, and back in: with a reason that everybody reads."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.contests.actions.computing import Asked, Computed, compute_result
from lantoa.apps.contests.actions.versions import CannotChangeResult, closed_for_update, make_version, newest_result
from lantoa.apps.contests.models import Round, RoundResult, Submission


def preview_exclusion(*, round_: Round, submissions: Sequence[Submission], reason: str) -> Computed:
    """Return the result as it would be without the submissions; nothing is stored."""
    before = newest_result(round_)
    excluded = {submission.pk: reason for submission in submissions}
    return compute_result(round_, before=before, asked=Asked(reason=reason, excluded=excluded))


def preview_readmission(*, round_: Round, submissions: Sequence[Submission], reason: str) -> Computed:
    """Return the result as it would be with the excluded submissions taken back in; nothing is stored."""
    before = newest_result(round_)
    readmitted = frozenset(submission.pk for submission in submissions)
    return compute_result(round_, before=before, asked=Asked(reason=reason, readmitted=readmitted))


@transaction.atomic
def exclude_submissions(
    *, round_: Round, submissions: Sequence[Submission], reason: str, by: Actor, at: datetime
) -> RoundResult:
    """Return the next version of the result, without the submissions; they stay in the public list with the reason.

    CannotChangeResult before the round is closed, without a reason, and for a submission that is out already.
    """
    found = closed_for_update(round_)
    _check(found, submissions, reason, excluded=False)
    computed = preview_exclusion(round_=found, submissions=submissions, reason=reason)
    Submission.objects.filter(pk__in=[submission.pk for submission in submissions]).update(
        excluded_at=at, excluded_reason=reason
    )
    return _told("contests.exclude_submission", found, submissions, computed, reason=reason, by=by, at=at)


@transaction.atomic
def readmit_submissions(
    *, round_: Round, submissions: Sequence[Submission], reason: str, by: Actor, at: datetime
) -> RoundResult:
    """Return the next version of the result, with submissions that had been excluded; CannotChangeResult as above."""
    found = closed_for_update(round_)
    _check(found, submissions, reason, excluded=True)
    computed = preview_readmission(round_=found, submissions=submissions, reason=reason)
    Submission.objects.filter(pk__in=[submission.pk for submission in submissions]).update(
        excluded_at=None, excluded_reason=""
    )
    return _told("contests.readmit_submission", found, submissions, computed, reason=reason, by=by, at=at)


def exclude_submission(*, submission: Submission, reason: str, by: Actor, at: datetime) -> RoundResult:
    """Return the next version of the result, without one submission."""
    return exclude_submissions(round_=submission.attempt.round, submissions=[submission], reason=reason, by=by, at=at)


def readmit_submission(*, submission: Submission, reason: str, by: Actor, at: datetime) -> RoundResult:
    """Return the next version of the result, with one submission that had been excluded."""
    return readmit_submissions(round_=submission.attempt.round, submissions=[submission], reason=reason, by=by, at=at)


def _check(round_: Round, submissions: Sequence[Submission], reason: str, *, excluded: bool) -> None:
    if not reason.strip():
        raise CannotChangeResult("Hãy ghi lý do; lý do được công bố cùng kết quả.")
    if not submissions:
        raise CannotChangeResult("Chưa chọn bài nộp nào.")
    stored = Submission.objects.filter(pk__in=[submission.pk for submission in submissions], attempt__round=round_)
    if stored.filter(excluded_at__isnull=not excluded).count() != len(submissions):
        words = "chưa bị loại" if excluded else "đã bị loại"
        raise CannotChangeResult(f"Có bài nộp {words} hoặc không thuộc vòng này; hãy tải lại trang.")


def _told(
    act: str,
    round_: Round,
    submissions: Sequence[Submission],
    computed: Computed,
    *,
    reason: str,
    by: Actor,
    at: datetime,
) -> RoundResult:
    result = make_version(round_=round_, computed=computed, reason=reason, by=by, at=at)
    for submission in submissions:
        detail = {"round": round_.pk, "version": result.version, "reason": reason, "slip": submission.slip_code}
        record_act(act, subject=submission, by=by, at=at, detail=detail)
    return result
