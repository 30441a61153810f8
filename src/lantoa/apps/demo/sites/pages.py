"""The pages of one site as HTML, rendered from the templates of its platform."""

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe

from .addresses import SCHEMES
from .articles import VIETNAM_TIME
from .body import body_html
from .printed_dates import printed
from .registry import Site
from .shelf import Entry, Section, Shelf, instance_of

# What a template names and nobody gave must be seen at once: the tests look for these brackets.
_MISSING = "[[thiếu: %s]]"
_ENGINE = Engine(dirs=[str(Path(__file__).parent / "templates")], string_if_invalid=_MISSING)
_SHORT_LIST = 5
_MENU_SECTIONS, _HOME_SECTIONS = 5, 4


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead; `current` marks the place of the page one is on."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Teaser:
    """An article as lists show it: all words, ready to print; an empty string where there is nothing to show."""

    title: str
    href: str
    lead: str
    date: str
    date_iso: str
    section: str
    section_href: str
    picture: str
    hits: str
    print_href: str = ""


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A section on the first page: its link and its newest articles."""

    link: Link
    teasers: list[Teaser]


class Pages:
    """Renders the pages of one site. `base_url` is scheme, host and port without a slash at the end."""

    def __init__(self, site: Site, shelf: Shelf, base_url: str) -> None:
        self._site, self._shelf, self._base_url = site, shelf, base_url
        self._scheme = SCHEMES[site.platform, site.address_style]
        self._common = self._common_context()

    def home(self) -> str:
        """Return the first page: the newest articles, then a block for each section."""
        listed = [self._teaser(entry) for entry in self._shelf.entries[: 1 + _SHORT_LIST]]
        blocks = [
            SectionBlock(
                Link(section.name, self.list_address(section, 1)),
                [self._teaser(entry) for entry in self._shelf.of_section(section)[:_SHORT_LIST]],
            )
            for section in self._shelf.sections[:_HOME_SECTIONS]
        ]
        parts = {"lead_story": listed[:1], "top_stories": listed[1:], "blocks": blocks}
        return self._render("home", "/", {**parts, "page_title": "Trang chủ"})

    def listing(self, section: Section | None, page: int) -> str:
        """Return a page, numbered from 1, of the list of a section or of all articles."""
        entries, size = self._shelf.of_section(section), self._site.page_size
        teasers = [self._teaser(entry) for entry in entries[(page - 1) * size : page * size]]
        if section is None and page == 1:
            teasers += [self._second_address(entry) for entry in entries if _has(entry, "two_addresses")]
        name = section.name if section else "Tin tức"
        numbers = range(1, self.page_count(section) + 1)
        parts = {
            "page_title": name if page == 1 else f"{name} – trang {page}",
            "section": Link(name, self.list_address(section, 1)),
            "teasers": teasers,
            "page_links": [Link(str(number), self.list_address(section, number), number == page) for number in numbers],
            "next_page": self.list_address(section, page + 1) if page < numbers[-1] else "",
        }
        return self._render("list", self.list_address(section, page), parts)

    def page_count(self, section: Section | None) -> int:
        """Return how many pages a list has; at least 1."""
        return max(1, -(-len(self._shelf.of_section(section)) // self._site.page_size))

    def list_address(self, section: Section | None, page: int) -> str:
        """Return the address of a page, numbered from 1, of the list of a section or of all articles."""
        slug, number = (section.slug, section.number) if section else (None, 0)
        return self._scheme.list_address(slug, page, section_number=number, instance=instance_of(self._site))

    def article(self, entry: Entry) -> str:
        """Return the page of an article."""
        return self._render("article", entry.address, self._article_parts(entry))

    def printing(self, entry: Entry) -> str:
        """Return the print version of an article."""
        return self._render("shared/print.html", entry.print_address or "", self._article_parts(entry))

    def about(self) -> str:
        """Return the page about the site, which is no article."""
        parts = {"page_title": "Giới thiệu", "base_template": f"{self._site.platform}/base.html"}
        return self._render("shared/about.html", self._scheme.about, parts)

    def not_found(self, path: str) -> str:
        """Return the platform's page for an address that leads nowhere."""
        return self._render("not_found", path, {"page_title": "Không tìm thấy trang", "path": path})

    def picture_address(self, picture: int) -> str:
        """Return the path of a drawn picture."""
        return f"{self._scheme.pictures}minh-hoa-{picture}.svg"

    def _article_parts(self, entry: Entry) -> dict[str, object]:
        article, entries = entry.article, self._shelf.entries
        place = entries.index(entry)
        return {
            "page_title": article.title,
            "teaser": self._teaser(entry),
            "article": article,
            "author": article.author or "",
            "body": self._body(entry),
            "modified": self._printed(article.modified_at),
            "modified_iso": _iso(article.modified_at),
            "published_iso": _iso(article.published_at),
            "section": Link(entry.section.name, self.list_address(entry.section, 1)),
            "related": self._related(entry),
            "newer": [self._teaser(other) for other in entries[:place][-3:]],
            "older": [self._teaser(other) for other in entries[place + 1 :][:3]],
            "print_href": entry.print_address or "",
            "number": str(entry.number),
            "structured": self._structured(entry),
            "keywords": list(dict.fromkeys([entry.section.name, self._site.name])),
        }

    def _body(self, entry: Entry) -> SafeString:
        address = self.picture_address(entry.picture)
        # Safe: body_html escapes every word it puts in.
        return mark_safe(body_html(entry.article, self._site.platform, picture_address=address, picture=entry.picture))

    def _related(self, entry: Entry) -> list[Teaser]:
        same = self._shelf.of_section(entry.section)
        others = [other for other in self._shelf.entries if other not in same]
        return [self._teaser(other) for other in [*same, *others] if other != entry][:_SHORT_LIST]

    def _teaser(self, entry: Entry) -> Teaser:
        return Teaser(
            title=entry.article.title,
            href=entry.address,
            lead=entry.article.lead,
            date=self._printed(entry.shown_at),
            date_iso=_iso(entry.shown_at),
            section=entry.section.name,
            section_href=self.list_address(entry.section, 1),
            picture=self.picture_address(entry.picture),
            hits=str(entry.hits),
        )

    def _second_address(self, entry: Entry) -> Teaser:
        """Return an article listed once more under a tracking mark, with its print version beside it."""
        plain = self._teaser(entry)
        mark = "&" if "?" in plain.href else "?"
        href = f"{plain.href}{mark}utm_source=trang-chu&utm_medium=noi-bat"
        return replace(plain, href=href, print_href=entry.print_address or "")

    def _printed(self, moment: dt.datetime | dt.date | str | None) -> str:
        if moment is None or isinstance(moment, str):
            return moment or ""
        return printed(moment, self._site.date_style)

    def _common_context(self) -> dict[str, object]:
        site, entries = self._site, self._shelf.entries
        sections = self._shelf.sections[:_MENU_SECTIONS]
        menu = [Link(section.name, self.list_address(section, 1)) for section in sections]
        popular = sorted(entries, key=lambda entry: (-entry.hits, entry.number))[:_SHORT_LIST]
        clock = site.clock_at.replace(tzinfo=VIETNAM_TIME)
        return {
            "site": site,
            "theme": site.theme,
            "host": urlsplit(self._base_url).hostname or "",
            "menu": menu,
            "news_link": Link("Tin tức", self.list_address(None, 1)),
            "about_link": Link("Giới thiệu", self._scheme.about),
            "latest": [self._teaser(entry) for entry in entries[:_SHORT_LIST]],
            "popular": [self._teaser(entry) for entry in popular],
            "clock": printed(clock.date(), "long"),
            "clock_time": f"{clock:%H:%M:%S}",
            "feed_href": self._scheme.feed.format(instance=instance_of(site)) if site.discovery == "rss" else "",
            "feed_type": "application/atom+xml" if site.platform == "liferay" else "application/rss+xml",
            "visits": f"{1_204_000 + len(site.name) * 7919:,}".replace(",", "."),
            "instance": instance_of(site),
            "view_state": _view_state(site.slug),
        }

    def _structured(self, entry: Entry) -> SafeString:
        """Return the article's data for machines (schema.org), as content platforms put it into the head."""
        article = entry.article
        stated = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "description": article.lead,
            "datePublished": _iso(article.published_at),
            "dateModified": _iso(article.modified_at or article.published_at),
            "articleSection": entry.section.name,
            "author": {"@type": "Person", "name": article.author} if article.author else None,
            "publisher": {"@type": "Organization", "name": self._site.name},
            "mainEntityOfPage": self._base_url + entry.address,
        }
        text = json.dumps({name: value for name, value in stated.items() if value}, ensure_ascii=False, indent=1)
        return mark_safe(text.replace("<", "\\u003c"))  # no tag in it can end the script element

    def _render(self, name: str, path: str, parts: Mapping[str, object]) -> str:
        template = name if name.endswith(".html") else f"{self._site.platform}/{name}.html"
        context = {**self._common, "canonical": self._base_url + path, "path": path, **parts}
        # Only strings reach the templates, so that no setting of Django is ever read.
        return _ENGINE.get_template(template).render(Context(context, use_l10n=False, use_tz=False))


def site_index(sites: list[tuple[str, Site]]) -> str:
    """Return the page that lists the illustrative sites, (address, site) each, for hosts that no site has."""
    return _ENGINE.get_template("shared/index.html").render(Context({"sites": sites}, use_l10n=False, use_tz=False))


def _has(entry: Entry, kind: str) -> bool:
    return entry.fault is not None and entry.fault.kind == kind


def _iso(moment: dt.datetime | dt.date | str | None) -> str:
    return moment.isoformat() if isinstance(moment, dt.date) else ""


def _view_state(seed: str) -> str:
    """Return hidden form state such as this platform puts on every page; it means nothing here."""
    return base64.b64encode(b"".join(hashlib.sha512(f"{seed} {part}".encode()).digest() for part in range(6))).decode()
