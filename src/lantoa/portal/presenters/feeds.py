"""What is new as feeds: RSS 2.0, Atom 1.0 and JSON Feed 1.1, with whole dates."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from lantoa.apps.newsroom.models import StoryPage
from lantoa.core.viettext import without_hidden_signs
from lantoa.portal.presenters.meta import FEED_TYPES
from lantoa.portal.presenters.newsroom import iso
from lantoa.portal.queries import AskedPortal

_KINDS: dict[str, type[SyndicationFeed]] = {"rss": Rss201rev2Feed, "atom": Atom1Feed}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One new thing; its address is whole and stays what it is known by."""

    title: str
    address: str
    summary: str
    published: datetime
    changed: datetime
    author: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed is of; all addresses are whole."""

    title: str
    about: str
    address: str
    own_address: str
    author: str


def story_entries(portal: AskedPortal, stories: Iterable[StoryPage]) -> list[FeedEntry]:
    """Return published stories as entries of a feed. No queries but for the columns."""
    entries = []
    for story in stories:
        column = portal.column_of(story)
        assert story.first_published_at
        entries.append(
            FeedEntry(
                title=story.title,
                address=portal.root + portal.address_of(story),
                summary=story.lead,
                published=story.first_published_at,
                changed=story.last_published_at or story.first_published_at,
                author=story.byline,
                tag=column.title if column else "",
            )
        )
    return entries


def feed_text(form: str, head: FeedHead, entries: Iterable[FeedEntry]) -> tuple[str, str]:
    """Return the feed of the entries in that form (rss, atom, json) and its media type."""
    if form == "json":
        return _json_feed(head, entries), FEED_TYPES[form]
    feed = _KINDS[form](
        title=head.title,
        link=head.address,
        description=head.about,
        language="vi",
        author_name=head.author,
        feed_url=head.own_address,
        feed_guid=head.own_address,
    )
    for entry in entries:
        feed.add_item(
            # One control character in one entry, and XML would have no feed at all.
            title=without_hidden_signs(entry.title),
            link=entry.address,
            description=without_hidden_signs(entry.summary),
            author_name=entry.author or None,
            pubdate=entry.published,
            updateddate=entry.changed,
            unique_id=entry.address,
            unique_id_is_permalink=True,
            categories=[entry.tag] if entry.tag else [],
        )
    return feed.writeString("utf-8"), FEED_TYPES[form]


def _json_feed(head: FeedHead, entries: Iterable[FeedEntry]) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "home_page_url": head.address,
        "feed_url": head.own_address,
        "description": head.about,
        "language": "vi",
        "authors": [{"name": head.author}],
        "items": [_json_item(entry) for entry in entries],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def _json_item(entry: FeedEntry) -> dict[str, Any]:
    item: dict[str, Any] = {"id": entry.address, "url": entry.address, "title": entry.title, "summary": entry.summary}
    item["content_text"] = entry.summary
    item["date_published"] = iso(entry.published)
    item["date_modified"] = iso(entry.changed)
    item["tags"] = [entry.tag] if entry.tag else []
    item["authors"] = [{"name": entry.author}] if entry.author else []
    return {key: value for key, value in item.items() if value}
