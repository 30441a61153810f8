"""What people do with a station's programme: an airing placed, moved, cancelled, an order decided, an offer refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.queries import person_of
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.broadcasts.actions.boards import Board, Row, facts_of, lock_boards, store_boards
from lantoa.apps.broadcasts.actions.placements import place_on_boards
from lantoa.apps.broadcasts.actions.placing import moment_words, push
from lantoa.apps.broadcasts.models import Airing, Bulletin, Placement, Priority, Slot, Station
from lantoa.apps.broadcasts.queries.keepers import may_change
from lantoa.apps.broadcasts.scheduling import Opening, Rank, length_words, next_room

_PLANNED = Airing.State.PLANNED
# An emergency without a slot can be taken back for so long after its time.
_MOMENT = timedelta(minutes=60)


class CannotPlace(ValueError):
    """The programme stays as it is; the message, in Vietnamese, says why and what to do."""


class NoRoom(CannotPlace):
    """The slot has no room; it can be placed there all the same (`over`), and then goes past the slot's end."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something is to stand: a board, a bulletin and an opening."""

    board: Board
    opening: Opening


@transaction.atomic
def place_in_slot(*, bulletin: Bulletin, slot: Slot, day: date, by: Actor, at: datetime, over: bool = False) -> Airing:
    """Return the airing of the bulletin in that slot on that day; pressed twice it is the same one.

    CannotPlace where the bulletin, its time or its limits do not allow it; NoRoom where a routine bulletin does not
    fit, unless `over`. An urgent one makes routine ones move.
    """
    held = _approved(bulletin)
    if not held.stations.filter(pk=slot.station_id).exists():
        raise CannotPlace("Bản tin này không dành cho đài của khung giờ này.")
    place = _place(held, slot, day, at)
    facts = facts_of([held])[held.pk]
    there = [row for row in place.board.of(facts) if row.planned_at == place.opening.starts_at and row.live]
    if there:
        return Airing.objects.select_related("bulletin").get(
            bulletin=held, station=slot.station_id, planned_at=there[0].planned_at
        )
    _check_time(place, facts.valid_from, facts.valid_until)
    used = [row for row in place.board.of(facts) if row.live]
    if len(used) >= facts.at_most:
        raise CannotPlace(f"Bản tin phát nhiều nhất {facts.at_most} lượt ở mỗi đài; đài đã có đủ.")
    _check_day(used, day, facts.a_day)
    if not over and facts.rank == Rank.ROUTINE:
        _check_room(place, place.board.seconds(facts), [(row.day, row.planned_at) for row in used], held)
    place.board.add(facts, place.opening, by_hand=True)
    if facts.rank > Rank.ROUTINE:
        push(place.board, place.opening, facts, at=at)
    store_boards([place.board])
    _note_by_hand(held, slot.station_id, by=by, at=at)
    airing = Airing.objects.get(bulletin=held, station=slot.station_id, planned_at=place.opening.starts_at)
    record_act("broadcasts.place_in_slot", subject=airing, by=by, at=at, detail={"bulletin": held.slug, "over": over})
    return airing


@transaction.atomic
def move_airing(*, airing: Airing, slot: Slot, day: date, by: Actor, at: datetime, over: bool = False) -> Airing:
    """Return the airing, now in that slot on that day. CannotPlace and NoRoom as in place_in_slot."""
    held, place = _held(airing, slot, day, at)
    facts = facts_of([held.bulletin])[held.bulletin_id]
    row = _row(place.board, held)
    if (row.slot, row.planned_at) == (place.opening.slot, place.opening.starts_at):
        return held
    _check_open(held, at, by)
    _check_time(place, facts.valid_from, facts.valid_until)
    others = [one for one in place.board.of(facts) if one.live and one is not row]
    if any(one.planned_at == place.opening.starts_at for one in others):
        raise CannotPlace("Bản tin đã có một lượt ở khung giờ ấy.")
    _check_day(others, day, facts.a_day)
    if not over and facts.rank == Rank.ROUTINE:
        _check_room(place, place.board.seconds(facts), [(one.day, one.planned_at) for one in others], held.bulletin)
    old = moment_words(row.planned_at)
    place.board.move(row, place.opening, f"Đài chuyển từ {old}.", by_hand=True)
    if facts.rank > Rank.ROUTINE:
        push(place.board, place.opening, facts, at=at)
    store_boards([place.board])
    record_act("broadcasts.move_airing", subject=held, by=by, at=at, detail={"from": old, "over": over})
    return Airing.objects.select_related("bulletin", "slot").get(pk=held.pk)


