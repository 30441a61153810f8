"""A station's programme in words: what stands in each slot of a week, how full it is, what is to be decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from lantoa.apps.base.months import WEEKDAYS
from lantoa.apps.broadcasts.models import Airing, Priority
from lantoa.apps.broadcasts.queries.airings import DayProgramme, PlacedAiring, SlotProgramme
from lantoa.apps.broadcasts.scheduling import length_words

_PLANNED = Airing.State.PLANNED
_WEEK = len(WEEKDAYS)


@dataclass(frozen=True, slots=True)
class AiringLine:
    """One airing: when it begins, what it is, what became of it, and whether it may still be moved."""

    pk: int
    bulletin: int
    title: str
    priority: str
    priority_words: str
    begins: str
    length: str
    state: str
    state_words: str
    reason: str
    open: bool


@dataclass(frozen=True, slots=True)
class FillPart:
    """A piece of the bar of a slot, in hundredths of the bar's width."""

    priority: str
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class SlotCell:
    """A slot on a day: its airings, how full it is as a bar and in words, and whether something may be placed here.

    `state`: empty, room, full, over, clash.
    """

    slot: int
    name: str
    day: date
    starts: str
    length: str
    airings: tuple[AiringLine, ...]
    cancelled: tuple[AiringLine, ...]
    state: str
    words: str
    bar: tuple[FillPart, ...]
    limit: float
    on: bool
    open: bool
    may_order: bool


@dataclass(frozen=True, slots=True)
class DayColumn:
    """One day of a week; `cells` has one entry for each row of the calendar, None where the slot is not on."""

    day: date
    weekday: str
    today: bool
    past: bool
    at_once: tuple[AiringLine, ...]
    elsewhere: tuple[AiringLine, ...]
    cells: tuple[SlotCell | None, ...]


def week_columns(week: Sequence[DayProgramme], *, at: datetime) -> list[DayColumn]:
    """Return the days of the week, with as many cells each as the week has different slots, in order of time."""
    today = timezone.localdate(at)
    rows = sorted({_place(slot) for day in week for slot in day.slots})
    columns = []
    for programme in week:
        placed = {_place(slot): slot for slot in programme.slots}
        cells = [slot_cell(placed[row], at=at) if row in placed else None for row in rows]
        columns.append(
            DayColumn(
                programme.day, WEEKDAYS[programme.day.weekday()][1], programme.day == today, programme.day < today,
                tuple(airing_line(one, at=at) for one in programme.at_once),
                tuple(airing_line(one, at=at) for one in programme.elsewhere), tuple(cells),
            )
        )  # fmt: skip
    return columns


def _place(slot: SlotProgramme) -> tuple[time, int]:
    return (timezone.localtime(slot.planned_at).time(), slot.slot.pk)


def slot_cell(slot: SlotProgramme, *, at: datetime) -> SlotCell:
    """Return one slot of a day for the calendar."""
    begins = timezone.localtime(slot.planned_at)
    ends_at = slot.planned_at + timedelta(seconds=slot.length)
    state, words = fill_words(slot, over=ends_at <= at)
    return SlotCell(
        slot=slot.slot.pk,
        name=slot.slot.name,
        day=begins.date(),
        starts=f"{begins:%H:%M}",
        length=f"{slot.slot.minutes} phút",
        airings=tuple(_line(entry, ends_at, at) for entry in slot.entries),
        cancelled=tuple(airing_line(one, at=at) for one in slot.cancelled),
        state=state,
        words=words,
        bar=fill_bar(slot),
        limit=round(100 * slot.length / max(slot.seconds, slot.length), 2),
        on=slot.on,
        open=slot.on and ends_at > at,
        may_order=len(orderable(slot)) > 1 and ends_at > at,
    )


def orderable(slot: SlotProgramme) -> list[Airing]:
    """Return the airings of a slot whose order the station decides: all but emergencies."""
    return [airing for airing in slot.airings if airing.bulletin.priority != Priority.EMERGENCY]


