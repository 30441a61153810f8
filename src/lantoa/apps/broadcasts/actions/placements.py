"""Bulletins placed on boards by their classes, and what came of it written to their placements."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from lantoa.apps.broadcasts.actions.boards import Board, BulletinFacts, Stored, facts_of, store_boards
from lantoa.apps.broadcasts.actions.placing import Placed, place_on
from lantoa.apps.broadcasts.models import Airing, Bulletin, Placement
from lantoa.apps.broadcasts.scheduling import Rank

_STATES = Placement.State
_UPDATED = ["state", "automatic", "left_over", "reason", "decided_by", "changed_at"]
# What a placement waits for, or has decided, that the program does not change.
_LEFT_ALONE = frozenset({_STATES.WAITING, _STATES.DECLINED})
_BATCH = 500
Placements = dict[tuple[int, int], Placement]


def place_on_boards(boards: Mapping[int, Board], bulletins: Sequence[Bulletin], *, at: datetime) -> Stored:
    """Return what was stored after these bulletins were placed on the boards, the most urgent and oldest first.

    Call it inside a transaction, with the boards locked in it.
    """
    placements = _placements(boards, bulletins)
    facts = sorted(facts_of(bulletins).values(), key=lambda one: (-one.rank, one.since, one.pk))
    agencies = {bulletin.pk: bulletin.agency_id for bulletin in bulletins}
    named = _stations_of(bulletins, boards)
    for bulletin in facts:
        for board in (boards[pk] for pk in sorted(named[bulletin.pk])):
            own = board.station.agency_id == agencies[bulletin.pk]
            _place(board, bulletin, placements, own=own, at=at)
    stored = store_boards(boards.values())
    _note_lost(boards.values(), placements, at=at)
    _store_placements(placements)
    return stored


def _place(board: Board, bulletin: BulletinFacts, placements: Placements, *, own: bool, at: datetime) -> None:
    key = (bulletin.pk, board.station.pk)
    placement = placements.get(key)
    if placement is None:
        chooses = bulletin.rank == Rank.ROUTINE and not own
        placement = Placement(
            bulletin_id=bulletin.pk, station=board.station, automatic=not chooses,
            state=_STATES.WAITING if chooses else _STATES.PLACED,
        )  # fmt: skip
    placements[key] = placement
    placement.changed_at = at
    if not placement.automatic or placement.state in _LEFT_ALONE:
        return
    said = place_on(board, bulletin, at=at) if board.station.active else _silenced(board, bulletin, at=at)
    placement.state = _STATES.SHORT if said.reason else _STATES.PLACED
    placement.left_over, placement.reason = said.left_over, said.reason[:300]


def _silenced(board: Board, bulletin: BulletinFacts, *, at: datetime) -> Placed:
    reason = "Đài đang ngừng hoạt động."
    coming = [row for row in board.of(bulletin) if row.state == Airing.State.PLANNED and row.planned_at >= at]
    for row in coming:
        board.cancel(row, reason, at=at)
    return Placed(len(coming), reason)


def _placements(boards: Mapping[int, Board], bulletins: Sequence[Bulletin]) -> Placements:
    found = Placement.objects.filter(station__in=boards, bulletin__in=bulletins)
    return {(one.bulletin_id, one.station_id): one for one in found}


def _stations_of(bulletins: Sequence[Bulletin], boards: Mapping[int, Board]) -> dict[int, set[int]]:
    named: dict[int, set[int]] = {bulletin.pk: set() for bulletin in bulletins}
    through = Bulletin.stations.through.objects.filter(bulletin__in=bulletins, station__in=boards)
    for bulletin, station in through.values_list("bulletin_id", "station_id"):
        named[bulletin].add(station)
    return named


def _note_lost(boards: Iterable[Board], placements: Placements, *, at: datetime) -> None:
    """Write to the placements of bulletins that lost an airing to an urgent one how many they lack, and why."""
    lost = [(board.station, bulletin, reason) for board in boards for bulletin, reason in board.lost]
    keys = {(bulletin.pk, station.pk) for station, bulletin, _ in lost} - set(placements)
    if keys:
        known = Placement.objects.filter(bulletin__in={pk for pk, _ in keys}, station__in={pk for _, pk in keys})
        placements.update({(one.bulletin_id, one.station_id): one for one in known})
    for station, bulletin, reason in lost:
        placement = placements.setdefault(
            (bulletin.pk, station.pk), Placement(bulletin_id=bulletin.pk, station=station, automatic=False)
        )
        placement.state, placement.changed_at = _STATES.SHORT, at
        placement.left_over += 1
        placement.reason = reason[:300]


def _store_placements(placements: Placements) -> None:
    Placement.objects.bulk_create(
        placements.values(), update_conflicts=True, unique_fields=["bulletin", "station"], update_fields=_UPDATED,
        batch_size=_BATCH,
    )  # fmt: skip
