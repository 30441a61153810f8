"""Bulletins as a podcast: RSS 2.0 with the words that players of podcasts read."""

from collections.abc import Iterable
from typing import Any

from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from lantoa.apps.broadcasts.models import Bulletin
from lantoa.apps.broadcasts.queries.heard import heard_sound
from lantoa.portal.presenters import addresses
from lantoa.portal.presenters.listening import LISTENING, passages_of
from lantoa.portal.presenters.site import NAME

FEED_TYPE = "application/rss+xml"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"


class _Podcast(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:itunes": _ITUNES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)  # type: ignore[arg-type]
        handler.addQuickElement("itunes:explicit", "false")
        handler.addQuickElement("itunes:category", attrs={"text": "Government"})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)  # type: ignore[arg-type]
        handler.addQuickElement("itunes:duration", str(item["seconds"]))


def listening_feed_text(bulletins: Iterable[Bulletin], *, title: str, root: str, own: str) -> str:
    """Return the podcast of those of the bulletins that have a sound; needs sounds, items and agency at hand."""
    feed = _Podcast(
        title=f"{LISTENING} · {title or NAME}",
        link=root + addresses.listening(),
        description="Bản tin phát trên loa truyền thanh, kèm toàn văn nội dung.",
        language="vi",
        feed_url=root + own,
        feed_guid=root + own,
    )
    for bulletin in bulletins:
        sound = heard_sound(bulletin)
        if sound is None:
            continue
        address = root + addresses.of_bulletin(bulletin.slug)
        marked = "Bản tin minh họa. " if bulletin.illustrative else ""
        feed.add_item(
            title=bulletin.title,
            link=address,
            description=marked + "\n\n".join(_words(title, text) for title, text in _pieces(bulletin)),
            author_name=bulletin.agency.name,
            pubdate=bulletin.approved_at,
            unique_id=address,
            unique_id_is_permalink=True,
            enclosures=[
                Enclosure(
                    root + addresses.of_sound(bulletin.slug, sound.mp3_sha256, "mp3"),
                    str(sound.mp3_bytes or 0),
                    "audio/mpeg",
                )
            ],
            seconds=round(sound.seconds or 0),
        )
    return str(feed.writeString("utf-8"))


def _pieces(bulletin: Bulletin) -> list[tuple[str, str]]:
    return [(passage.title, passage.text) for passage in passages_of(bulletin)]


def _words(title: str, text: str) -> str:
    return f"{title}\n{text}" if title else text
