"""One source read over HTTP, politely: robots.txt, one request at a time a host, conditional requests. No database
here.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urljoin

from protego import Protego

from lantoa.apps.base.outbound import USER_AGENT, FetchFailed, OutboundClient, Response
from lantoa.core import webpage

T = TypeVar("T")
# Bounds of one reading of one source; what lies beyond is read in the next one.
MAX_LISTINGS = 30
MAX_SITEMAPS = 10
MAX_PAGES = 2_000
MAX_CRAWL_DELAY = 5.0
ROBOT = USER_AGENT.split("/")[0]


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server gave at the last reading, so that an unchanged page costs it nothing."""

    etag: str
    last_modified: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One article address and what came of it: an answer, or the failure with its reason."""

    url: str
    response: Response | None
    failure: FetchFailed | None


@dataclass(slots=True)
class _Pace:
    """Keeps the distance between two requests to one host."""

    seconds: float
    last: float = field(default=-1e9)

    def wait(self) -> None:
        time.sleep(max(0.0, self.last + self.seconds - time.monotonic()))
        self.last = time.monotonic()


class SourceCrawl:
    """Reads one source; `platform` is known once the first visit has come."""

    def __init__(
        self, url: str, *, client: OutboundClient, known: Mapping[str, Validators], delay_seconds: float
    ) -> None:
        self.platform = ""
        self._home = url
        self._client = client
        self._known = known
        self._pace = _Pace(delay_seconds)
        self._robots = Protego.parse("")

    def visits(self) -> Iterator[Visit]:
        """Yield one visit per article address the source announces, in its order; FetchFailed when its home page does
        not answer.
        """
        self._read_robots()
        for position, url in enumerate(self._addresses()):
            if position >= MAX_PAGES:
                return
            yield self._visit(url)

    def _get(self, url: str, headers: Mapping[str, str] | None = None) -> Response:
        if not self._robots.can_fetch(url, ROBOT):
            raise FetchFailed("robots", "Trang chủ của nguồn không cho phép đọc địa chỉ này (robots.txt).")
        self._pace.wait()
        return self._client.get(url, headers=headers)

    def _read_robots(self) -> None:
        try:
            response = self._client.get(urljoin(self._home, "/robots.txt"))
        except FetchFailed:
            return  # the home page will tell whether the site is down
        if response.status >= 500:
            # RFC 9309, section 2.3.1.4: rules that cannot be had now allow nothing; the next reading asks again.
            raise FetchFailed("robots", f"Máy chủ trả lời mã {response.status} khi hỏi robots.txt; lần này không đọc.")
        if response.status == 200:
            self._robots = Protego.parse(response.body.decode("utf-8", "replace"))
            asked = self._robots.crawl_delay(ROBOT) or 0.0
            self._pace.seconds = max(self._pace.seconds, min(asked, MAX_CRAWL_DELAY))

    def _visit(self, url: str) -> Visit:
        known = self._known.get(url)
        headers = {}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        try:
            response = self._get(url, headers)
        except FetchFailed as failure:
            return Visit(url, None, failure)
        if response.status not in {200, 304}:
            return Visit(url, None, FetchFailed("status", f"Máy chủ trả lời mã {response.status}."))
        return Visit(url, response, None)

    def _addresses(self) -> Iterator[str]:
        """Yield each article address once: from feeds and sitemaps where the site has them, and from its listings."""
        home = self._get(self._home)
        if home.status != 200:
            raise FetchFailed("status", f"Trang chủ trả lời mã {home.status}.")
        try:
            self.platform = webpage.detect_platform(home.body)
        except webpage.UnreadablePage as error:
            raise FetchFailed("unreadable", str(error)) from error
        # A sitemap names the sections and pages such as "about" beside the articles; the menu tells them apart.
        sections = [webpage.clean_url(address) for address in _readable(webpage.listing_urls, home)]
        seen = {webpage.clean_url(home.url), *sections}
        for link in self._links(home, sections):
            url = webpage.clean_url(link)
            if url not in seen:
                seen.add(url)
                yield url

    def _links(self, home: Response, sections: list[str]) -> Iterator[str]:
        for feed in _readable(webpage.find_feeds, home):
            if (response := self._try(feed)) is not None:
                yield from (link.url for link in _readable(webpage.read_feed, response))
        yield from self._sitemap_links()
        yield from self._listed_links(home, sections)

    def _listed_links(self, home: Response, sections: list[str]) -> Iterator[str]:
        """Yield what the home page lists, then each section and its further pages."""
        page: Response | None = home
        waiting = list(sections)
        seen = {webpage.clean_url(home.url), *waiting}
        for _ in range(MAX_LISTINGS):
            if page is not None:
                yield from (link.url for link in _readable(webpage.discover_links, page))
                following = webpage.clean_url(_next_page(page) or home.url)
                if following not in seen:
                    seen.add(following)
                    waiting.insert(0, following)  # the further pages of a section come before the next section
            if not waiting:
                return
            page = self._try(waiting.pop(0))

    def _sitemap_links(self) -> Iterator[str]:
        waiting = list(self._robots.sitemaps) or [urljoin(self._home, "/sitemap.xml")]
        for _ in range(MAX_SITEMAPS):
            if not waiting:
                return
            if (response := self._try(waiting.pop(0))) is None:
                continue
            try:
                sitemap = webpage.read_sitemap(response.body, url=response.url)
            except webpage.UnreadableSitemap:
                continue  # many sites answer any address with their home page; the listings are read anyway
            waiting.extend(sitemap.sitemaps)
            yield from (link.url for link in sitemap.links)

    def _try(self, url: str) -> Response | None:
        """Return a listing, feed or sitemap, None when it does not answer: the others may still."""
        try:
            response = self._get(url)
        except FetchFailed:
            return None
        return response if response.status == 200 else None


def _readable(read: Callable[..., list[T]], page: Response) -> list[T]:
    """Return what a reader of listings or feeds finds, nothing where the page is not of its kind."""
    try:
        return read(page.body, url=page.url)
    except (webpage.UnreadablePage, webpage.UnreadableFeed):
        return []


def _next_page(page: Response) -> str | None:
    try:
        return webpage.next_page_url(page.body, url=page.url)
    except webpage.UnreadablePage:
        return None
