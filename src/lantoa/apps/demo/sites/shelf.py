"""What one site has to show: its articles with their addresses, newest first, and its sections."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from zlib import crc32

from lantoa.core.viettext import to_nfc

from .addresses import SCHEMES, slugged
from .articles import DemoArticle
from .illustrations import picture_count
from .registry import Fault, Site

_FIRST_NUMBER = {"nukeviet": 1200, "liferay": 20182, "sharepoint": 310, "wordpress": 2040, "newspaper": 184100}
_GHOSTS = ("dead_link", "endless_redirect", "oversized_page")
_ARTICLE_FAULTS = ("broken_page", "slow_page", "two_addresses", "robots_disallow")


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a site: its name on screen, its words in addresses, its number."""

    name: str
    slug: str
    number: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in its place on a site. Entries with a ghost's fault are listed and lead to no article."""

    article: DemoArticle
    section: Section
    number: int
    address: str
    print_address: str | None
    fault: Fault | None = None

    @property
    def hits(self) -> int:
        """The figure that the page's counter shows; invented, the same at every start."""
        return 87 + crc32(f"hits {self.article.key}".encode()) % 2400

    @property
    def picture(self) -> int:
        """Which of the drawn pictures goes with the article, from 1."""
        return 1 + crc32(f"picture {self.article.key}".encode()) % picture_count()

    @property
    def shown_at(self) -> dt.datetime | dt.date | str | None:
        """The moment that the page shows: the wrong one where the article has one."""
        return self.article.printed_date or self.article.published_at

    @property
    def is_ghost(self) -> bool:
        """Whether the address leads to no article."""
        return self.fault is not None and self.fault.kind in _GHOSTS


@dataclass(frozen=True, slots=True)
class Shelf:
    """The entries of a site, newest first and the undated last, and its sections by number of entries."""

    entries: tuple[Entry, ...]
    sections: tuple[Section, ...]

    def of_section(self, section: Section | None) -> list[Entry]:
        """Return the entries of a section, or all of them."""
        return [entry for entry in self.entries if section is None or entry.section == section]


def instance_of(site: Site) -> str:
    """Return the twelve characters by which a portal names the list on its page; the same at every start."""
    return hashlib.sha256(site.slug.encode()).hexdigest()[:12]


def build_shelf(site: Site, articles: Iterable[DemoArticle]) -> Shelf:
    """Return what a site has to show of all articles, its declared faults in place."""
    own = [article for article in articles if article.agency == site.agency]
    sections = _sections(own)
    marked = _with_faults(site, sorted(own, key=_newest_first))
    first = sections[0] if sections else Section("Tin tức", "tin-tuc-su-kien", 11)
    marked += [(_ghost_article(site, ghost, first.name), ghost) for ghost in site.faults if ghost.kind in _GHOSTS]
    marked.sort(key=lambda pair: _newest_first(pair[0]))
    by_name = {section.name: section for section in (first, *sections)}
    entries: list[Entry] = []
    for article, fault in marked:
        entries.append(_entry(site, article, by_name[to_nfc(article.section)], fault, entries))
    return Shelf(tuple(entries), tuple(by_name.values()))


def _newest_first(article: DemoArticle) -> tuple[int, str]:
    moment = article.published_at
    if moment is None:
        return (0, article.key)
    seconds = moment.hour * 3600 + moment.minute * 60 if isinstance(moment, dt.datetime) else 0
    return (-(moment.toordinal() * 86400 + seconds), article.key)


def _sections(articles: list[DemoArticle]) -> list[Section]:
    names = [to_nfc(article.section) for article in articles]
    ordered = sorted(set(names), key=lambda name: (-names.count(name), name))
    return [Section(name, slugged(name), 11 + place) for place, name in enumerate(ordered)]


def _with_faults(site: Site, articles: list[DemoArticle]) -> list[tuple[DemoArticle, Fault | None]]:
    """Return the articles with the fault each one has; a fault beyond the last original goes unused."""
    originals = [article.key for article in articles if article.kind == "original"]
    hit = {
        originals[fault.article - 1]: fault
        for fault in site.faults
        if fault.kind in _ARTICLE_FAULTS and fault.article is not None and fault.article <= len(originals)
    }
    return [(article, hit.get(article.key)) for article in articles]


def _ghost_article(site: Site, fault: Fault, section: str) -> DemoArticle:
    assert fault.title is not None
    return DemoArticle(
        key=f"{site.slug}/{fault.kind}",
        agency=site.agency,
        title=fault.title,
        section=section,
        lead="",
        kind="original",
        body=(),
        published_at=fault.date,
    )


def _entry(site: Site, article: DemoArticle, section: Section, fault: Fault | None, before: list[Entry]) -> Entry:
    scheme = SCHEMES[site.platform, site.address_style]
    moment = article.published_at
    taken = {entry.number for entry in before}
    number = _FIRST_NUMBER[site.platform] + crc32(article.key.encode()) % 7000
    while number in taken:
        number += 1
    fields = {
        "section": section.slug,
        "section_number": section.number,
        "slug": slugged(article.title),
        "number": number,
        "instance": instance_of(site),
        "year": f"{moment:%Y}" if moment else "",
        "month": f"{moment:%m}" if moment else "",
        "day": f"{moment:%d}" if moment else "",
    }
    pattern = scheme.article_pattern(moment)
    address = pattern.format(**fields)
    if address in {entry.address for entry in before}:  # two articles with one title
        address = pattern.format(**{**fields, "slug": f"{fields['slug']}-{number}"})
    printing = scheme.printing.format(**fields) if scheme.printing else None
    entry = Entry(article, section, number, address, printing, fault)
    if fault is not None and fault.kind == "robots_disallow":
        entry = replace(entry, address=f"{fault.path}{address}", print_address=None)
    return entry
