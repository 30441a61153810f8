"""A story on its way to the public: an editor passes it on, somebody without an account approves, everybody reads."""

import re

import pytest
from conftest import Demo, Visitor
from playwright.sync_api import Browser

pytestmark = pytest.mark.journey
_AT_EDITING = "76 trên 100 người hài lòng"
_AT_APPROVAL = "/chinh-quyen-so/tra-le-phi-qua-mang/"


def _link(demo: Demo) -> str:
    """The review link that the demonstration prints."""
    found = re.search(r"(/duyet-bai/\S+)", demo.printed)
    assert found
    return found[1]


class TestApprovalByLink:
    def test_publishes_the_story(self, visitor: Visitor, demo: Demo, browser: Browser) -> None:
        page = visitor.page
        page.set_viewport_size({"width": 390, "height": 844})
        # given a story that nobody can read yet
        response = page.goto(visitor.url + _AT_APPROVAL)
        assert response is not None
        assert response.status == 404
        # when somebody without an account opens the link, remarks on one place and approves
        visitor.goes_to(_link(demo))
        page.get_by_role("button", name="Mở bài").click()
        page.wait_for_load_state()
        assert "Trả lệ phí qua mạng" in page.inner_text("main")
        visitor.needs_no_sideways_scrolling()
        visitor.sees_no_serious_barrier()
        visitor.takes_picture("review-link-phone")
        # and nobody can do so in another browser
        other = browser.new_page()
        other.goto(visitor.url + _link(demo))
        assert other.get_by_role("button", name="Mở bài").count() == 0
        other.close()
        page.get_by_label("Lời nhắn, hoặc lý do trả lại").fill("Bài gọn, đăng được.")
        page.get_by_role("button", name="Đồng ý đăng").click()
        page.wait_for_load_state()
        visitor.sees_no_serious_barrier()
        # then everybody reads it
        visitor.goes_to(_AT_APPROVAL)
        assert "giữ biên lai điện tử ở đâu" in page.inner_text("h1")


class TestStep:
    def test_is_passed_on_in_the_editor(self, visitor: Visitor) -> None:
        page = visitor.page
        # given an editor with a late story on the board
        visitor.signs_in("bientap")
        visitor.goes_to("/quan-tri/toa-soan/")
        assert "quá hạn" in page.inner_text("main")
        visitor.sees_no_serious_barrier()
        visitor.takes_picture("newsroom-board")
        # when passing it on in the editor of stories
        page.get_by_role("link", name=_AT_EDITING).click()
        page.get_by_role("link", name="Mở trình soạn bài").click()
        page.wait_for_load_state()
        page.get_by_role("button", name="Thao tác khác").last.click()
        page.locator("footer").get_by_role("button", name="Duyệt", exact=True).click()
        page.wait_for_load_state()
        # then it waits for approval
        visitor.goes_to("/quan-tri/toa-soan/")
        row = page.get_by_role("row").filter(has_text=_AT_EDITING)
        assert "Duyệt" in row.inner_text()
