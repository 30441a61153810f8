"""A citizen on the special pages: on a desk, a small telephone, by keyboard, with large letters, on paper."""

import re

import pytest
from conftest import Visitor

pytestmark = pytest.mark.journey
PHONE = {"width": 320, "height": 640}
STORY = "/chuyen-mot-cua/di-mot-cua-mang-gi-theo/"
EVENT = "/ngay-thu-bay-vi-dan/"
# One address for each template of the portal.
PAGES = [
    "/", "/chuyen-mot-cua/", "/chi-so-ke-chuyen/", STORY, "/chi-so-ke-chuyen/pci-61-26-diem-noi-gi/", EVENT,
    "/su-kien/",
    "/tai-lieu/", "/tai-lieu/?tim=khong+co+dau", "/ket-qua/", "/luu-tru/", "/luu-tru/2023/", "/lien-he/", "/tiep-can/",
    "/gioi-thieu/", "/noi-dung/t7/", "/co-quan/so-tttt/", "/nghe/",
]  # fmt: skip


def _headings(visitor: Visitor) -> list[int]:
    found = visitor.page.eval_on_selector_all("h1,h2,h3,h4", "(all) => all.map((one) => Number(one.tagName[1]))")
    return [int(level) for level in found]


class TestReader:
    @pytest.mark.parametrize("path", PAGES)
    def test_meets_no_barrier(self, visitor: Visitor, path: str) -> None:
        visitor.goes_to(path)
        visitor.sees_no_serious_barrier()
        levels = _headings(visitor)
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False)), (path, levels)

    @pytest.mark.parametrize("path", PAGES)
    def test_reads_on_a_small_phone_with_large_letters(self, visitor: Visitor, path: str) -> None:
        visitor.page.set_viewport_size(PHONE)
        visitor.goes_to(path)
        visitor.needs_no_sideways_scrolling()
        # 200 % of the text on a window of the size that WCAG 1.4.4 means
        visitor.page.set_viewport_size({"width": 1280, "height": 860})
        visitor.page.evaluate("document.documentElement.style.fontSize = '200%'")
        visitor.needs_no_sideways_scrolling()

    def test_goes_from_the_first_page_to_what_it_means_for_him(self, visitor: Visitor) -> None:
        # given the first page
        visitor.goes_to("/")
        visitor.takes_picture("chuyen-trang-trang-nhat")
        # when opening a column and a story of it
        visitor.page.get_by_role("navigation", name="Chuyên mục").get_by_role("link", name="Chuyện một cửa").click()
        visitor.page.get_by_role("link", name="Đi một cửa, mang gì theo để khỏi phải về?").first.click()
        # then the story says what it means, and leads on
        assert visitor.page.get_by_role("heading", name="Điều này có nghĩa gì với bạn").is_visible()
        visitor.takes_picture("chuyen-trang-bai")
        visitor.page.get_by_role("list", name="Nội dung tuyên truyền của bài").get_by_role("link").first.click()
        assert "/noi-dung/" in visitor.page.url

    def test_reaches_the_story_by_keyboard_alone(self, visitor: Visitor) -> None:
        visitor.goes_to("/")
        visitor.page.keyboard.press("Tab")
        assert visitor.page.evaluate("document.activeElement.className") == "skip-link"
        visitor.page.keyboard.press("Enter")
        # Emergencies that are in force and what citizens come for stand before the first story.
        visitor.page.keyboard.press("Tab")
        while visitor.page.evaluate("document.activeElement.closest('.bulletin-urgent, .citizen-ways') !== null"):
            visitor.page.keyboard.press("Tab")
        assert visitor.page.evaluate("document.activeElement.closest('.front-lead') !== null")
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_selector(".story-head")

    def test_keeps_own_colours(self, visitor: Visitor) -> None:
        visitor.page.emulate_media(forced_colors="active")
        for path in ("/", STORY, EVENT):
            visitor.goes_to(path)
            visitor.needs_no_sideways_scrolling()
            assert visitor.page.get_by_role("heading", level=1).count() == 1

    def test_prints_the_story_without_what_is_of_no_use_on_paper(self, visitor: Visitor) -> None:
        visitor.goes_to(STORY)
        visitor.page.emulate_media(media="print")
        assert not visitor.page.get_by_role("navigation", name="Chuyên mục").is_visible()
        assert not visitor.page.get_by_text("Chia sẻ bài này").is_visible()
        assert visitor.page.get_by_role("heading", level=1).is_visible()

    def test_takes_an_event_into_the_calendar(self, visitor: Visitor) -> None:
        visitor.goes_to(EVENT)
        with visitor.page.expect_download() as taken:
            visitor.page.get_by_role("link", name=re.compile(r"\.ics")).click()
        assert taken.value.suggested_filename.endswith(".ics")

    def test_is_told_when_a_page_is_not_there(self, visitor: Visitor) -> None:
        answer = visitor.page.goto(visitor.url + "/chuyen-mot-cua/khong-co-bai-nay/")
        assert answer is not None
        assert answer.status == 404
        visitor.sees_no_serious_barrier()


class TestOtherPortal:
    def test_has_its_own_name_and_colours(self, visitor: Visitor) -> None:
        port = visitor.url.rpartition(":")[2]
        answer = visitor.page.goto(f"http://dien-sanh.localhost:{port}/")
        assert answer is not None
        assert "Thị trấn Diên Sanh" in visitor.page.inner_text("header")
        visitor.sees_no_serious_barrier()
