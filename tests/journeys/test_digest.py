"""A digest on its way: a focal officer writes and sends it, an official reads it on a small phone, counts come back."""

import pytest
from conftest import Visitor

pytestmark = pytest.mark.journey
SMALL_PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 860}
_QUESTIONS = (
    ("Người dân nộp hồ sơ khai sinh qua mạng ở đâu?", "Cổng Dịch vụ công quốc gia\nTrang của xã", "Chỉ một cổng."),
    ("Hồ sơ nộp qua mạng có phải mang bản giấy đến không?", "Không\nCó", "Kết quả có bản điện tử."),
    ("Hồ sơ trễ hẹn thì cơ quan làm gì?", "Gửi thư xin lỗi\nKhông làm gì", "Xin lỗi bằng văn bản, nêu ngày trả mới."),
)  # fmt: skip


class TestDigest:
    def test_is_written_sent_and_read(self, visitor: Visitor) -> None:
        page = visitor.page
        # given a focal officer who is told that this month's digest waits
        visitor.signs_in("daumoi.hailang")
        assert "Bản tin nội bộ tháng" in page.inner_text("main")
        # when beginning the digest
        page.get_by_role("link", name="Lập bản tin").click()
        page.get_by_role("button", name="Lập bản tin").click()
        page.wait_for_load_state()
        visitor.sees_no_serious_barrier()
        # and writing an item, the questions and how many officials there are
        page.fill("#id_officials", "40")
        page.fill("#id_item-0-title", "Từ tháng này, khai sinh nộp qua mạng")
        page.fill("#id_item-0-text", "Hướng dẫn người dân nộp ở Cổng Dịch vụ công quốc gia, không bắt đến trụ sở.")
        for place, (words, choices, why) in enumerate(_QUESTIONS):
            page.fill(f"#id_question-{place}-text", words)
            page.fill(f"#id_question-{place}-choices", choices)
            page.select_option(f"#id_question-{place}-right", "0")
            page.fill(f"#id_question-{place}-explanation", why)
        visitor.takes_picture("digest-compose")
        page.get_by_role("button", name="Lưu bản nháp").click()
        page.wait_for_load_state()
        # and sending it
        page.get_by_role("button", name="Gửi bản tin").click()
        page.wait_for_load_state()
        address = page.input_value("#address")
        visitor.sees_no_serious_barrier()
        # then an official reads it on a small phone, without an account
        page.context.clear_cookies()
        page.set_viewport_size(SMALL_PHONE)
        page.goto(address)
        visitor.needs_no_sideways_scrolling()
        visitor.sees_no_serious_barrier()
        visitor.takes_picture("digest-reading-phone")
        page.fill("#id_name", "Phạm Văn Minh Họa")
        page.fill("#id_unit", "Phòng Nội vụ")
        for place, answer in enumerate(("0", "0", "1"), start=1):
            page.check(f"input[name=question_{place}][value='{answer}']")
        page.get_by_role("button", name="Xác nhận đã đọc").click()
        page.wait_for_load_state()
        assert "đúng 2/3 câu" in page.inner_text("main")
        visitor.needs_no_sideways_scrolling()
        visitor.sees_no_serious_barrier()
        visitor.takes_picture("digest-receipt-phone")
        # and the officer sees who has read, of how many
        page.set_viewport_size(DESK)
        visitor.signs_in("daumoi.hailang")
        visitor.goes_to("/quan-tri/toa-soan/ban-tin-noi-bo/")
        page.locator("td.title a").first.click()
        page.wait_for_load_state()
        words = page.inner_text("main")
        assert "1 người đã đọc và trả lời, trên 40" in words
        assert "Phạm Văn Minh Họa" in words
        visitor.takes_picture("digest-results")
        # while the programme officer sees the count and no name
        own = page.url.removeprefix(visitor.url)
        page.context.clear_cookies()
        visitor.signs_in("chuongtrinh")
        visitor.goes_to(own)
        assert "Phạm Văn Minh Họa" not in page.inner_text("main")

    def test_is_explained_one_press_away(self, visitor: Visitor) -> None:
        visitor.signs_in("daumoi.hailang")
        visitor.goes_to("/quan-tri/toa-soan/ban-tin-noi-bo/")
        visitor.page.get_by_role("link", name="Hướng dẫn").last.click()
        visitor.page.wait_for_load_state()
        assert "Bản tin nội bộ" in visitor.page.inner_text("main")
        visitor.sees_no_serious_barrier()
