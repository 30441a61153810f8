"""Writes on stations, their clusters and their slots, and the key of their secret addresses."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.broadcasts.actions.airings import place_station_anew
from lantoa.apps.broadcasts.models import Cluster, Language, Slot, Station
from lantoa.core.viettext import fold

_DAY = 24 * 60


class CannotChangeStation(ValueError):
    """The change cannot be made as asked; the message, in Vietnamese, says why and what to do."""


@transaction.atomic
def save_station(
    *,
    station: Station | None = None,
    agency: Agency,
    values: Mapping[str, Any],
    languages: Iterable[Language],
    by: Actor,
    at: datetime,
) -> Station:
    """Return the station with these values (name, level, speed, note…), made anew where none is given.

    CannotChangeStation where the agency has another station of that name.
    """
    if _is_taken(values["name"], Station.objects.filter(agency=agency), station):
        raise CannotChangeStation("Cơ quan này đã có đài mang tên ấy; hãy đặt tên khác để phân biệt.")
    made = station is None
    station = station or Station(slug=_free_slug(values["name"]))
    station.agency = agency
    for name, value in values.items():
        setattr(station, name, value)
    station.save(force_insert=made, update_fields=None if made else ["agency", *values])
    station.languages.set(languages)
    act = "broadcasts.add_station" if made else "broadcasts.change_station"
    detail = {"name": station.name, "agency": agency.short_name}
    record_act(act, subject=station, by=by, at=at, detail=detail)
    return station


def _is_taken(name: str, rows: models.QuerySet[Any], own: models.Model | None) -> bool:
    """Return whether another row has the name; not by the database, which folds only the letters of English."""
    others = rows.exclude(pk=own.pk) if own else rows
    return name.casefold() in {other.casefold() for other in others.values_list("name", flat=True)}


def _free_slug(name: str) -> str:
    """Return an address made of the name that no station has yet."""
    base = slugify(fold(name))[:50].strip("-") or "dai"
    taken = set(Station.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for place in range(len(taken) + 2) if (slug := f"{base}-{place}" if place else base) not in taken)


@transaction.atomic
def set_station_active(*, station: Station, active: bool, by: Actor, at: datetime) -> None:
    """Put a station out of use, or into use again; out of use it plays nothing, its addresses open nothing."""
    if Station.objects.filter(pk=station.pk).exclude(active=active).update(active=active):
        act = "broadcasts.use_station_again" if active else "broadcasts.stop_using_station"
        record_act(act, subject=station, by=by, at=at)
        place_station_anew(station=station, by=by, at=at)
    station.active = active


@transaction.atomic
def remove_station(*, station: Station, by: Actor, at: datetime) -> None:
    """Delete a station of which nothing speaks; CannotChangeStation where bulletins, airings or reports do."""
    held = Station.objects.select_for_update().get(pk=station.pk)
    stands = (held.bulletins, held.airings, held.play_reports, held.play_logs, held.deliveries, held.readings)
    if any(rows.exists() for rows in stands):
        raise CannotChangeStation(
            "Đài đã có bản tin, lượt phát hoặc báo phát nên không xóa được; hãy ghi là ngừng hoạt động."
        )
    record_act("broadcasts.remove_station", subject=held, by=by, at=at, detail={"name": held.name})
    held.delete()


@transaction.atomic
def renew_station_key(*, station: Station, by: Actor, at: datetime) -> int:
    """Return the number of the new key; every secret address that was given out before opens nothing from now on."""
    Station.objects.filter(pk=station.pk).update(key_version=models.F("key_version") + 1)
    station.refresh_from_db(fields=["key_version"])
    record_act(
        "broadcasts.renew_station_address", subject=station, by=by, at=at, detail={"number": station.key_version}
    )
    return station.key_version


@transaction.atomic
def save_cluster(
    *, station: Station, cluster: Cluster | None = None, values: Mapping[str, Any], by: Actor, at: datetime
) -> Cluster:
    """Return the cluster of the station with these values; CannotChangeStation where the name is taken."""
    if _is_taken(values["name"], station.clusters.all(), cluster):
        raise CannotChangeStation("Đài đã có cụm loa mang tên ấy; hãy đặt tên khác.")
    cluster = cluster or Cluster(station=station)
    for name, value in values.items():
        setattr(cluster, name, value)
    cluster.save()
    record_act("broadcasts.save_cluster", subject=cluster, by=by, at=at, detail={"name": cluster.name})
    return cluster


@transaction.atomic
def remove_cluster(*, cluster: Cluster, by: Actor, at: datetime) -> bool:
    """Return whether the cluster was deleted; one that bulletins or reports name is put out of use instead."""
    named = cluster.bulletins.exists() or cluster.play_reports.exists()
    record_act(
        "broadcasts.stop_using_cluster" if named else "broadcasts.remove_cluster", subject=cluster, by=by, at=at,
        detail={"name": cluster.name, "station": cluster.station_id},
    )  # fmt: skip
    if named:
        Cluster.objects.filter(pk=cluster.pk).update(active=False)
    else:
        cluster.delete()
    return not named


@transaction.atomic
def save_slot(
    *, station: Station, slot: Slot | None = None, values: Mapping[str, Any], by: Actor, at: datetime
) -> Slot:
    """Return the slot of the station with these values; CannotChangeStation where it overlaps another one in use.

    What was to be played follows the slot, or finds another time.
    """
    Station.objects.select_for_update().get(pk=station.pk)  # two slots saved at once see each other
    slot = slot or Slot(station=station)
    for name, value in values.items():
        setattr(slot, name, value)
    check_slot(slot, station.slots.filter(active=True).exclude(pk=slot.pk))
    slot.save()
    detail = {"starts": f"{slot.starts:%H:%M}", "minutes": slot.minutes, "weekdays": slot.weekdays}
    record_act("broadcasts.save_slot", subject=slot, by=by, at=at, detail=detail)
    place_station_anew(station=station, by=by, at=at)
    return slot


def check_slot(slot: Slot, others: Iterable[Slot]) -> None:
    """Raise CannotChangeStation for a slot without a weekday, past midnight, or over another one of its station."""
    if not slot.weekdays:
        raise CannotChangeStation("Hãy chọn ít nhất một ngày trong tuần.")
    if minute_of(slot.starts) + slot.minutes > _DAY:
        raise CannotChangeStation("Khung giờ phải kết thúc trước nửa đêm; hãy tách phần sau nửa đêm thành khung khác.")
    if slot.active and (other := next((other for other in others if overlap(slot, other)), None)):
        raise CannotChangeStation(
            f"Trùng giờ với khung {other.starts:%H:%M}, {other.minutes} phút ({other.name}); "
            "hãy đổi giờ, số phút hoặc ngày trong tuần."
        )


def overlap(one: Slot, other: Slot) -> bool:
    """Return whether two slots are on air together on some day.

    >>> morning = Slot(starts=time(5), minutes=15, weekdays=[1, 2])
    >>> overlap(morning, Slot(starts=time(5, 14), minutes=15, weekdays=[2]))
    True
    >>> overlap(morning, Slot(starts=time(5, 15), minutes=15, weekdays=[2]))
    False
    """
    begin = max(one.valid_from or date.min, other.valid_from or date.min)
    end = min(one.valid_to or date.max, other.valid_to or date.max)
    shared = set(one.weekdays) & set(other.weekdays)
    if begin > end or not shared or not _any_day(shared, begin, end):
        return False
    first, second = minute_of(one.starts), minute_of(other.starts)
    return first < second + other.minutes and second < first + one.minutes


def _any_day(weekdays: set[int], begin: date, end: date) -> bool:
    """Return whether one of the weekdays lies in the span."""
    if (end - begin).days >= 6:
        return True
    return any((begin + timedelta(days=place)).isoweekday() in weekdays for place in range((end - begin).days + 1))


def minute_of(clock: time) -> int:
    """Return the minute of the day.

    >>> minute_of(time(5, 30))
    330
    """
    return clock.hour * 60 + clock.minute


@transaction.atomic
def remove_slot(*, slot: Slot, by: Actor, at: datetime) -> bool:
    """Return whether the slot was deleted; one in which something was or is to be played is put out of use instead."""
    used = slot.airings.exists()
    record_act(
        "broadcasts.stop_using_slot" if used else "broadcasts.remove_slot", subject=slot, by=by, at=at,
        detail={"starts": f"{slot.starts:%H:%M}", "station": slot.station_id},
    )  # fmt: skip
    if used:
        Slot.objects.filter(pk=slot.pk).update(active=False)
        place_station_anew(station=slot.station, by=by, at=at)
    else:
        slot.delete()
    return not used