@transaction.atomic
def cancel_airing(*, airing: Airing, reason: str, by: Actor, at: datetime) -> Airing:
    """Return the airing, taken out of the programme for that reason, which its maker reads too; once."""
    said = " ".join(reason.split())[:200]
    if not said:
        raise CannotPlace("Hãy ghi vì sao bỏ lượt phát này; người soạn bản tin đọc lý do ấy.")
    lock_boards([airing.station_id], at=at)
    held = _locked(airing)
    if held.state == Airing.State.CANCELLED:
        return held
    _check_open(held, at, by)
    held.state, held.state_reason, held.by_hand, held.decided_at = Airing.State.CANCELLED, said, True, at
    held.save(update_fields=["state", "state_reason", "by_hand", "decided_at"])
    placement, _ = Placement.objects.get_or_create(
        bulletin_id=held.bulletin_id, station_id=held.station_id,
        defaults={"state": Placement.State.PLACED, "automatic": False, "changed_at": at},
    )  # fmt: skip
    placement.state, placement.changed_at = Placement.State.SHORT, at
    placement.left_over += 1
    placement.reason = f"Đài bỏ lượt {moment_words(held.planned_at)}: {said}"[:300]
    placement.save(update_fields=["state", "changed_at", "left_over", "reason"])
    record_act("broadcasts.cancel_airing", subject=held, by=by, at=at, detail={"reason": said})
    return held


@transaction.atomic
def order_slot(*, slot: Slot, day: date, order: Sequence[int], by: Actor, at: datetime) -> None:
    """Give the airings of a slot on one day the order of these keys; classes keep their order among each other.

    CannotPlace where the slot holds other airings than those named: somebody has changed it since it was shown.
    """
    board = lock_boards([slot.station_id], at=at)[slot.station_id]
    opening = _opening(board, slot, day)
    rows = {row.pk: row for row in board.in_slot(opening) if row.bulletin.rank < Rank.EMERGENCY}
    if sorted(order) != sorted(pk for pk in rows if pk):
        raise CannotPlace("Khung giờ này vừa có thay đổi; hãy xem lại rồi quyết định thứ tự.")
    for position, pk in enumerate(order, start=1):
        if rows[pk].state == _PLANNED:
            board.order(rows[pk], position)
    store_boards([board])
    detail = {"day": day.isoformat(), "order": list(order)}
    record_act("broadcasts.order_slot", subject=slot, by=by, at=at, detail=detail)


@transaction.atomic
def take_bulletin(*, bulletin: Bulletin, station: Station, by: Actor, at: datetime) -> Placement:
    """Return how an offered bulletin was placed by the program on a station that takes it; pressed twice it stays."""
    held = _approved(bulletin)
    _check_offered(held, station)
    boards = lock_boards([station.pk], at=at, besides=[held])
    Placement.objects.update_or_create(
        bulletin=held, station=station,
        defaults={
            "automatic": True, "state": Placement.State.PLACED, "reason": "", "left_over": 0, "changed_at": at,
            "decided_by": person_of(by),
        },
    )  # fmt: skip
    stored = place_on_boards(boards, [held], at=at)
    record_act(
        "broadcasts.take_bulletin", subject=held, by=by, at=at,
        detail={"station": station.slug, "airings": len(stored.new)},
    )  # fmt: skip
    return Placement.objects.get(bulletin=held, station=station)


@transaction.atomic
def decline_bulletin(*, bulletin: Bulletin, station: Station, reason: str, by: Actor, at: datetime) -> Placement:
    """Return the placement of a routine bulletin that the station does not play, with the reason for its maker."""
    said = " ".join(reason.split())[:300]
    held = _approved(bulletin)
    _check_offered(held, station)
    if not said:
        raise CannotPlace("Hãy ghi vì sao đài không phát bản tin này; người soạn đọc lý do ấy.")
    if held.priority != Priority.ROUTINE:
        raise CannotPlace("Đài chỉ từ chối được bản tin thông thường.")
    lock_boards([station.pk], at=at)
    coming = held.airings.filter(station=station, state=_PLANNED, planned_at__gte=at)
    coming.update(state=Airing.State.CANCELLED, state_reason=said, decided_at=at)
    placement, _ = Placement.objects.update_or_create(
        bulletin=held, station=station,
        defaults={
            "state": Placement.State.DECLINED, "automatic": False, "reason": said, "left_over": 0, "changed_at": at,
            "decided_by": person_of(by),
        },
    )  # fmt: skip
    record_act(
        "broadcasts.decline_bulletin", subject=held, by=by, at=at, detail={"station": station.slug, "reason": said}
    )
    return placement


def _approved(bulletin: Bulletin) -> Bulletin:
    """Return the bulletin, locked, so that nobody withdraws it meanwhile."""
    held = Bulletin.objects.select_for_update(of=("self",)).get(pk=bulletin.pk)
    if held.state != Bulletin.State.APPROVED:
        raise CannotPlace(f"Bản tin này không xếp lịch được (nay: {held.get_state_display()}).")
    return held


