"""A citizen reads, on a desk and on a cheap phone, from the first page down to the evidence of a figure."""

import re

import pytest
from conftest import Demo, Visitor

pytestmark = pytest.mark.journey
PHONE = {"width": 320, "height": 640}
PUBLIC_PAGES = ["/", "/do-bao-phu/", "/noi-dung/t1/", "/noi-dung/t7/", "/van-ban/1/", "/gioi-thieu/", "/thanh-phan/"]


class TestDemo:
    def test_prints_its_addresses_and_accounts(self, demo: Demo) -> None:
        assert "/quan-tri/" in demo.printed
        assert "chuongtrinh" in demo.printed

    def test_finds_eight_themes_gaps_and_reposts(self, demo: Demo) -> None:
        def figure(words: str) -> int:
            found = re.search(rf"{re.escape(words)}\s+(\d+)", demo.printed)
            assert found, words
            return int(found.group(1))

        assert figure("Nội dung của văn bản") == 8
        assert figure("đã có tin, bài") > 0
        assert figure("khoảng trống") > 0
        assert figure("Bài đăng lại đã gom") > 0


class TestCitizen:
    def test_goes_from_the_first_page_to_the_evidence(self, visitor: Visitor) -> None:
        # given the first page
        visitor.goes_to("/")
        visitor.takes_picture("portal-home")
        # when opening the coverage table and one of its figures
        visitor.goes_to("/do-bao-phu/")
        visitor.page.get_by_role("table").first.scroll_into_view_if_needed()
        visitor.page.mouse.wheel(0, 560)
        visitor.page.wait_for_timeout(200)
        visitor.takes_picture("coverage-matrix")
        visitor.page.locator("a[href*='/do-bao-phu/bao-quang-tri/t7/']").first.click()
        visitor.page.locator("a[href*='/bai/']").first.click()
        visitor.sees_no_serious_barrier()
        visitor.takes_picture("article")
        # then the evidence says that it is unchanged
        visitor.page.locator("a[href*='/minh-chung/']").first.click()
        assert re.search(r"\b[0-9a-f]{64}\b", visitor.page.content())
        visitor.sees_no_serious_barrier()
        visitor.takes_picture("evidence")

    @pytest.mark.parametrize("path", PUBLIC_PAGES)
    def test_meets_no_barrier(self, visitor: Visitor, path: str) -> None:
        visitor.goes_to(path)
        visitor.sees_no_serious_barrier()

    @pytest.mark.parametrize("path", PUBLIC_PAGES)
    def test_reads_on_a_small_phone(self, visitor: Visitor, path: str) -> None:
        visitor.page.set_viewport_size(PHONE)
        visitor.goes_to(path)
        visitor.needs_no_sideways_scrolling()
        visitor.sees_no_serious_barrier()
        if path == "/":
            visitor.takes_picture("portal-home-phone")

    def test_is_told_on_each_page_that_the_data_is_illustrative(self, visitor: Visitor) -> None:
        for path in ("/", "/do-bao-phu/", "/noi-dung/t7/"):
            visitor.goes_to(path)
            assert "minh họa" in visitor.page.inner_text("body").lower(), path
