"""What the public may hear: approved, listed bulletins from the day on which they begin; withdrawn ones never."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Prefetch, Q, QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.models import Airing, Bulletin, Item, Priority, Sound
from lantoa.apps.broadcasts.queries.airings_counted import played_by_bulletin
from lantoa.apps.newsroom.models import StoryPage


def heard_bulletins(*, at: datetime) -> QuerySet[Bulletin]:
    """Return the bulletins that stand on the public page, the newest first. No query yet."""
    public = Bulletin.objects.filter(state=Bulletin.State.APPROVED, listed=True, valid_from__lte=at)
    return public.order_by("-valid_from", "-pk")


def silenced_bulletins() -> QuerySet[Bulletin]:
    """Return the bulletins that stood on the public page and were withdrawn. No query yet."""
    return Bulletin.objects.filter(
        state=Bulletin.State.WITHDRAWN, listed=True, approved_at__isnull=False, valid_from__lte=F("withdrawn_at")
    )


def heard_at(bulletins: QuerySet[Bulletin], agency: Agency) -> QuerySet[Bulletin]:
    """Return those that are of the agency, or are for a station of it: what people near it hear."""
    stations = Bulletin.stations.through.objects.filter(station__agency=agency)
    return bulletins.filter(Q(agency=agency) | Q(pk__in=stations.values("bulletin")))


def emergencies_in_force(bulletins: QuerySet[Bulletin], *, at: datetime) -> QuerySet[Bulletin]:
    """Return the emergency bulletins that hold at that moment."""
    return bulletins.filter(priority=Priority.EMERGENCY, valid_until__gt=at)


def with_sounds(bulletins: QuerySet[Bulletin]) -> QuerySet[Bulletin]:
    """Return the bulletins with their agency and language, and with what can be played of each at `heard_sounds`; one
    query more.
    """
    playable = _playable().select_related("language")
    found = bulletins.select_related("agency", "language")
    return found.prefetch_related(Prefetch("sounds", queryset=playable, to_attr="heard_sounds"))


def _playable() -> QuerySet[Sound]:
    """Return the chosen sounds that say what was approved; of a recording somebody has to have confirmed that."""
    says_it = Q(script_sha256=F("bulletin__script_sha256")) & ~Q(script_sha256="")
    return Sound.objects.filter(says_it, chosen=True, state=Sound.State.MADE)


def heard_sound(bulletin: Bulletin) -> Sound | None:
    """Return what can be played of a bulletin that came from with_sounds, None where it can only be read."""
    sounds: list[Sound] = bulletin.heard_sounds  # type: ignore[attr-defined]
    return sounds[0] if sounds else None


def heard_file(slug: str, start: str, *, form: str, at: datetime) -> Sound | None:
    """Return the sound of a public bulletin whose MP3 or Opus file has a SHA-256 that begins so. One query."""
    named = {f"{form}_sha256__startswith": start}
    return _playable().filter(bulletin__in=heard_bulletins(at=at).filter(slug=slug), **named).first()


def next_change(bulletins: QuerySet[Bulletin], *, at: datetime) -> datetime | None:
    """Return when the clock alone will change what of these stands on the public page; None for never. One query.

    `bulletins` are all that are approved and listed, also those that have not begun.
    """
    begins = Q(valid_from__gt=at)
    ends = Q(valid_until__gt=at, priority=Priority.EMERGENCY)
    edges = bulletins.filter(begins | ends).order_by("valid_from").values_list("valid_from", "valid_until")[:50]
    return min((edge for pair in edges for edge in pair if edge > at), default=None)


def listed_bulletins() -> QuerySet[Bulletin]:
    """Return the bulletins that are on the public page or will be. No query yet."""
    return Bulletin.objects.filter(state=Bulletin.State.APPROVED, listed=True)


def bulletins_of_story(story: StoryPage, *, at: datetime) -> QuerySet[Bulletin]:
    """Return the public bulletins with an item made of the story, the newest first."""
    return heard_bulletins(at=at).filter(pk__in=Item.objects.filter(story=story).values("bulletin"))


def airings_ahead(bulletin: Bulletin, *, at: datetime) -> QuerySet[Airing]:
    """Return when and where the bulletin will be heard, the soonest first."""
    ahead = Airing.objects.filter(bulletin=bulletin, state=Airing.State.PLANNED, planned_at__gt=at)
    return ahead.select_related("station").order_by("planned_at", "station__name", "pk")


@dataclass(frozen=True, slots=True)
class HeardSoFar:
    """How often a bulletin was played, on how many stations, as reports confirm."""

    airings: int
    stations: int


def heard_so_far(bulletins: Iterable[Bulletin]) -> dict[int, HeardSoFar]:
    """Return the confirmed airings of these bulletins, by the key of the bulletin. One query."""
    return {pk: HeardSoFar(*counts) for pk, counts in played_by_bulletin(bulletins).items()}
