"""The page of the search: what was found, ways to narrow it down, and what helps when nothing was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.directives.models import Theme
from lantoa.apps.search.asking import MAX_LENGTH
from lantoa.apps.search.documents import SearchDocument
from lantoa.apps.search.highlighting import Piece
from lantoa.apps.search.queries import Count, Found, Hit
from lantoa.portal.presenters import addresses
from lantoa.portal.presenters.parts import Head, Link, Pages, Tag, pages_of
from lantoa.portal.presenters.site import column_links, trail
from lantoa.portal.presenters.stories import ILLUSTRATIVE_TAG
from lantoa.portal.presenters.words import day_words
from lantoa.portal.queries import AskedPortal

# The facets: their name in addresses, in the index, and on the page.
FACETS = (
    ("loai", "kind", "Loại"),
    ("noi-dung", "theme", "Nội dung tuyên truyền"),
    ("chuyen-muc", "column", "Chuyên mục"),
    ("co-quan", "agency", "Cơ quan"),
    ("nam", "year", "Năm"),
    ("chuyen-trang", "portal", "Chuyên trang"),
)
_MOST_CHOICES = 12


@dataclass(frozen=True, slots=True)
class HitCard:
    """One document found: title and extract in pieces, some of them marked."""

    title: tuple[Piece, ...]
    href: str
    kicker: str
    extract: tuple[Piece, ...]
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A value to narrow down by, or the chosen one, whose address takes it away."""

    label: str
    count: str
    href: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    choices: tuple[FacetChoice, ...]
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """What one may do who found nothing, or has not asked yet."""

    themes: tuple[Link, ...]
    columns: tuple[Link, ...]
    contact: Link


@dataclass(frozen=True, slots=True)
class SearchPage:
    head: Head
    action: str
    asked: str
    max_length: int = MAX_LENGTH
    kept: tuple[tuple[str, str], ...] = ()
    summary: str = ""
    note: str = ""
    suggestion: Link | None = None
    fewer: tuple[Link, ...] = ()
    unfiltered: Link | None = None
    hits: tuple[HitCard, ...] = ()
    facets: tuple[Facet, ...] = ()
    pages: Pages | None = None
    help: Help | None = None
    rebuilding: bool = False


def search_start(portal: AskedPortal | None, themes: Iterable[Theme]) -> SearchPage:
    """Return the page before anything was asked."""
    return SearchPage(_head(""), _action(), "", help=_help(portal, themes))


def search_rebuilding(asked: str, portal: AskedPortal | None, themes: Iterable[Theme]) -> SearchPage:
    """Return the page for the minutes in which there is no index."""
    return SearchPage(_head(asked), _action(), asked, rebuilding=True, help=_help(portal, themes))


def search_page(
    found: Found,
    page: Page[Hit],
    *,
    portal: AskedPortal | None,
    chosen: Mapping[str, str],
    query: QueryDict,
    themes: Iterable[Theme],
) -> SearchPage:
    """Return the page of what was found, as it is shown in a portal."""
    asked = found.question.text
    return SearchPage(
        _head(asked),
        _action(),
        asked,
        kept=tuple((name, chosen[facet]) for name, facet, _ in FACETS if chosen.get(facet)),
        summary=_summary(found),
        note=_note(found),
        suggestion=Link(found.suggestion, _asking(found.suggestion)) if found.suggestion else None,
        fewer=tuple(Link(words, _asking(words)) for words in found.fewer),
        unfiltered=_unfiltered(found, asked, chosen),
        hits=tuple(_card(hit, portal) for hit in page.object_list),
        facets=_facets(found, chosen, query),
        pages=pages_of(page, query=query, noun="kết quả") if found.total else None,
        help=None if found.total else _help(portal, themes),
    )


def _head(asked: str) -> Head:
    title = f"Tìm “{asked}”" if asked else "Tìm kiếm"
    return Head(title, crumbs=trail(Link("Tìm kiếm")))


def _action() -> str:
    return addresses.search()


def _asking(words: str) -> str:
    return f"{_action()}?{urlencode({'q': words})}"


def _summary(found: Found) -> str:
    if not found.question.units:
        return "Hãy gõ ít nhất một chữ hoặc một số."
    if not found.total:
        return f"Không tìm thấy gì cho “{found.question.text}”."
    if found.total > found.reachable:
        return f"Có {number(found.total)} kết quả; dưới đây là {number(found.reachable)} kết quả sát nhất."
    return f"Có {number(found.total)} kết quả."


def _note(found: Found) -> str:
    if found.loosely and found.total:
        return "Chưa có mục nào chứa đủ các chữ bạn gõ; đây là những mục chứa nhiều chữ nhất."
    return ""


def _unfiltered(found: Found, asked: str, chosen: Mapping[str, str]) -> Link | None:
    if found.total or not found.unfiltered or not any(chosen.values()):
        return None
    return Link(f"Bỏ các lựa chọn lọc để xem {number(found.unfiltered)} kết quả", _asking(asked))


def _card(hit: Hit, portal: AskedPortal | None) -> HitCard:
    document = hit.document
    by = document.agency.label if document.agency else ""
    column = document.column.label if document.column else ""
    day = day_words(document.published_on) if document.published_on else ""
    return HitCard(
        title=hit.title,
        href=_address(document, portal),
        kicker=" · ".join(part for part in (_capital(hit.kind_label), by, column, day) if part),
        extract=hit.extract,
        tags=(ILLUSTRATIVE_TAG,) if document.illustrative else (),
    )


def _address(document: SearchDocument, portal: AskedPortal | None) -> str:
    """Return where the document is read: on another portal with that portal's name."""
    if not document.path:
        return reverse(f"portal:{document.kind}", args=[document.key])
    here = document.portal is None or (portal is not None and document.portal.code == str(portal.page.pk))
    return document.path if here else f"{document.site}{document.path}"


def _facets(found: Found, chosen: Mapping[str, str], query: QueryDict) -> tuple[Facet, ...]:
    facets = []
    for name, code, label in FACETS:
        counts = (found.facets or {}).get(code, ())
        picked = chosen.get(code, "")
        # One value for all that was found narrows nothing down.
        if not picked and len(counts) < 2:
            continue
        ordered = sorted(counts, key=lambda count: count.choice.code, reverse=True) if code == "year" else counts
        choices = tuple(_choice(count, name, picked, query) for count in ordered[:_MOST_CHOICES])
        if choices:
            facets.append(Facet(name, label, choices, opened=bool(picked) or code == "kind"))
    return tuple(facets)


def _choice(count: Count, name: str, picked: str, query: QueryDict) -> FacetChoice:
    asked = query.copy()
    asked.pop("trang", None)
    chosen = count.choice.code == picked
    if chosen:
        asked.pop(name, None)
    else:
        asked[name] = count.choice.code
    return FacetChoice(_capital(count.choice.label), number(count.documents), f"?{asked.urlencode(safe='/')}", chosen)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _help(portal: AskedPortal | None, themes: Iterable[Theme]) -> Help:
    return Help(
        themes=tuple(Link(f"{theme.code}. {theme.title}", addresses.of_theme(theme)) for theme in themes),
        columns=column_links(portal) if portal else (),
        contact=Link("Liên hệ", addresses.contact()),
    )
