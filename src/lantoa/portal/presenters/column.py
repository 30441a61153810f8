"""Lists of stories: a column, a year of the archive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.newsroom.models import ColumnPage
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.filters import Asked, Filter, FilterField
from lantoa.portal.presenters.meta import feed_links
from lantoa.portal.presenters.newsroom import StoryCard, story_cards, theme_links
from lantoa.portal.presenters.parts import Empty, Head, Link, Meta, Pages, Tag, pages_of
from lantoa.portal.queries import AskedPortal


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column: its stories, and the form that narrows them where there is something to choose."""

    head: Head
    filter: Filter | None
    lead: StoryCard | None
    cards: tuple[StoryCard, ...]
    pages: Pages
    empty: Empty | None
    themes: tuple[Tag, ...]
    feed_href: str


def column_view(
    portal: AskedPortal, column: ColumnPage, *, form: Asked, page: Page[Any], query: QueryDict
) -> ColumnView:
    """Return the page of a column."""
    href = portal.address_of(column)
    narrowed = any(form.data.get(name) for name in form.fields)
    cards = story_cards(portal, page.object_list)
    leads = page.number == 1 and not narrowed and len(cards) > 1 and cards[0].photo is not None
    return ColumnView(
        head=Head(
            column.title,
            crumbs=site.trail(Link(column.title)),
            lead=column.introduction,
            meta=Meta(feeds=feed_links(portal, column.title, column=column)),
        ),
        filter=_filter(form, href, narrowed=narrowed),
        lead=cards[0] if leads else None,
        cards=cards[1:] if leads else cards,
        pages=pages_of(page, query=query, noun="bài"),
        empty=None if page.paginator.count else _nothing(href, narrowed=narrowed),
        themes=theme_links(column.themes.all()),
        feed_href=addresses.feed("rss", column=column),
    )


def _filter(form: Asked, href: str, *, narrowed: bool) -> Filter | None:
    fields = tuple(FilterField(form[name]) for name, field in form.fields.items() if len(field.choices) > 2)
    if not fields and not narrowed:
        return None
    fields = fields or tuple(FilterField(form[name]) for name in form.fields)
    return Filter(href, "Lọc bài của chuyên mục", "Lọc", fields=fields, reset=href if narrowed else "")


def _nothing(href: str, *, narrowed: bool) -> Empty:
    if narrowed:
        return Empty(
            "Không có bài nào như vậy",
            "Chuyên mục không có bài của năm hoặc nội dung đã chọn.",
            (Link("Xem mọi bài của chuyên mục", href),),
        )
    return Empty(
        "Chuyên mục chưa có bài",
        "Tòa soạn đang chuẩn bị những bài đầu tiên. Bạn có thể đọc các chuyên mục khác ở trang chủ.",
        (Link("Về trang chủ", addresses.home()),),
    )


@dataclass(frozen=True, slots=True)
class ArchiveYear:
    label: str
    href: str
    count: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """The archive: its years, and the stories of one of them."""

    head: Head
    years: tuple[ArchiveYear, ...]
    cards: tuple[StoryCard, ...] = ()
    pages: Pages | None = None
    empty: Empty | None = None


def archive_view(
    portal: AskedPortal | None,
    years: Sequence[tuple[int, int]],
    *,
    year: int | None = None,
    page: Page[Any] | None = None,
    query: QueryDict | None = None,
) -> ArchiveView:
    """Return the archive, of one year when it is given."""
    crumbs = [Link("Lưu trữ", addresses.archive()), Link(f"Năm {year}")] if year else [Link("Lưu trữ")]
    head = Head(
        f"Lưu trữ năm {year}" if year else "Lưu trữ theo năm",
        crumbs=site.trail(*crumbs),
        lead="" if year else "Mọi bài của chuyên trang, xếp theo năm đăng.",
    )
    listed = _years(years, year)
    if not listed:
        return ArchiveView(head, (), empty=_no_story())
    if portal is None or page is None or query is None:
        return ArchiveView(head, listed)
    return ArchiveView(
        head, listed, cards=story_cards(portal, page.object_list), pages=pages_of(page, query=query, noun="bài")
    )


def _years(years: Iterable[tuple[int, int]], current: int | None) -> tuple[ArchiveYear, ...]:
    return tuple(
        ArchiveYear(f"Năm {year}", addresses.archive(year), f"{number(stories)} bài", year == current)
        for year, stories in years
    )


def _no_story() -> Empty:
    return Empty(
        "Chưa có bài nào",
        "Kho lưu trữ có bài khi chuyên trang đăng bài đầu tiên.",
        (Link("Về trang chủ", addresses.home()),),
    )
