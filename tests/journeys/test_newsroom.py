"""A story on its way: an editor writes it in blocks, and finds its way on one page."""

import re

import pytest
from conftest import Visitor

pytestmark = pytest.mark.journey
_TITLE = "Làm giấy khai sinh ngay tại nhà"


class TestStory:
    def _page_number(self, visitor: Visitor, path: str, title: str) -> str:
        """The key of a page that stands below another, by its title in the list of pages."""
        visitor.goes_to(f"/quan-tri/pages/{path}")
        link = visitor.page.locator("table.listing").get_by_role("link", name=title).first
        return re.findall(r"/pages/(\d+)/", link.get_attribute("href") or "")[0]

    def test_is_written_in_blocks(self, visitor: Visitor) -> None:
        page = visitor.page
        # given an editor at a column of the portal
        visitor.signs_in("bientap")
        portal = self._page_number(visitor, "", "Cải cách hành chính Quảng Trị")
        column = self._page_number(visitor, f"{portal}/", "Chính quyền số")
        # when writing a story
        visitor.goes_to(f"/quan-tri/pages/add/newsroom/storypage/{column}/")
        page.fill("#id_title", _TITLE)
        page.fill("#id_lead", "Từ tháng Sáu, người dân nộp hồ sơ khai sinh qua mạng và nhận kết quả trong ngày.")
        page.fill("#id_for_reader", "Bạn không phải đến trụ sở: nộp trên điện thoại, nhận giấy khai sinh tại nhà.")
        visitor.takes_picture("story-editor")
        page.get_by_title("Chèn một khối").first.click()
        page.get_by_role("option", name="Đoạn văn").click()
        page.locator("[data-contentpath=body] .public-DraftEditor-content").first.click()
        page.keyboard.type("Mở Cổng Dịch vụ công quốc gia, chọn thủ tục khai sinh, điền thông tin rồi gửi.")
        page.get_by_role("button", name="Lưu bản nháp").click()
        page.wait_for_url("**/edit/")
        story = re.findall(r"/pages/(\d+)/", page.url)[0]
        # then its way to the public is on one page
        visitor.goes_to(f"/quan-tri/toa-soan/quy-trinh/{story}/")
        assert _TITLE in page.inner_text("body")
        visitor.sees_no_serious_barrier()
