"""What the pages of the play log say."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from lantoa.apps.broadcasts.actions.playing import EARLIEST
from lantoa.apps.broadcasts.models import Airing, PlayReport, ReportCorrection
from lantoa.apps.broadcasts.presenters.station_today import new_key, report_line, report_words
from lantoa.apps.broadcasts.queries.airings_counted import Outcome
from lantoa.apps.broadcasts.queries.play_log import AiringSheet, LogRow


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One report on the page of its airing: what it says, and what became of it."""

    report: PlayReport
    words: str
    correction: str
    undo: bool


@dataclass(frozen=True, slots=True)
class AiringPage:
    """The page of one airing."""

    sheet: AiringSheet
    reports: tuple[ReportEntry, ...]
    said: tuple[str, ...]
    paragraphs: tuple[str, ...]
    key: str
    may_confirm: bool
    on_time: bool


def airing_page(sheet: AiringSheet, *, user_pk: int | None, at: datetime) -> AiringPage:
    """Return the page of one airing. No query."""
    airing = sheet.airing
    waits = airing.state in {Airing.State.PLANNED, Airing.State.MISSED}
    return AiringPage(
        sheet,
        tuple(_entry(report, user_pk, at) for report in sheet.reports),
        tuple(_said(one.act, one.at, one.actor, str(one.detail.get("reason", ""))) for one in sheet.said),
        tuple(part for part in airing.bulletin.script.split("\n") if part.strip()),
        new_key(),
        may_confirm=waits and airing.planned_at - EARLIEST <= at,
        on_time=airing.planned_at <= at,
    )


def _entry(report: PlayReport, user_pk: int | None, at: datetime) -> ReportEntry:
    correction = correction_of(report)
    words = correction_words(correction) if correction else ""
    return ReportEntry(report, report_words(report), words, report_line(report, user_pk=user_pk, at=at).undo)


def correction_of(report: PlayReport) -> ReportCorrection | None:
    """Return what was decided on the report afterwards, None for nothing."""
    try:
        return report.correction
    except ObjectDoesNotExist:
        return None


def correction_words(correction: ReportCorrection) -> str:
    """Return a correction in words: what, when, by whom, why."""
    made = timezone.localtime(correction.made_at)
    by = f", {correction.made_by}" if correction.made_by else ""
    reason = f": {correction.reason}" if correction.reason else ""
    return f"{correction.get_kind_display()} lúc {made:%H:%M ngày %d/%m/%Y}{by}{reason}"


def _said(act: str, at: datetime, actor: str, reason: str) -> str:
    words = "báo không phát được" if act.endswith("missed") else "mở lại để xác nhận"
    return f"{timezone.localtime(at):%H:%M ngày %d/%m/%Y}, {actor}: {words}{f' ({reason})' if reason else ''}"


@dataclass(frozen=True, slots=True)
class LogLine:
    """One airing of the log in words."""

    airing: Airing
    outcome: str
    said: tuple[str, ...]

    @property
    def outcome_words(self) -> str:
        """Return what became of it, in words."""
        if self.airing.state == Airing.State.CANCELLED:
            return str(Airing.State.CANCELLED.label)
        return str(Outcome(self.outcome).label)


def log_lines(rows: list[LogRow]) -> list[LogLine]:
    """Return the rows of the log in words. No query."""
    return [
        LogLine(row.airing, row.airing.outcome, tuple(report_words(one) for one in row.reports))  # type: ignore[attr-defined]
        for row in rows
    ]
