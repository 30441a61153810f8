"""What the search finds in the newsroom: live pages that everybody may read, and the document library."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Site

from lantoa.apps.directives.searching import theme_choice
from lantoa.apps.newsroom.models import ColumnPage, EventPage, InfoPage, LibraryDocument, PortalPage, StoryPage
from lantoa.apps.search.documents import Choice, SearchDocument

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class _Places:
    """Portals and columns by their path in the tree, to say where a page stands without a query for each."""

    portals: dict[str, PortalPage]
    columns: dict[str, ColumnPage]

    def portal_of(self, page: Any) -> PortalPage | None:
        found: PortalPage | None = _above(page, self.portals)
        return found

    def column_of(self, page: Any) -> ColumnPage | None:
        found: ColumnPage | None = _above(page, self.columns)
        return found


def _above(page: Any, by_path: dict[str, Any]) -> Any:
    steps = range(len(page.path) - page.steplen, 0, -page.steplen)
    return next((by_path[page.path[:length]] for length in steps if page.path[:length] in by_path), None)


def _places() -> _Places:
    portals = PortalPage.objects.select_related("agency")
    return _Places({page.path: page for page in portals}, {page.path: page for page in ColumnPage.objects.all()})


@dataclass(frozen=True, slots=True)
class PagesOfKind:
    """The live, unrestricted pages of one model. A column or portal that changes touches the pages below it."""

    model: Any
    label: str
    themed: bool = True

    @property
    def kind(self) -> str:
        name: str = self.model._meta.model_name
        return name

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        pages = self.model.objects.live().public().order_by("pk")
        if keys is not None:
            pages = pages.filter(pk__in=keys)
        places, roots = _places(), Site.get_site_root_paths()
        waiting = iter(pages.values_list("pk", flat=True))
        while chunk := list(islice(waiting, _CHUNK)):
            themes = self._themes_of(chunk)
            for page in pages.filter(pk__in=chunk):
                page._wagtail_cached_site_root_paths = roots
                if (document := self._document(page, places, themes.get(page.pk, ()))) is not None:
                    yield document

    def _themes_of(self, keys: list[int]) -> dict[int, list[Choice]]:
        """Return the themes of pages; a page's own manager would ask once a page."""
        found: dict[int, list[Choice]] = defaultdict(list)
        if self.themed:
            rows = self.model.themes.through.objects.filter(**{f"{self.kind}__in": keys})
            for row in rows.select_related("theme__programme").order_by("theme__programme__year", "theme__position"):
                found[getattr(row, f"{self.kind}_id")].append(theme_choice(row.theme, row.theme.programme))
        return found

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        if kind not in {"columnpage", "portalpage"} or not key.isdecimal():
            return ()
        above = Page.objects.filter(pk=key).first()
        if above is None:
            return ()  # with it went the pages below, and each said so
        return {str(pk) for pk in self.model.objects.descendant_of(above).values_list("pk", flat=True)}

    def _document(self, page: Any, places: _Places, themes: Iterable[Choice]) -> SearchDocument | None:
        portal, column, where = places.portal_of(page), places.column_of(page), page.get_url_parts()
        if portal is None or where is None or where[2] is None:
            return None
        day = page.first_published_at or page.last_published_at
        return SearchDocument(
            kind=self.kind,
            key=str(page.pk),
            title=page.title,
            lead=page.lead,
            text=_text_of(page),
            path=where[2],
            site=where[1],
            published_on=timezone.localtime(day).date() if day else None,
            portal=Choice(str(portal.pk), portal.title),
            column=Choice(str(column.pk), column.title) if column else None,
            agency=Choice(portal.agency.slug, portal.agency.short_name),
            themes=tuple(themes),
            illustrative=bool(getattr(page, "illustrative", False) or portal.illustrative),
        )


def _text_of(page: Any) -> str:
    blocks = page._meta.get_field("body").get_searchable_content(page.body)
    before = [getattr(page, name, "") for name in ("for_reader", "place")]
    parts = [*before, *blocks, getattr(page, "byline", "")]
    return "\n".join(str(part).strip() for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Library:
    """The documents of the library; their title is kind and number, their lead what they are about."""

    kind: str = "librarydocument"
    label: str = "văn bản, tài liệu"

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        rows = LibraryDocument.objects.select_related("file").order_by("pk")
        if keys is not None:
            rows = rows.filter(pk__in=keys)
        for row in rows.iterator(chunk_size=_CHUNK):
            kind = row.get_kind_display()
            name = f"{kind[:1].upper()}{kind[1:]}" + (f" số {row.identifier}" if row.identifier else "")
            yield SearchDocument(
                kind=self.kind,
                key=str(row.pk),
                title=name if row.identifier else row.subject,
                lead=row.subject if row.identifier else "",
                text=row.issuer,
                path=row.file.url if row.file else row.url,
                published_on=row.issued_on,
                illustrative=row.illustrative,
            )

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        return ()


STORIES = PagesOfKind(StoryPage, "bài của chuyên trang")
EVENTS = PagesOfKind(EventPage, "sự kiện")
INFO_PAGES = PagesOfKind(InfoPage, "trang thông tin", themed=False)
LIBRARY = _Library()
