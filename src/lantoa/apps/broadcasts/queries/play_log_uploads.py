"""Reads of uploaded logs: the lines that fit nothing, each with the airings it might mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from lantoa.apps.broadcasts.models import Airing, PlayLogUpload, PlayReport, Station

_NEAR = timedelta(hours=3)
_MOST = 12


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line on which a person has to decide, with the airings around its time, the nearest first."""

    report: PlayReport
    airings: tuple[Airing, ...]


def open_reports(upload: PlayLogUpload) -> QuerySet[PlayReport]:
    """Return the lines of the log on which nobody has decided yet, by time. No query yet."""
    return PlayReport.objects.open().filter(upload=upload).order_by("played_at", "pk")


def open_lines(station: Station, reports: Sequence[PlayReport]) -> list[OpenLine]:
    """Return these lines with the airings around them. One query."""
    if not reports:
        return []
    moments = [report.played_at for report in reports]
    rows = list(
        Airing.objects.filter(station=station, planned_at__range=(min(moments) - _NEAR, max(moments) + _NEAR))
        .exclude(state=Airing.State.CANCELLED)
        .select_related("bulletin")
        .order_by("planned_at", "pk")
    )
    return [OpenLine(report, _near(report, rows)) for report in reports]


def _near(report: PlayReport, rows: Sequence[Airing]) -> tuple[Airing, ...]:
    near = [row for row in rows if abs(row.planned_at - report.played_at) <= _NEAR]
    return tuple(sorted(near, key=lambda row: abs(row.planned_at - report.played_at))[:_MOST])
