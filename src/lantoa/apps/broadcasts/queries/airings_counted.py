"""What was really played, counted: an airing counts when it is noted as played and a report of it stands (ADR 0035).

A station's agency is the one that spoke to its people, so an airing counts for the agency of the station, whoever wrote
the bulletin; it counts in the period of the day on which it was planned. Nothing here names a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, CharField, Count, Exists, Max, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import TruncWeek

from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.models import Airing, Bulletin, PlayReport, Station
from lantoa.apps.directives.models import Programme, Theme
from lantoa.core.workdays import Window

_REPORTED = Exists(PlayReport.objects.standing().filter(airing=OuterRef("pk")))


class Outcome(models.TextChoices):
    """What became of an airing, as it is counted."""

    PLAYED = "played", "đã phát"
    UNCONFIRMED = "unconfirmed", "chưa xác nhận"
    MISSED = "missed", "không phát"
    AHEAD = "ahead", "chưa đến giờ"


@dataclass(frozen=True, slots=True)
class Tally:
    """So many airings were played, are over without anybody's word, are still ahead, were not played."""

    played: int = 0
    unconfirmed: int = 0
    ahead: int = 0
    missed: int = 0

    @property
    def planned(self) -> int:
        """Return how many airings there were to be; cancelled ones are none."""
        return self.played + self.unconfirmed + self.ahead + self.missed

    @property
    def due(self) -> int:
        """Return how many should be over by now."""
        return self.planned - self.ahead


@dataclass(frozen=True, slots=True)
class ThemeAirings:
    """One theme for one agency: played airings of bulletins on it, and how many bulletins."""

    theme: Theme
    airings: int
    bulletins: int


@dataclass(frozen=True, slots=True)
class AgencyAirings:
    """One agency with stations: its airings, the different bulletins and stations that were heard, by theme.

    A bulletin on several themes counts once in `tally` and once in each of its themes, so that the cells may add up to
    more.
    """

    agency: Agency
    tally: Tally
    bulletins: int
    stations: int
    cells: tuple[ThemeAirings, ...]


@dataclass(frozen=True, slots=True)
class StationAirings:
    """One station and its airings."""

    station: Station
    tally: Tally


@dataclass(frozen=True, slots=True)
class AiringsCounted:
    """The airings of a programme, or of all bulletins, in a period.

    `by_how` counts played airings by the way they were reported; one that was reported in two ways counts in both.
    """

    themes: tuple[Theme, ...]
    rows: tuple[AgencyAirings, ...]
    stations: tuple[StationAirings, ...]
    bulletins: int
    by_how: Mapping[str, int]
    illustrative: bool

    @property
    def tally(self) -> Tally:
        return added(row.tally for row in self.rows)

    @property
    def stations_heard(self) -> int:
        """Return on how many stations something was played."""
        return sum(row.tally.played > 0 for row in self.stations)

    def airings_on(self, theme: Theme) -> int:
        """Return the played airings on a theme, over all agencies."""
        return sum(cell.airings for row in self.rows for cell in row.cells if cell.theme == theme)

    def agencies_on(self, theme: Theme) -> int:
        """Return how many agencies played something on a theme."""
        return sum(cell.airings > 0 for row in self.rows for cell in row.cells if cell.theme == theme)


