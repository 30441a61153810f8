"""What the demonstration declares and serves; how the sites work is tested beside their code, in sites/tests."""

from collections import Counter

from lantoa.apps.demo.sites import load_articles, load_sites
from lantoa.apps.demo.sites.registry import FAULT_FIELDS, PLATFORMS
from lantoa.apps.demo.sites.tests.made import crawl
from lantoa.apps.demo.sites.virtual_site import VirtualSite

DECLARED = load_sites()
SERVED = [site for site in DECLARED if site.served]


class TestDeclaredSites:
    def test_declares_a_site_for_each_agency_and_one_that_is_down(self) -> None:
        assert len(SERVED) == 24
        assert [site.slug for site in DECLARED if not site.served] == ["vhtt-vinh-linh"]
        assert {site.platform for site in SERVED} == set(PLATFORMS)

    def test_spreads_the_ways_of_discovery(self) -> None:
        assert Counter(site.discovery for site in SERVED) == {"rss": 9, "sitemap": 7, "none": 8}
        assert {site.sitemap for site in SERVED if site.discovery == "sitemap"} == {"plain", "index", "gzip"}

    def test_declares_every_kind_of_fault_once(self) -> None:
        assert Counter(fault.kind for site in SERVED for fault in site.faults) == dict.fromkeys(FAULT_FIELDS, 1)


class TestDemonstration:
    def test_reads_the_articles_of_the_demonstration_for_sites_that_exist(self) -> None:
        assert {article.agency for article in load_articles()} <= {site.agency for site in SERVED}

    def test_every_article_can_be_reached_by_links_and_no_page_lacks_a_part(self) -> None:
        articles = load_articles()
        for site in SERVED:
            virtual = VirtualSite(site, articles, f"http://{site.host}:8000")
            found = crawl(virtual)
            assert set(virtual.article_addresses()) <= found, site.slug
            assert len(virtual.article_addresses()) == sum(article.agency == site.agency for article in articles)
            for target in found:
                assert b"[[thi" not in virtual.reply(target).body, target
                dead = virtual.reply(target).status == 404
                assert not dead or site.fault("dead_link"), f"{site.slug}{target}"
