"""An agency of the register: what it is, what it was before and after, its coverage and its articles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict

from lantoa.apps.agencies.models import Agency, Succession
from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.broadcasts.queries.airings_counted import AiringsCounted, BulletinPlayed
from lantoa.apps.coverage.queries import CellState, ContestCoverage, Row
from lantoa.apps.directives.models import Programme
from lantoa.apps.harvest.models import Source
from lantoa.apps.indices.models import Value as IndexValue
from lantoa.apps.newsroom.models import StoryPage
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.airings_covered import AgencyAirings, agency_airings
from lantoa.portal.presenters.contests_covered import AgencyContests, agency_contests
from lantoa.portal.presenters.coverage import LEGEND, Mark, added_up_words, cell_mark
from lantoa.portal.presenters.coverage_pages import source_facts
from lantoa.portal.presenters.filters import AskedReading, Filter, period_filter
from lantoa.portal.presenters.index_standings import local_value_facts
from lantoa.portal.presenters.meta import organization
from lantoa.portal.presenters.newsroom import shown_day
from lantoa.portal.presenters.parts import (
    Card,
    Empty,
    Fact,
    Head,
    Link,
    Meta,
    Notice,
    Pages,
    Tag,
    Value,
    fact,
    pages_of,
)
from lantoa.portal.presenters.stories import ILLUSTRATIVE_TAG, story_card
from lantoa.portal.presenters.words import day_words, web_address, window_words
from lantoa.portal.queries import AskedPortal

UNVERIFIED = Tag("chưa kiểm chứng", "warning")


@dataclass(frozen=True, slots=True)
class ThemeMark:
    """One theme in the agency's row: its title and what the cell says."""

    title: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class AgencyCoverage:
    """The agency's part of the programme in a period."""

    filter: Filter
    window: str
    sentence: str
    marks: tuple[ThemeMark, ...]
    legend: tuple[Mark, ...]
    cards: tuple[Card, ...]
    pages: Pages
    empty: Empty | None
    airings: AgencyAirings | None = None
    contests: AgencyContests | None = None


