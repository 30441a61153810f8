"""A citizen looks where the province stands, on a small phone, without JavaScript: the index, its table, its parts."""

from collections.abc import Iterator

import pytest
from conftest import Demo, Visitor
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.journey
PHONE = {"width": 320, "height": 640}
# One address for each kind of page on indices, with the longest names and the most rows.
PAGES = [
    "/chi-so/", "/chi-so/pci/", "/chi-so/pci/la-gi/", "/chi-so/pci/thu-hang/", "/chi-so/papi/2021/",
    "/chi-so/par-index/2023/", "/chi-so/dti/2022/xep-hang/", "/chi-so/ddci/2023/", "/chi-so/so-sanh/", "/chi-so/nguon/",
    "/chi-so/papi/2021/viec-can-lam/",
]  # fmt: skip


@pytest.fixture
def plain_visitor(demo: Demo, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A visitor whose browser runs no scripts."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, java_script_enabled=False, locale="vi-VN")
    yield Visitor(context.new_page(), demo.url, request.config.getoption("--pictures"))
    context.close()


def _main(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def _show(page: Page, selector: str) -> None:
    """Bring the first element to the top of the picture."""
    page.locator(selector).first.evaluate("element => element.scrollIntoView({block: 'start', behavior: 'instant'})")


class TestCitizen:
    @pytest.mark.parametrize("path", PAGES)
    def test_meets_no_barrier_on_a_small_phone(self, visitor: Visitor, path: str) -> None:
        visitor.page.set_viewport_size(PHONE)
        visitor.goes_to(path)
        visitor.sees_no_serious_barrier()
        visitor.needs_no_sideways_scrolling()
        assert visitor.page.get_by_role("heading", level=1).count() == 1

    def test_finds_where_the_province_stands_and_why_a_year_is_empty(self, plain_visitor: Visitor) -> None:
        page = plain_visitor.page
        # given a small phone
        page.set_viewport_size(PHONE)
        plain_visitor.goes_to("/")
        # when going to the indices, and to one of them
        page.get_by_role("link", name="Chỉ số", exact=True).first.click()
        assert "86,25" in _main(page)
        plain_visitor.takes_picture("index-home-phone")
        page.goto(plain_visitor.url + "/chi-so/pci/")
        # then the two sources stand side by side, and the year without a score says why
        page.get_by_text("Xem bảng số liệu").first.click()
        told = _main(page)
        assert "61,26" in told
        assert "61,29" in told
        assert "30 tỉnh, thành phố đứng đầu" in told
        assert "nguồn khác: 63,26" in told
        plain_visitor.takes_picture("index-pci-phone")

    def test_sees_what_is_weak_and_what_is_being_told_about_it(self, plain_visitor: Visitor) -> None:
        page = plain_visitor.page
        plain_visitor.goes_to("/chi-so/papi/2021/")
        told = _main(page)
        assert told.index("Quản trị điện tử") < told.index("Cung ứng dịch vụ công")
        _show(page, "main svg.chart")
        plain_visitor.takes_picture("index-papi-parts")
        plain_visitor.goes_to("/chi-so/papi/2021/viec-can-lam/")
        assert "Chuyển đổi số" in _main(page)
        _show(page, "#thanh-phan")
        plain_visitor.takes_picture("index-actions")

    def test_never_takes_the_illustrative_index_for_a_real_one(self, plain_visitor: Visitor) -> None:
        for path in ("/chi-so/ddci/", "/chi-so/ddci/2023/", "/chi-so/ddci/2023/xep-hang/"):
            plain_visitor.goes_to(path)
            assert "minh họa" in _main(plain_visitor.page).lower(), path

    def test_reads_a_merged_province_beside_the_old_one(self, plain_visitor: Visitor) -> None:
        plain_visitor.goes_to("/chi-so/")
        assert "không bao giờ nối thành một chuỗi" in _main(plain_visitor.page)
