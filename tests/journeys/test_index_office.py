"""The office of indices: looked through on a phone, an edition taken back and opened again, a source chosen."""

import pytest
from conftest import Visitor

pytestmark = pytest.mark.journey
PHONE = {"width": 320, "height": 720}


class TestOfficer:
    def test_looks_through_the_indices_on_the_smallest_phone(self, visitor: Visitor) -> None:
        page = visitor.page
        visitor.signs_in("chuongtrinh")
        page.set_viewport_size(PHONE)
        visitor.goes_to("/quan-tri/chi-so/")
        _is_easy_to_read(visitor)
        for name in ("PCI", "2022", "Xem trước trang công khai"):
            page.get_by_role("link", name=name, exact=True).first.click()
            page.wait_for_load_state()
            _is_easy_to_read(visitor)
        for path in ("nguon/", "doi-tuong/", "ke-thua/", "doi-tuong/tu-danh-ba/", "them/"):
            visitor.goes_to(f"/quan-tri/chi-so/{path}")
            visitor.needs_no_sideways_scrolling()

    def test_takes_an_edition_back_and_opens_it_again(self, visitor: Visitor) -> None:
        page = visitor.page
        # given an open edition with sources that differ
        visitor.signs_in("chuongtrinh")
        visitor.goes_to("/quan-tri/chi-so/")
        visitor.takes_picture("indices")
        page.get_by_role("link", name="PCI", exact=True).click()
        page.get_by_role("link", name="2022", exact=True).click()
        page.wait_for_load_state()
        visitor.takes_picture("index-edition")
        # when taking it back with a reason
        page.get_by_role("link", name="Rút về").click()
        page.fill("[name=reason]", "Xem lại nguồn")
        page.get_by_role("button", name="Lưu").click()
        page.wait_for_load_state()
        assert "đang ẩn" in page.inner_text("main")
        # and looking again at what readers will see
        page.get_by_role("link", name="Xem lại và đưa ra công khai").click()
        page.wait_for_load_state()
        visitor.sees_no_serious_barrier()
        page.get_by_role("button", name="ra công khai").click()
        page.wait_for_load_state()
        # then it is public
        assert "đã công khai" in page.inner_text("body")

    def test_sees_the_sources_of_a_value_side_by_side(self, visitor: Visitor) -> None:
        page = visitor.page
        visitor.signs_in("chuongtrinh")
        visitor.goes_to("/quan-tri/chi-so/")
        page.get_by_role("link", name="PCI", exact=True).click()
        page.get_by_role("link", name="2022", exact=True).click()
        page.fill("[name=tim]", "quang tri")
        page.get_by_role("button", name="Lọc").click()
        page.wait_for_load_state()
        page.locator(".index-table td a").first.click()
        page.wait_for_load_state()
        assert "Các nguồn chênh nhau 0,03 điểm" in page.inner_text("main")
        visitor.sees_no_serious_barrier()
        visitor.takes_picture("index-value")


def _is_easy_to_read(visitor: Visitor) -> None:
    visitor.needs_no_sideways_scrolling()
    visitor.sees_no_serious_barrier()
