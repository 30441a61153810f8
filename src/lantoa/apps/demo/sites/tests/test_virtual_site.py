import gzip
import html
import re
from dataclasses import replace
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree
from protego import Protego

from lantoa.apps.demo.sites import Site
from lantoa.apps.demo.sites.registry import Fault
from lantoa.apps.demo.sites.shelf import build_shelf
from lantoa.apps.demo.sites.tests.made import SERVED, crawl, made_articles, made_site, page, with_fault, words


class TestDiscovery:
    @pytest.mark.parametrize("site", [site for site in SERVED if site.discovery == "rss"], ids=lambda site: site.slug)
    def test_feed_is_announced_and_parses(self, site: Site) -> None:
        virtual = made_site(
            site, *made_articles(site.agency, 8), replace(made_articles(site.agency, 9)[8], published_at=None)
        )
        found = re.search(r'<link rel="alternate"\s+type="([^"]+)"[^>]*href="([^"]+)"', page(virtual, "/"))
        assert found is not None
        reply = virtual.reply(html.unescape(found[2]))
        assert reply.content_type.startswith(found[1])
        feed = feedparser.parse(reply.body, response_headers={"content-type": reply.content_type})
        assert not feed.bozo
        assert [urlsplit(entry.link)._replace(scheme="", netloc="").geturl() for entry in feed.entries] == [
            entry.address for entry in virtual.shelf.entries
        ]
        assert feed.entries[0].title == 'Bài thứ 8 về một cửa & "một giờ"'
        assert feed.entries[0].published_parsed[:5] == (2023, 5, 8, 7, 5)
        assert "published" not in feed.entries[-1]

    @pytest.mark.parametrize(
        "site", [site for site in SERVED if site.discovery == "sitemap"], ids=lambda site: site.slug
    )
    def test_sitemap_lists_every_article(self, site: Site) -> None:
        virtual = made_site(site)
        waiting, found = [f"{virtual.base_url}/sitemap.xml"], set[str]()
        while waiting:
            reply = virtual.reply(waiting.pop().removeprefix(virtual.base_url))
            if reply.location:
                waiting.append(reply.location)
                continue
            body = gzip.decompress(reply.body) if reply.content_type == "application/gzip" else reply.body
            tree = etree.fromstring(body)
            locations = [str(node.text) for node in tree.iterfind(".//{*}loc")]
            if etree.QName(tree).localname == "sitemapindex":
                waiting += locations
            else:
                found |= {location.removeprefix(virtual.base_url) for location in locations}
        assert found >= {entry.address for entry in virtual.shelf.entries}
        robots = Protego.parse(virtual.reply("/robots.txt").body.decode())
        assert all(virtual.reply(address.removeprefix(virtual.base_url)).status == 200 for address in robots.sitemaps)
        assert list(robots.sitemaps)

    @pytest.mark.parametrize("site", [site for site in SERVED if site.discovery == "none"], ids=lambda site: site.slug)
    def test_sites_with_neither_have_links_alone(self, site: Site) -> None:
        virtual = made_site(site)
        assert {virtual.reply(path).status for path in ("/sitemap.xml", "/rss/", "/feed/")} == {404}
        assert 'rel="alternate"' not in page(virtual, "/")


