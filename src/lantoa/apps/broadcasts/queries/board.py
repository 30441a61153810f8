"""Reads of the bulletin board: which bulletins a person sees, what waits for that person, how far each has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.broadcasts.models import Airing, Bulletin, Item, Sound, Station
from lantoa.apps.broadcasts.queries.keepers import bulletins_seen_by, may_approve, may_change
from lantoa.apps.broadcasts.queries.scripts import reading_day, reading_seconds_at, script_of, way_of_reading
from lantoa.core.speech import reading_seconds
from lantoa.core.viettext import fold

_State = Bulletin.State


class Waiting(IntEnum):
    """What in a bulletin waits for the person who looks, the most pressing first."""

    EMERGENCY = 0
    APPROVAL = 1
    RETURNED = 2
    SOUND = 3
    NOTHING = 9


@dataclass(frozen=True, slots=True)
class BoardKey:
    """What the board filters and sorts by, of one bulletin."""

    pk: int
    title: str
    folded: str
    waiting: Waiting
    made_at: datetime
    valid_until: datetime


def board_keys(user: User, bulletins: QuerySet[Bulletin]) -> list[BoardKey]:
    """Return the keys of these bulletins, the newest first. Three queries, whatever their number."""
    failed = Sound.objects.filter(bulletin=OuterRef("pk"), state=Sound.State.FAILED)
    made = Sound.objects.filter(bulletin=OuterRef("pk"), state=Sound.State.MADE)
    light = bulletins.annotate(sound_failed=Exists(failed) & ~Exists(made)).only(
        "title", "state", "priority", "agency_id", "submitted_by_id", "returned_reason", "made_at", "valid_until"
    )
    rows = list(light.order_by("-made_at", "-pk"))
    titles: dict[int, list[str]] = {}
    for pk, title in Item.objects.filter(bulletin__in=bulletins.order_by()).values_list("bulletin_id", "title"):
        titles.setdefault(pk, []).append(title)
    return [
        BoardKey(
            pk=row.pk, title=row.title, folded=fold("\n".join([row.title, *titles.get(row.pk, [])])),
            waiting=_waiting(user, row), made_at=row.made_at, valid_until=row.valid_until,
        )
        for row in rows
    ]  # fmt: skip


def _waiting(user: User, bulletin: Bulletin) -> Waiting:
    """Return what waits; a bulletin of another agency waits for no radio officer."""
    if bulletin.state == _State.SUBMITTED and may_approve(user, bulletin):
        return Waiting.EMERGENCY if bulletin.priority == Bulletin.Priority.EMERGENCY else Waiting.APPROVAL
    if bulletin.state == _State.DRAFT and bulletin.returned_reason and may_change(user, bulletin):
        return Waiting.RETURNED
    sound_failed: bool = bulletin.sound_failed  # type: ignore[attr-defined]  # annotated by board_keys
    if sound_failed and bulletin.state != _State.WITHDRAWN and may_change(user, bulletin):
        return Waiting.SOUND
    return Waiting.NOTHING


def waiting_for(user: User) -> int:
    """Return how many bulletins wait for the person to approve them. Two queries."""
    if not roles_of(user):
        return 0
    submitted = bulletins_seen_by(user).filter(state=_State.SUBMITTED)
    return sum(may_approve(user, row) for row in submitted.only("submitted_by_id", "priority", "agency_id"))


def board_rows(pks: list[int]) -> list[Bulletin]:
    """Return the bulletins of one page in this order, with what a line says of them. Four queries."""
    counted = ~Q(airings__state=Airing.State.CANCELLED)
    chosen = Sound.objects.filter(bulletin=OuterRef("pk")).order_by("-chosen", "-ordered_at", "-pk")
    rows = (
        Bulletin.objects.filter(pk__in=pks)
        .select_related("agency", "language")
        .prefetch_related("items", Prefetch("stations", queryset=Station.objects.order_by("name")))
        .annotate(
            airings_planned=Count("airings", filter=counted),
            airings_played=Count("airings", filter=Q(airings__state=Airing.State.PLAYED)),
            sound_state=Subquery(chosen.values("state")[:1]),
            sound_chosen=Subquery(chosen.values("chosen")[:1]),
            sound_kind=Subquery(chosen.values("kind")[:1]),
        )
    )
    found = {row.pk: row for row in rows}
    return [found[pk] for pk in pks if pk in found]


def reading_times(bulletins: list[Bulletin]) -> dict[int, float]:
    """Return the seconds each of these bulletins takes, on its slowest station. Give them with items, stations and
    language; three queries in all, for the common words.
    """
    if not bulletins:
        return {}
    common = way_of_reading(None, on=reading_day(bulletins[0]))
    scripts = {one.pk: one.script or script_of(one, on=reading_day(one), way=common).text for one in bulletins}
    return {one.pk: seconds_of(scripts[one.pk], one.stations.all()) for one in bulletins}


def seconds_of(text: str, stations: Iterable[Station]) -> float:
    """Return the seconds a script takes on the slowest of these stations, at the usual speed where there are none."""
    return max((reading_seconds_at(text, station) for station in stations), default=reading_seconds(text))
