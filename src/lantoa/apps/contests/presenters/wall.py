"""What the wall says of each round: the clock, the big figures, the units; sealed rounds say that they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from lantoa.apps.base.templatetags.vietnamese import number, percent
from lantoa.apps.contests.queries.wall import Phase, UnitTally, WallRound

# The count comes from the background work; older than this, that work does not run.
_STALE = timedelta(minutes=5)
_MOST_UNITS = 30


@dataclass(frozen=True, slots=True)
class WallFigure:
    """A figure large enough for the far end of a room, with its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class WallCard:
    """One round on the wall."""

    title: str
    phase: str
    running: bool
    clock: str
    figures: tuple[WallFigure, ...]
    notes: tuple[str, ...]
    units: tuple["WallUnit", ...]
    units_words: str
    number: int
    irregularities: bool
    story: bool
    pk: int


@dataclass(frozen=True, slots=True)
class WallUnit:
    """A unit: its participation with the denominator, and attempts apart."""

    name: str
    entrants: str
    attempts: str


def wall_cards(rounds: Iterable[WallRound], *, at: datetime) -> list[WallCard]:
    """Return the cards: rounds that run first, then those that come, the rest with the newest first."""
    order = {Phase.OPEN: 0, Phase.OVER: 1, Phase.COMING: 2}
    first = sorted(rounds, key=lambda found: (order.get(found.phase, 3), _place(found)))
    return [_card(found, at) for found in first]


def _place(found: WallRound) -> int:
    return found.round.number if found.phase in (Phase.OPEN, Phase.OVER, Phase.COMING) else -found.round.number


def _card(found: WallRound, at: datetime) -> WallCard:
    running = found.phase in (Phase.OPEN, Phase.OVER)
    entered = sum(unit.entrants > 0 for unit in found.units)
    words = f"{number(entered)}/{number(len(found.units))} đơn vị có người thi" if found.units else ""
    if len(found.units) > _MOST_UNITS:
        words += f"; hiện {_MOST_UNITS} đơn vị đầu"
    return WallCard(
        found.round.title,
        found.phase.label,
        running,
        _clock(found, at),
        _figures(found),
        _notes(found, at),
        tuple(_unit(unit) for unit in found.units[:_MOST_UNITS]),
        words,
        found.round.number,
        found.round.closed_at is not None,
        found.phase is Phase.PUBLISHED,
        found.round.pk,
    )


def _clock(found: WallRound, at: datetime) -> str:
    opens, closes = (_moment(moment) for moment in (found.round.opens_at, found.round.closes_at))
    if found.phase is Phase.COMING:
        return f"mở sau {_span(found.round.opens_at - at)}, lúc {opens}"
    if found.phase is Phase.OPEN:
        return f"còn {_span(found.round.closes_at - at)}, đóng lúc {closes}"
    return f"từ {opens} đến {closes}"


def _figures(found: WallRound) -> tuple[WallFigure, ...]:
    tally = found.tally
    if tally is None:
        return ()
    figures = [WallFigure(number(tally.entrants), "người thi"), WallFigure(number(tally.attempts), "lượt thi đã nộp")]
    if found.phase is Phase.OPEN:
        figures.append(WallFigure(number(max(0, tally.begun - tally.attempts)), "lượt đã bắt đầu, chưa nộp"))
    if found.last_minute is not None and found.phase is Phase.OPEN:
        figures.append(WallFigure(number(found.last_minute), "bài nộp trong phút vừa qua"))
    known = [unit for unit in found.units if unit.people]
    if known:
        people, entered = sum(unit.people or 0 for unit in known), sum(unit.entrants for unit in known)
        words = f"tham gia: {number(entered)}/{number(people)} người của {number(len(known))} đơn vị có sĩ số"
        figures.append(WallFigure(percent(min(1.0, entered / people)), words))
    return tuple(figures)


def _notes(found: WallRound, at: datetime) -> tuple[str, ...]:
    notes = []
    if found.sealed and found.phase in (Phase.OPEN, Phase.OVER):
        notes.append(
            "Đang niêm phong đến khi đóng vòng: cuộc thi có câu dự đoán, nên không ai, kể cả Ban tổ chức, "
            "xem được số người thi và số lượt thi."
        )
    if found.phase in (Phase.OPEN, Phase.OVER):
        last = found.last_received_at
        notes.append(
            f"Máy chủ nhận bài nộp gần nhất lúc {timezone.localtime(last):%H:%M:%S ngày %d/%m/%Y}."
            if last
            else "Chưa nhận bài nộp nào."
        )
    if found.tally:
        notes.append(f"Đếm lúc {timezone.localtime(found.tally.counted_at):%H:%M:%S ngày %d/%m/%Y}.")
        if found.phase is Phase.OPEN and at - found.tally.counted_at > _STALE:
            notes.append("Số đếm đã cũ: phần chạy nền của phần mềm có thể đang dừng. Hãy báo người vận hành.")
    elif not found.sealed and found.phase not in (Phase.PREPARED, Phase.COMING, Phase.CALLED_OFF):
        notes.append("Phần chạy nền chưa đếm xong vòng này; số liệu hiện sau ít phút.")
    return tuple(notes)


def _unit(unit: UnitTally) -> WallUnit:
    entrants = (
        f"{number(unit.entrants)}/{number(unit.people)} ({percent(unit.share)})"
        if unit.people
        else f"{number(unit.entrants)}, chưa có sĩ số"
    )
    return WallUnit(unit.agency.short_name, entrants, number(unit.attempts))


def _moment(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M ngày %d/%m/%Y}"


def _span(length: timedelta) -> str:
    """Return a length of time in the two units that matter.

    >>> _span(timedelta(days=2, hours=5, minutes=3)), _span(timedelta(seconds=95))
    ('2 ngày 5 giờ', '1 phút 35 giây')
    """
    seconds = max(0, int(length.total_seconds()))
    parts = [
        (seconds // 86_400, "ngày"),
        (seconds // 3_600 % 24, "giờ"),
        (seconds // 60 % 60, "phút"),
        (seconds % 60, "giây"),
    ]
    first = next((place for place, (count, _) in enumerate(parts) if count), len(parts) - 1)
    return " ".join(f"{count} {word}" for count, word in parts[first : first + 2])
