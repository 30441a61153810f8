"""Bulletins as a podcast that anybody may follow: those that have a sound."""

from collections.abc import Iterable
from datetime import datetime

from lantoa.apps.broadcasts.feeds import Enclosure, Feed, FeedItem, feed_bytes
from lantoa.apps.broadcasts.models import Bulletin, Sound
from lantoa.apps.broadcasts.queries.heard import heard_sound
from lantoa.portal.presenters import addresses
from lantoa.portal.presenters.listening import LISTENING, is_urgent, passages_of
from lantoa.portal.presenters.site import NAME


def listening_feed_bytes(
    bulletins: Iterable[Bulletin], *, title: str, author: str, root: str, own: str, at: datetime
) -> bytes:
    """Return the podcast; needs sounds, items and agency at hand. `root` makes its addresses whole."""
    rows = list(bulletins)
    feed = Feed(
        title=f"{LISTENING} · {title or NAME}",
        address=root + addresses.listening(),
        own_address=root + own,
        description="Bản tin phát trên loa truyền thanh, kèm toàn văn nội dung.",
        author=author or NAME,
    )
    sounds = [(bulletin, heard_sound(bulletin)) for bulletin in rows]
    items = [_item(bulletin, sound, root, at) for bulletin, sound in sounds if sound]
    return feed_bytes(feed, items, changed_at=max((row.changed_at for row in rows), default=None))


def _item(bulletin: Bulletin, sound: Sound, root: str, at: datetime) -> FeedItem:
    address = root + addresses.of_bulletin(bulletin.slug)
    marked = "Bản tin minh họa.\n\n" if bulletin.illustrative else ""
    passages = (f"{one.title}\n{one.text}" if one.title else one.text for one in passages_of(bulletin))
    return FeedItem(
        guid=address,
        title=bulletin.title,
        address=address,
        description=marked + "\n\n".join(passages),
        published_at=bulletin.valid_from,
        enclosure=Enclosure(
            root + addresses.of_sound(bulletin.slug, sound.mp3_sha256, "mp3"), sound.mp3_bytes or 0, "audio/mpeg"
        ),
        seconds=round(sound.seconds or 0),
        urgent=is_urgent(bulletin, at=at),
        categories=(bulletin.agency.name,),
        valid_from=bulletin.valid_from,
        valid_until=bulletin.valid_until,
    )
