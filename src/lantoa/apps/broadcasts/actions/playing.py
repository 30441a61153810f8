"""Writes on what was played: a report of an airing, an airing that was not played, what was said in error.

A play report is never changed or deleted; a correction is a further row, and what counts is what stands after it
(ADR 0035).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from lantoa.apps.accounts.queries import person_of
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.broadcasts.actions.changes import note_bulletin_change
from lantoa.apps.broadcasts.models import Airing, Bulletin, Cluster, PlayLogUpload, PlayReport, ReportCorrection

# A bulletin may be read a little before its time; a day later it is another airing.
EARLIEST = timedelta(minutes=30)
LATEST = timedelta(hours=24)
# Clocks of stations' machines go wrong by some minutes.
_CLOCK = timedelta(minutes=5)


class CannotReport(ValueError):
    """What was said of an airing cannot be so; the message, in Vietnamese, says why."""


@transaction.atomic
def confirm_airing(
    *,
    airing: Airing,
    played_at: datetime,
    clusters: Iterable[Cluster] = (),
    how: PlayReport.How,
    by: Actor,
    at: datetime,
    key: str,
    seconds: int | None = None,
    upload: PlayLogUpload | None = None,
    row: str = "",
) -> PlayReport:
    """Return the report that the airing was played, which makes it played; no clusters means all of the station's.

    The same key again gives the report that is there. CannotReport for a time that does not fit the airing, for a tap
    on one that was cancelled, or for clusters of another station.
    """
    held = Airing.objects.select_for_update().get(pk=airing.pk)
    if said := PlayReport.objects.filter(key=key).first():
        if said.airing_id != held.pk:
            raise CannotReport("Lần bấm này đã được ghi cho lượt phát khác; hãy tải lại trang rồi bấm lại.")
        return said
    named = list(clusters)
    _check(held, played_at, named, how=how, at=at)
    report = PlayReport.objects.create(
        airing=held, station_id=held.station_id, played_at=played_at, seconds=seconds, how=how,
        reported_by=person_of(by), reported_at=at, upload=upload, row=row[:500], key=key,
    )  # fmt: skip
    report.clusters.set(named)
    _decide(held, Airing.State.PLAYED, at=at)
    detail = {"how": str(how), "played_at": played_at.isoformat(), "clusters": [one.name for one in named]}
    record_act("broadcasts.confirm_airing", subject=held, by=by, at=at, detail=detail)
    _follow(airing, held)
    return report


def _check(airing: Airing, played_at: datetime, clusters: list[Cluster], *, how: str, at: datetime) -> None:
    if played_at > at + _CLOCK:
        raise CannotReport("Chưa đến giờ ấy; chỉ ghi được giờ đã qua.")
    if not airing.planned_at - EARLIEST <= played_at <= airing.planned_at + LATEST:
        raise CannotReport(
            "Giờ phát lệch quá xa giờ trong lịch: sớm nhất là 30 phút trước, muộn nhất là một ngày sau giờ trong lịch."
        )
    # A machine says what has sounded, even what was withdrawn meanwhile; a person is told first.
    if how == PlayReport.How.TAP and airing.state == Airing.State.CANCELLED:
        raise CannotReport(f"Lượt phát này đã bỏ ({airing.state_reason}) nên không xác nhận được.")
    if any(cluster.station_id != airing.station_id for cluster in clusters):
        raise CannotReport("Cụm loa không thuộc đài này; hãy tải lại trang.")


def _decide(airing: Airing, state: Airing.State, *, at: datetime, reason: str = "") -> None:
    airing.state, airing.state_reason, airing.decided_at = state, reason, at
    airing.save(update_fields=["state", "state_reason", "decided_at"])
    note_bulletin_change(airing.bulletin, at=at)


def withdrawn_words(bulletin: Bulletin) -> str:
    """Return why an airing of a withdrawn bulletin is cancelled."""
    return f"Bản tin đã rút: {bulletin.withdrawn_reason}"[:300]


def _open_again(airing: Airing, *, at: datetime) -> None:
    """Let the airing wait to be confirmed again; one of a bulletin that was withdrawn must not be played any more."""
    if airing.bulletin.state == Bulletin.State.WITHDRAWN:
        _decide(airing, Airing.State.CANCELLED, at=at, reason=withdrawn_words(airing.bulletin))
    else:
        _decide(airing, Airing.State.PLANNED, at=at)


def _follow(given: Airing, held: Airing) -> None:
    """Give the caller's row what the stored one now says."""
    given.state, given.state_reason, given.decided_at = held.state, held.state_reason, held.decided_at


