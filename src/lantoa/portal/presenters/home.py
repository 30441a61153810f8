"""The first page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lantoa.apps.agencies.models import Agency
from lantoa.apps.coverage.queries import Matrix
from lantoa.apps.directives.models import Programme
from lantoa.apps.harvest.models import Article
from lantoa.portal.presenters import addresses, coverage, index_addresses, site
from lantoa.portal.presenters.citizen_ways import TITLE, citizen_ways
from lantoa.portal.presenters.directive import issuer_words, subject_words
from lantoa.portal.presenters.index_standings import STANDINGS_TITLE
from lantoa.portal.presenters.parts import Card, Empty, Head, Notice, Picture, Stat
from lantoa.portal.presenters.stories import story_card
from lantoa.portal.presenters.words import day_words, denominator_words, directive_name, window_words

_LEAD = (
    "Lan Tỏa cho người dân, báo chí và cán bộ phụ trách biết: văn bản chỉ đạo giao tuyên truyền những gì, "
    "cơ quan nào đã đăng bài, nội dung nào còn thiếu, và minh chứng của từng con số."
)


@dataclass(frozen=True, slots=True)
class InForce:
    """The programme in force, in the words of its directive."""

    name: str
    subject: str
    issued: str
    href: str


@dataclass(frozen=True, slots=True)
class HomePage:
    head: Head
    notice: Notice | None = None
    empty: Empty | None = None
    in_force: InForce | None = None
    window: str = ""
    stats: tuple[Stat, ...] = ()
    themes: tuple[Card, ...] = ()
    pictures: tuple[tuple[Picture, ...], ...] = ()
    stories: tuple[Card, ...] = ()
    denominator: str = ""
    coverage_href: str = ""
    standings: tuple[Card, ...] = ()
    standings_title: str = STANDINGS_TITLE
    standings_href: str = ""
    ways: tuple[Card, ...] = ()
    ways_title: str = TITLE


def _head() -> Head:
    return Head(title="Cải cách hành chính đã lan tỏa đến đâu?", lead=_LEAD)


def home_without_programme(standings: tuple[Card, ...] = ()) -> HomePage:
    """Return the first page before a programme is confirmed."""
    return HomePage(
        _head(),
        empty=site.no_programme(),
        standings=standings,
        standings_href=index_addresses.all_indices(),
        ways=citizen_ways(),
    )


def home_page(
    programme: Programme,
    matrix: Matrix,
    *,
    issuer: Agency | None,
    weeks: list[tuple[date, int]],
    stories: Iterable[Article],
    standings: tuple[Card, ...] = (),
) -> HomePage:
    """Return the first page of the programme in force."""
    return HomePage(
        head=_head(),
        notice=site.illustrative_notice(programme, slim=False),
        in_force=in_force(programme, issuer),
        window=window_words(matrix.window),
        stats=coverage.stats(matrix),
        themes=coverage.theme_cards(matrix),
        pictures=coverage.coverage_pictures(matrix, weeks=weeks),
        stories=tuple(story_card(article, programme) for article in stories),
        denominator=denominator_words(matrix.denominator),
        coverage_href=addresses.coverage(),
        standings=standings,
        standings_href=index_addresses.all_indices(),
        ways=citizen_ways(),
    )


def in_force(programme: Programme, issuer: Agency | None) -> InForce:
    """Return the directive that the programme carries out, named as people cite it."""
    directive = programme.directive
    by = issuer_words(directive, issuer)
    issued = " · ".join(part for part in (f"Ngày {day_words(directive.date)}" if directive.date else "", by) if part)
    return InForce(
        name=directive_name(directive),
        subject=subject_words(directive) or programme.name,
        issued=issued,
        href=addresses.of_directive(directive),
    )
