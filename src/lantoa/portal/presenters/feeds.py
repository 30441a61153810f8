"""Stories as feeds: RSS 2.0, Atom 1.0 and JSON Feed 1.1, with whole dates."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from lantoa.apps.newsroom.models import StoryPage
from lantoa.portal.presenters.meta import FEED_TYPES
from lantoa.portal.presenters.newsroom import iso
from lantoa.portal.queries import AskedPortal

_KINDS: dict[str, type[SyndicationFeed]] = {"rss": Rss201rev2Feed, "atom": Atom1Feed}


def feed_text(
    form: str, portal: AskedPortal, stories: Iterable[StoryPage], *, title: str, about: str, link: str, own: str
) -> tuple[str, str]:
    """Return the feed of the stories in that form (rss, atom, json) and its media type."""
    entries = list(stories)
    root = portal.root
    if form == "json":
        return _json_feed(portal, entries, title=title, about=about, link=root + link, own=root + own), FEED_TYPES[form]
    feed = _KINDS[form](
        title=title,
        link=root + link,
        description=about,
        language="vi",
        author_name=portal.page.agency.name,
        feed_url=root + own,
        feed_guid=root + own,
    )
    for story in entries:
        address = root + portal.address_of(story)
        column = portal.column_of(story)
        feed.add_item(
            title=story.title,
            link=address,
            description=story.lead,
            author_name=story.byline or None,
            pubdate=story.first_published_at,
            updateddate=story.last_published_at or story.first_published_at,
            unique_id=address,
            unique_id_is_permalink=True,
            categories=[column.title] if column else [],
        )
    return feed.writeString("utf-8"), FEED_TYPES[form]


def _json_feed(
    portal: AskedPortal, stories: Iterable[StoryPage], *, title: str, about: str, link: str, own: str
) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": link,
        "feed_url": own,
        "description": about,
        "language": "vi",
        "authors": [{"name": portal.page.agency.name}],
        "items": [_json_item(portal, story) for story in stories],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def _json_item(portal: AskedPortal, story: StoryPage) -> dict[str, Any]:
    address = portal.root + portal.address_of(story)
    item: dict[str, Any] = {"id": address, "url": address, "title": story.title, "summary": story.lead}
    item["content_text"] = story.lead
    item["date_published"] = iso(story.first_published_at)
    item["date_modified"] = iso(story.last_published_at or story.first_published_at)
    column = portal.column_of(story)
    item["tags"] = [column.title] if column else []
    item["authors"] = [{"name": story.byline}] if story.byline else []
    return {key: value for key, value in item.items() if value}
