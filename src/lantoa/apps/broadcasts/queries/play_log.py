"""Reads of the play log."""

from dataclasses import dataclass

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.broadcasts.models import Airing, PlayReport, Sound
from lantoa.apps.broadcasts.queries.station_today import sounds_to_play

_ACTS = ("broadcasts.mark_airing_missed", "broadcasts.reopen_airing")


@dataclass(frozen=True, slots=True)
class AiringSheet:
    """Everything that is known of one airing: all reports, corrected ones too, and when it was said to be missed."""

    airing: Airing
    reports: tuple[PlayReport, ...]
    said: tuple[AuditEntry, ...]
    sound: Sound | None


def airing_sheet(airing: Airing) -> AiringSheet:
    """Return everything that is known of the airing, the oldest first. Five queries."""
    reports = airing.reports.select_related("reported_by", "upload", "correction__made_by", "replaces__report")
    said = AuditEntry.objects.filter(subject_type="broadcasts.airing", subject_id=str(airing.pk), act__in=_ACTS)
    return AiringSheet(
        airing,
        tuple(reports.prefetch_related("clusters").order_by("reported_at", "pk")),
        tuple(said.order_by("at", "pk")),
        sounds_to_play([airing.bulletin_id]).get(airing.bulletin_id),
    )