def fill_words(slot: SlotProgramme, *, over: bool = False) -> tuple[str, str]:
    """Return the state of a slot and the words for it; of one that is over nothing is to be decided any more."""
    if slot.clash and not over:
        return "clash", f"bản tin ưu tiên trùng giờ, quá {length_words(slot.over_by)}"
    if slot.over_by:
        return "over", f"quá {length_words(slot.over_by)}"
    if not slot.airings:
        return "empty", "chưa có bản tin"
    left = slot.length - slot.seconds
    return ("full", "đầy") if left < 1 else ("room", f"còn trống {length_words(left)}")


def fill_bar(slot: SlotProgramme) -> tuple[FillPart, ...]:
    """Return the bar of a slot: a piece for each airing; what goes past the end stands right of the limit."""
    whole = max(slot.seconds, slot.length)
    parts, second = list[FillPart](), slot.seconds - sum(entry.seconds for entry in slot.entries)
    if second > 0:
        parts.append(FillPart(Priority.EMERGENCY, 0, round(100 * second / whole, 2)))
    for entry in slot.entries:
        width = 100 * entry.seconds / whole
        parts.append(FillPart(entry.airing.bulletin.priority, round(100 * second / whole, 2), round(width, 2)))
        second += entry.seconds
    return tuple(parts)


def _line(entry: PlacedAiring, ends_at: datetime, at: datetime) -> AiringLine:
    return airing_line(
        entry.airing, at=at, begins_at=entry.begins_at, length=length_words(entry.seconds), ends_at=ends_at
    )


def airing_line(
    airing: Airing,
    *,
    at: datetime,
    begins_at: datetime | None = None,
    length: str = "",
    ends_at: datetime | None = None,
) -> AiringLine:
    """Return one airing in words; without a time of its own it begins when it was planned."""
    bulletin = airing.bulletin
    begins = timezone.localtime(begins_at or airing.planned_at)
    coming = airing.state == _PLANNED and (ends_at or airing.planned_at) > at
    said = "chưa xác nhận" if airing.state == _PLANNED and not coming else airing.get_state_display()
    return AiringLine(
        airing.pk, bulletin.pk, bulletin.title, bulletin.priority, bulletin.get_priority_display(), _clock(begins),
        length, "unconfirmed" if said == "chưa xác nhận" else airing.state, said, airing.state_reason,
        coming and bulletin.priority != Priority.EMERGENCY,
    )  # fmt: skip


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def clashes(columns: Iterable[DayColumn]) -> list[SlotCell]:
    """Return the slots of a week whose order the station still has to decide."""
    return [cell for column in columns for cell in column.cells if cell and cell.state == "clash" and cell.open]


@dataclass(frozen=True, slots=True)
class WeekTable:
    """The numbers behind the bars: the slots of a week as rows, the days as columns."""

    days: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def week_table(columns: Sequence[DayColumn]) -> WeekTable:
    """Return how full each slot of each day is, in words."""
    days = tuple(f"{WEEKDAYS[column.day.weekday()][0]} {column.day:%d/%m}" for column in columns)
    rows = []
    for place in range(len(columns[0].cells) if columns else 0):
        cells = [column.cells[place] for column in columns]
        first = next(cell for cell in cells if cell)
        rows.append((f"{first.starts} {first.name}", tuple(_table_words(cell) for cell in cells)))
    return WeekTable(days, tuple(rows))


def _table_words(cell: SlotCell | None) -> str:
    if cell is None:
        return "không phát"
    return f"{len(cell.airings)} bản tin, {cell.words}" if cell.airings else cell.words


def week_words(monday: date) -> str:
    """Return the days of a week.

    >>> week_words(date(2023, 5, 29))
    '29/05 – 04/06/2023'
    """
    return f"{monday:%d/%m} – {monday + timedelta(days=_WEEK - 1):%d/%m/%Y}"
