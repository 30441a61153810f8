"""Which portal a reader asked for, and its pages that everybody may read."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction, Site

from lantoa.apps.agencies.models import Agency
from lantoa.apps.newsroom.models import ColumnPage, PortalPage, PublicPage, StoryPage

_KEPT = "_lantoa_portal"


@dataclass(frozen=True, slots=True)
class AskedPortal:
    """A portal as readers may see it: its page, its columns, its address; `private` are paths of pages kept back."""

    page: PortalPage
    columns: tuple[ColumnPage, ...]
    root: str
    private: tuple[str, ...]

    def address_of(self, page: Page) -> str:
        """Return where a page of this portal stands under its root."""
        return "/" + str(page.url_path).removeprefix(self.page.url_path)

    def is_private(self, page: Page) -> bool:
        return page.path.startswith(self.private) if self.private else False

    def column_of(self, page: Page) -> ColumnPage | None:
        """Return the public column that the page stands in, None for a page outside of all. No query."""
        above = page.path[: -Page.steplen]
        return next((column for column in self.columns if column.path == above), None)

    def pages(self, kind: type[PublicPage]) -> QuerySet[Any]:
        """Return the pages of a kind that everybody may read, without their bodies; newest first."""
        found: QuerySet[Any] = kind.objects.live().descendant_of(self.page).defer_streamfields()
        for path in self.private:
            found = found.exclude(path__startswith=path)
        return found.order_by(F("first_published_at").desc(nulls_last=True), "-pk")


def asked_portal(request: HttpRequest | None) -> AskedPortal | None:
    """Return the portal of the host that was asked, the default one for an unknown host; None without any portal.

    Four queries the first time for a request, none afterwards.
    """
    if request is None:
        return None
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, _find(request))
    found: AskedPortal | None = getattr(request, _KEPT)
    return found


def show_in_portal(request: HttpRequest, portal: PortalPage) -> AskedPortal:
    """Return the portal, and let this request be one for it: a preview comes from the host of the back office."""
    asked = asked_portal(request)
    if asked is None or asked.page.pk != portal.pk:
        site = portal.sites_rooted_here.first()
        asked = _opened(portal, site.root_url if site else "")
        setattr(request, _KEPT, asked)
    return asked


def _find(request: HttpRequest) -> AskedPortal | None:
    site = Site.find_for_request(request)
    if site is None or site.root_page.specific_class is not PortalPage:
        return None
    portal = PortalPage.objects.live().select_related("agency").filter(pk=site.root_page_id).first()
    return _opened(portal, _root(site, request)) if portal else None


def _root(site: Site, request: HttpRequest) -> str:
    """Return the address of the portal as the reader knows it; from a host of another name, the portal's own."""
    asked_host = request.get_host().partition(":")[0]
    own = site.hostname in (asked_host, "localhost")
    return f"{request.scheme}://{request.get_host()}" if own else site.root_url


def _opened(portal: PortalPage, root: str) -> AskedPortal:
    private = _private_paths()
    columns = ColumnPage.objects.live().child_of(portal).order_by("path")
    columns = columns.only("path", "url_path", "slug", "title", "introduction")
    public = tuple(column for column in columns if not private or not column.path.startswith(private))
    return AskedPortal(portal, public, root, private)


def page_at(portal: AskedPortal, path: str) -> PublicPage | None:
    """Return the page at an address of the portal, live or not; None for none and for a private one. One query for a
    story, three for other pages.
    """
    at = {"url_path": portal.page.url_path + path.strip("/") + "/", "path__startswith": portal.page.path}
    page = StoryPage.objects.filter(**at).first() or Page.objects.filter(**at).first()
    if page is None or portal.is_private(page):
        return None
    found = page if isinstance(page, StoryPage) else page.specific
    return found if isinstance(found, PublicPage) else None


def portals_of(agency: Agency) -> list[AskedPortal]:
    """Return the live portals that the agency keeps, by name, without their columns. At most three queries."""
    kept = list(PortalPage.objects.live().filter(agency=agency).prefetch_related("sites_rooted_here").order_by("title"))
    if not kept:
        return []
    private = _private_paths()
    sites = {portal.pk: [site.root_url for site in portal.sites_rooted_here.all()] for portal in kept}
    return [
        AskedPortal(portal, (), sites[portal.pk][0], private)
        for portal in kept
        if sites[portal.pk] and not (private and portal.path.startswith(private))
    ]


def _private_paths() -> tuple[str, ...]:
    return tuple(PageViewRestriction.objects.order_by().values_list("page__path", flat=True))
