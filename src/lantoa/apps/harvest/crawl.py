"""One source read over HTTP, politely: robots.txt, one request at a time a host, conditional requests. No database here."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from protego import Protego

from lantoa.apps.base.outbound import USER_AGENT, FetchFailed, OutboundClient, Response
from lantoa.core import webpage

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
    """Reads one source. `platform` and `listing_failure` are known once `visits` has begun, resp. ended."""

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
        """Yield one visit per article address the source announces, in its order; FetchFailed when its home page does not answer."""
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
        self.platform = webpage.detect_platform(home.body)
        seen: set[str] = set()
        for link in self._links(home):
            url = webpage.clean_url(link)
            if url not in seen:
                seen.add(url)
                yield url

    def _links(self, home: Response) -> Iterator[str]:
        for feed in webpage.find_feeds(home.body, url=home.url):
            if (response := self._try(feed)) is not None:
                yield from (link.url for link in webpage.read_feed(response.body, url=response.url))
        yield from self._sitemap_links()
        page: Response | None = home
        listings = [home.url]
        while page is not None and len(listings) <= MAX_LISTINGS:
            yield from (link.url for link in webpage.discover_links(page.body, url=page.url))
            following = webpage.next_page_url(page.body, url=page.url)
            if following is None or following in listings:
                return
            listings.append(following)
            page = self._try(following)

    def _sitemap_links(self) -> Iterator[str]:
        waiting = list(self._robots.sitemaps) or [urljoin(self._home, "/sitemap.xml")]
        read = 0
        while waiting and read < MAX_SITEMAPS:
            read += 1
            if (response := self._try(waiting.pop(0))) is None:
                continue
            sitemap = webpage.read_sitemap(response.body, url=response.url)
            waiting.extend(sitemap.sitemaps)
            yield from (link.url for link in sitemap.links)

    def _try(self, url: str) -> Response | None:
        """Return a listing, feed or sitemap, None when it does not answer: the others may still."""
        try:
            response = self._get(url)
        except FetchFailed:
            return None
        return response if response.status == 200 else None
