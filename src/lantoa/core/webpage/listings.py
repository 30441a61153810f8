"""The listing pages of a site: the sections its menus and headings lead to."""

import re
from urllib.parse import urlsplit

from .addresses import absolute_url, clean_url, host_of
from .links import discover_links
from .tree import drop_unseen, parse_page, squeeze, text_of

MAX_LISTINGS = 60
"""Sections taken of one page; menus with more list every department of a ministry."""

_MOST_WORDS = 8
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|jpe?g|png|gif|webp|svg|mp[34]|css|js|xml|rss|json)$", re.I)
_NO_LISTING = re.compile(
    r"(?:^|[/?&=])(?:login|dang-nhap|register|dang-ky|logout|search|tim-kiem|contact|lien-he|print|rss|feeds?|sitemap|wp-admin|users?)"
    r"(?:[/.?=&-]|$)",
    re.IGNORECASE,
)


def listing_urls(html: bytes | str, *, url: str) -> list[str]:
    """The addresses on the same site that are linked by a few words and look like no article, in page order, each once.

    Sign-in, search, contact, feeds and files are left out; what remains are sections, and a few pages such as "about"
    that hold no article. Raises UnreadablePage.
    """
    root = parse_page(html)
    drop_unseen(root)
    here, own = clean_url(url), host_of(url)
    articles = {link.url for link in discover_links(html, url=url)}
    found: dict[str, None] = {}
    for link in root.iter("a"):
        address = absolute_url(link.get("href") or "", url)
        if not address or address == here or address in articles or host_of(address) != own:
            continue
        parts = urlsplit(address)
        words = squeeze(text_of(link)).split()
        if 0 < len(words) <= _MOST_WORDS and not _is_other(parts.path, parts.query):
            found.setdefault(address)
    return list(found)[:MAX_LISTINGS]


def _is_other(path: str, query: str) -> bool:
    return (
        bool(path in {"", "/"} and not query) or bool(_FILE.search(path)) or bool(_NO_LISTING.search(f"{path}?{query}"))
    )