@transaction.atomic
def mark_missed(*, airing: Airing, reason: str, by: Actor, at: datetime) -> Airing:
    """Return the airing, now not played, for the reason given; said twice it stays. CannotReport where a report says
    that it was played, or it is not its time yet.
    """
    held = Airing.objects.select_for_update().get(pk=airing.pk)
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise CannotReport("Hãy ghi vì sao không phát được.")
    if held.state == Airing.State.PLAYED:
        raise CannotReport("Lượt này đã có báo phát; nếu báo nhầm, hãy rút báo phát trước.")
    if held.state == Airing.State.CANCELLED:
        raise CannotReport("Lượt phát này đã bỏ.")
    if at < held.planned_at - EARLIEST:
        raise CannotReport("Chưa đến giờ phát; hãy chuyển hoặc bỏ lượt này trong lịch.")
    if (held.state, held.state_reason) != (Airing.State.MISSED, reason):
        _decide(held, Airing.State.MISSED, at=at, reason=reason)
        record_act("broadcasts.mark_airing_missed", subject=held, by=by, at=at, detail={"reason": reason})
    _follow(airing, held)
    return airing


@transaction.atomic
def reopen_airing(*, airing: Airing, by: Actor, at: datetime) -> Airing:
    """Return the airing that was said not to have been played, now waiting again to be confirmed; of a withdrawn
    bulletin it is cancelled.
    """
    held = Airing.objects.select_for_update().get(pk=airing.pk)
    if held.state != Airing.State.MISSED:
        raise CannotReport("Lượt này không ở trạng thái không phát; hãy tải lại trang.")
    reason = held.state_reason
    _open_again(held, at=at)
    record_act("broadcasts.reopen_airing", subject=held, by=by, at=at, detail={"reason": reason})
    _follow(airing, held)
    return airing


@transaction.atomic
def take_back_report(*, report: PlayReport, reason: str, by: Actor, at: datetime) -> ReportCorrection:
    """Return the correction by which a report of an airing counts no more; taken back twice it is the same one.

    Without another report that stands the airing waits again to be confirmed; of a withdrawn bulletin it is cancelled.
    """
    airing = Airing.objects.select_for_update().get(reports=report)
    if made := ReportCorrection.objects.filter(report=report).first():
        return made
    correction = _corrected(report, ReportCorrection.Kind.TAKEN_BACK, by=by, at=at, reason=reason)
    if airing.state == Airing.State.PLAYED and not airing.reports.standing().exists():
        _open_again(airing, at=at)
    return correction


@transaction.atomic
def match_report(*, report: PlayReport, airing: Airing, by: Actor, at: datetime) -> PlayReport:
    """Return the report of the airing that stands for a line which fitted none: matched by a person, once."""
    held = PlayReport.objects.select_for_update().get(pk=report.pk)
    made = ReportCorrection.objects.filter(report=held).select_related("replaced_by").first()
    if made and made.replaced_by and made.replaced_by.airing_id == airing.pk:
        return made.replaced_by
    if made or held.airing_id or airing.station_id != held.station_id:
        raise CannotReport("Dòng này đã được quyết định; hãy tải lại trang.")
    stands = confirm_airing(
        airing=airing, played_at=held.played_at, clusters=held.clusters.all(), how=PlayReport.How(held.how), by=by,
        at=at, key=f"match:{held.pk}", seconds=held.seconds, upload=held.upload, row=held.row,
    )  # fmt: skip
    _corrected(held, ReportCorrection.Kind.MATCHED, by=by, at=at, replaced_by=stands)
    return stands


@transaction.atomic
def declare_foreign(*, report: PlayReport, by: Actor, at: datetime, reason: str = "") -> ReportCorrection:
    """Return the correction that says a line speaks of nothing of ours: relayed from elsewhere, music, a test."""
    held = PlayReport.objects.select_for_update().get(pk=report.pk)
    made = ReportCorrection.objects.filter(report=held).first()
    if made and made.kind == ReportCorrection.Kind.FOREIGN:
        return made
    if made or held.airing_id:
        raise CannotReport("Dòng này đã được quyết định; hãy tải lại trang.")
    return _corrected(held, ReportCorrection.Kind.FOREIGN, by=by, at=at, reason=reason)


def _corrected(
    report: PlayReport,
    kind: ReportCorrection.Kind,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    replaced_by: PlayReport | None = None,
) -> ReportCorrection:
    reason = " ".join(reason.split())[:300]
    correction = ReportCorrection.objects.create(
        report=report, kind=kind, replaced_by=replaced_by, reason=reason, made_at=at,
        made_by=person_of(by),
    )  # fmt: skip
    detail = {"correction": str(kind), "reason": reason, "airing": report.airing_id}
    record_act("broadcasts.correct_report", subject=report, by=by, at=at, detail=detail)
    return correction
