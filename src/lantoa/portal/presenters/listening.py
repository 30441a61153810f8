"""The list of bulletins to be heard: an emergency that holds first, then the newest, each with its text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.utils import timezone

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.broadcasts.models import Bulletin, Priority
from lantoa.apps.broadcasts.queries.heard import HeardSoFar
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.filters import Asked, Filter, FilterField
from lantoa.portal.presenters.parts import Card, Empty, Head, Link, Meta, Notice, Pages, Tag, pages_of
from lantoa.portal.presenters.players import Player, player_of
from lantoa.portal.presenters.stories import ILLUSTRATIVE_TAG
from lantoa.portal.presenters.words import day_words, moment_words

LISTENING = "Nghe bản tin"
MADE_UP = Notice(
    "illustrative",
    "Các bản tin ở đây được viết riêng để trình diễn phần mềm, không phải tin thật của cơ quan, đài có tên.",
    title="Bản tin minh họa",
    slim=True,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a bulletin as it is written: greeting and sign-off have no title."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class BulletinCard:
    """A bulletin in the list. `until` is there for an emergency that holds."""

    title: str
    href: str
    kicker: str
    language: str
    player: Player | None
    passages: tuple[Passage, ...]
    tags: tuple[Tag, ...]
    until: str = ""
    heard: str = ""


@dataclass(frozen=True, slots=True)
class ListeningPage:
    head: Head
    notice: Notice | None
    urgent: tuple[BulletinCard, ...]
    filter: Filter | None
    cards: tuple[BulletinCard, ...]
    pages: Pages | None
    empty: Empty | None
    feed_href: str


def listening_page(
    *,
    urgent: Iterable[Bulletin],
    form: Asked,
    page: Page[Any],
    heard: Mapping[int, HeardSoFar],
    query: QueryDict,
    narrowed: bool,
    at: datetime,
) -> ListeningPage:
    """Return the list; needs sounds, items, agency and language at hand."""
    above = tuple(bulletin_card(bulletin, heard.get(bulletin.pk), at=at) for bulletin in urgent)
    rows = list(page.object_list)
    nothing = not page.paginator.count
    marked = any(bulletin.illustrative for bulletin in [*urgent, *rows])
    href = addresses.listening()
    return ListeningPage(
        head=Head(
            LISTENING,
            lead="Bản tin phát trên loa truyền thanh: nghe lại hoặc đọc, mọi lúc, không cần chờ đến giờ phát.",
            crumbs=site.trail(Link(LISTENING)),
            meta=Meta(feeds=(Link(LISTENING, addresses.listening_feed()),)),
        ),
        notice=MADE_UP if marked else None,
        urgent=above,
        filter=None
        if nothing and not narrowed
        else Filter(
            href,
            "Tìm bản tin",
            "Tìm",
            fields=tuple(FilterField(form[name]) for name in form.fields),
            reset=href if narrowed else "",
        ),
        cards=tuple(bulletin_card(bulletin, heard.get(bulletin.pk), at=at) for bulletin in rows),
        pages=pages_of(page, query=query, noun="bản tin"),
        empty=_nothing(narrowed=narrowed) if nothing and (narrowed or not above) else None,
        feed_href=addresses.listening_feed(),
    )


def bulletin_card(bulletin: Bulletin, heard: HeardSoFar | None, *, at: datetime) -> BulletinCard:
    """Return a bulletin as it stands in the list; needs items, sounds, agency and language at hand."""
    return BulletinCard(
        title=bulletin.title,
        href=addresses.of_bulletin(bulletin.slug),
        kicker=f"{bulletin.agency.short_name} · {day_words(timezone.localdate(bulletin.valid_from))}",
        language=bulletin.language.code,
        player=player_of(bulletin),
        passages=passages_of(bulletin),
        tags=tags_of(bulletin, at=at),
        until=moment_words(bulletin.valid_until) if is_urgent(bulletin, at=at) else "",
        heard=heard_words(heard),
    )


def is_urgent(bulletin: Bulletin, *, at: datetime) -> bool:
    """Return whether it is an emergency that holds."""
    return bulletin.priority == Priority.EMERGENCY and at < bulletin.valid_until


def tags_of(bulletin: Bulletin, *, at: datetime) -> tuple[Tag, ...]:
    """Return the marks of a bulletin: its class when it is not routine, its language, over, made up."""
    found = []
    if bulletin.priority != Priority.ROUTINE and not is_urgent(bulletin, at=at):
        found.append(Tag(f"Mức {bulletin.get_priority_display()}"))
    if bulletin.language.code != "vi":
        found.append(Tag(bulletin.language.name))
    if bulletin.valid_until <= at:
        found.append(Tag("đã hết hạn phát"))
    return (*found, ILLUSTRATIVE_TAG) if bulletin.illustrative else tuple(found)


def passages_of(bulletin: Bulletin) -> tuple[Passage, ...]:
    """Return the bulletin as it is written, from greeting to sign-off; needs its items at hand."""
    items = [Passage(item.title, item.written) for item in bulletin.items.all()]
    around = (Passage("", text) if text.strip() else None for text in (bulletin.greeting, bulletin.sign_off))
    greeting, sign_off = around
    return tuple(passage for passage in (greeting, *items, sign_off) if passage)


def heard_words(heard: HeardSoFar | None) -> str:
    """Return how often a bulletin was played as reports confirm, "" while nobody has said so."""
    if heard is None:
        return ""
    return f"Đã phát {number(heard.airings)} lượt ở {number(heard.stations)} đài."


@dataclass(frozen=True, slots=True)
class FrontBulletins:
    """What the first page has of bulletins: emergencies that hold, each with until when, and cards of the newest."""

    urgent: tuple[tuple[Link, str], ...]
    cards: tuple[Card, ...]


def front_bulletins(urgent: Iterable[Bulletin], newest: Iterable[Bulletin], *, at: datetime) -> FrontBulletins:
    """Return the bulletins of the first page; needs sounds, agency and language at hand."""
    above = tuple(
        (Link(bulletin.title, addresses.of_bulletin(bulletin.slug)), moment_words(bulletin.valid_until))
        for bulletin in urgent
    )
    return FrontBulletins(above, tuple(_card(bulletin, at) for bulletin in newest))


def _card(bulletin: Bulletin, at: datetime) -> Card:
    return Card(
        bulletin.title,
        addresses.of_bulletin(bulletin.slug),
        kicker=f"{bulletin.agency.short_name} · {day_words(timezone.localdate(bulletin.valid_from))}",
        text=_card_text(bulletin),
        tags=tags_of(bulletin, at=at),
    )


def _card_text(bulletin: Bulletin) -> str:
    player = player_of(bulletin)
    return f"Dài {player.length}. {player.voice}." if player else "Đọc nội dung; chưa có bản âm thanh."


def _nothing(*, narrowed: bool) -> Empty:
    if narrowed:
        return Empty(
            "Không có bản tin nào như vậy",
            "Hãy thử ít chữ hơn, hoặc bỏ bớt lựa chọn.",
            (Link("Xem mọi bản tin", addresses.listening()),),
        )
    return Empty(
        "Chưa có bản tin nào để nghe",
        "Khi một bản tin phát thanh được duyệt, bản âm thanh và nội dung sẽ nằm ở đây.",
        (Link("Về trang chủ", addresses.home()),),
    )
