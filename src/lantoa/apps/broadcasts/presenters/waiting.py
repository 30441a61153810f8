"""What a station has been offered, what was not placed as wished, and how a bulletin stands on its stations."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from lantoa.apps.broadcasts.models import Airing, Bulletin, Placement, Station
from lantoa.apps.broadcasts.queries.durations import Durations
from lantoa.apps.broadcasts.scheduling import length_words


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A bulletin that a station may place."""

    pk: int
    title: str
    agency: str
    length: str
    until: str
    limits: str


@dataclass(frozen=True, slots=True)
class PlacementLine:
    """A bulletin on a station: what came of placing it, and why."""

    station: int
    station_name: str
    bulletin: int
    title: str
    state: str
    state_words: str
    reason: str
    planned: int
    played: int
    upcoming: str = ""


def waiting_lines(bulletins: Iterable[Bulletin], durations: Durations, station: Station) -> list[WaitingLine]:
    """Return the offered bulletins as lines."""
    return [
        WaitingLine(
            one.pk, one.title, one.agency.short_name, length_words(durations.of(one.pk, station)),
            f"{timezone.localtime(one.valid_until):%H:%M %d/%m/%Y}",
            f"nhiều nhất {one.airings_at_most} lượt, mỗi ngày {one.airings_a_day} lượt",
        )
        for one in bulletins
    ]  # fmt: skip


def short_lines(placements: Iterable[Placement]) -> list[PlacementLine]:
    """Return what was not placed as wished on one station."""
    return [_line(one, 0, 0) for one in placements]


def placement_lines(placements: Iterable[Placement], airings: Iterable[Airing]) -> list[PlacementLine]:
    """Return how a bulletin stands on each of its stations, with its airings there; `airings` to come, by time."""
    upcoming: dict[int, str] = {}
    for airing in airings:
        upcoming.setdefault(airing.station_id, f"{timezone.localtime(airing.planned_at):%H:%M ngày %d/%m/%Y}")
    return [
        _line(one, one.airings_planned, one.airings_played, upcoming.get(one.station_id, ""))  # type: ignore[attr-defined]
        for one in placements
    ]


def _line(one: Placement, planned: int, played: int, upcoming: str = "") -> PlacementLine:
    return PlacementLine(
        one.station_id, one.station.name, one.bulletin_id, one.bulletin.title, one.state, one.get_state_display(),
        one.reason, planned, played, upcoming,
    )  # fmt: skip
