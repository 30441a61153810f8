"""Rows of the screens of results: a round with its state, a place, an exclusion, a version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from lantoa.apps.contests.models import Round, RoundResult, Standing, Submission
from lantoa.apps.contests.presenters.result_words import DECIDED_BY, audience_words, time_words


@dataclass(frozen=True, slots=True)
class RoundRow:
    """How far a round has come; `next` says what is to be done."""

    round: Round
    state: str
    words: str
    next: str
    versions: int
    to_judge: int


def round_row(round_: Round, *, at: datetime, versions: Sequence[RoundResult] | None = None) -> RoundRow:
    """Return a round's row; the versions at hand, or prefetched as `results`."""
    found = list(round_.results.all()) if versions is None else list(versions)
    state, words, following = _state(round_, at)
    return RoundRow(round_, state, words, following, len(found), getattr(round_, "to_judge", 0))


def _state(round_: Round, at: datetime) -> tuple[str, str, str]:
    if round_.published_at:
        return "confirmed", f"đã công bố lúc {_moment(round_.published_at)}", ""
    if round_.closed_at:
        waits = "Xem dấu hiệu bất thường, xem bảng kết quả, rồi công bố."
        return "fulfilled", f"đã khóa sổ lúc {_moment(round_.closed_at)}, chưa công bố", waits
    if round_.contest.called_off_at:
        return "cancelled", "cuộc thi đã hủy, vòng này không khóa sổ", ""
    if round_.contest.announced_at is None:
        return "drafted", "cuộc thi chưa công bố", ""
    if at < round_.opens_at:
        return "sent", f"chưa mở, mở lúc {_moment(round_.opens_at)}", ""
    if at < round_.closes_at:
        return "received", f"đang thi, đóng lúc {_moment(round_.closes_at)}", ""
    return "received", "hết giờ, đang chờ khóa sổ", "Máy tự khóa sổ sau khi người cuối cùng hết giờ một phút."


def _moment(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M ngày %d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place in words; `name` only for whoever may read names."""

    pk: int
    submission: int
    rank: int
    code: str
    name: str
    unit: str
    audience: str
    score: int
    distance: int | None
    time: str
    received: str
    decided_by: str
    prize: str
    certificate: str


def place_row(standing: Standing, *, named: bool) -> PlaceRow:
    """Return a place's row. Needs submission, attempt, entrant and unit at hand."""
    entrant = standing.submission.attempt.entrant
    received = timezone.localtime(standing.submission.received_at)
    return PlaceRow(
        pk=standing.pk,
        submission=standing.submission_id,
        rank=standing.rank,
        code=entrant.code,
        name=(entrant.full_name or "(đã xóa)") if named else "",
        unit=entrant.agency.name if entrant.agency else "",
        audience=audience_words(standing.audience),
        score=standing.score,
        distance=standing.prediction_distance,
        time=time_words(standing.seconds_used),
        received=f"{received:%H:%M:%S %d/%m/%Y}",
        decided_by=DECIDED_BY.get(standing.decided_by, standing.decided_by),
        prize=standing.prize,
        certificate=standing.certificate_code or "",
    )


@dataclass(frozen=True, slots=True)
class ExcludedRow:
    """One excluded submission in words."""

    pk: int
    code: str
    name: str
    number: int
    reason: str
    at: str


def excluded_row(submission: Submission, *, named: bool) -> ExcludedRow:
    """Return an exclusion's row. Needs attempt and entrant at hand."""
    entrant = submission.attempt.entrant
    return ExcludedRow(
        pk=submission.pk,
        code=entrant.code,
        name=entrant.full_name if named else "",
        number=submission.attempt.number,
        reason=submission.excluded_reason,
        at=_moment(submission.excluded_at) if submission.excluded_at else "",
    )


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version: when and why it was made, whether the public sees it, where its list is."""

    version: int
    made: str
    reason: str
    published: str
    sha256: str
    list_address: str
    shown: bool


def version_row(result: RoundResult, *, shown: bool) -> VersionRow:
    """Return a version's row."""
    return VersionRow(
        version=result.version,
        made=_moment(result.made_at),
        reason=result.reason or "kết quả đầu tiên, tính lúc khóa sổ",
        published=_moment(result.published_at) if result.published_at else "",
        sha256=result.sha256,
        list_address=reverse("contests:result_list", args=[result.pk]) if result.file else "",
        shown=shown,
    )
