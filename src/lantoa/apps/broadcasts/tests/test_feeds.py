"""Podcast feeds: what RSS 2.0 and the tags of podcasts ask for, read back by a reader that is not ours."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import feedparser
from lxml import etree

from lantoa.apps.broadcasts.feeds import Enclosure, Feed, FeedItem, feed_bytes

AT = datetime(2023, 6, 5, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
FEED = Feed(
    title="Đài xã Hải Phú & Hải Lăng",
    address="https://lantoa.example.vn/nghe/",
    own_address="https://lantoa.example.vn/nghe/rss.xml",
    description="Bản tin <phát thanh>",
    author="UBND xã Hải Phú",
)
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"


def item(number: int, **values: object) -> FeedItem:
    given = {
        "guid": f"ban-tin-{number}",
        "title": f"Bản tin số {number}",
        "address": f"https://lantoa.example.vn/nghe/{number}/",
        "description": "Trả kết quả hồ sơ đúng hẹn.",
        "published_at": AT + timedelta(hours=number),
        "enclosure": Enclosure(f"https://lantoa.example.vn/{number}.mp3?a=1&b=2", 336_000, "audio/mpeg"),
        "seconds": 42,
    }
    return FeedItem(**{**given, **values})  # type: ignore[arg-type]


class TestFeedBytes:
    def test_has_what_rss_asks_of_a_channel_and_of_items(self) -> None:
        channel = etree.fromstring(feed_bytes(FEED, [item(1), item(2)], changed_at=AT)).find("channel")
        assert channel is not None
        assert [channel.findtext(name) for name in ("title", "link", "description", "language")] == [
            FEED.title, FEED.address, FEED.description, "vi",
        ]  # fmt: skip
        for node in channel.findall("item"):
            assert node.findtext("title") or node.findtext("description")
            guid = node.find("guid")
            assert guid is not None
            assert guid.get("isPermaLink") == "false"
            assert parsedate_to_datetime(str(node.findtext("pubDate"))).tzinfo is not None
            enclosure = node.find("enclosure")
            assert enclosure is not None
            assert set(enclosure.attrib) == {"url", "length", "type"}
            assert enclosure.get("length", "").isdigit()

    def test_has_what_players_of_podcasts_ask_for(self) -> None:
        channel = etree.fromstring(feed_bytes(FEED, [item(1)], changed_at=AT)).find("channel")
        assert channel is not None
        assert channel.findtext(f"{ITUNES}author") == FEED.author
        assert channel.findtext(f"{ITUNES}explicit") == "false"
        category = channel.find(f"{ITUNES}category")
        assert category is not None
        assert category.get("text") == "Government"
        assert channel.findtext(f"item/{ITUNES}duration") == "42"
        assert channel.find(f"{ITUNES}block") is None

    def test_is_read_back_by_a_reader_of_feeds(self) -> None:
        said = feedparser.parse(feed_bytes(FEED, [item(1), item(2)], changed_at=AT))
        assert not said.bozo
        assert said.version == "rss20"
        assert said.feed.title == FEED.title
        assert [entry.id for entry in said.entries] == ["ban-tin-2", "ban-tin-1"]
        enclosure = said.entries[0].enclosures[0]
        assert (enclosure.href, enclosure.type) == ("https://lantoa.example.vn/2.mp3?a=1&b=2", "audio/mpeg")
        assert enclosure.length == "336000"
        assert said.entries[0].itunes_duration == "42"

    def test_puts_emergencies_first_and_says_so(self) -> None:
        said = feedparser.parse(feed_bytes(FEED, [item(3), item(1, urgent=True), item(2)], changed_at=AT))
        assert [entry.title for entry in said.entries] == ["KHẨN CẤP: Bản tin số 1", "Bản tin số 3", "Bản tin số 2"]
        assert said.entries[0].tags[0].term == "Khẩn cấp"
        assert "KHẨN CẤP" not in said.entries[1].title

    def test_gives_the_same_bytes_whatever_the_order_of_the_records(self) -> None:
        items = [item(number, urgent=number == 2) for number in range(4)]
        made = [feed_bytes(FEED, order, changed_at=AT) for order in (items, items[::-1])]
        assert all(one == other for one, other in pairwise(made))

    def test_leaves_the_sound_out_where_there_is_none(self) -> None:
        said = feedparser.parse(feed_bytes(FEED, [item(1, enclosure=None, seconds=None)], changed_at=None))
        assert said.entries[0].enclosures == []
        assert "itunes_duration" not in said.entries[0]
        assert "updated" not in said.feed

    def test_says_until_when_an_item_is_to_be_heard(self) -> None:
        data = feed_bytes(FEED, [item(1, valid_from=AT, valid_until=AT + timedelta(days=7))], changed_at=AT)
        assert "start=2023-06-05T08:00:00+07:00; end=2023-06-12T08:00:00+07:00; scheme=W3C-DTF" in data.decode()

    def test_holds_no_character_that_xml_cannot_hold(self) -> None:
        data = feed_bytes(FEED, [item(1, title="Bản\x00 tin\x0b \ud800", description="]]> <b>&amp;")], changed_at=AT)
        said = feedparser.parse(data, sanitize_html=False)
        assert said.entries[0].title.split() == ["Bản", "tin"]
        assert etree.fromstring(data).findtext("channel/item/description") == "]]> <b>&amp;"

    def test_of_a_private_feed_asks_directories_to_leave_it_out(self) -> None:
        private = Feed(**{name: getattr(FEED, name) for name in FEED.__slots__} | {"private": True})
        assert b"<itunes:block>Yes</itunes:block>" in feed_bytes(private, [], changed_at=AT)
