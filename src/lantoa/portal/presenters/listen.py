"""One bulletin: its player, its text, where it is heard, the stories it came from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils import timezone

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.broadcasts.models import Airing, Bulletin
from lantoa.apps.broadcasts.queries.heard import HeardSoFar
from lantoa.apps.directives.models import Theme
from lantoa.apps.newsroom.models import StoryPage
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.listening import (
    LISTENING,
    MADE_UP,
    Passage,
    heard_words,
    is_urgent,
    passages_of,
    tags_of,
)
from lantoa.portal.presenters.meta import SCHEMA
from lantoa.portal.presenters.newsroom import iso, theme_links
from lantoa.portal.presenters.parts import Fact, Head, Link, Meta, Notice, Tag, fact
from lantoa.portal.presenters.players import Player, iso_length, player_of
from lantoa.portal.presenters.story import share_links
from lantoa.portal.presenters.words import moment_words

# So many coming times are told of each station, and so many stations before the others are folded.
_TIMES, _OPEN_STATIONS = 4, 8
VIETNAMESE = "vi"


@dataclass(frozen=True, slots=True)
class StationAhead:
    """When one station will play it next; `more` says how many further times there are."""

    name: str
    times: tuple[str, ...]
    more: str


@dataclass(frozen=True, slots=True)
class ListenPage:
    head: Head
    notice: Notice | None
    until: str
    over: str
    player: Player | None
    language: str
    passages: tuple[Passage, ...]
    spoken: tuple[str, ...]
    facts: tuple[Fact, ...]
    heard: str
    ahead: tuple[StationAhead, ...]
    further: tuple[StationAhead, ...]
    stories: tuple[Link, ...]
    themes: tuple[Tag, ...]
    shares: tuple[Link, ...]


def listen_page(
    bulletin: Bulletin,
    *,
    airings: Sequence[Airing],
    heard: HeardSoFar | None,
    stories: Iterable[tuple[StoryPage, str]],
    themes: Iterable[Theme],
    root: str,
    at: datetime,
) -> ListenPage:
    """Return the page of a bulletin; `root` is the site's own address."""
    player, href = player_of(bulletin), addresses.of_bulletin(bulletin.slug)
    stations = _stations_ahead(airings)
    themes = list(themes)
    return ListenPage(
        head=Head(
            bulletin.title,
            lead=_lead(bulletin),
            crumbs=site.trail(Link(LISTENING, addresses.listening()), Link(bulletin.title)),
            tags=tags_of(bulletin, at=at),
            meta=_meta(bulletin, player, [theme.title for theme in themes]),
        ),
        notice=MADE_UP if bulletin.illustrative else None,
        until=moment_words(bulletin.valid_until) if is_urgent(bulletin, at=at) else "",
        over=moment_words(bulletin.valid_until) if bulletin.valid_until <= at else "",
        player=player,
        language=bulletin.language.code,
        passages=passages_of(bulletin),
        spoken=_paragraphs(bulletin.script),
        facts=_facts(bulletin),
        heard=heard_words(heard),
        ahead=stations[:_OPEN_STATIONS],
        further=stations[_OPEN_STATIONS:],
        stories=tuple(Link(story.title, address) for story, address in stories),
        themes=theme_links(themes),
        shares=share_links(bulletin.title, root + href),
    )


def _lead(bulletin: Bulletin) -> str:
    first = next((item.title for item in bulletin.items.all()), "")
    said = f" {first}." if first and first != bulletin.title else ""
    return f"Bản tin phát thanh của {bulletin.agency.name}.{said}"


def _paragraphs(script: str) -> tuple[str, ...]:
    """Return the paragraphs of a script.

    >>> _paragraphs("Kính thưa bà con.\\n\\nỦy ban nhân dân xã.")
    ('Kính thưa bà con.', 'Ủy ban nhân dân xã.')
    """
    return tuple(part.strip() for part in script.split("\n\n") if part.strip())


def _facts(bulletin: Bulletin) -> tuple[Fact, ...]:
    agency = bulletin.agency
    return (
        fact("Cơ quan", agency.name, href=addresses.of_agency(agency)),
        fact("Ngôn ngữ", bulletin.language.name),
        fact("Mức", f"{bulletin.get_priority_display()}", note="Theo Thông tư 39/2020/TT-BTTTT."),
        fact("Phát từ", moment_words(bulletin.valid_from)),
        fact("Phát đến", moment_words(bulletin.valid_until)),
    )


def _stations_ahead(airings: Sequence[Airing]) -> tuple[StationAhead, ...]:
    """Return the stations in the order in which they play it next."""
    first = {airing.station_id: place for place, airing in reversed(list(enumerate(airings)))}
    by_station = sorted(airings, key=lambda airing: (first[airing.station_id], airing.planned_at))
    found = []
    for _, group in groupby(by_station, key=lambda airing: airing.station_id):
        coming = list(group)
        rest = len(coming) - _TIMES
        found.append(
            StationAhead(
                coming[0].station.name,
                tuple(_when(airing) for airing in coming[:_TIMES]),
                f"và {number(rest)} lượt nữa" if rest > 0 else "",
            )
        )
    return tuple(found)


def _when(airing: Airing) -> str:
    local = timezone.localtime(airing.planned_at)
    return f"{local:%H:%M} ngày {local:%d/%m}"


def _meta(bulletin: Bulletin, player: Player | None, themes: list[str]) -> Meta:
    episode: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "RadioEpisode",
        "name": bulletin.title,
        "inLanguage": bulletin.language.code,
        "datePublished": iso(bulletin.approved_at),
        "url": addresses.of_bulletin(bulletin.slug),
        "isAccessibleForFree": True,
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": bulletin.agency.name,
            "url": addresses.of_agency(bulletin.agency),
        },
    }
    if themes:
        episode["keywords"] = themes
    if player:
        episode["associatedMedia"] = [
            {
                "@type": "AudioObject",
                "contentUrl": address,
                "encodingFormat": kind.partition(";")[0],
                "duration": iso_length(player.seconds),
                "inLanguage": player.language,
            }
            for address, kind in player.sources
        ]
    return Meta("article", published=iso(bulletin.approved_at), modified=iso(bulletin.changed_at), data=(episode,))
