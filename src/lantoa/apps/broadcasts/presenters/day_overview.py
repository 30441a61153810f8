"""All stations on one day, in words and as bars."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from lantoa.apps.broadcasts.queries.day_overview import Finding, SlotState, StationDay
from lantoa.apps.broadcasts.scheduling import length_words


@dataclass(frozen=True, slots=True)
class SlotLine:
    """One slot of a station: when, its state with words, the bar in hundredths (`limit`: where the slot ends)."""

    starts: str
    name: str
    state: str
    words: str
    played: str
    filled: float
    limit: float


@dataclass(frozen=True, slots=True)
class StationLine:
    """One station on the day."""

    pk: int
    name: str
    agency: str
    level: str
    illustrative: bool
    slots: tuple[SlotLine, ...]
    at_once: str


def station_day_lines(days: Iterable[StationDay]) -> list[StationLine]:
    """Return the lines of the stations, in the order given."""
    return [
        StationLine(
            day.station.pk, day.station.name, day.station.agency.short_name, day.station.get_level_display(),
            day.station.illustrative, tuple(_slot_line(slot) for slot in day.slots), _at_once_words(day),
        )
        for day in days
    ]  # fmt: skip


def _at_once_words(day: StationDay) -> str:
    if not day.at_once:
        return ""
    said = "đã phát" if not day.at_once_open else f"{day.at_once_open} lượt chưa xác nhận"
    return f"{day.at_once} lượt khẩn cấp phát ngay: {said}"


def _slot_line(slot: SlotState) -> SlotLine:
    state, words = _state(slot)
    whole = max(slot.seconds, slot.length)
    played = [f"đã phát {slot.played}"] if slot.played else []
    played += [f"không phát {slot.missed}"] if slot.missed else []
    played += [f"chưa xác nhận {slot.unconfirmed}"] if slot.unconfirmed else []
    return SlotLine(
        f"{timezone.localtime(slot.starts_at):%H:%M}", slot.name, state, words, ", ".join(played),
        round(100 * slot.seconds / whole, 2), round(100 * slot.length / whole, 2),
    )  # fmt: skip


def _state(slot: SlotState) -> tuple[str, str]:
    counted = f"{slot.airings} bản tin"
    if slot.clash:
        return "clash", f"{counted}, cần quyết định thứ tự"
    if slot.over_by:
        return "over", f"{counted}, quá {length_words(slot.over_by)}"
    if not slot.airings:
        return "empty", "trống"
    left = slot.length - slot.seconds
    return ("full", f"{counted}, đầy") if left < 1 else ("room", f"{counted}, còn {length_words(left)}")


def day_figures(days: Iterable[StationDay]) -> list[tuple[str, int, str]]:
    """Return how many slots need what on that day: the finding, the number, and the words after it."""
    counts = dict.fromkeys(Finding, 0)
    for day in days:
        for slot in day.slots:
            for finding in slot.findings:
                counts[finding] += 1
    words = {
        Finding.CLASH: "khung giờ cần quyết định thứ tự",
        Finding.OVER: "khung giờ quá giờ",
        Finding.UNPLAYED: "khung giờ có lượt không phát hoặc chưa xác nhận",
        Finding.EMPTY: "khung giờ còn trống",
    }
    return [(str(finding), counts[finding], words[finding]) for finding in Finding]
