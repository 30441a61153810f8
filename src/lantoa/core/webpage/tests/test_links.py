"""Links of listing pages, the next page, feeds of a site."""

import pytest

from lantoa.core.webpage import UnreadablePage, discover_links, find_feeds, next_page_url

URL = "https://sonoivu.donghai.gov.vn/tin-tuc/?page=2"
LISTING = """
<html><body><nav><a href="/gioi-thieu-chung-ve-so-noi-vu-tinh.html">Giới thiệu chung về Sở Nội vụ tỉnh</a></nav>
<div class="list">
<div class="item"><a href="/tin-tuc/hop-ban-chi-dao-cai-cach-hanh-chinh-101.html?utm_source=x#a"><img src="1.jpg"></a>
 <h3><a href="/tin-tuc/hop-ban-chi-dao-cai-cach-hanh-chinh-101.html">Họp Ban Chỉ đạo cải cách hành chính tỉnh</a>
</h3><span>Thứ tư, 05/04/2023 08:15</span></div>
<div class="item"><h3><a href="/tin-tuc/kiem-tra-cong-vu-102.html">Kiểm tra công vụ đột xuất tại ba huyện</a></h3>
<time datetime="2023-04-04">4/4</time></div>
<div class="item"><h3><a href="/tin-tuc/?id=103">Công bố kết quả khảo sát hài lòng năm 2022</a></h3></div>
<div class="item"><a href="/tin-tuc/ke-hoach-104.pdf">Kế hoạch tuyên truyền cải cách hành chính</a></div>
<div class="item">
<a href="https://dichvucong.gov.vn/thong-bao-moi-nhat-ve-dich-vu-cong-55.html">Thông báo mới về dịch vụ công</a></div>
<div class="item"><a href="/tin-tuc/">Tin tức sự kiện của sở</a></div>
<div class="item"><a href="javascript:void(0)">Xem tất cả các tin tức khác</a></div>
</div>
<ul class="pagination"><li><a href="/tin-tuc/?page=1">1</a></li><li class="active"><span>2</span></li><li>
<a href="/tin-tuc/?page=3">3</a></li><li><a href="/tin-tuc/?page=3" title="Trang sau">»</a></li></ul>
<footer><a href="/chinh-sach-bao-mat-thong-tin-cua-cong-77.html">Chính sách bảo mật thông tin của cổng</a></footer>
</body></html>
"""


class TestDiscoverLinks:
    def test_gives_the_articles_of_the_site_in_page_order(self) -> None:
        links = discover_links(LISTING, url=URL)
        assert [(link.url.rpartition("/")[2], link.title) for link in links] == [
            ("hop-ban-chi-dao-cai-cach-hanh-chinh-101.html", "Họp Ban Chỉ đạo cải cách hành chính tỉnh"),
            ("kiem-tra-cong-vu-102.html", "Kiểm tra công vụ đột xuất tại ba huyện"),
            ("?id=103", "Công bố kết quả khảo sát hài lòng năm 2022"),
        ]

    def test_gives_the_date_of_each_item_only(self) -> None:
        assert [link.published_at for link in discover_links(LISTING, url=URL)] == [
            "2023-04-05T08:15:00+07:00",
            "2023-04-04",
            None,
        ]

    def test_leaves_sections_out_however_long_their_names(self) -> None:
        html = (
            '<div><a href="/category/hoat-dong-doan-the-o-co-so/">Hoạt động đoàn thể ở cơ sở trong huyện</a>'
            '<a href="/chuyen-muc/tin-dia-phuong/le-ra-quan-ngay-thu-bay.html">Lễ ra quân ngày thứ bảy</a></div>'
        )
        assert [link.url.rpartition("/")[2] for link in discover_links(html, url="https://x.vn/")] == [
            "le-ra-quan-ngay-thu-bay.html"
        ]

    def test_gives_nothing_for_a_page_without_links(self) -> None:
        assert discover_links("<p>Không có liên kết nào ở đây</p>", url=URL) == []

    def test_refuses_what_is_no_page(self) -> None:
        with pytest.raises(UnreadablePage):
            discover_links(b"%PDF-1.4", url=URL)


class TestNextPageUrl:
    CASES = (
        (LISTING, "https://sonoivu.donghai.gov.vn/tin-tuc/?page=3"),
        ('<link rel="next" href="/trang-3/"><p>x</p>', "https://sonoivu.donghai.gov.vn/trang-3/"),
        (
            '<div class="pager"><a href="?page=1">1</a><strong>2</strong><a href="?page=3">3</a></div>',
            "https://sonoivu.donghai.gov.vn/tin-tuc/?page=3",
        ),
        (
            '<div class="paging"><a href="?page=1">Trang trước</a><a href="?page=3">Trang sau</a></div>',
            "https://sonoivu.donghai.gov.vn/tin-tuc/?page=3",
        ),
        ('<div class="paging"><a href="?page=1">1</a><b>2</b></div>', None),
        ('<div class="paging"><a href="javascript:__doPostBack(1)">»</a></div>', None),
        ('<p><a href="/tin-tuc/bai-sau.html">»</a></p>', None),
    )

    @pytest.mark.parametrize(("html", "following"), CASES)
    def test_gives(self, html: str, following: str | None) -> None:
        assert next_page_url(html, url=URL) == following


class TestFindFeeds:
    def test_gives_declared_feeds_with_comments_last(self) -> None:
        html = (
            '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
            '<link rel="alternate" type="application/atom+xml" href="/feed/atom/">'
            '<link rel="alternate" hreflang="en" href="/en/"><a href="/rss/cchc.rss">RSS</a>'
        )
        assert find_feeds(html, url="https://x.vn/") == [
            "https://x.vn/feed/atom/",
            "https://x.vn/rss/cchc.rss",
            "https://x.vn/comments/feed/",
        ]

    def test_tries_the_usual_places_of_the_platform(self) -> None:
        html = '<meta name="generator" content="WordPress 6.2"><p>x</p>'
        assert find_feeds(html, url="https://x.vn/a/")[0] == "https://x.vn/feed/"
