"""RSS and Atom feeds of all ages and states."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.core.webpage import Link, UnreadableFeed, read_feed
from lantoa.core.webpage.feeds import MAX_FEED_LINKS

URL = "https://baodonghai.vn/rss/cchc.rss"
MOMENT = "2023-04-05T08:15:00+07:00"
ARTICLE = Link("https://baodonghai.vn/cai-cach-101.html", "Cải cách hành chính & người dân", MOMENT)
RSS2 = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>CCHC</title>
<link>https://baodonghai.vn</link>
<item><title><![CDATA[Cải cách hành chính & người dân]]></title><link>/cai-cach-101.html?utm_source=rss</link>
<pubDate>{date}</pubDate></item>{more}</channel></rss>"""
RSS1 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>x</title></channel><item rdf:about="1">
<title>Cải cách hành chính &amp; người dân</title><link>https://baodonghai.vn/cai-cach-101.html</link>
<dc:date>2023-04-05T01:15:00Z</dc:date></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry>
<title type="html">Cải cách hành chính &amp;amp; người dân</title><link rel="self" href="/api/101"/>
<link rel="alternate" href="/cai-cach-101.html"/>
<id>tag:101</id><published>2023-04-05T08:15:00+07:00</published><updated>2023-04-09T10:00:00+07:00</updated></entry>
</feed>"""
RSS091 = """<?xml version="1.0"?><rss version="0.91"><channel><title>x</title><item>
<title>Cải cách hành chính &amp; người dân</title><link>https://baodonghai.vn/cai-cach-101.html</link></item>
</channel></rss>"""


class TestReadFeed:
    @pytest.mark.parametrize(
        "feed",
        [RSS2.format(date="Wed, 05 Apr 2023 08:15:00 +0700", more=""), RSS1, ATOM],
        ids=["rss 2", "rss 1", "atom"],
    )
    def test_reads_every_kind(self, feed: str) -> None:
        assert read_feed(feed.encode(), url=URL) == [ARTICLE]

    def test_gives_no_date_where_none_is_stated(self) -> None:
        assert [link.published_at for link in read_feed(RSS091.encode(), url=URL)] == [None]

    @pytest.mark.parametrize(
        ("date", "iso"),
        [
            ("Wed, 05 Apr 2023 01:15:00 GMT", MOMENT),
            ("05/04/2023 8:15:00 AM", MOMENT),
            ("Wed, 05 Apr 2023 08:15:00", MOMENT),
            ("2023-04-05 08:15", MOMENT),
            ("31/02/2023", None),
            ("hôm qua", None),
            ("", None),
        ],
    )
    def test_reads_dates_as_sites_write_them(self, date: str, iso: str | None) -> None:
        assert [link.published_at for link in read_feed(RSS2.format(date=date, more="").encode(), url=URL)] == [iso]

    def test_reads_a_broken_feed_as_far_as_it_goes(self) -> None:
        broken = RSS2.format(
            date="Wed, 05 Apr 2023 08:15:00 +0700",
            more="<item><title>Bài hai & ba</title><link>https://baodonghai.vn/hai.html</link>",
        )
        assert [link.title for link in read_feed(broken[:-20].encode(), url=URL)][:1] == [ARTICLE.title]

    def test_gives_each_page_once_and_no_more_than_the_limit(self) -> None:
        more = "".join(
            f"<item><title>Bài {n}</title><link>https://baodonghai.vn/{n % 1500}.html</link></item>"
            for n in range(1600)
        )
        links = read_feed(RSS2.format(date="", more=more).encode(), url=URL)
        assert len(links) == len({link.url for link in links}) == MAX_FEED_LINKS

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"   ",
            b"<html><body>x</body></html>",
            b"/etc/passwd",
            b"https://127.0.0.1/",
            b'<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"/>',
            '<!DOCTYPE r [<!ENTITY a "b">]><rss/>'.encode("utf-16"),
        ],
    )
    def test_refuses_what_is_no_feed(self, data: bytes) -> None:
        with pytest.raises(UnreadableFeed):
            read_feed(data, url=URL)

    @pytest.mark.parametrize("noise", [b"\x80", b"\x00"])
    def test_refuses_an_encoding_whose_name_is_damaged(self, noise: bytes) -> None:
        data = RSS2.format(date="Wed, 05 Apr 2023 08:15:00 +0700", more="").encode()
        with pytest.raises(UnreadableFeed, match="bảng mã"):
            read_feed(data[:30] + noise + data[33:], url=URL)

    @settings(max_examples=60, deadline=None)
    @given(st.integers(0, 700), st.binary(max_size=8))
    def test_raises_nothing_else_on_damaged_feeds(self, place: int, noise: bytes) -> None:
        data = RSS2.format(date="Wed, 05 Apr 2023 08:15:00 +0700", more="").encode()
        try:
            links = read_feed(data[:place] + noise + data[place + 3 :], url=URL)
        except UnreadableFeed:
            return
        assert all(link.url.startswith("http") for link in links)
