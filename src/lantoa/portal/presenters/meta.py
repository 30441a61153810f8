"""What machines read of a page: previews of links (Open Graph), search engines (schema.org), readers of feeds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.newsroom.models import EventPage, StoryPage
from lantoa.portal.presenters import addresses
from lantoa.portal.presenters.newsroom import iso
from lantoa.portal.presenters.parts import Head, Link, Meta, Photo
from lantoa.portal.presenters.site import NAME
from lantoa.portal.queries import AskedPortal

SCHEMA = "https://schema.org"
_FORMS = (("rss", "RSS"), ("atom", "Atom"), ("json", "JSON Feed"))
FEED_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}


@dataclass(frozen=True, slots=True)
class PageMeta:
    """The tags of one page at one address: everything absolute."""

    canonical: str
    site_name: str
    title: str
    description: str
    kind: str
    image: str
    published: str
    modified: str
    feeds: tuple[tuple[str, str, str], ...]
    data: tuple[dict[str, Any], ...]


def page_meta(head: Head, *, root: str, path: str, portal: AskedPortal | None) -> PageMeta:
    """Return the tags of the page at `path`; `root` is the site's own address."""
    meta = head.meta
    crumbs = [link for link in head.crumbs if link.href or link is head.crumbs[-1]]
    breadcrumb = (_breadcrumb(crumbs, root, path),) if len(crumbs) > 1 else ()
    return PageMeta(
        canonical=root + path,
        site_name=portal.page.title if portal else NAME,
        title=head.title,
        description=head.description,
        kind=meta.kind,
        image=root + meta.image if meta.image else "",
        published=meta.published,
        modified=meta.modified,
        feeds=tuple((FEED_TYPES[_form(link)], link.label, root + link.href) for link in meta.feeds),
        data=(*(_absolute(entry, root) for entry in meta.data), *breadcrumb),
    )


def _form(link: Link) -> str:
    return link.href.partition("?")[0].rstrip("/").rpartition("/")[2].partition(".")[0]


def _absolute(entry: Any, root: str) -> Any:
    """Return the entry with addresses under the root made whole."""
    if isinstance(entry, dict):
        return {key: _absolute(value, root) for key, value in entry.items()}
    if isinstance(entry, list):
        return [_absolute(value, root) for value in entry]
    return root + entry if isinstance(entry, str) and entry.startswith("/") else entry


def _breadcrumb(crumbs: list[Link], root: str, path: str) -> dict[str, Any]:
    places = [
        {"@type": "ListItem", "position": place, "name": link.label, "item": root + (link.href or path)}
        for place, link in enumerate(crumbs, start=1)
    ]
    return {"@context": SCHEMA, "@type": "BreadcrumbList", "itemListElement": places}


def feed_links(portal: AskedPortal, name: str = "", **of: Any) -> tuple[Link, ...]:
    """Return the feeds of the portal, of one column or of one theme."""
    title = f"{name} · {portal.page.title}" if name else portal.page.title
    return tuple(Link(f"{title} ({label})", addresses.feed(form, **of)) for form, label in _FORMS)


def organization(agency: Agency, *, name: str = "", href: str = "") -> dict[str, Any]:
    """Return an agency as schema.org knows one."""
    return {
        "@context": SCHEMA,
        "@type": "GovernmentOrganization",
        "name": name or agency.name,
        "url": href or addresses.of_agency(agency),
    }


def story_meta(portal: AskedPortal, story: StoryPage, *, photo: Photo | None, themes: Iterable[str]) -> Meta:
    """Return the tags of a story."""
    image = photo.srcset.rpartition(", ")[2].partition(" ")[0] if photo else ""
    entry: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "NewsArticle",
        "headline": story.title,
        "description": story.lead,
        "inLanguage": "vi",
        "mainEntityOfPage": portal.address_of(story),
        "datePublished": iso(story.first_published_at),
        "dateModified": iso(story.last_published_at or story.first_published_at),
        "author": {"@type": "Organization", "name": story.byline or portal.page.agency.name},
        "publisher": {"@type": "GovernmentOrganization", "name": portal.page.agency.name, "url": addresses.home()},
        "keywords": list(themes),
        "image": [image] if image else [],
    }
    kept = {key: value for key, value in entry.items() if value not in ("", [])}
    return Meta("article", image, iso(story.first_published_at), iso(story.last_published_at), data=(kept,))


def event_meta(portal: AskedPortal, event: EventPage) -> Meta:
    """Return the tags of an event."""
    entry = {
        "@context": SCHEMA,
        "@type": "Event",
        "name": event.title,
        "description": event.lead,
        "startDate": timezone.localtime(event.starts_at).isoformat(timespec="minutes"),
        "location": {"@type": "Place", "name": event.place, "address": event.place},
        "organizer": {"@type": "GovernmentOrganization", "name": portal.page.agency.name, "url": addresses.home()},
        "url": portal.address_of(event),
    }
    if event.ends_at:
        entry["endDate"] = timezone.localtime(event.ends_at).isoformat(timespec="minutes")
    return Meta("article", published=iso(event.first_published_at), data=(entry,))