class TestFaults:
    def test_one_listing_links_to_a_dead_article(self) -> None:
        virtual = made_site(with_fault("dead_link"))
        dead = [entry.address for entry in virtual.shelf.entries if entry.is_ghost]
        assert len(dead) == 1
        assert dead[0] in crawl(virtual)
        reply = virtual.reply(dead[0])
        assert reply.status == 404
        assert virtual.site.name in words(reply.body.decode())

    def test_one_redirect_never_ends(self) -> None:
        virtual = made_site(with_fault("endless_redirect"))
        target, seen = next(entry.address for entry in virtual.shelf.entries if entry.is_ghost), list[str]()
        for _ in range(12):
            reply = virtual.reply(target)
            assert (reply.status, bool(reply.location)) == (302, True)
            seen.append(target)
            target = str(reply.location).removeprefix(virtual.base_url)
        assert len(set(seen)) == 2

    def test_one_page_is_cut_unclosed_and_declares_a_wrong_charset(self) -> None:
        virtual = made_site(with_fault("broken_page"))
        entry = next(entry for entry in virtual.shelf.entries if entry.fault)
        reply = virtual.reply(entry.address)
        assert reply.content_type == "text/html; charset=windows-1252"
        text = reply.body.decode("utf-8")
        assert "</p>" not in text
        assert "</html>" not in text
        assert entry.article.title in html.unescape(text)
        assert entry.article.body[0].lines[0] in html.unescape(text)
        assert entry.article.body[-1].lines[0] not in text

    def test_one_article_is_listed_under_three_addresses(self) -> None:
        virtual = made_site(with_fault("two_addresses"))
        entry = next(entry for entry in virtual.shelf.entries if entry.fault)
        found = crawl(virtual)
        assert {entry.address, f"{entry.address}?utm_source=trang-chu&utm_medium=noi-bat", entry.print_address} <= found
        assert virtual.reply(f"{entry.address}?utm_source=trang-chu").body == virtual.reply(entry.address).body
        assert entry.article.body[0].lines[0] in words(page(virtual, str(entry.print_address)))

    def test_one_site_closes_the_path_of_an_article_that_it_lists(self) -> None:
        virtual = made_site(with_fault("robots_disallow"))
        robots = Protego.parse(virtual.reply("/robots.txt").body.decode())
        closed = [
            path for path in virtual.article_addresses() if not robots.can_fetch(virtual.base_url + path, "LanToa")
        ]
        assert [entry.address for entry in virtual.shelf.entries if entry.fault] == closed
        assert closed[0] in crawl(virtual)

    def test_one_site_asks_for_a_second_between_requests(self) -> None:
        virtual = made_site(with_fault("crawl_delay"))
        assert Protego.parse(virtual.reply("/robots.txt").body.decode()).crawl_delay("LanToa") == 1

    def test_a_fault_hits_the_declared_original_and_goes_unused_beyond_the_last(self) -> None:
        site = replace(SERVED[0], faults=(Fault("slow_page", article=2),))
        articles = made_articles(site.agency, 3)
        articles[2] = replace(articles[2], kind="repost")
        assert [entry.article.key[-2:] for entry in build_shelf(site, articles).entries if entry.fault] == ["01"]
        assert not any(entry.fault for entry in build_shelf(site, articles[2:]).entries)


class TestAddresses:
    def test_one_title_twice_gets_two_addresses(self) -> None:
        for site in SERVED:
            first = made_articles(site.agency, 1)[0]
            virtual = made_site(site, first, replace(first, key="t/lai"))
            assert len(set(virtual.article_addresses())) == 2, site.slug

    def test_a_missing_slash_at_the_end_is_mended(self) -> None:
        virtual = made_site(next(site for site in SERVED if site.slug == "so-yte"))
        reply = virtual.reply(virtual.article_addresses()[0].rstrip("/"))
        assert (reply.status, reply.location) == (301, virtual.base_url + virtual.article_addresses()[0])

    def test_unknown_parameters_change_nothing(self) -> None:
        virtual = made_site(SERVED[0])
        address = virtual.article_addresses()[0]
        assert virtual.reply(f"{address}?phien=3").body == virtual.reply(address).body

    def test_pictures_are_drawn_in_the_colours_of_the_site(self) -> None:
        virtual = made_site(SERVED[0])
        sources = set(re.findall(r'<img[^>]*src="([^"]+)"', page(virtual, "/")))
        assert sources
        for source in sources:
            reply = virtual.reply(source)
            assert (reply.status, reply.content_type) == (200, "image/svg+xml")
            assert virtual.site.theme.colour in reply.body.decode()
            etree.fromstring(reply.body)
