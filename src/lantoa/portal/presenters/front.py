"""The first page of a portal: its news first, then what the programme asks for and how far it has come."""

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.apps.agencies.models import Agency
from lantoa.apps.coverage.queries import Matrix
from lantoa.apps.directives.models import Programme
from lantoa.apps.harvest.models import Article
from lantoa.apps.newsroom.models import ColumnPage, EventPage, StoryPage
from lantoa.portal.presenters import addresses, coverage, index_addresses, site
from lantoa.portal.presenters.citizen_ways import TITLE, citizen_ways
from lantoa.portal.presenters.home import InForce, in_force
from lantoa.portal.presenters.index_standings import STANDINGS_TITLE
from lantoa.portal.presenters.library import DocumentRow
from lantoa.portal.presenters.listening import FrontBulletins
from lantoa.portal.presenters.meta import feed_links, organization
from lantoa.portal.presenters.newsroom import EventCard, StoryCard, event_card, plainer, portal_card, story_cards
from lantoa.portal.presenters.parts import Card, Empty, Head, Link, Meta, Notice, Stat
from lantoa.portal.presenters.results import results_sentence
from lantoa.portal.presenters.stories import story_card
from lantoa.portal.presenters.words import window_words
from lantoa.portal.queries import AskedPortal


@dataclass(frozen=True, slots=True)
class FrontColumn:
    """A column with its newest stories: the first with its picture, the others by title."""

    title: str
    href: str
    first: StoryCard
    others: tuple[StoryCard, ...]


@dataclass(frozen=True, slots=True)
class FrontProgramme:
    """What the programme in force asks for, and how far it has come."""

    in_force: InForce
    window: str
    themes: tuple[Card, ...]
    stats: tuple[Stat, ...]
    sentence: str
    coverage_href: str
    results_href: str
    articles: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class FrontPage:
    head: Head
    notice: Notice | None
    lead: StoryCard | None
    latest: tuple[StoryCard, ...]
    columns: tuple[FrontColumn, ...]
    events: tuple[EventCard, ...]
    documents: tuple[DocumentRow, ...]
    programme: FrontProgramme | None
    events_href: str
    library_href: str
    archive_href: str
    contests_href: str = ""
    contests: tuple[Card, ...] = ()
    urgent: tuple[tuple[Link, str], ...] = ()
    bulletins: tuple[Card, ...] = ()
    listening_href: str = ""
    standings: tuple[Card, ...] = ()
    standings_title: str = STANDINGS_TITLE
    standings_href: str = ""
    ways: tuple[Card, ...] = ()
    ways_title: str = TITLE
    empty: Empty | None = None


def front_page(
    portal: AskedPortal,
    *,
    stories: Iterable[StoryPage],
    columns: Iterable[tuple[ColumnPage, list[StoryPage]]],
    events: Iterable[EventPage],
    documents: Iterable[DocumentRow],
    programme: FrontProgramme | None,
    contests: tuple[Card, ...] = (),
    bulletins: FrontBulletins | None = None,
    standings: tuple[Card, ...] = (),
) -> FrontPage:
    """Return the first page of the portal; `stories` are the newest, the first of them leads."""
    newest = list(stories)
    nothing = not newest and programme is None
    # A notice on the page says it once for all of an illustrative portal.
    marked = not portal.page.illustrative
    return FrontPage(
        head=_head(portal),
        notice=_notice(portal),
        lead=plainer(portal_card(portal, newest[0], widest=960), tags=marked) if newest else None,
        latest=tuple(plainer(card, photo=False, tags=marked) for card in story_cards(portal, newest[1:])),
        columns=tuple(_column(portal, column, shown) for column, shown in columns if shown),
        events=tuple(event_card(portal, event, lead=False, marked=marked) for event in events),
        documents=tuple(documents),
        programme=programme,
        events_href=addresses.events(),
        library_href=addresses.library(),
        archive_href=addresses.archive(),
        contests_href=addresses.contests(),
        contests=contests,
        urgent=bulletins.urgent if bulletins else (),
        bulletins=bulletins.cards if bulletins else (),
        listening_href=addresses.listening(),
        standings=standings,
        standings_href=index_addresses.all_indices(),
        ways=citizen_ways(),
        empty=_nothing() if nothing else None,
    )


def _head(portal: AskedPortal) -> Head:
    page = portal.page
    lead = page.search_description or page.tagline or site.ABOUT
    data = (organization(page.agency, name=page.agency.name, href=addresses.home()),)
    return Head(page.title, lead=lead, meta=Meta(feeds=feed_links(portal), data=data))


def _notice(portal: AskedPortal) -> Notice | None:
    if not portal.page.illustrative:
        return None
    return Notice(
        "illustrative",
        "Chuyên trang này là bản trình diễn: bài, sự kiện và số liệu được viết riêng để minh họa phần mềm.",
        title="Chuyên trang minh họa",
        slim=True,
    )


def _column(portal: AskedPortal, column: ColumnPage, stories: list[StoryPage]) -> FrontColumn:
    marked = not portal.page.illustrative
    cards = tuple(plainer(card, column=False, tags=marked) for card in story_cards(portal, stories))
    return FrontColumn(column.title, portal.address_of(column), cards[0], cards[1:])


def front_programme(
    programme: Programme, matrix: Matrix, *, issuer: Agency | None, articles: Iterable[Article]
) -> FrontProgramme:
    """Return what the first page says of the programme in force."""
    return FrontProgramme(
        in_force=in_force(programme, issuer),
        window=window_words(matrix.window),
        themes=coverage.theme_cards(matrix),
        stats=coverage.stats(matrix),
        sentence=results_sentence(matrix),
        coverage_href=addresses.coverage(),
        results_href=addresses.results(),
        articles=tuple(story_card(article, programme) for article in articles),
    )


def _nothing() -> Empty:
    return Empty(
        "Chuyên trang vừa mở",
        "Chưa có bài nào được đăng. Khi tòa soạn đăng bài đầu tiên, bài sẽ nằm ở đây.",
        (Link("Chuyên trang này của ai", addresses.about()),),
    )
