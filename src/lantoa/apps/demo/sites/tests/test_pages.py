import html
import re
from dataclasses import replace

import pytest

from lantoa.apps.demo.sites import Site
from lantoa.apps.demo.sites.registry import PLATFORMS
from lantoa.apps.demo.sites.tests.made import SERVED, crawl, links, made_articles, made_site, page, words

BANNER = "TRANG MINH HỌA – dữ liệu minh họa của Lan Tỏa, không phải trang thật"


@pytest.mark.parametrize("site", SERVED, ids=lambda site: site.slug)
class TestPages:
    def test_first_page_shows_the_newest_article(self, site: Site) -> None:
        virtual = made_site(site)
        shown = words(page(virtual, "/"))
        assert site.name in shown
        assert 'Bài thứ 12 về một cửa & "một giờ"' in shown

    def test_article_page_holds_title_lead_and_every_paragraph_once(self, site: Site) -> None:
        virtual = made_site(site)
        entry = next(entry for entry in virtual.shelf.entries if entry.fault is None)
        shown = words(page(virtual, entry.address))
        number = entry.article.title.split()[2]
        assert entry.article.title in shown
        for line in (f"Sapo của bài {number}.", *(line for block in entry.article.body for line in block.lines)):
            assert shown.count(line) == 1, line
        assert f"Đoạn mở đầu của bài {number}, có <dấu> lạ." in shown

    def test_marks_every_page_as_illustrative(self, site: Site) -> None:
        virtual = made_site(site)
        entry = virtual.shelf.entries[0]
        targets = [
            "/",
            *links(page(virtual, "/")),
            entry.address,
            *([entry.print_address] if entry.print_address else []),
        ]
        for target in (*targets, "/khong/co/trang.html"):
            reply = virtual.reply(target)
            if reply.location:
                continue
            markup = reply.body.decode()
            assert BANNER in words(markup), target
            assert '<meta name="robots" content="noindex">' in markup, target
            assert "[[thiếu" not in markup, target

    def test_calls_no_other_host(self, site: Site) -> None:
        virtual = made_site(site)
        for target in ("/", virtual.article_addresses()[0]):
            called = re.findall(r'(?:src|action|<a\b[^>]*href)="(?:https?:)?//([^/"]*)', page(virtual, target))
            assert called == [], target

    def test_lists_lead_to_every_article(self, site: Site) -> None:
        virtual = made_site(site)
        assert set(virtual.article_addresses()) <= crawl(virtual)

    def test_list_of_all_has_a_page_for_every_ten(self, site: Site) -> None:
        virtual = made_site(site, *made_articles(site.agency, 25))
        first = re.search(r'<a\b[^>]*href="([^"]+)"[^>]*>(?:<span[^>]*>)?Tin (?:tức|mới)<', page(virtual, "/"))
        assert first is not None
        numbered = re.findall(r'<a\b[^>]*href="([^"]+)"[^>]*>(\d+)</a>', page(virtual, html.unescape(first[1])))
        assert [int(number) for _, number in numbered] == list(
            range(2, -(-len(virtual.shelf.entries) // site.page_size) + 1)
        )
        listed = {
            href
            for address in (first[1], *(address for address, _ in numbered))
            for href in links(page(virtual, html.unescape(address)))
        }
        assert listed >= {entry.address for entry in virtual.shelf.entries}


class TestDates:
    @pytest.mark.parametrize(
        ("slug", "shown"),
        [
            ("so-noi-vu", "Ngày đăng: 12/05/2023 14:05"),
            ("bao-quang-tri", "Thứ Sáu, 12/05/2023, 14:05 GMT+7"),
            ("so-nnptnt", "Cập nhật lúc: 12-05-2023 02:05 CH"),
            ("so-khdt", "Ngày đăng: 12/5/2023"),
            ("so-tu-phap", "Thứ sáu - 12/05/2023 14:05"),
            ("dai-ptth", "14:05, 12/05/2023"),
            ("so-yte", "Đăng ngày 12 Tháng Năm, 2023"),
        ],
    )
    def test_prints_the_date_as_the_site_does(self, slug: str, shown: str) -> None:
        virtual = made_site(next(site for site in SERVED if site.slug == slug))
        entry = next(entry for entry in virtual.shelf.entries if entry.article.key.endswith("-12"))
        assert shown in words(page(virtual, entry.address))

    def test_shows_no_date_where_the_article_has_none(self) -> None:
        for platform in PLATFORMS:
            site = next(site for site in SERVED if site.platform == platform)
            article = replace(made_articles(site.agency, 1)[0], published_at=None, kind="undated")
            virtual = made_site(site, article)
            markup = page(virtual, virtual.article_addresses()[0])
            assert "2023" not in words(markup).replace("29 tháng 12 năm 2023", ""), platform
            assert "published_time" not in markup
            assert 'datetime="' not in markup

    def test_shows_the_wrong_date_of_the_page_and_states_the_right_one_to_machines(self) -> None:
        site = next(site for site in SERVED if site.slug == "hai-lang")
        virtual = made_site(site, replace(made_articles(site.agency, 1)[0], printed_date="31/02/2023"))
        markup = page(virtual, virtual.article_addresses()[0])
        assert "31/02/2023" in words(markup)
        assert "01/05/2023" not in words(markup)
        assert 'content="2023-05-01T14:05:00+07:00"' in markup

    def test_runs_a_clock_that_is_not_the_date_of_the_article(self) -> None:
        for site in SERVED:
            virtual = made_site(site)
            assert "Thứ Sáu, ngày 29 tháng 12 năm 2023, 09:41:07" in words(
                page(virtual, virtual.article_addresses()[0])
            )
