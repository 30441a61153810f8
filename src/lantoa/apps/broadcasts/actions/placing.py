"""Placing one bulletin on the board of one station by its class, and making way for it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from lantoa.apps.broadcasts.actions.boards import Board, BulletinFacts, Row
from lantoa.apps.broadcasts.models import Airing
from lantoa.apps.broadcasts.scheduling import Opening, Rank, leaving, next_room, plan_airings

_PLANNED = Airing.State.PLANNED
_CLASS_WORDS = {Rank.PRIORITY: "bản tin ưu tiên", Rank.EMERGENCY: "bản tin khẩn cấp"}


@dataclass(frozen=True, slots=True)
class Placed:
    """How many airings a bulletin was to get and did not, and why."""

    left_over: int
    reason: str


def moment_words(moment: datetime) -> str:
    """Return a moment as reasons say it: 05:00 ngày 02/06/2023."""
    return f"{timezone.localtime(moment):%H:%M ngày %d/%m/%Y}"


def place_on(board: Board, bulletin: BulletinFacts, *, at: datetime) -> Placed:
    """Return how the bulletin stands on the board, after it was placed there by its class.

    What has been played, has passed, or was placed by a person where the station is still on air stays. Placed again
    with nothing changed, nothing changes.
    """
    rows = board.of(bulletin)
    stray = _stray_rows(board, bulletin, rows, at)
    for row in _over_limits(bulletin, [row for row in rows if row not in stray], at):
        board.cancel(row, f"Bản tin phát nhiều nhất {bulletin.at_most} lượt, mỗi ngày {bulletin.a_day} lượt.", at=at)
    settled = [row for row in rows if row.used and row not in stray]
    at_once = [row for row in settled if row.slot is None]
    if bulletin.rank == Rank.EMERGENCY and not at_once and bulletin.valid_until > at:
        at_once = [board.add_at_once(bulletin, max(at, bulletin.valid_from))]
        _push_from_running(board, at_once[0], at)
    openings = board.openings(_first_day(bulletin, at), timezone.localdate(bulletin.valid_until))
    taken = {row.planned_at for row in at_once}
    plan = plan_airings(
        bulletin.wish(board.seconds(bulletin), now=at, had=len(at_once)),
        [each for each in openings if each.starts_at not in taken],
        kept=[(row.day, row.planned_at) for row in settled if row.slot is not None],
        room=board.room,
    )
    free = list(plan.openings)
    for row in sorted(stray, key=lambda one: one.planned_at):
        if free:
            board.move(row, free.pop(0), f"Chuyển từ {moment_words(row.planned_at)}, giờ không còn dùng được.")
        else:
            board.cancel(row, "Khung giờ này không còn, hoặc bản tin không phát vào giờ này nữa.", at=at)
    for each in free:
        board.add(bulletin, each)
    if bulletin.rank > Rank.ROUTINE:
        for each in plan.openings:
            push(board, each, bulletin, at=at)
    return Placed(plan.left_over, plan.reason)


def _first_day(bulletin: BulletinFacts, at: datetime) -> date:
    return timezone.localdate(max(at, bulletin.valid_from))


def _stray_rows(board: Board, bulletin: BulletinFacts, rows: list[Row], at: datetime) -> list[Row]:
    """Return the planned airings whose time is not one of the station's any more, or not the bulletin's; those whose
    slot only begins at another hour follow it.
    """
    stray = []
    for row in rows:
        if row.state != _PLANNED or row.planned_at < at or (row.slot is None and bulletin.rank == Rank.EMERGENCY):
            continue
        opening = board.opening(row.slot, row.day)
        if opening is not None and opening.starts_at != row.planned_at and opening.starts_at >= at:
            old = moment_words(row.planned_at)
            board.move(row, opening, f"Khung giờ đổi giờ; trước đây là {old}.")
        inside = bulletin.valid_from <= row.planned_at < bulletin.valid_until
        if opening is None or opening.starts_at != row.planned_at or not inside:
            stray.append(row)
    return stray


def _over_limits(bulletin: BulletinFacts, rows: list[Row], at: datetime) -> list[Row]:
    """Return the planned airings that are more than the bulletin's limits allow now, the last ones first."""
    used = [row for row in rows if row.used]
    coming = sorted(
        (row for row in used if row.state == _PLANNED and row.planned_at >= at and row.slot is not None),
        key=lambda row: (not row.by_hand, row.planned_at), reverse=True,
    )  # fmt: skip
    over = coming[: max(len(used) - bulletin.at_most, 0)]
    for row in coming:
        same_day = [one for one in used if one.day == row.day and one.slot is not None and one not in over]
        if row not in over and len(same_day) > bulletin.a_day:
            over.append(row)
    return over


def _push_from_running(board: Board, emergency: Row, at: datetime) -> None:
    """Make way in the slot that is on air when an emergency comes in."""
    day = timezone.localdate(emergency.planned_at)
    for opening in board.openings(day - timedelta(days=1), day):
        if opening.starts_at <= emergency.planned_at < opening.ends_at:
            push(board, opening, emergency.bulletin, at=at)


def push(board: Board, opening: Opening, urgent: BulletinFacts, *, at: datetime) -> None:
    """Move routine bulletins out of a slot in which an urgent one left no room: to the next slot with room within their
    time, else out of the programme with the reason.
    """
    entries = board.entries(opening)
    over = leaving(entries, opening.seconds, interrupted=board.interrupted(opening))
    words = f"{_CLASS_WORDS[urgent.rank]} “{urgent.title}”"
    for row in [entries[entry] for entry in over if entries[entry].state == _PLANNED]:
        found = _next_place(board, row, at)
        old = moment_words(row.planned_at)
        if found:
            board.move(row, found, f"Chuyển từ {old} để nhường {words}.")
            continue
        reason = f"Nhường {words}; không còn khung giờ nào đủ chỗ trước {moment_words(row.bulletin.valid_until)}."
        board.cancel(row, reason, at=at)
        board.lost.append((row.bulletin, f"Lượt {old}: {reason}"))


def _next_place(board: Board, row: Row, at: datetime) -> Opening | None:
    bulletin = row.bulletin
    kept = [(one.day, one.planned_at) for one in board.of(bulletin) if one.used and one is not row]
    return next_room(
        bulletin.wish(board.seconds(bulletin), now=at),
        board.openings(row.day, timezone.localdate(bulletin.valid_until)),
        after=max(at, row.planned_at),
        kept=kept,
        room=board.room,
    )
