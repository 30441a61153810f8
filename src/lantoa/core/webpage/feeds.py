"""RSS and Atom feeds: where a site has them, and the links they list."""

import re
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any

import feedparser

from lantoa.core.viettext import fold, to_nfc

from .addresses import absolute_url, host_of
from .dates import VIETNAM, ImpossibleDate, read_stamp
from .links import Link
from .recipes import all_recipes, recipe_for
from .tree import parse_page, parse_text, squeeze, text_of

MAX_FEED_BYTES = 10_000_000
MAX_FEED_LINKS = 1_000
"""Entries read of one feed; feeds seen have at most 200."""

_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "text/xml",
    "application/xml",
)
_FEED_ADDRESS = re.compile(
    r"(?:\.rss|/feed/?|/rss(?:\.xml|/)?|/atom(?:\.xml)?|feed\.xml|rss\.xml|/rss/[^?#]*|[?&]feed=|op=rss)(?:$|[?#])",
    re.IGNORECASE,
)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


class UnreadableFeed(ValueError):
    """The data is no feed; the message says in Vietnamese what to do."""


def read_feed(data: bytes, *, url: str) -> list[Link]:
    """The entries of the feed in its order, each page once; malformed feeds are read as far as they go.

    RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom. `published_at` is the date of publication in Vietnam time, else that of the
    last change when the feed states only this. Raises UnreadableFeed for data that is no feed, too large, or defines
    XML entities. No network: only the bytes given are read.
    """
    if not data.strip():
        raise UnreadableFeed("Nguồn tin (RSS) trống; hãy kiểm tra lại địa chỉ nguồn tin.")
    if len(data) > MAX_FEED_BYTES:
        raise UnreadableFeed(f"Nguồn tin (RSS) lớn hơn {MAX_FEED_BYTES // 1_000_000} MB nên không đọc.")
    if _ENTITY.search(data.replace(b"\x00", b"")):
        raise UnreadableFeed("Nguồn tin (RSS) khai báo thực thể XML, có thể gây hại nên không đọc.")
    # A stream, never the bytes themselves: feedparser would take short bytes for a file name or an address.
    try:
        parsed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError) as error:  # an encoding that is named in bytes no name is made of
        raise UnreadableFeed("Nguồn tin (RSS) ghi sai bảng mã nên không đọc được; hãy báo nơi có nguồn tin.") from error
    if not parsed.entries and not parsed.get("version"):
        raise UnreadableFeed("Dữ liệu không phải là nguồn tin RSS hoặc Atom; hãy kiểm tra lại địa chỉ nguồn tin.")
    links: dict[str, Link] = {}
    for entry in parsed.entries[:MAX_FEED_LINKS]:
        address = absolute_url(_address(entry), url)
        if address and address not in links:
            links[address] = Link(address, _title(entry), _published(entry))
    return list(links.values())


def find_feeds(html: bytes | str, *, url: str) -> list[str]:
    """Addresses of feeds of the page's site: those it declares, those it links to, else the usual places to try.

    Usual places depend on the platform (see the recipes); they are guesses that a caller has to try. Comment feeds
    come last. Raises UnreadablePage.
    """
    root = parse_page(html)
    found: dict[str, bool] = {}
    for link in root.iter("link"):
        rel, kind = (link.get("rel") or "").lower().split(), (link.get("type") or "").lower()
        address = absolute_url(link.get("href") or "", url)
        if address and ("alternate" in rel or "feed" in rel) and kind.startswith(_FEED_TYPES[:4]):
            found.setdefault(address, "comment" in address or "binh luan" in fold(link.get("title") or ""))
    for anchor in root.iter("a"):
        address = absolute_url(anchor.get("href") or "", url)
        if address and host_of(address) == host_of(url) and _FEED_ADDRESS.search(address):
            found.setdefault(address, False)
    if not found:
        recipe = recipe_for(root.iter(), url)
        usual = (*recipe.feed_paths, *all_recipes()["generic"].feed_paths)
        found = {address: False for path in usual if (address := absolute_url(path, url))}
    return sorted(found, key=lambda address: found[address])


def _address(entry: Any) -> str:
    for link in entry.get("links", []):
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            return str(link["href"])
    identity = str(entry.get("id") or "")
    return str(entry.get("link") or (identity if identity.startswith("http") else ""))


def _title(entry: Any) -> str:
    raw = to_nfc(str(entry.get("title") or ""))
    if "<" in raw or "&" in raw:
        raw = text_of(parse_text(f"<p>{raw}</p>"))
    return squeeze(raw)[:300]


def _published(entry: Any) -> str | None:
    for field in ("published", "updated", "created"):
        if field == "updated" and "published" in entry:
            continue  # feedparser answers "updated" with the published date, with a warning
        raw = squeeze(str(entry.get(field) or ""))
        if raw and (iso := _iso(raw)):
            return iso
    return None


def _iso(raw: str) -> str | None:
    try:
        moment = parsedate_to_datetime(raw)
    except (ValueError, TypeError, IndexError, OverflowError):
        moment = None
    if moment is not None and re.match(r"^\w{3},|^\d{1,2} \w{3} ", raw):
        # "-0000" says that the zone is not known (RFC 5322, 3.3); Vietnamese sites then mean their own.
        return (moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment.astimezone(VIETNAM)).isoformat()
    try:
        stamp = read_stamp(raw)
    except ImpossibleDate:
        return None
    return stamp.iso if stamp else None
