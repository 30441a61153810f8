"""Reads of the play log."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.broadcasts.models import Airing, PlayReport, Sound, Station
from lantoa.apps.broadcasts.queries.airings_counted import Outcome, Tally, with_outcome
from lantoa.apps.broadcasts.queries.station_today import sounds_to_play, standing_reports

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


_CHUNK = 500


@dataclass(frozen=True, slots=True)
class LogRow:
    """One airing of the log with what stands of what was said of it."""

    airing: Airing
    reports: tuple[PlayReport, ...]


def logged_airings(stations: QuerySet[Station], *, at: datetime) -> QuerySet[Airing]:
    """Return the airings of these stations with their `outcome`, bulletin, station and slot. No query yet."""
    rows = Airing.objects.filter(station__in=stations).select_related("station__agency", "bulletin", "slot")
    return with_outcome(rows, at=at)


def log_rows(airings: Iterable[Airing]) -> list[LogRow]:
    """Return these airings with what was said of them. Three queries at most."""
    found = list(airings)
    reports = standing_reports(found)
    return [LogRow(airing, reports.get(airing.pk, ())) for airing in found]


def all_log_rows(airings: QuerySet[Airing], *, most: int) -> Iterator[LogRow]:
    """Yield the airings with what was said of them, read in chunks, so that a year of a province fits."""
    pks = list(airings.values_list("pk", flat=True)[:most])
    for some in batched_keys(pks):
        by_key = {airing.pk: airing for airing in airings.filter(pk__in=some)}
        yield from log_rows([by_key[pk] for pk in some if pk in by_key])


def batched_keys(keys: list[int]) -> Iterator[list[int]]:
    """Yield the keys in lists of so many as one query takes."""
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]


def tally_of(airings: QuerySet[Any]) -> Tally:
    """Return how many of these airings (with their `outcome`) were played, missed, not confirmed, lie ahead."""
    counts = dict(airings.order_by().values_list("outcome").annotate(n=Count("pk")))
    return Tally(**{str(name): counts.get(str(name), 0) for name in Outcome})


@dataclass(frozen=True, slots=True)
class StationTotals:
    """One station with what became of its airings."""

    station: Station
    tally: Tally


def station_totals(airings: QuerySet[Any], stations: list[Station]) -> list[StationTotals]:
    """Return what became of the airings of each of these stations. One query."""
    counts: dict[int, dict[str, int]] = {station.pk: {} for station in stations}
    asked = airings.filter(station__in=stations).order_by()
    for station, outcome, count in asked.values_list("station", "outcome").annotate(n=Count("pk")):
        counts[station][outcome] = count
    return [StationTotals(station, Tally(**counts[station.pk])) for station in stations]


def stations_with(airings: QuerySet[Airing], stations: QuerySet[Station]) -> QuerySet[Station]:
    """Return those of the stations that have some of these airings, by name. No query yet."""
    heard = stations.filter(pk__in=airings.order_by().values("station"))
    return heard.select_related("agency").order_by("name", "pk")
