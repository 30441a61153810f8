"""What a site tells machines about itself: news feeds, sitemaps, robots.txt."""

import datetime as dt
from collections.abc import Iterable
from email.utils import format_datetime
from xml.sax.saxutils import escape

from .articles import VIETNAM_TIME
from .registry import Site
from .shelf import Entry, Shelf

# How many articles each platform's feed holds as installed; a newspaper's own setting is usually about fifty.
_FEED_ITEMS = {"nukeviet": 100, "liferay": 20, "sharepoint": 25, "wordpress": 10, "newspaper": 50}
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_CLOSED_PATHS = {
    "nukeviet": ("/admin/", "/users/", "/statistics/"),
    "liferay": ("/c/portal/", "/group/control_panel/"),
    "wordpress": ("/wp-admin/",),
    "newspaper": ("/cms/", "/tim-kiem"),
}


def feed(site: Site, shelf: Shelf, base_url: str, feed_address: str) -> str:
    """Return the site's feed: Atom on Liferay, RSS 2.0 elsewhere; dates only where the article states one."""
    entries = shelf.entries[: _FEED_ITEMS[site.platform]]
    if site.platform == "liferay":
        return _atom(site, entries, base_url, feed_address)
    items = "\n".join(_rss_item(site, entry, base_url) for entry in entries)
    return (
        f'{_XML}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">\n'
        f"<channel>\n<title>{escape(site.name)}</title>\n<link>{base_url}/</link>\n"
        f"<description>{escape(site.theme.slogan)} (trang minh họa của Lan Tỏa)</description>\n"
        "<language>vi</language>\n"
        f'<atom:link href="{escape(base_url + feed_address)}" rel="self" type="application/rss+xml"/>\n'
        f"<lastBuildDate>{format_datetime(_moment(site.clock_at))}</lastBuildDate>\n{items}\n</channel>\n</rss>\n"
    )


def sitemap(site: Site, shelf: Shelf, base_url: str, other_paths: Iterable[str]) -> str:
    """Return a sitemap of the first page, other pages by path, and every article."""
    rows = [_sitemap_row(base_url + path, site.clock_at) for path in ("/", *other_paths)]
    rows += [_sitemap_row(base_url + entry.address, _touched(entry)) for entry in shelf.entries]
    return f"{_XML}<urlset {_SITEMAP_SPACE}>\n" + "\n".join(rows) + "\n</urlset>\n"


def sitemap_index(site: Site, base_url: str, paths: Iterable[str]) -> str:
    """Return a sitemap that lists other sitemaps by path."""
    touched = f"<lastmod>{_moment(site.clock_at).isoformat()}</lastmod>"
    rows = (f"<sitemap><loc>{escape(base_url + path)}</loc>{touched}</sitemap>" for path in paths)
    return f"{_XML}<sitemapindex {_SITEMAP_SPACE}>\n" + "\n".join(rows) + "\n</sitemapindex>\n"


def robots(site: Site, base_url: str, sitemap_address: str | None) -> str | None:
    """Return robots.txt; None on the platform that has none as installed."""
    delay, closed = site.fault("crawl_delay"), site.fault("robots_disallow")
    if site.platform == "sharepoint" and not (delay or closed or sitemap_address):
        return None
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED_PATHS.get(site.platform, ()))]
    if closed:
        lines.append(f"Disallow: {closed.path}/")
    if delay:
        lines.append(f"Crawl-delay: {delay.seconds}")
    if sitemap_address:
        lines += ["", f"Sitemap: {base_url}{sitemap_address}"]
    return "\n".join(lines) + "\n"


def _rss_item(site: Site, entry: Entry, base_url: str) -> str:
    article, address = entry.article, escape(base_url + entry.address)
    summary = escape(article.lead)
    if site.platform != "wordpress":  # a summary with mark-up in it, as these platforms write them
        summary = f"<![CDATA[<p>{summary}</p>]]>"
    author = f"<dc:creator>{escape(article.author)}</dc:creator>" if article.author else ""
    date = f"<pubDate>{format_datetime(_moment(article.published_at))}</pubDate>" if article.published_at else ""
    return (
        f"<item>\n<title>{escape(article.title)}</title>\n<link>{address}</link>\n"
        f'<guid isPermaLink="true">{address}</guid>\n<category>{escape(entry.section.name)}</category>\n'
        f"<description>{summary}</description>\n{author}{date}\n</item>"
    )


def _atom(site: Site, entries: Iterable[Entry], base_url: str, feed_address: str) -> str:
    updated = _moment(site.clock_at).isoformat()
    rows = "\n".join(_atom_entry(entry, base_url, updated) for entry in entries)
    return (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">\n<title>{escape(site.name)}</title>\n'
        f'<link rel="self" href="{escape(base_url + feed_address)}"/>\n<id>{base_url}/</id>\n'
        f"<updated>{updated}</updated>\n<author><name>{escape(site.name)}</name></author>\n{rows}\n</feed>\n"
    )


def _atom_entry(entry: Entry, base_url: str, feed_updated: str) -> str:
    article, address, touched = entry.article, escape(base_url + entry.address), _touched(entry)
    author = f"<author><name>{escape(article.author)}</name></author>\n" if article.author else ""
    published = article.published_at
    date = f"<published>{_moment(published).isoformat()}</published>\n" if published else ""
    return (
        f'<entry>\n<title>{escape(article.title)}</title>\n<link rel="alternate" href="{address}"/>\n'
        f"<id>{address}</id>\n{author}{date}"
        f"<updated>{_moment(touched).isoformat() if touched else feed_updated}</updated>\n"
        f'<category term="{escape(entry.section.name)}"/>\n'
        f'<summary type="text">{escape(article.lead)}</summary>\n</entry>'
    )


def _sitemap_row(location: str, moment: dt.date | None) -> str:
    touched = f"<lastmod>{_moment(moment).isoformat()}</lastmod>" if moment else ""
    return f"<url><loc>{escape(location)}</loc>{touched}</url>"


def _touched(entry: Entry) -> dt.date | None:
    return entry.article.modified_at or entry.article.published_at


def _moment(moment: dt.date) -> dt.datetime:
    """Return a moment with time and zone, as these formats demand: midnight where only the day is known."""
    if isinstance(moment, dt.datetime):
        return moment.replace(tzinfo=VIETNAM_TIME) if moment.tzinfo is None else moment
    return dt.datetime.combine(moment, dt.time(), VIETNAM_TIME)
