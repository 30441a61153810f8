"""Articles from pages: what is stated, what is not, and what is refused."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.core.webpage import Article, NotAnArticle, extract_article
from lantoa.core.webpage.titles import strip_site_name

URL = "https://sonoivu.donghai.gov.vn/tin/hop-giao-ban-1.html"
TITLE = "Sở Nội vụ họp giao ban công tác tháng tư"
BODY = (
    "<p>Sáng nay, Sở Nội vụ tổ chức họp giao ban, đánh giá kết quả công tác cải cách hành chính ba tháng đầu năm.</p>"
    "<p>Các phòng báo cáo tiến độ nhiệm vụ, nêu khó khăn trong tiếp nhận hồ sơ trực tuyến và cách khắc phục.</p>"
)
SAVED = [page.read_bytes() for page in sorted(Path(__file__).parent.parent.glob("recipes/*/tests/*.html"))]


def _page(meta: str = "", before: str = "", after: str = "", head: str = "") -> str:
    return (
        f"<html><head><title>{TITLE} - Sở Nội vụ tỉnh Đông Hải</title>{head}</head><body>"
        f"<header><div class='clock'>Thứ Hai, 23/11/2026 08:00</div></header>{before}"
        f"<div class='detail'><h1>{TITLE}</h1>{meta}<div class='noidung'>{BODY}</div>{after}</div>"
        f"<footer>Giấy phép ngày 12/02/2019</footer></body></html>"
    )


def _read(*args: str, **kwargs: str) -> Article:
    return extract_article(_page(*args, **kwargs), url=URL)


class TestPublishedAt:
    CASES = (
        ("<span>Thứ tư, 05/04/2023 08:15</span>", "2023-04-05T08:15:00+07:00"),
        ("<div>Ngày đăng: 05/04/2023</div>", "2023-04-05"),
        ("<time datetime='2023-04-05T08:15'>hôm nay</time>", "2023-04-05T08:15:00+07:00"),
        ("<p>Lê Minh | 05/04/2023 | 120 lượt xem</p>", "2023-04-05"),
        ("", None),
        ("<span>2 giờ trước</span>", None),
    )

    @pytest.mark.parametrize(("meta", "published_at"), CASES)
    def test_is_what_stands_by_the_title(self, meta: str, published_at: str | None) -> None:
        assert _read(meta).published_at == published_at

    def test_is_found_below_the_text_too(self) -> None:
        assert _read(after="<p>Cập nhật: 14h30 ngày 05/04/2023</p>").published_at == "2023-04-05T14:30:00+07:00"

    def test_is_never_the_date_of_another_article(self) -> None:
        other = (
            "<div class='khac'><b>Tin khác</b><ul><li><a href='/a.html'>Một tin khác đã đăng trước đó</a> "
            "(01/04/2023)</li><li><a href='/b.html'>Thêm một tin khác nữa của sở</a> (02/04/2023)</li></ul></div>"
        )
        assert _read(after=other).published_at is None

    def test_is_never_a_date_of_the_text(self) -> None:
        page = _page().replace("Sáng nay,", "Căn cứ Kế hoạch số 219/KH-UBND ngày 21/12/2022,")
        assert extract_article(page, url=URL).published_at is None

    def test_has_a_note_when_it_is_impossible(self) -> None:
        article = _read("<div>Ngày đăng: 31/02/2023</div>")
        assert article.published_at is None
        assert "Trang ghi ngày đăng không có thật: 31/02/2023." in article.notes

    def test_takes_the_visible_clock_when_the_machines_zone_is_wrong(self) -> None:
        head = "<meta property='article:published_time' content='2023-04-05T08:15:00Z'>"
        assert _read("<span>05/04/2023 08:15</span>", head=head).published_at == "2023-04-05T08:15:00+07:00"
        assert _read("<span>05/04/2023 15:15</span>", head=head).published_at == "2023-04-05T15:15:00+07:00"

    def test_is_not_the_date_of_the_last_change_when_both_stand_there(self) -> None:
        meta = "<p>Cập nhật lần cuối: 09/04/2023 10:00 - Ngày đăng: 05/04/2023 08:15</p>"
        assert _read(meta).published_at == "2023-04-05T08:15:00+07:00"


class TestAuthor:
    CASES = (
        ("<p>Tác giả: Lê Minh</p>", "Lê Minh"),
        ("<p><b>Bài, ảnh:</b> Trần Mậu</p>", "Trần Mậu"),
        ("<p>Tin, ảnh: Thu Hà</p>", "Thu Hà"),
        ("<p>Nguồn: Báo Đông Hải</p>", "Báo Đông Hải"),
        ("<p>Nguồn tin: Báo Đông Hải</p>", "Báo Đông Hải"),
        ("<p><em>Theo TTXVN</em></p>", "TTXVN"),
        ("<p style='text-align:right'><b>Hồ Thị Lan - Đức Việt</b></p>", "Hồ Thị Lan - Đức Việt"),
        ("<p>Tác giả: Lê Minh</p><p>Nguồn: Báo Đông Hải</p>", "Lê Minh"),
        ("<p style='text-align:right'>Phòng Cải cách hành chính</p>", "Phòng Cải cách hành chính"),
        ("<p class='text-right'>Ban Biên tập</p>", "Ban Biên tập"),
        ("<p class='news-author'>Lam Khê (CTV)</p>", "Lam Khê (CTV)"),
        ("<div class='by-line'>Nguyễn Thúy Vân</div>", "Nguyễn Thúy Vân"),
        ("<p>Đăng bởi: admin</p>", None),
        ("", None),
    )

    @pytest.mark.parametrize(("after", "author"), CASES)
    def test_is_named_without_its_label(self, after: str, author: str | None) -> None:
        article = _read(after=after)
        assert article.author == author
        assert not author or author not in article.text

    def test_is_not_who_asks_in_an_interview(self) -> None:
        talk = "".join(
            (f"<p>Phóng viên: Câu hỏi thứ {n} là gì vậy?</p><p>Giám đốc: Trả lời câu {n}.</p>") for n in range(4)
        )
        page = _page(after="<p class='news-author'>An Nhiên</p>").replace(BODY, BODY + talk)
        assert extract_article(page, url=URL).author == "An Nhiên"

    def test_has_a_note_when_it_is_not_stated(self) -> None:
        assert "Trang không ghi tác giả hoặc nguồn." in _read().notes


class TestSection:
    CASES = (
        (
            (
                "<div class='breadcrumb'><a href='/'>Trang chủ</a> / <a href='/t'>Tin tức</a> / <a href='/t/c'>Cải "
                "cách "
                "hành chính</a></div>"
            ),
            "Cải cách hành chính",
        ),
        (
            (
                "<ol class='breadcrumb'><li><a href='/'>Trang chủ</a></li><li><a href='/t'>Tin tức</a></li><li>Sở Nội "
                "vụ họp giao ban...</li></ol>"
            ),
            "Tin tức",
        ),
        ("<p>Trang chủ » Tin hoạt động</p>", "Tin hoạt động"),
        ("<h3><a href='/tin-noi-bo'>Tin nội bộ</a></h3>", "Tin nội bộ"),
        ("", None),
    )

    @pytest.mark.parametrize(("before", "section"), CASES)
    def test_is_the_last_level_before_the_title(self, before: str, section: str | None) -> None:
        assert _read(before=before).section == section


class TestTitle:
    CASES = (
        ("Tăng tốc chuyển đổi số | Báo Đông Hải", "Báo Đông Hải", "Tăng tốc chuyển đổi số"),
        ("Tăng tốc chuyển đổi số - Tin tức - Cổng thông tin điện tử tỉnh Đông Hải", "", "Tăng tốc chuyển đổi số"),
        ("Báo Đông Hải - Tăng tốc chuyển đổi số ở miền núi", "Báo Đông Hải", "Tăng tốc chuyển đổi số ở miền núi"),
        ("Đoàn kết - Kỷ cương - Sáng tạo", "", "Đoàn kết - Kỷ cương - Sáng tạo"),
        ("Sở Nội vụ tập huấn", "", "Sở Nội vụ tập huấn"),
    )

    @pytest.mark.parametrize(("stated", "site", "title"), CASES)
    def test_loses_the_name_of_the_site(self, stated: str, site: str, title: str) -> None:
        assert strip_site_name(stated, site, "https://baodonghai.vn/x") == title

    def test_is_the_heading_of_the_page(self) -> None:
        assert _read().title == TITLE


class TestAddress:
    CASES = (
        ("<link rel='canonical' href='/tin/hop-giao-ban-1.html?utm_source=a'>", URL),
        ("<link rel='canonical' href='https://donghai.gov.vn/tin/goc.html'>", "https://donghai.gov.vn/tin/goc.html"),
        ("<link rel='canonical' href='https://nguon-khac.vn/tin/goc.html'>", URL),
        ("<link rel='canonical' href='/'>", URL),
        (
            "<meta property='og:url' content='https://sonoivu.donghai.gov.vn/goc-2.html'>",
            "https://sonoivu.donghai.gov.vn/goc-2.html",
        ),
        ("", URL),
    )

    @pytest.mark.parametrize(("head", "address"), CASES)
    def test_is_the_canonical_one_of_the_same_owner(self, head: str, address: str) -> None:
        assert _read(head=head).url == address

    def test_loses_tracking_when_the_page_states_none(self) -> None:
        assert extract_article(_page(), url=f"{URL}?utm_source=zalo#x").url == URL


class TestText:
    def test_is_paragraphs_without_furniture(self) -> None:
        after = (
            "<p>Lượt xem: 1.204</p><div>Chia sẻ: Facebook Zalo</div><p>Từ khóa: giao ban</p><h4>Tin cùng chuyên "
            "mục</h4><p><a href='/x.html'>Tin khác của sở trong tháng này</a></p>"
        )
        lines = _read(after=after).text.split("\n")
        assert len(lines) == 2
        assert lines[0].startswith("Sáng nay, Sở Nội vụ")

    def test_names_the_adverts_that_were_taken_out(self) -> None:
        page = _page().replace(
            "họp giao ban, đánh giá", "họp giao ban, <a href='http://x.example.com'>nhà cái</a> đánh giá"
        )
        article = extract_article(page, url=URL)
        assert article.removed_adverts == ("nhà cái",)
        assert "họp giao ban, đánh giá" in article.text

    def test_comes_from_json_ld_when_the_page_is_made_by_script(self) -> None:
        words = "Nội dung bài viết chỉ có trong dữ liệu máy đọc, trang hiện bằng mã script. " * 6
        head = (
            f"<script "
            f'type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}","articleBody":"{words}"}}</script>'
        )
        article = extract_article(
            f"<html><head><title>{TITLE}</title>{head}</head><body><div id='app'>Đang tải</div></body></html>", url=URL
        )
        assert article.text.startswith("Nội dung bài viết chỉ có trong dữ liệu")

    def test_as_dict_gives_the_six_facts(self) -> None:
        assert list(_read().as_dict()) == ["title", "text", "published_at", "author", "section", "url"]


class TestRefusals:
    CASES = (
        (b"", "trống"),
        (b"%PDF-1.7", "tệp tài liệu"),
        ("<html><body><div></div></body></html>", "không có chữ"),
        ("<html><head><title>{title}</title></head><body><h1>{title}</h1>{publish}{head}</body></html>", "Trang in"),
        (
            "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>No such page.</p></body>",
            "404",
        ),
        ("<html><head><title>Thông báo</title></head><body><h1>Không tìm thấy trang</h1></body></html>", "404"),
        (
            "<html><head><title>Tin</title></head><body><h1>Một tiêu đề ngắn thôi</h1><p>Ngắn.</p></body></html>",
            "Không tìm thấy nội dung",
        ),
    )

    @pytest.mark.parametrize(("page", "words"), CASES)
    def test_say_what_is_wrong_in_vietnamese(self, page: bytes | str, words: str) -> None:
        with pytest.raises(NotAnArticle, match=words):
            extract_article(page, url=URL)

    def test_hit_a_listing_of_one_article(self) -> None:
        page = (
            "<html><head><title>Đề án 06 - UBND huyện</title></head><body>"
            "<ul class='menu'><li><a href='/de-an-06/'>Đề án 06</a></li></ul><div class='cot'><h2>Đề án 06</h2>"
            "<div><h3><a href='/de-an-06/to-luu-dong-7.html'>Tổ lưu động cấp định danh tận mạn thuyền</a></h3>"
            "<p>8/5/2023</p><p>Ngư dân đi biển dài ngày, công an huyện chọn hai ngày thuyền nằm bờ để đến.</p>"
            "</div></div></body></html>"
        )
        with pytest.raises(NotAnArticle, match="trang danh mục"):
            extract_article(page, url="https://giolinh.donghai.gov.vn/de-an-06/")

    def test_do_not_hit_an_article_about_errors(self) -> None:
        page = _page().replace(TITLE, "Khắc phục lỗi 404 trên cổng dịch vụ công của tỉnh")
        page = page.replace(
            "</div></div><footer",
            "</div>"
            + "<p>Trung tâm đã rà soát toàn bộ đường dẫn hỏng, thay bằng địa chỉ mới và báo cho người dân.</p>" * 1
            + "</div><footer",
        )
        long = page.replace(
            "<div class='noidung'>",
            "<div class='noidung'>"
            + "".join(
                f"<p>Bước {n}: cán bộ kiểm tra từng mục của cổng, ghi lại đường dẫn hỏng và chuyển đơn vị vận hành.</p>"
                for n in range(9)
            ),
        )
        assert extract_article(long, url=URL).title == "Khắc phục lỗi 404 trên cổng dịch vụ công của tỉnh"


def _mangled(page: bytes, cuts: list[tuple[int, int]], noise: bytes) -> bytes:
    for start, length in cuts:
        place = start % max(1, len(page))
        page = page[:place] + noise + page[place + length :]
    return page


class TestAnyInput:
    @settings(max_examples=60, deadline=None)
    @given(
        st.sampled_from(SAVED),
        st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 900)), max_size=6),
        st.sampled_from(
            [
                b"",
                b"<",
                b"</div></div>",
                b"<div><table><tr><td>",
                b"\xff\xfe\x00",
                b"<a href='",
                b"\" style='display:none",
                b"<!--",
                b"<script>",
                b"&#0;&#1114112;",
                "ộ".encode(),
            ]
        ),
    )
    def test_gives_an_article_or_refuses(self, page: bytes, cuts: list[tuple[int, int]], noise: bytes) -> None:
        try:
            article = extract_article(_mangled(page, cuts, noise), url=URL)
        except NotAnArticle as refusal:
            assert str(refusal).endswith((".", ";"))
            return
        assert article.title
        assert unicodedata.is_normalized("NFC", article.text)
        assert all(line and line == " ".join(line.split()) for line in article.text.split("\n"))
        assert article.published_at is None or re.match(
            r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\+07:00)?$", article.published_at
        )

    @settings(max_examples=50, deadline=None)
    @given(st.one_of(st.binary(max_size=300), st.text(max_size=300)), st.text(max_size=40))
    def test_raises_nothing_else_on_noise(self, page: bytes | str, url: str) -> None:
        try:
            assert extract_article(page, url=url).text
        except NotAnArticle as refusal:
            assert str(refusal)
