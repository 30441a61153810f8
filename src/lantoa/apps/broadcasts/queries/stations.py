"""Reads of the register of stations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.models import Cluster, Language, Slot, Station
from lantoa.core.viettext import fold

# As people write them in tables.
_LEVELS = {
    "": Station.Level.COMMUNE, "xa": Station.Level.COMMUNE, "phuong": Station.Level.COMMUNE,
    "thi tran": Station.Level.COMMUNE, "huyen": Station.Level.DISTRICT, "thi xa": Station.Level.DISTRICT,
    "thanh pho": Station.Level.DISTRICT, "tinh": Station.Level.PROVINCE,
}  # fmt: skip
_SEPARATORS = "\t|;"
MAX_LINES = 500


def listed_stations(stations: QuerySet[Station]) -> QuerySet[Station]:
    """Return the stations with their agency, languages, slots in use and count of clusters: three queries in all."""
    slots = Prefetch("slots", queryset=Slot.objects.filter(active=True).order_by("starts"), to_attr="slots_in_use")
    return (
        stations.select_related("agency")
        .prefetch_related("languages", slots)
        .annotate(clusters_in_use=Count("clusters", filter=Q(clusters__active=True)))
    )


@dataclass(frozen=True, slots=True)
class StationSheet:
    """All that the register says of a station."""

    station: Station
    languages: tuple[Language, ...]
    clusters: tuple[Cluster, ...]
    slots: tuple[Slot, ...]


def station_sheet(station: Station) -> StationSheet:
    """Return the station with its languages, clusters and slots, those in use first. Three queries."""
    return StationSheet(
        station,
        tuple(station.languages.all()),
        tuple(station.clusters.order_by("-active", "name", "pk")),
        tuple(station.slots.order_by("-active", "starts", "pk")),
    )


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One pasted line as it would be stored; `problem` says why it would not be."""

    number: int
    name: str
    agency_words: str
    agency: Agency | None
    level: str
    clusters: tuple[str, ...]
    problem: str = ""

    @property
    def level_words(self) -> str:
        """Return the level as people read it, "" where it is not known."""
        return str(Station.Level(self.level).label) if self.level else ""


def pasted_stations(text: str, *, on: date) -> list[PastedLine]:
    """Return what each pasted line would become; agencies by name, short name or other names, accents aside.

    Lines past MAX_LINES are left out. Two queries.
    """
    lines = [line for line in text.splitlines() if line.strip()][:MAX_LINES]
    by_name: dict[str, list[Agency]] = {}
    for agency in Agency.objects.valid_on(on).order_by("pk"):
        for name in dict.fromkeys(agency.folded_names.splitlines()):
            by_name.setdefault(name, []).append(agency)
    known = {(agency, fold(name)) for agency, name in Station.objects.values_list("agency", "name")}
    return [_pasted(number, line, by_name, known) for number, line in enumerate(lines, start=1) if not _is_head(line)]


def _is_head(line: str) -> bool:
    return fold(_cells(line)[0]) in {"ten dai", "dai", "ten"}


def _cells(line: str) -> list[str]:
    separator = next((mark for mark in _SEPARATORS if mark in line), ",")
    cells = [" ".join(cell.split()) for cell in line.split(separator)]
    # With commas between the columns what follows the third are clusters, one each.
    return [*cells[:3], ", ".join(cells[3:])] if separator == "," else cells


def _pasted(number: int, line: str, by_name: dict[str, list[Agency]], known: set[tuple[int, str]]) -> PastedLine:
    name, words, level_words, clusters = (*_cells(line), "", "", "", "")[:4]
    agencies = by_name.get(fold(words), [])
    level = _LEVELS.get(fold(level_words).removeprefix("cap ").strip(), "")
    agency = agencies[0] if len(agencies) == 1 else None
    row = PastedLine(
        number, name[:200], words, agency, str(level),
        tuple(dict.fromkeys(one.strip()[:120] for one in clusters.split(",") if one.strip())),
        _problem(name, words, agencies, str(level), level_words, known),
    )  # fmt: skip
    if agency:
        known.add((agency.pk, fold(name)))
    return row


def _problem(
    name: str, words: str, agencies: Sequence[Agency], level: str, level_words: str, known: set[tuple[int, str]]
) -> str:
    if not name or not words:
        return "thiếu tên đài hoặc tên cơ quan"
    if not agencies:
        return f"danh bạ không có cơ quan nào đang hoạt động tên “{words}”"
    if len(agencies) > 1:
        return f"“{words}” có thể là {len(agencies)} cơ quan; hãy ghi tên đầy đủ"
    if not level:
        return f"không rõ cấp “{level_words}”; hãy ghi xã, huyện hoặc tỉnh"
    return "cơ quan đã có đài tên này" if (agencies[0].pk, fold(name)) in known else ""
