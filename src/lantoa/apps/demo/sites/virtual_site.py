"""One site behind the server: which address gives which reply, the declared faults included."""

import datetime as dt
import gzip
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from .addresses import SCHEMES, same_page
from .articles import VIETNAM_TIME, DemoArticle
from .feeds import feed, robots, sitemap, sitemap_index
from .illustrations import illustration, picture_count
from .pages import Pages
from .registry import Site
from .shelf import Entry, Section, build_shelf, instance_of

HTML = "text/html; charset=utf-8"
# The browser's old default for Western text: what a broken header most often says.
_WRONG_CHARSET = "text/html; charset=windows-1252"
# Above the 12 MB that no article of a public site comes near.
OVERSIZED_BYTES = 12 * 1024 * 1024 + 65536


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server sends. `waits`: only after the server's slow_seconds. `filler_bytes`: sent on after the body."""

    status: int
    content_type: str
    body: bytes
    location: str | None = None
    modified_at: dt.datetime | None = None
    waits: bool = False
    filler_bytes: int = 0

    @property
    def etag(self) -> str:
        """The mark by which a client asks whether the body is still the same."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


class VirtualSite:
    """The replies of one site. Each page is rendered when first asked for and kept."""

    def __init__(self, site: Site, articles: Iterable[DemoArticle], base_url: str) -> None:
        self.site = site
        self.base_url = base_url
        self.shelf = build_shelf(site, articles)
        self._scheme = SCHEMES[site.platform, site.address_style]
        self._pages = Pages(site, self.shelf, base_url)
        self._routes = self._all_routes()
        self._kept: dict[str, Reply] = {}

    def reply(self, target: str) -> Reply:
        """Return the reply to a request target (path and query); the platform's 404 page where there is nothing."""
        page = same_page(target)
        if page not in self._routes:
            page = page.partition("?")[0]  # parameters that the platform does not know change nothing
        if page in self._kept:
            return self._kept[page]
        if page in self._routes:
            return self._kept.setdefault(page, self._routes[page]())
        if f"{page}/" in self._routes:
            return self._redirect(f"{page}/", 301)
        return Reply(404, HTML, self._pages.not_found(page[:200]).encode())

    def article_addresses(self) -> list[str]:
        """Return the address of every article that can be read, newest first."""
        return [entry.address for entry in self.shelf.entries if not entry.is_ghost]

    def _all_routes(self) -> dict[str, Callable[[], Reply]]:
        scheme = self._scheme
        routes: dict[str, Callable[[], Reply]] = {"/": lambda: self._html(self._pages.home())}
        if scheme.home_alias:
            routes[scheme.home_alias] = routes["/"]
        routes[same_page(scheme.about)] = lambda: self._html(self._pages.about())
        for section in (*self.shelf.sections, None):  # the list of all comes last: it wins over a section of its name
            routes |= self._list_routes(section)
        for entry in self.shelf.entries:
            routes |= self._entry_routes(entry)
        for picture in range(1, picture_count() + 1):
            routes[self._pages.picture_address(picture)] = self._picture(picture)
        return routes | self._machine_routes()

    def _list_routes(self, section: Section | None) -> dict[str, Callable[[], Reply]]:
        return {
            same_page(self._pages.list_address(section, page)): partial(self._list_page, section, page)
            for page in range(1, self._pages.page_count(section) + 1)
        }

    def _list_page(self, section: Section | None, page: int) -> Reply:
        return self._html(self._pages.listing(section, page))

    def _entry_routes(self, entry: Entry) -> dict[str, Callable[[], Reply]]:
        address = same_page(entry.address)
        kind = entry.fault.kind if entry.fault else ""
        if kind == "dead_link":
            return {}
        if kind == "endless_redirect":
            onward = f"{entry.address}{'&' if '?' in entry.address else '?'}chuyen=1"
            return {
                address: lambda: self._redirect(onward, 302),
                same_page(onward): lambda: self._redirect(entry.address, 302),
            }
        if kind == "oversized_page":
            return {address: lambda: self._oversized(entry)}
        if kind == "broken_page":
            return {address: lambda: Reply(200, _WRONG_CHARSET, _broken(self._pages.article(entry)))}
        routes = {address: lambda: self._html(self._pages.article(entry), _touched(entry), waits=kind == "slow_page")}
        if entry.print_address:
            routes[same_page(entry.print_address)] = lambda: self._html(self._pages.printing(entry), _touched(entry))
        return routes

    def _machine_routes(self) -> dict[str, Callable[[], Reply]]:
        site, routes = self.site, dict[str, Callable[[], Reply]]()
        if site.discovery == "rss":
            address = self._scheme.feed.format(instance=instance_of(site))
            kind = "application/atom+xml" if site.platform == "liferay" else "application/rss+xml"
            routes[same_page(address)] = lambda: self._text(
                feed(site, self.shelf, self.base_url, address), f"{kind}; charset=utf-8"
            )
        if site.discovery == "sitemap":
            routes |= self._sitemap_routes()
        sitemap_address = next((path for path in reversed(routes) if "sitemap" in path), None)
        words = robots(site, self.base_url, sitemap_address)
        if words is not None:
            routes["/robots.txt"] = lambda: self._text(words, "text/plain; charset=utf-8")
        return routes

    def _sitemap_routes(self) -> dict[str, Callable[[], Reply]]:
        """Return the sitemap's addresses, the one to announce last."""
        site, xml = self.site, "application/xml; charset=utf-8"
        words = sitemap(site, self.shelf, self.base_url, [self._pages.list_address(None, 1), self._scheme.about])
        if site.sitemap == "gzip":
            packed = gzip.compress(words.encode(), mtime=0)
            return {
                "/sitemap.xml": lambda: self._redirect("/sitemap.xml.gz", 301),
                "/sitemap.xml.gz": lambda: Reply(200, "application/gzip", packed, modified_at=self._clock()),
            }
        if site.sitemap == "index":
            index = sitemap_index(site, self.base_url, ["/sitemap-1.xml"])
            return {
                "/sitemap-1.xml": lambda: self._text(words, xml),
                "/sitemap.xml": lambda: self._text(index, xml),
            }
        return {"/sitemap.xml": lambda: self._text(words, xml)}

    def _picture(self, picture: int) -> Callable[[], Reply]:
        theme = self.site.theme
        return lambda: self._text(illustration(picture, colour=theme.colour, accent=theme.accent), "image/svg+xml")

    def _html(self, html: str, modified_at: dt.datetime | None = None, *, waits: bool = False) -> Reply:
        return Reply(200, HTML, html.encode(), modified_at=modified_at or self._clock(), waits=waits)

    def _text(self, text: str, content_type: str) -> Reply:
        return Reply(200, content_type, text.encode(), modified_at=self._clock())

    def _redirect(self, path: str, status: int) -> Reply:
        return Reply(status, HTML, b"", location=self.base_url + path)

    def _oversized(self, entry: Entry) -> Reply:
        opening = self._pages.article(entry).partition("</body>")[0]
        return Reply(200, HTML, opening.encode(), filler_bytes=OVERSIZED_BYTES)

    def _clock(self) -> dt.datetime:
        return self.site.clock_at.replace(tzinfo=VIETNAM_TIME)


def _touched(entry: Entry) -> dt.datetime | None:
    moment = entry.article.modified_at or entry.article.published_at
    if moment is None or isinstance(moment, dt.datetime):
        return moment
    return dt.datetime.combine(moment, dt.time(), VIETNAM_TIME)


def _broken(html: str) -> bytes:
    """Return a page as a failing server sends it: no closing tags of paragraphs and boxes, cut inside a tag."""
    unclosed = re.sub(r"</(?:p|div|li|span)>", "", html)
    paragraphs = [found.start() for found in re.finditer("<p ", unclosed)]
    cut = paragraphs[-1] if paragraphs else len(unclosed) // 2
    return unclosed[:cut].encode() + b'<p class="MsoNormal" sty'
