"""Podcast feeds: RSS 2.0 with the tags that players of podcasts know, from plain records to bytes of XML.

The public page of bulletins and the stations' own secret feeds are both made here. Nothing of the database is read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

MEDIA_TYPE = "application/rss+xml; charset=utf-8"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_ATOM = "http://www.w3.org/2005/Atom"
_DCTERMS = "http://purl.org/dc/terms/"
# Characters that XML 1.0 cannot hold, even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_URGENT_MARK = "KHẨN CẤP: "


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The sound of an item: its whole address, its size in bytes and its media type ("audio/mpeg")."""

    address: str
    size_bytes: int
    media_type: str


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One bulletin. `guid` never changes and names nothing else; without sound the item has no enclosure.

    `urgent` marks an emergency: it stands before the others and says so in its title. `valid_until` is the moment from
    which it is no longer to be heard.
    """

    guid: str
    title: str
    address: str
    description: str
    published_at: datetime
    enclosure: Enclosure | None = None
    seconds: int | None = None
    urgent: bool = False
    categories: tuple[str, ...] = ()
    valid_from: datetime | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A channel of bulletins. `own_address` is where the feed itself is; `private` keeps it out of directories."""

    title: str
    address: str
    own_address: str
    description: str
    author: str
    language: str = "vi"
    image_address: str = ""
    private: bool = False


def feed_bytes(feed: Feed, items: Sequence[FeedItem], *, changed_at: datetime | None) -> bytes:
    """Return the feed as XML: emergencies first, then the newest first. The same records give the same bytes.

    `changed_at` is when anything in it last changed, None for a feed in which nothing has happened yet.
    """
    root = etree.Element("rss", version="2.0", nsmap={"itunes": _ITUNES, "atom": _ATOM, "dcterms": _DCTERMS})
    channel = etree.SubElement(root, "channel")
    _say(channel, "title", feed.title)
    _say(channel, "link", feed.address)
    _say(channel, "description", feed.description)
    _say(channel, "language", feed.language)
    if changed_at is not None:
        _say(channel, "lastBuildDate", format_datetime(changed_at))
    etree.SubElement(channel, f"{{{_ATOM}}}link", href=feed.own_address, rel="self", type=MEDIA_TYPE.partition(";")[0])
    _say(channel, f"{{{_ITUNES}}}author", feed.author)
    _say(channel, f"{{{_ITUNES}}}summary", feed.description)
    _say(channel, f"{{{_ITUNES}}}explicit", "false")
    _say(channel, f"{{{_ITUNES}}}type", "episodic")
    etree.SubElement(channel, f"{{{_ITUNES}}}category", text="Government")
    if feed.image_address:
        etree.SubElement(channel, f"{{{_ITUNES}}}image", href=feed.image_address)
    if feed.private:
        _say(channel, f"{{{_ITUNES}}}block", "Yes")
    for item in sorted(items, key=lambda one: (not one.urgent, -one.published_at.timestamp(), one.guid)):
        _add_item(channel, item, feed)
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return data


def _add_item(channel: etree._Element, item: FeedItem, feed: Feed) -> None:
    node = etree.SubElement(channel, "item")
    _say(node, "title", f"{_URGENT_MARK if item.urgent else ''}{item.title}")
    _say(node, "link", item.address)
    _say(node, "description", item.description)
    guid = _say(node, "guid", item.guid)
    guid.set("isPermaLink", "false")
    _say(node, "pubDate", format_datetime(item.published_at))
    for category in ("Khẩn cấp", *item.categories) if item.urgent else item.categories:
        _say(node, "category", category)
    if item.enclosure is not None:
        etree.SubElement(
            node,
            "enclosure",
            url=item.enclosure.address,
            length=str(item.enclosure.size_bytes),
            type=item.enclosure.media_type,
        )
    _say(node, f"{{{_ITUNES}}}author", feed.author)
    _say(node, f"{{{_ITUNES}}}explicit", "false")
    _say(node, f"{{{_ITUNES}}}episodeType", "full")
    if item.seconds is not None:
        _say(node, f"{{{_ITUNES}}}duration", str(item.seconds))
    if item.valid_from is not None and item.valid_until is not None:
        start, end = item.valid_from.isoformat(), item.valid_until.isoformat()
        _say(node, f"{{{_DCTERMS}}}valid", f"start={start}; end={end}; scheme=W3C-DTF")


def _say(parent: etree._Element, name: str, words: str) -> etree._Element:
    node = etree.SubElement(parent, name)
    node.text = _NOT_XML.sub(" ", words)
    return node
