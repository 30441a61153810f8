"""Bulletins of the loudspeakers as readers of a portal may hear and read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from django.db.models import QuerySet
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.models import Bulletin, Item, Language, Station
from lantoa.apps.broadcasts.queries.heard import heard_at, heard_bulletins, listed_bulletins, silenced_bulletins
from lantoa.apps.directives.models import Theme
from lantoa.apps.newsroom.models import StoryPage
from lantoa.core.viettext import fold
from lantoa.portal.queries.portals import AskedPortal

# What is approved stays as it is, so its folded words are worth keeping: about 4 kB for each text.
_folded = lru_cache(maxsize=4096)(fold)


def public_bulletins(portal: AskedPortal | None, *, at: datetime) -> QuerySet[Bulletin]:
    """Return the bulletins that readers of the portal may hear, the newest first: the default portal of the province
    has those of all agencies, another one what its agency wrote and what its agency's stations play. One query before
    that of the rows.
    """
    return _of_portal(heard_bulletins(at=at), portal)


def was_heard(portal: AskedPortal | None, slug: str) -> bool:
    """Return whether readers of the portal could hear this bulletin until it was withdrawn. At most two queries."""
    return _of_portal(silenced_bulletins(), portal).filter(slug=slug).exists()


def bulletins_to_come(portal: AskedPortal | None) -> QuerySet[Bulletin]:
    """Return those of the portal that are public or will be."""
    return _of_portal(listed_bulletins(), portal)


def _of_portal(bulletins: QuerySet[Bulletin], portal: AskedPortal | None) -> QuerySet[Bulletin]:
    if portal is None or portal.page.sites_rooted_here.filter(is_default_site=True).exists():
        return bulletins
    return heard_at(bulletins, portal.page.agency)


@dataclass(frozen=True, slots=True)
class ListeningChoices:
    """What the bulletins of a portal can be narrowed to; months as their first day, the newest first."""

    agencies: tuple[Agency, ...]
    stations: tuple[Station, ...]
    themes: tuple[Theme, ...]
    languages: tuple[Language, ...]
    months: tuple[date, ...]


def listening_choices(bulletins: QuerySet[Bulletin]) -> ListeningChoices:
    """Return what there is among these bulletins. Five queries."""
    keys = bulletins.order_by().values("pk")
    months = bulletins.order_by().datetimes("valid_from", "month", order="DESC")
    themes = Theme.objects.filter(bulletins__in=keys).distinct().select_related("programme")
    return ListeningChoices(
        tuple(Agency.objects.filter(bulletins__in=keys).distinct().order_by("name")),
        tuple(Station.objects.filter(bulletins__in=keys).distinct().order_by("name")),
        tuple(themes.order_by("-programme__year", "programme", "position")),
        tuple(Language.objects.filter(bulletins__in=keys).distinct()),
        tuple(timezone.localdate(month) for month in months),
    )


@dataclass(frozen=True, slots=True)
class AskedBulletins:
    """What the reader asked for; None and "" ask for everything."""

    agency: Agency | None = None
    station: Station | None = None
    theme: Theme | None = None
    language: Language | None = None
    month: date | None = None
    words: str = ""

    @property
    def is_narrowing(self) -> bool:
        return any((self.agency, self.station, self.theme, self.language, self.month, self.words))


def bulletins_asked(bulletins: QuerySet[Bulletin], asked: AskedBulletins) -> QuerySet[Bulletin]:
    """Return the bulletins that fit. Words are looked for in title and text, with or without their marks: two queries
    then, none otherwise.
    """
    if asked.agency:
        bulletins = bulletins.filter(agency=asked.agency)
    if asked.station:
        bulletins = bulletins.filter(stations=asked.station)
    if asked.theme:
        bulletins = bulletins.filter(themes=asked.theme)
    if asked.language:
        bulletins = bulletins.filter(language=asked.language)
    if asked.month:
        bulletins = bulletins.filter(valid_from__gte=_start(asked.month), valid_from__lt=_start(_next(asked.month)))
    return _with_words(bulletins, asked.words) if asked.words else bulletins


def _with_words(bulletins: QuerySet[Bulletin], words: str) -> QuerySet[Bulletin]:
    wanted = fold(words).split()
    plain = bulletins.order_by()
    texts = {pk: [_folded(title)] for pk, title in plain.values_list("pk", "title")}
    for pk, title, written in Item.objects.filter(bulletin__in=plain.values("pk")).values_list(
        "bulletin", "title", "written"
    ):
        texts[pk] += [_folded(title), _folded(written)]
    found = [pk for pk, parts in texts.items() if all(any(word in part for part in parts) for word in wanted)]
    return bulletins.filter(pk__in=found)


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def public_stories(portal: AskedPortal | None, stories: Iterable[StoryPage | None]) -> list[tuple[StoryPage, str]]:
    """Return those of the stories that everybody may read, in their order, each once, with its address. No query for
    stories of the portal.
    """
    found: dict[int, tuple[StoryPage, str]] = {}
    for story in stories:
        if story is None or not story.live or story.pk in found:
            continue
        if portal and story.path.startswith(portal.page.path):
            if not portal.is_private(story):
                found[story.pk] = (story, portal.address_of(story))
        elif not story.get_view_restrictions().exists() and story.full_url:
            found[story.pk] = (story, story.full_url)
    return list(found.values())
