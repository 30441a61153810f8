"""What a station has to do today: its programme, what nobody has confirmed, what waits for a place."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from lantoa.apps.broadcasts.models import Airing, Bulletin, Cluster, PlayReport, Priority, Sound, Station
from lantoa.apps.broadcasts.queries.airings import DayProgramme, day_programme
from lantoa.apps.broadcasts.queries.waiting import waiting_bulletins

# How far back the page of a station asks about airings that nobody confirmed; older ones stand in the play log.
LOOKS_BACK = timedelta(days=7)
_MOST_OPEN = 40


@dataclass(frozen=True, slots=True)
class StationToday:
    """A station's day; `emergencies` are at once and still to be played, `earlier` are of days before."""

    programme: DayProgramme
    emergencies: tuple[Airing, ...]
    earlier: tuple[Airing, ...]
    waiting: tuple[Bulletin, ...]
    clusters: tuple[Cluster, ...]
    reports: dict[int, tuple[PlayReport, ...]]
    sounds: dict[int, Sound]

    @property
    def airings(self) -> tuple[Airing, ...]:
        """Return every airing that the page shows."""
        return (*self.emergencies, *self.programme.airings, *self.earlier)


def station_today(station: Station, day: date, *, at: datetime) -> StationToday:
    """Return what the station has to do that day. Ten queries, whatever it plays."""
    programme = day_programme(station, day)
    open_ = list(unconfirmed_airings(before=day).filter(station=station, day__gte=day - LOOKS_BACK)[:_MOST_OPEN])
    at_once = [one for one in (*open_, *programme.at_once) if is_at_once(one) and one.state == Airing.State.PLANNED]
    emergencies = tuple(one for one in at_once if one.bulletin.valid_until > at)
    earlier = tuple(one for one in open_ if one not in emergencies)
    shown = [*emergencies, *programme.airings, *earlier]
    waiting = tuple(waiting_bulletins(station, at=at))
    return StationToday(
        programme, emergencies, earlier, waiting, tuple(station.clusters.filter(active=True)),
        standing_reports(shown), sounds_to_play({one.bulletin_id for one in shown}),
    )  # fmt: skip


def is_at_once(airing: Airing) -> bool:
    """Return whether it is to be played as soon as it is seen."""
    return airing.slot_id is None and airing.bulletin.priority == Priority.EMERGENCY


def unconfirmed_airings(*, before: date) -> QuerySet[Airing]:
    """Return the airings of days before that one of which nobody has said anything, the oldest first."""
    rows = Airing.objects.filter(state=Airing.State.PLANNED, day__lt=before)
    return rows.select_related("bulletin", "slot").order_by("planned_at", "position", "pk")


def standing_reports(airings: Iterable[Airing]) -> dict[int, tuple[PlayReport, ...]]:
    """Return what was reported of each airing and stands, by the airing's key, the oldest first. Two queries."""
    found: dict[int, list[PlayReport]] = defaultdict(list)
    rows = PlayReport.objects.standing().filter(airing__in=[one.pk for one in airings])
    for report in rows.select_related("reported_by").prefetch_related("clusters").order_by("reported_at", "pk"):
        found[report.airing_id or 0].append(report)
    return {pk: tuple(reports) for pk, reports in found.items()}


def sounds_to_play(bulletins: Iterable[int]) -> dict[int, Sound]:
    """Return the sound that stations get of each approved bulletin, by its key: chosen, of the words that were
    approved. One query.
    """
    rows = Sound.objects.filter(bulletin__in=list(bulletins), chosen=True, state=Sound.State.MADE)
    return {
        sound.bulletin_id: sound
        for sound in rows.select_related("bulletin")
        if sound.script_sha256 and sound.script_sha256 == sound.bulletin.script_sha256
    }


@dataclass(frozen=True, slots=True)
class StationCount:
    """A station with how much of today is still to be confirmed, how much of days before, and emergencies."""

    station: Station
    today: int
    earlier: int
    emergencies: int


def station_counts(stations: QuerySet[Station], day: date, *, at: datetime) -> list[StationCount]:
    """Return the stations with what waits at each of them, emergencies first, then by name. One query."""
    planned = Q(airings__state=Airing.State.PLANNED)
    urgent = planned & Q(airings__bulletin__priority=Priority.EMERGENCY, airings__slot=None)
    rows = stations.filter(active=True).annotate(
        open_today=Count("airings", filter=planned & Q(airings__day=day)),
        open_earlier=Count("airings", filter=planned & Q(airings__day__lt=day, airings__day__gte=day - LOOKS_BACK)),
        open_urgent=Count("airings", filter=urgent & Q(airings__bulletin__valid_until__gt=at)),
    )
    found = [StationCount(row, row.open_today, row.open_earlier, row.open_urgent) for row in rows]
    return sorted(found, key=lambda row: (-row.emergencies, row.station.name, row.station.pk))


def todays_mark(station: Station, day: date, *, at: datetime) -> tuple[str, str]:
    """Return what changes when the station's list does, and the title of the newest emergency not yet confirmed ("" for
    none). Three queries.
    """
    rows = list(
        Airing.objects.filter(station=station, day__gte=day - LOOKS_BACK, day__lte=day)
        .order_by("pk").values_list("pk", "state", "position", "planned_at")
    )  # fmt: skip
    urgent = (
        Airing.objects.filter(
            station=station, state=Airing.State.PLANNED, slot=None, bulletin__priority=Priority.EMERGENCY,
            bulletin__valid_until__gt=at, planned_at__lte=at,
        ).order_by("-planned_at", "-pk").values_list("bulletin__title", flat=True).first()
    )  # fmt: skip
    waiting = sorted(waiting_bulletins(station, at=at).values_list("pk", flat=True))
    return _digest([*map(str, rows), str(waiting), urgent or ""]), urgent or ""


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]
