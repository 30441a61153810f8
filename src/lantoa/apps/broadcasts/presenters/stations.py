"""What the pages of stations say."""

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.apps.broadcasts.models import Slot, Station

_SHORT = {1: "T2", 2: "T3", 3: "T4", 4: "T5", 5: "T6", 6: "T7", 7: "CN"}


def weekday_words(weekdays: Iterable[int]) -> str:
    """Return the weekdays as people say them.

    >>> weekday_words([1, 2, 3, 4, 5, 6, 7]), weekday_words([1, 2, 3, 4, 5]), weekday_words([6, 7])
    ('hằng ngày', 'T2–T6', 'T7, CN')
    """
    days = sorted(set(weekdays))
    if len(days) == 7:
        return "hằng ngày"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{_SHORT[days[0]]}–{_SHORT[days[-1]]}"
    return ", ".join(_SHORT[day] for day in days)


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A slot in words."""

    slot: Slot
    days: str
    validity: str


def slot_lines(slots: Iterable[Slot]) -> list[SlotLine]:
    """Return the slots in words."""
    return [SlotLine(slot, weekday_words(slot.weekdays), _validity(slot)) for slot in slots]


def _validity(slot: Slot) -> str:
    begin = f"từ {slot.valid_from:%d/%m/%Y}" if slot.valid_from else ""
    end = f"đến hết {slot.valid_to:%d/%m/%Y}" if slot.valid_to else ""
    return " ".join(filter(None, (begin, end)))


@dataclass(frozen=True, slots=True)
class StationLine:
    """A station in a list."""

    station: Station
    slots: str
    languages: str
    clusters: int


def station_lines(stations: Iterable[Station]) -> list[StationLine]:
    """Return stations of `listed_stations` in words. No query."""
    return [
        StationLine(
            station,
            ", ".join(f"{slot.starts:%H:%M}" for slot in station.slots_in_use),  # type: ignore[attr-defined]
            ", ".join(language.name for language in station.languages.all()),
            station.clusters_in_use,  # type: ignore[attr-defined]
        )
        for station in stations
    ]
