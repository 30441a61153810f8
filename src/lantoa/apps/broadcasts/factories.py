"""Broadcasts for tests: a station with slots and clusters, bulletins in each state, airings, sounds."""

import hashlib
from datetime import datetime, time, timedelta
from typing import Any

import factory
from django.utils import timezone

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.models import Airing, Bulletin, Cluster, Item, Language, Slot, Sound, Station

_SCRIPT = "Kính thưa bà con. Ủy ban nhân dân xã trả kết quả hồ sơ trong ba ngày làm việc."


class StationFactory(factory.django.DjangoModelFactory[Station]):
    class Meta:
        model = Station
        skip_postgeneration_save = True

    agency = factory.SubFactory(AgencyFactory)
    slug = factory.Sequence(lambda place: f"dai-{place}")
    name = factory.LazyAttribute(lambda row: f"Đài truyền thanh {row.agency.short_name}")

    @factory.post_generation
    def languages(self, create: bool, given: Any, **_: Any) -> None:
        self.languages.set(given or [vietnamese()])


def vietnamese() -> Language:
    """Return the language that a program can read."""
    return Language.objects.get(code="vi")


def make_station(agency: Agency | None = None, *, clusters: int = 2, **values: Any) -> Station:
    """Return a station on air at 5:00 and 17:00 every day for fifteen minutes, with so many clusters."""
    station: Station = StationFactory(**({"agency": agency} if agency else {}), **values)
    for hour, name in ((5, "Buổi sáng"), (17, "Buổi chiều")):
        Slot.objects.create(station=station, name=name, starts=time(hour), minutes=15, weekdays=[1, 2, 3, 4, 5, 6, 7])
    for place in range(1, clusters + 1):
        Cluster.objects.create(station=station, name=f"Cụm {place}", place=f"Thôn {place}", speakers=2)
    return station


def make_bulletin(
    agency: Agency | None = None,
    *,
    at: datetime,
    stations: tuple[Station, ...] = (),
    written: str = "UBND xã trả kết quả hồ sơ trong 3 ngày làm việc.",
    submitted: bool = False,
    approved: bool = False,
    **values: Any,
) -> Bulletin:
    """Return a bulletin of one item that is valid for a week, as draft or as far as asked."""
    place = Bulletin.objects.count()
    given: dict[str, Any] = {
        "agency": agency or AgencyFactory(), "slug": f"ban-tin-{place}", "title": f"Bản tin số {place}",
        "language": vietnamese(), "valid_from": at, "valid_until": at + timedelta(days=7), "made_at": at,
        "changed_at": at, "key": f"bulletin-{place}", "greeting": "Kính thưa bà con.",
    }  # fmt: skip
    if submitted or approved:
        given |= {"submitted_at": at, "state": Bulletin.State.SUBMITTED}
    if approved:
        given |= {
            "approved_at": at, "state": Bulletin.State.APPROVED, "script": _SCRIPT,
            "script_sha256": hashlib.sha256(_SCRIPT.encode()).hexdigest(),
        }  # fmt: skip
    bulletin = Bulletin.objects.create(**{**given, **values})
    bulletin.stations.set(stations)
    if written:
        Item.objects.create(bulletin=bulletin, position=1, title="Trả kết quả đúng hẹn", written=written)
    return bulletin


def make_airing(bulletin: Bulletin, station: Station, *, planned_at: datetime, **values: Any) -> Airing:
    """Return an airing of the bulletin on the station, in the slot that begins then if there is one."""
    local = timezone.localtime(planned_at)
    slot = station.slots.filter(starts=local.time()).first()
    given = {"bulletin": bulletin, "station": station, "slot": slot, "planned_at": planned_at, "day": local.date()}
    return Airing.objects.create(**{**given, **values})


def make_sound(bulletin: Bulletin, *, at: datetime, made: bool = True, **values: Any) -> Sound:
    """Return a sound of the bulletin, made (without its files) or still due."""
    place = Sound.objects.count()
    given: dict[str, Any] = {
        "bulletin": bulletin, "kind": Sound.Kind.PROOF, "language": bulletin.language, "voice": "espeak-ng vi",
        "script_sha256": bulletin.script_sha256, "ordered_at": at, "due_at": at, "key": f"sound-{place}",
    }  # fmt: skip
    if made:
        given |= {
            "state": Sound.State.MADE, "due_at": None, "seconds": 42, "loudness": -23, "peak": -2, "made_at": at,
            "mp3_sha256": f"{place:064x}", "mp3_bytes": 336_000,
        }  # fmt: skip
    return Sound.objects.create(**{**given, **values})
