"""Sitemaps, their index, news and plain kinds."""

import gzip

import pytest

from lantoa.core.webpage import Link, UnreadableSitemap, read_sitemap
from lantoa.core.webpage import sitemaps as module

URL = "https://baodonghai.vn/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://baodonghai.vn/a.html </loc><lastmod>2023-05-01</lastmod><news:news><news:publication>
<news:name>x</news:name></news:publication><news:publication_date>2023-04-05T08:15:00+07:00</news:publication_date>
<news:title>Tin A</news:title></news:news></url>
<url><loc>/b.html</loc><lastmod>2023-05-01</lastmod></url><url><loc>/b.html#x</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>
<loc>https://baodonghai.vn/s1.xml.gz</loc></sitemap><sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>"""
A = Link("https://baodonghai.vn/a.html", "Tin A", "2023-04-05T08:15:00+07:00")
B = Link("https://baodonghai.vn/b.html", "", None)


class TestReadSitemap:
    @pytest.mark.parametrize(
        "data", [NEWS.encode(), gzip.compress(NEWS.encode()), NEWS.encode()[:-20]], ids=["plain", "gzip", "cut"]
    )
    def test_gives_pages_once_and_dates_of_news_only(self, data: bytes) -> None:
        assert read_sitemap(data, url=URL).links == (A, B)

    def test_gives_the_sitemaps_of_an_index(self) -> None:
        found = read_sitemap(INDEX.encode(), url=URL)
        assert found.sitemaps == ("https://baodonghai.vn/s1.xml.gz", "https://baodonghai.vn/s2.xml")
        assert found.links == ()

    def test_reads_a_plain_list(self) -> None:
        assert read_sitemap(b"https://baodonghai.vn/b.html\n\nxyz\n", url=URL).links == (B,)

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"<html><body>x</body></html>",
            b"just words",
            b"\x1f\x8bbroken",
            b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>',
            b'<!DOCTYPE urlset SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset/>',
        ],
    )
    def test_refuses_what_is_no_sitemap_or_could_harm(self, data: bytes) -> None:
        with pytest.raises(UnreadableSitemap):
            read_sitemap(data, url=URL)

    def test_refuses_what_unpacks_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "MAX_SITEMAP_BYTES", 1_000)
        with pytest.raises(UnreadableSitemap, match="giải nén"):
            read_sitemap(gzip.compress(NEWS.encode() * 50), url=URL)

    def test_takes_no_more_links_than_the_limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "MAX_SITEMAP_LINKS", 1)
        assert read_sitemap(NEWS.encode(), url=URL).links == (A,)