def _check_offered(bulletin: Bulletin, station: Station) -> None:
    if not bulletin.stations.filter(pk=station.pk).exists():
        raise CannotPlace("Bản tin này không dành cho đài này.")


def _place(bulletin: Bulletin, slot: Slot, day: date, at: datetime) -> _Place:
    board = lock_boards([slot.station_id], at=at, besides=[bulletin])[slot.station_id]
    opening = _opening(board, slot, day)
    if opening.ends_at <= at:
        raise CannotPlace("Khung giờ này đã qua; hãy chọn khung giờ khác.")
    return _Place(board, opening)


def _opening(board: Board, slot: Slot, day: date) -> Opening:
    opening = board.opening(slot.pk, day)
    if opening is None:
        raise CannotPlace(f"Đài không phát khung giờ {slot} vào ngày {day:%d/%m/%Y}.")
    return opening


def _held(airing: Airing, slot: Slot, day: date, at: datetime) -> tuple[Airing, _Place]:
    if slot.station_id != airing.station_id:
        raise CannotPlace("Chỉ chuyển được sang khung giờ khác của cùng một đài.")
    place = _place(airing.bulletin, slot, day, at)
    return _locked(airing), place


def _locked(airing: Airing) -> Airing:
    return Airing.objects.select_for_update(of=("self",)).select_related("bulletin", "slot").get(pk=airing.pk)


def _row(board: Board, airing: Airing) -> Row:
    return next(row for row in board.of(facts_of([airing.bulletin])[airing.bulletin_id]) if row.pk == airing.pk)


def _check_open(airing: Airing, at: datetime, by: Actor) -> None:
    if airing.state != _PLANNED:
        raise CannotPlace(f"Lượt này không còn chờ phát (nay: {airing.get_state_display()}).")
    ends_at = airing.planned_at + (timedelta(minutes=airing.slot.minutes) if airing.slot else _MOMENT)
    if ends_at <= at:
        raise CannotPlace("Lượt này đã qua giờ; hãy xác nhận đã phát hay không phát ở nhật ký phát.")
    urgent = airing.bulletin.priority == Priority.EMERGENCY
    if urgent and isinstance(by, User) and not may_change(by, airing.bulletin):
        raise CannotPlace(
            "Bản tin khẩn cấp do nơi ban hành quyết định; đài không chuyển, không bỏ. "
            "Nếu không phát được, hãy ghi “không phát” kèm lý do."
        )


def _check_time(place: _Place, valid_from: datetime, valid_until: datetime) -> None:
    if not valid_from <= place.opening.starts_at < valid_until:
        raise CannotPlace(f"Bản tin chỉ phát từ {moment_words(valid_from)} đến trước {moment_words(valid_until)}.")


def _check_day(others: Sequence[Row], day: date, a_day: int) -> None:
    if sum(row.day == day and row.slot is not None for row in others) >= a_day:
        raise CannotPlace(f"Bản tin phát nhiều nhất {a_day} lượt mỗi ngày; ngày {day:%d/%m/%Y} đã đủ.")


def _check_room(place: _Place, seconds: float, kept: Sequence[tuple[date, datetime]], bulletin: Bulletin) -> None:
    room = place.board.room(place.opening)
    if room >= seconds:
        return
    facts = facts_of([bulletin])[bulletin.pk]
    last = timezone.localdate(bulletin.valid_until)
    found = next_room(
        facts.wish(seconds, now=place.opening.starts_at),
        place.board.openings(place.opening.day, last),
        after=place.opening.starts_at,
        kept=kept,
        room=place.board.room,
    )
    where = f"Khung giờ sau còn đủ chỗ: {moment_words(found.starts_at)}." if found else "Sau đó không còn khung nào."
    raise NoRoom(
        f"Khung giờ còn trống {length_words(max(room, 0))}, bản tin dài {length_words(seconds)}: "
        f"quá {length_words(seconds - room)}. {where}"
    )


def _note_by_hand(bulletin: Bulletin, station_pk: int, *, by: Actor, at: datetime) -> None:
    """Write that a person has placed the bulletin: it no longer waits."""
    placement, made = Placement.objects.get_or_create(
        bulletin=bulletin, station_id=station_pk,
        defaults={"state": Placement.State.PLACED, "automatic": False, "changed_at": at},
    )  # fmt: skip
    if not made and placement.state in {Placement.State.WAITING, Placement.State.DECLINED}:
        placement.state, placement.reason, placement.changed_at = Placement.State.PLACED, "", at
        placement.decided_by = person_of(by)
        placement.save(update_fields=["state", "reason", "changed_at", "decided_by"])
