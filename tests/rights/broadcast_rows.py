"""A station and bulletins for the requests of the rights tests, of one agency."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from conftest import NOW
from django.utils import timezone

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_sound, make_station, vietnamese
from lantoa.apps.broadcasts.models import (
    Airing,
    Bulletin,
    Cluster,
    Delivery,
    DeliveryRoute,
    HouseStyle,
    Item,
    Jingle,
    Language,
    LexiconEntry,
    PlayLogUpload,
    PlayReport,
    ReadingDecision,
    Slot,
    Sound,
    Station,
    TempoReading,
)
from lantoa.apps.broadcasts.sound.store import keep_sound
from lantoa.apps.broadcasts.station_links import station_token


@dataclass(frozen=True, slots=True)
class BroadcastRows:
    """What an agency has for its loudspeakers: a bulletin in each state, one station with everything of it."""

    station: Station
    language: Language
    cluster: Cluster
    slot: Slot
    bulletin: Bulletin
    item: Item
    submitted: Bulletin
    approved: Bulletin
    sound: Sound
    airing: Airing
    past_airing: Airing
    report: PlayReport
    upload: PlayLogUpload
    line: PlayReport
    route: DeliveryRoute
    delivery: Delivery
    carried: Delivery
    style: HouseStyle
    entry: LexiconEntry
    decision: ReadingDecision
    jingle: Jingle
    tempo: TempoReading

    @property
    def station_token(self) -> str:
        """Return the secret in the addresses of the station's own machine."""
        return station_token(self.station)

    @property
    def tomorrow(self) -> str:
        """Return a day on which the slot is on the air, as forms have it."""
        return (timezone.localdate() + timedelta(days=1)).isoformat()


def broadcast_rows(agency: Agency, again: int) -> BroadcastRows:
    """Return the rows of the agency; its name stands in each that is shown."""
    name, now = agency.short_name, timezone.now()
    station = make_station(agency, slug=f"dai-{agency.slug}-{again}", name=f"Đài của {name} {again or ''}".strip())
    bulletins = [
        make_bulletin(agency, at=now, title=f"Bản tin {word} của {name}", slug=f"{word}-{agency.slug}-{again}",
                      stations=(station,), key=f"{word}-{agency.slug}-{again}", **passed)
        for word, passed in (("nhap", {}), ("trinh", {"submitted": True}), ("duyet", {"approved": True}))
    ]  # fmt: skip
    approved = bulletins[2]
    return BroadcastRows(
        station=station,
        language=vietnamese(),
        cluster=station.clusters.all()[0],
        slot=station.slots.all()[0],
        bulletin=bulletins[0],
        item=bulletins[0].items.get(),
        submitted=bulletins[1],
        approved=approved,
        sound=make_sound(
            approved, at=NOW, key=f"sound-{agency.slug}-{again}", mp3_sha256=keep_sound(b"mp3").sha256,
            opus_sha256=keep_sound(b"opus").sha256,
        ),
        **_played(approved, station, again),
        **_delivered(approved, station),
        **_said(agency, station, again),
    )  # fmt: skip


def _played(approved: Bulletin, station: Station, again: int) -> dict[str, Any]:
    """Return airings past and to come, a report of one, and a line of a machine's log that fits none."""
    now, agency = timezone.now(), station.agency
    upload = PlayLogUpload.objects.create(
        station=station, file_name="nhat-ky.csv", file_sha256="0" * 64, uploaded_by=UserFactory(), uploaded_at=NOW
    )
    return {
        "airing": make_airing(approved, station, planned_at=now + timedelta(hours=3)),
        "past_airing": make_airing(approved, station, planned_at=now - timedelta(hours=3)),
        "report": PlayReport.objects.create(
            airing=make_airing(approved, station, planned_at=now - timedelta(days=1), state=Airing.State.PLAYED),
            station=station, played_at=now - timedelta(days=1), how=PlayReport.How.TAP, reported_at=now,
            key=f"report-{agency.slug}-{again}",
        ),
        "upload": upload,
        "line": PlayReport.objects.create(
            station=station, upload=upload, played_at=now - timedelta(hours=3), how=PlayReport.How.LOG, reported_at=now,
            row=f"dòng của {agency.short_name}", problem="Không khớp", key=f"line-{agency.slug}-{again}",
        ),
    }  # fmt: skip


def _delivered(approved: Bulletin, station: Station) -> dict[str, Any]:
    """Return a route, what was offered to be fetched, and what the route could not carry."""
    now = timezone.now()
    route = DeliveryRoute.objects.create(station=station, kind=DeliveryRoute.Kind.FOLDER)
    return {
        "route": route,
        "delivery": Delivery.objects.create(
            bulletin=approved, station=station, due_at=now, state=Delivery.State.SENT, sent_at=now
        ),
        "carried": Delivery.objects.create(
            bulletin=approved, station=station, due_at=now, route=route, route_kind=route.kind,
            state=Delivery.State.FAILED, problem=f"Thư mục của {station.agency.short_name} đầy", attempts=9,
        ),
    }  # fmt: skip


def _said(agency: Agency, station: Station, again: int) -> dict[str, Any]:
    """Return how the agency reads: its style, words, decisions, a jingle, a timed reading."""
    name = agency.short_name
    return {
        "style": HouseStyle.objects.get_or_create(agency=agency)[0],
        "entry": LexiconEntry.objects.create(agency=agency, written=f"VT{again}", spoken=f"viết tắt của {name}"),
        "decision": ReadingDecision.objects.create(
            agency=agency, written=f"QĐ{again}x", spoken=f"quyết định của {name}", decided_at=NOW
        ),
        "jingle": Jingle.objects.create(
            agency=agency, name=f"Nhạc hiệu của {name}", place=Jingle.Place.OPENING, seconds=3,
            sha256=keep_sound(b"flac").sha256, source="tự làm", made_at=NOW,
        ),
        "tempo": TempoReading.objects.create(
            station=station, text="Kính thưa bà con.", syllables=4, seconds=2, read_on=NOW.date(), added_at=NOW
        ),
    }  # fmt: skip