@dataclass(frozen=True, slots=True)
class AgencyPortals:
    """The portals that the agency keeps, and their newest stories."""

    links: tuple[Link, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class AgencyPage:
    head: Head
    notice: Notice | None
    facts: tuple[Fact, ...]
    sources: tuple[Fact, ...]
    grounds: tuple[str, ...]
    coverage: AgencyCoverage | None
    portals: AgencyPortals | None = None


def agency_page(
    agency: Agency,
    *,
    origins: Iterable[Succession],
    successions: Iterable[Succession],
    sources: Iterable[Source],
    programme: Programme | None,
    coverage: AgencyCoverage | None,
    portals: AgencyPortals | None = None,
    local_value: IndexValue | None = None,
) -> AgencyPage:
    """Return the page of an agency; `coverage` is None while no programme is in force."""
    tags = (Tag(agency.get_kind_display()), *((UNVERIFIED,) if agency.unverified else ()))
    return AgencyPage(
        head=Head(
            agency.name,
            lead=_validity(agency),
            tags=tags,
            crumbs=site.trail(Link("Độ bao phủ", addresses.coverage()), Link(agency.short_name)),
            meta=Meta(data=(organization(agency),)),
        ),
        notice=site.illustrative_notice(programme),
        facts=(*_facts(agency, list(origins), list(successions)), *local_value_facts(local_value)),
        sources=source_facts(sources),
        grounds=tuple(str(source) for source in agency.sources),
        coverage=coverage,
        portals=portals,
    )


def agency_portals(portals: Sequence[AskedPortal], stories: Iterable[StoryPage]) -> AgencyPortals | None:
    """Return what the agency's portals show, None for an agency without any; their addresses are whole."""
    if not portals:
        return None
    return AgencyPortals(
        tuple(Link(portal.page.title, portal.root + addresses.home()) for portal in portals),
        tuple(_portal_story(portals, story) for story in stories),
    )


def _portal_story(portals: Sequence[AskedPortal], story: StoryPage) -> Card:
    portal = next(portal for portal in portals if story.path.startswith(portal.page.path))
    return Card(
        title=story.title,
        href=portal.root + portal.address_of(story),
        kicker=f"{portal.page.title} · {shown_day(story.first_published_at)}".rstrip(" ·"),
        tags=(ILLUSTRATIVE_TAG,) if story.illustrative else (),
    )


def agency_coverage(
    programme: Programme,
    agency: Agency,
    row: Row | None,
    *,
    form: AskedReading,
    page: Page[Any],
    query: QueryDict,
    contests: ContestCoverage | None = None,
    airings: AiringsCounted | None = None,
    bulletins: Iterable[BulletinPlayed] = (),
) -> AgencyCoverage:
    """Return the agency's row of the matrix, its articles, its part in contests and airings in the period."""
    marks = tuple(
        ThemeMark(cell.theme.title, cell_mark(agency, cell, form.query)) for cell in (row.cells if row else ())
    )
    nothing = Empty(
        "Không có bài nào trong kỳ", "Không có bài nào của cơ quan này được tính trong khoảng thời gian đã chọn."
    )
    return AgencyCoverage(
        filter=period_filter(form, addresses.of_agency(agency)),
        window=window_words(form.window),
        sentence=_row_sentence(agency, row),
        marks=marks,
        legend=LEGEND if marks else (),
        cards=tuple(story_card(article, programme) for article in page.object_list),
        pages=pages_of(page, query=query, noun="bài"),
        empty=None if page.paginator.count else nothing,
        contests=agency_contests(contests, row.agencies if row else [agency]),
        airings=agency_airings(airings, row.agencies if row else [agency], bulletins),
    )


def _row_sentence(agency: Agency, row: Row | None) -> str:
    if row is None:
        return f"Chương trình không giao nội dung nào cho {agency.short_name}, và trong kỳ không có bài nào được tính."
    if not row.owed:
        return (
            f"Chương trình không giao nội dung nào cho {agency.short_name}; "
            f"cơ quan vẫn có {number(row.articles)} bài được tính trong kỳ."
        )
    who, what = agency.short_name, "nội dung được giao"
    if row.added_up:
        who, what = f"{who} ({added_up_words(row)})", "nội dung được giao cho từng cơ quan khi đó"
    sentence = (
        f"{who} đã có bài ở {number(row.owed_in(CellState.COVERED))}/{number(row.owed)} {what}, "
        f"tất cả {number(row.articles)} bài."
    )
    return (
        sentence
        if row.readable
        else f"{sentence} Chưa đọc được nguồn nào của cơ quan, nên chưa thể kết luận nội dung nào còn trống."
    )


def _validity(agency: Agency) -> str:
    if agency.valid_from and agency.valid_to:
        return f"Có từ ngày {day_words(agency.valid_from)} đến hết ngày {day_words(agency.valid_to)}."
    if agency.valid_to:
        return f"Có đến hết ngày {day_words(agency.valid_to)}."
    return f"Có từ ngày {day_words(agency.valid_from)}." if agency.valid_from else ""


def _facts(agency: Agency, origins: list[Succession], successions: list[Succession]) -> tuple[Fact, ...]:
    parent = agency.parent
    facts = [fact("Tên ngắn", agency.short_name)]
    if agency.aliases:
        facts.append(fact("Tên gọi khác", "; ".join(agency.aliases)))
    if parent:
        facts.append(fact("Cấp trên", parent.name, href=addresses.of_agency(parent)))
    if origins:
        facts.append(Fact("Hình thành từ", tuple(_succession(row, row.predecessor) for row in origins)))
    if successions:
        facts.append(Fact("Về sau", tuple(_succession(row, row.successor) for row in successions)))
    channels = tuple(
        Value(
            channel.name,
            href=web_address(channel.address),
            outside=True,
            note=channel.get_kind_display(),
            tags=(UNVERIFIED,) if channel.unverified else (),
        )
        for channel in agency.channels.all()
    )
    if channels:
        facts.append(Fact("Kênh thông tin", channels))
    if agency.note:
        facts.append(fact("Ghi chú", agency.note))
    return tuple(facts)


def _succession(row: Succession, other: Agency | None) -> Value:
    words = f"{row.get_kind_display()}, ngày {day_words(row.on)}"
    told = ". ".join(part for part in (row.note.rstrip("."), f"Nguồn: {row.source}" if row.source else "") if part)
    tags = (UNVERIFIED,) if row.unverified else ()
    if other is None:
        return Value(words, note=told, tags=tags)
    return Value(f"{other.name} ({words})", href=addresses.of_agency(other), note=told, tags=tags)
