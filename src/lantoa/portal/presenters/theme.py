"""A theme: its words in the directive, who owes it, how it is covered, and its articles."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict

from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.coverage.queries import CellState, Matrix, ThemeTotal
from lantoa.apps.directives.models import Duty, Programme, Theme
from lantoa.apps.newsroom.models import StoryPage
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.airings_covered import ThemeAirings
from lantoa.portal.presenters.coverage import agencies_sentence
from lantoa.portal.presenters.filters import AskedArticles, Filter, article_filter
from lantoa.portal.presenters.meta import feed_links
from lantoa.portal.presenters.newsroom import StoryCard, story_cards
from lantoa.portal.presenters.parts import (
    Card,
    Empty,
    Fact,
    Head,
    Link,
    Meta,
    Notice,
    Pages,
    Stat,
    Tag,
    fact,
    pages_of,
)
from lantoa.portal.presenters.stories import match_card
from lantoa.portal.presenters.words import denominator_words, directive_name, ways_of_recipients, window_words
from lantoa.portal.queries import AskedPortal

_GROUPS = (
    (CellState.COVERED, True, "Đã có bài"),
    (CellState.GAP, True, "Khoảng trống: chưa thấy bài"),
    (CellState.UNKNOWN, True, "Chưa rõ, vì chưa đọc được nguồn"),
    (CellState.COVERED, False, "Không được giao mà vẫn có bài"),
)


@dataclass(frozen=True, slots=True)
class AgencyGroup:
    """The agencies in one state on the theme, of those that owe it or of those that do not."""

    state: str
    owed: bool
    label: str
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class GivenDuty:
    """What one sentence of the directive asks: of whom, and of each by which ways."""

    sentence: str
    recipients: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ThemeStories:
    """What the portal itself wrote on the theme, and the way to be told of more."""

    cards: tuple[StoryCard, ...]
    feeds: tuple[Link, ...]
    feed_href: str


@dataclass(frozen=True, slots=True)
class ThemePage:
    head: Head
    notice: Notice | None
    code: str
    text: str
    source: Link
    window: str
    stats: tuple[Stat, ...]
    dots: tuple[str, ...]
    dots_words: str
    groups: tuple[AgencyGroup, ...]
    duties: tuple[GivenDuty, ...]
    phrases: tuple[Tag, ...]
    filter: Filter
    cards: tuple[Card, ...]
    pages: Pages
    empty: Empty | None
    denominator: str
    neighbours: tuple[Link, ...]
    stories: ThemeStories | None = None
    airings: ThemeAirings | None = None


def covering_agencies(matrix: Matrix, theme: Theme) -> list[Agency]:
    """Return the agencies with at least one article on the theme, in the order of the matrix."""
    position = matrix.themes.index(theme)
    return [row.agency for row in matrix.rows if row.cells[position].state is CellState.COVERED]


def theme_page(
    programme: Programme,
    matrix: Matrix,
    theme: Theme,
    *,
    duties: Iterable[Duty],
    phrases: Iterable[tuple[str, int]],
    form: AskedArticles,
    page: Page[Any],
    query: QueryDict,
    stories: ThemeStories | None = None,
    airings: ThemeAirings | None = None,
) -> ThemePage:
    """Return the page of a theme in the period of the matrix."""
    position = matrix.themes.index(theme)
    total = matrix.totals[position]
    groups = tuple(_group(matrix, position, *kind) for kind in _GROUPS)
    return ThemePage(
        head=_head(theme, stories),
        notice=site.illustrative_notice(programme),
        code=theme.code,
        text=theme.text,
        source=Link(directive_name(programme.directive), addresses.of_directive(programme.directive)),
        window=window_words(matrix.window),
        stats=_stats(total),
        dots=tuple(group.state for group in groups if group.owed for _ in group.tags),
        dots_words=agencies_sentence(total),
        groups=tuple(group for group in groups if group.tags),
        duties=given_duties(duties),
        phrases=tuple(Tag(phrase, "phrase", count=f"{number(count)} bài") for phrase, count in phrases),
        filter=article_filter(form, addresses.of_theme(theme)),
        cards=tuple(match_card(match) for match in page.object_list),
        pages=pages_of(page, query=query, noun="bài"),
        empty=None if page.paginator.count else _nothing_found(form, theme),
        denominator=denominator_words(matrix.denominator),
        neighbours=_neighbours(matrix.themes, position),
        stories=stories,
        airings=airings,
    )


def theme_stories(portal: AskedPortal, theme: Theme, stories: Iterable[StoryPage]) -> ThemeStories:
    """Return the stories of the portal on the theme."""
    return ThemeStories(
        story_cards(portal, stories),
        feed_links(portal, theme.title, theme=theme),
        addresses.feed("rss", theme=theme),
    )


def _head(theme: Theme, stories: ThemeStories | None) -> Head:
    crumbs = site.trail(Link("Nội dung", addresses.home() + "#noi-dung"), Link(theme.code))
    meta = Meta(feeds=stories.feeds) if stories else Meta()
    return Head(title=f"{theme.code}. {theme.title}", crumbs=crumbs, meta=meta)


def _group(matrix: Matrix, position: int, state: CellState, owed: bool, label: str) -> AgencyGroup:
    tags = tuple(
        Tag(
            row.agency.short_name,
            "plain",
            addresses.of_cell(row.agency, matrix.themes[position]),
            f"{number(row.cells[position].articles)} bài" if state is CellState.COVERED else "",
        )
        for row in matrix.rows
        if row.cells[position].state is state and row.cells[position].owed is owed
    )
    return AgencyGroup(state.value, owed, f"{label} ({number(len(tags))})", tags)


def given_duties(duties: Iterable[Duty]) -> tuple[GivenDuty, ...]:
    """Return the duties put together by the sentence they come from, in the order of the directive."""
    by_sentence: dict[str, list[Duty]] = {}
    for duty in duties:
        by_sentence.setdefault(duty.sentence, []).append(duty)
    return tuple(
        GivenDuty(sentence, tuple(fact(recipient, ways) for recipient, ways in ways_of_recipients(group)))
        for sentence, group in by_sentence.items()
    )


def _stats(total: ThemeTotal) -> tuple[Stat, ...]:
    gaps = total.agencies_owing - total.agencies_covering - total.agencies_unknown
    return (
        Stat(number(total.articles), "bài trong kỳ"),
        Stat(f"{number(total.agencies_covering)}/{number(total.agencies_owing)}", "cơ quan đã có bài"),
        Stat(number(gaps), "cơ quan còn trống"),
        Stat(number(total.agencies_unknown), "cơ quan chưa rõ", "chưa đọc được nguồn"),
    )


def _nothing_found(form: AskedArticles, theme: Theme) -> Empty:
    if form.errors:
        return Empty("Chưa lọc được", "Hãy sửa các lựa chọn được đánh dấu ở trên rồi lọc lại.")
    if form.is_narrowing:
        return Empty(
            "Không có bài nào như vậy",
            "Không bài nào của nội dung này khớp với cơ quan và các từ đã chọn. Hãy bớt từ hoặc chọn mọi cơ quan.",
            (Link("Xem mọi bài của nội dung này", addresses.of_theme(theme)),),
        )
    return Empty(
        "Chưa có bài nào trong kỳ",
        "Chưa thấy bài nào về nội dung này ở các nguồn đã đọc. Xem độ bao phủ để biết cơ quan nào được giao.",
        (Link("Xem độ bao phủ", addresses.coverage()),),
    )


def _neighbours(themes: tuple[Theme, ...], position: int) -> tuple[Link, ...]:
    near = [themes[place] for place in (position - 1, position + 1) if 0 <= place < len(themes)]
    return tuple(Link(f"{theme.code}. {theme.title}", addresses.of_theme(theme)) for theme in near)