def added(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies.

    >>> added([Tally(played=2, missed=1), Tally(played=1, ahead=3)])
    Tally(played=3, unconfirmed=0, ahead=3, missed=1)
    """
    known = list(tallies)
    return Tally(**{name: sum(getattr(tally, name) for tally in known) for name in Outcome.values})


def played_airings(airings: QuerySet[Airing] | None = None) -> QuerySet[Airing]:
    """Return the airings that count as played. No query yet."""
    rows = Airing.objects.all() if airings is None else airings
    return rows.filter(_REPORTED, state=Airing.State.PLAYED)


def airings_in(
    window: Window | None = None, *, programme: Programme | None = None, agencies: Iterable[Agency] | None = None
) -> QuerySet[Airing]:
    """Return the airings of a period that were not cancelled: of a programme's bulletins, on the stations of these
    agencies. No query yet.

    A bulletin is of a programme when it says so, or when it is on a theme of it.
    """
    found = Airing.objects.exclude(state=Airing.State.CANCELLED)
    if window is not None:
        found = found.filter(day__gte=window.start, day__lte=window.end)
    if programme is not None:
        on_theme = Bulletin.themes.through.objects.filter(theme__programme=programme).values("bulletin")
        found = found.filter(Q(bulletin__programme=programme) | Q(bulletin__in=on_theme))
    return found if agencies is None else found.filter(station__agency__in=list(agencies))


def with_outcome(airings: QuerySet[Airing], *, at: datetime) -> QuerySet[Any]:
    """Return the airings with `outcome`: played, unconfirmed, ahead or missed. No query yet."""
    outcome = Case(
        When(Q(_REPORTED, state=Airing.State.PLAYED), then=Value(Outcome.PLAYED.value)),
        When(state=Airing.State.MISSED, then=Value(Outcome.MISSED.value)),
        When(state=Airing.State.PLANNED, planned_at__gt=at, then=Value(Outcome.AHEAD.value)),
        default=Value(Outcome.UNCONFIRMED.value),
        output_field=CharField(),
    )
    return airings.annotate(outcome=outcome)


def airings_counted(
    window: Window | None = None,
    *,
    at: datetime,
    programme: Programme | None = None,
    agencies: Iterable[Agency] | None = None,
) -> AiringsCounted:
    """Return what was played in the period, beside what was planned and what nobody has confirmed, by agency and theme,
    by station, by how it was reported. Agencies by name. Eight queries, whatever the numbers; one where there are no
    airings at all, and then no themes either.
    """
    asked = airings_in(window, programme=programme, agencies=agencies)
    tallies = _by_station(asked, at)
    if not tallies:
        return AiringsCounted((), (), (), 0, dict.fromkeys(PlayReport.How.values, 0), illustrative=False)
    themes = tuple(programme.themes.all()) if programme else ()
    known = Station.objects.filter(pk__in=tallies).select_related("agency").order_by("name", "pk")
    stations = tuple(StationAirings(station, tallies[station.pk]) for station in known)
    played = played_airings(asked)
    bulletins = _bulletins(played)
    on_themes = _on_themes(played, themes)
    of_agency: dict[Agency, list[StationAirings]] = defaultdict(list)
    for row in stations:
        of_agency[row.station.agency].append(row)
    rows = tuple(
        AgencyAirings(
            agency,
            added(row.tally for row in own),
            bulletins.get(agency.pk, 0),
            sum(row.tally.played > 0 for row in own),
            tuple(ThemeAirings(theme, *on_themes.get((agency.pk, theme.pk), (0, 0))) for theme in themes),
        )
        for agency, own in sorted(of_agency.items(), key=lambda entry: (entry[0].name, entry[0].pk))
    )
    return AiringsCounted(
        themes, rows, stations, played.order_by().values("bulletin").distinct().count(), _by_how(played),
        played.filter(Q(bulletin__illustrative=True) | Q(station__illustrative=True)).exists(),
    )  # fmt: skip


def _by_station(asked: QuerySet[Airing], at: datetime) -> dict[int, Tally]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    counted = with_outcome(asked, at=at).order_by().values_list("station", "outcome").annotate(n=Count("pk"))
    for station, outcome, count in counted:
        found[station][outcome] = count
    return {station: Tally(**counts) for station, counts in found.items()}


def _bulletins(played: QuerySet[Airing]) -> dict[int, int]:
    """Return how many different bulletins the stations of each agency played."""
    rows = played.order_by().values_list("station__agency").annotate(n=Count("bulletin", distinct=True))
    return dict(rows)


def _on_themes(played: QuerySet[Airing], themes: Iterable[Theme]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return airings and bulletins by agency and theme."""
    rows = (
        played.filter(bulletin__themes__in=[theme.pk for theme in themes])
        .order_by()
        .values_list("station__agency", "bulletin__themes")
        .annotate(airings=Count("pk", distinct=True), bulletins=Count("bulletin", distinct=True))
    )
    return {(agency, theme): (airings, bulletins) for agency, theme, airings, bulletins in rows}


def _by_how(played: QuerySet[Airing]) -> dict[str, int]:
    reports = PlayReport.objects.standing().filter(airing__in=played.order_by())
    counted = reports.order_by().values_list("how").annotate(n=Count("airing", distinct=True))
    found = dict(counted)
    return {how: found.get(how, 0) for how in PlayReport.How.values}


def played_by_bulletin(bulletins: Iterable[Bulletin]) -> dict[int, tuple[int, int]]:
    """Return airings and stations on which each of these bulletins was played, by its key. One query."""
    rows = played_airings().filter(bulletin__in=[bulletin.pk for bulletin in bulletins]).order_by()
    counted = rows.values_list("bulletin").annotate(
        airings=Count("pk", distinct=True), stations=Count("station", distinct=True)
    )
    return {bulletin: (airings, stations) for bulletin, airings, stations in counted}


def airings_per_week(
    window: Window, *, until: date, programme: Programme | None = None, agencies: Iterable[Agency] | None = None
) -> list[tuple[date, int]]:
    """Return the Mondays of the period up to a day, each with the airings played in its week. One query."""
    asked = airings_in(window, programme=programme, agencies=agencies)
    rows = played_airings(asked).order_by().annotate(week=TruncWeek("day"))
    found = dict(rows.values_list("week").annotate(n=Count("pk")))
    monday = window.start - timedelta(days=window.start.weekday())
    weeks = []
    while monday <= min(window.end, until):
        weeks.append((monday, found.get(monday, 0)))
        monday += timedelta(days=7)
    return weeks


@dataclass(frozen=True, slots=True)
class BulletinPlayed:
    """One bulletin: how often it was played, on how many stations, on which days first and last."""

    bulletin: Bulletin
    airings: int
    stations: int
    first_day: date
    last_day: date


def bulletins_played(airings: QuerySet[Airing], *, most: int) -> list[BulletinPlayed]:
    """Return the bulletins that were played in these airings, the most played first, so many at most. Two queries."""
    rows = list(
        played_airings(airings)
        .order_by()
        .values("bulletin")
        .annotate(
            airings=Count("pk", distinct=True),
            stations=Count("station", distinct=True),
            first_day=Min("day"),
            last_day=Max("day"),
        )
        .order_by("-airings", "bulletin")[:most]
    )
    known = Bulletin.objects.select_related("agency").in_bulk([row["bulletin"] for row in rows])
    return [
        BulletinPlayed(known[row["bulletin"]], row["airings"], row["stations"], row["first_day"], row["last_day"])
        for row in rows
    ]
