"""Adverts put into pages by others."""

import pytest

from lantoa.core.webpage.adverts import drop_adverts
from lantoa.core.webpage.tree import parse_page, text_of

URL = "https://sonoivu.donghai.gov.vn/tin/1.html"
SENTENCE = "Căn cứ Quyết định số 876/QĐ-BNV {} ngày 10/11/2022 của Bộ trưởng Bộ Nội vụ về chỉ số cải cách hành chính."
HIDDEN = (
    "display:none",
    "DISPLAY: NONE;",
    "font-size:0",
    "font-size: 1px;",
    "position:absolute;left:-9999px",
    "position: absolute; top: -5000px;",
    "text-indent:-9999px",
    "height:0;overflow:hidden",
    "opacity:0",
    "visibility:hidden",
    "color:#ffffff",
)
SPAM = (
    "nhà cái",
    "Nhà Cái uy tín",
    "cá cược bóng đá",
    "tỷ số trực tiếp",
    "vay tiền nhanh",
    "xổ số miền Bắc",
    "casino online",
    "J88",
    "kubet",
    "KUBET77",
    "soi kèo",
    "nha cai so 1",
)


def _cleaned(inner: str, head: str = "") -> tuple[str, tuple[str, ...]]:
    root = parse_page(f"<html><head>{head}</head><body><p>{inner}</p></body></html>")
    removed = drop_adverts(root, URL)
    return text_of(next(root.iter("body"))), removed


class TestDropAdverts:
    @pytest.mark.parametrize("words", SPAM)
    def test_takes_a_spam_link_out_of_a_sentence(self, words: str) -> None:
        text, removed = _cleaned(SENTENCE.format(f'<a href="https://x.example.com/">{words}</a>'))
        assert text == SENTENCE.format("").replace("  ", " ")
        assert removed == (words,)

    @pytest.mark.parametrize("style", HIDDEN)
    def test_takes_hidden_links_to_other_sites_out(self, style: str) -> None:
        text, removed = _cleaned(
            SENTENCE.format(f'<span style="{style}"><a href="//shop.example.net/">giày thể thao</a></span>')
        )
        assert text == SENTENCE.format("").replace("  ", " ")
        assert removed == ("giày thể thao",)

    def test_knows_classes_that_the_page_hides(self) -> None:
        hidden = '<i class="q7"><a href="http://tai-app.example.org">tải app</a></i>'
        text, removed = _cleaned(SENTENCE.format(hidden), "<style>.q7{position:absolute;left:-3000px}</style>")
        assert text == SENTENCE.format("").replace("  ", " ")
        assert removed == ("tải app",)

    def test_takes_a_whole_paragraph_that_only_advertises(self) -> None:
        advert = 'Trải nghiệm <a href="https://b.example.com">casino</a> và soi kèo mỗi ngày'
        assert _cleaned(advert) == ("", ("Trải nghiệm casino và soi kèo mỗi ngày",))

    def test_keeps_words_that_only_sound_alike(self) -> None:
        kept = "Nhà cải tạo từ quỹ; cả cuộc đời cống hiến; một số đề xuất; ngồi bệt chờ lâu"
        linked = (
            f'{kept} <a href="https://vanban.chinhphu.vn/x">Quyết định số 876/QĐ-BNV</a> <a '
            f'href="https://baodonghai.vn/a">một số đề án</a>'
        )
        text, removed = _cleaned(linked)
        assert text.startswith(kept)
        assert "một số đề án" in text
        assert removed == ()

    def test_keeps_news_about_gambling(self) -> None:
        head = "<title>Triệt phá đường dây cá cược bóng đá</title>"
        story = (
            "Các bị can nhận tài khoản của nhà cái, chia cho người chơi; xem <a "
            'href="/an-ninh/bat-nhom-danh-bai-an-tien.html">bắt nhóm đánh bài ăn tiền</a>'
        )
        text, removed = _cleaned(story, head)
        assert text.endswith("bắt nhóm đánh bài ăn tiền")
        assert removed == ()

    def test_keeps_the_pages_own_text_that_script_shows(self) -> None:
        body = "Nội dung bài viết dài về cải cách hành chính của tỉnh. " * 20
        root = parse_page(f'<html><body><div style="display:none">{body}</div></body></html>')
        assert drop_adverts(root, URL) == ()
        assert text_of(root) == body.strip()

    def test_keeps_the_text_after_what_it_takes(self) -> None:
        text, _ = _cleaned('Câu đứng trước quảng cáo<a href="http://kubet.example.com">kubet</a>và câu đứng sau')
        assert text == "Câu đứng trước quảng cáo và câu đứng sau"
