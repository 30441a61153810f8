"""What a station's own machine is offered under its secret address: the feed, and the files it names."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Max, When
from django.utils import timezone

from lantoa.apps.base.models import PublicChange
from lantoa.apps.broadcasts.feeds import Enclosure, Feed, FeedItem
from lantoa.apps.broadcasts.models import Bulletin, Delivery, Priority, Sound, Station
from lantoa.apps.broadcasts.queries.deliveries import DOWNLOAD, is_over
from lantoa.apps.broadcasts.queries.sounds import chosen_sound
from lantoa.apps.broadcasts.station_links import station_address, station_path

# A station has a few bulletins at a time; a feed of more would be read by nobody.
_MOST = 100


@dataclass(frozen=True, slots=True)
class StationFeed:
    """The feed of a station as records, and when anything in it last changed (None: nothing has happened yet)."""

    feed: Feed
    items: tuple[FeedItem, ...]
    changed_at: datetime | None


def offered_deliveries(station: Station, *, at: datetime) -> list[Delivery]:
    """Return what the station may fetch now, with bulletins and their sounds at hand: approved, not over, emergencies
    before the others, the newest first. Four queries.
    """
    rows = Delivery.objects.filter(station=station, route_kind=DOWNLOAD, bulletin__valid_until__gt=at)
    rows = rows.filter(bulletin__state=Bulletin.State.APPROVED).exclude(state=Delivery.State.CANCELLED)
    rows = rows.select_related("bulletin__agency", "bulletin__language")
    first = Case(When(bulletin__priority=Priority.EMERGENCY, then=0), default=1, output_field=IntegerField())
    return list(rows.prefetch_related("bulletin__sounds", "bulletin__themes").order_by(first, "-due_at", "-pk")[:_MOST])


def station_feed(station: Station, *, at: datetime) -> StationFeed:
    """Return the feed of what the station is to play, with whole addresses of its packages and sounds. Six queries."""
    deliveries = offered_deliveries(station, at=at)
    feed = Feed(
        title=f"Bản tin của {station.name}",
        address=station_address(station),
        own_address=station_address(station, "rss.xml"),
        description=f"Bản tin phát thanh giao cho {station.name}. Địa chỉ này chỉ dành cho máy của đài.",
        author=station.agency.name,
        private=True,
    )
    items = tuple(_item(station, delivery) for delivery in deliveries)
    return StationFeed(feed, items, _changed_at(station, at))


def package_path(station: Station, delivery: Delivery) -> str:
    """Return the path of a delivery's package under the station's secret."""
    return station_path(station, package_file(delivery))


def package_file(delivery: Delivery) -> str:
    """Return the name of a delivery's package below the secret address of its station."""
    return f"goi/{delivery.pk}.zip"


def sound_file_name(delivery: Delivery, sound: Sound, kind: str) -> str:
    """Return the name of a sound below the secret address: another sound of the same bulletin has another one."""
    sha256 = sound.mp3_sha256 if kind == "mp3" else sound.opus_sha256
    return f"tep/{delivery.pk}/{delivery.bulletin.slug}-{sha256[:8]}.{kind}"


def fetchable(station: Station, pk: int) -> Delivery | None:
    """Return a delivery of this station for fetching, with its bulletin at hand; None for one of another station. The
    caller tells whether it may still be fetched (is_offered). One query.
    """
    rows = Delivery.objects.filter(station=station, route_kind=DOWNLOAD)
    return rows.select_related("bulletin__agency", "bulletin__language", "bulletin__approved_by").filter(pk=pk).first()


def is_offered(delivery: Delivery, at: datetime) -> bool:
    """Return whether the delivery may be fetched now."""
    return delivery.state != Delivery.State.CANCELLED and not is_over(delivery.bulletin, at)


def _item(station: Station, delivery: Delivery) -> FeedItem:
    bulletin, sound = delivery.bulletin, chosen_sound(delivery.bulletin)
    enclosure = None
    if sound is not None and sound.mp3_bytes:
        address = station_address(station, sound_file_name(delivery, sound, "mp3"))
        enclosure = Enclosure(address, sound.mp3_bytes, "audio/mpeg")
    return FeedItem(
        guid=f"{bulletin.slug}/{station.slug}",
        title=bulletin.title,
        address=station_address(station, package_file(delivery)),
        description=_description(bulletin, sound),
        published_at=timezone.localtime(bulletin.approved_at or delivery.due_at),
        enclosure=enclosure,
        seconds=round(sound.seconds) if sound and sound.seconds else None,
        urgent=bulletin.priority == Priority.EMERGENCY,
        categories=(bulletin.get_priority_display().capitalize(), *(theme.title for theme in bulletin.themes.all())),
        valid_from=timezone.localtime(bulletin.valid_from),
        valid_until=timezone.localtime(bulletin.valid_until),
    )


def _description(bulletin: Bulletin, sound: Sound | None) -> str:
    """Return what a player shows: until when, with what voice, and the words themselves."""
    until = timezone.localtime(bulletin.valid_until)
    heard = f"Âm thanh: {sound.get_kind_display()}." if sound else "Chưa có âm thanh, đọc theo lời dưới đây."
    mark = "DỮ LIỆU MINH HỌA. " if bulletin.illustrative else ""
    return f"{mark}Phát đến {until:%H:%M ngày %d/%m/%Y}. {heard}\n\n{bulletin.script}"


def _changed_at(station: Station, at: datetime) -> datetime | None:
    """Return when the feed last changed: a decision, a sound chosen, or the end of a bulletin's time."""
    rows = Bulletin.objects.filter(deliveries__station=station, deliveries__route_kind=DOWNLOAD)
    decided = rows.aggregate(approved=Max("approved_at"), withdrawn=Max("withdrawn_at"))
    ended = rows.filter(valid_until__lte=at).aggregate(at=Max("valid_until"))["at"]
    recent = rows.order_by("-approved_at").values_list("pk", flat=True)[: 2 * _MOST]
    subjects = [f"bulletin:{pk}" for pk in recent]  # actions.changes.public_subject
    noted = PublicChange.objects.filter(subject__in=subjects).aggregate(at=Max("at"))["at"]
    return max(filter(None, (*decided.values(), ended, noted)), default=None)
