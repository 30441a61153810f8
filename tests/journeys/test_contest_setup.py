"""A contest from a template to its public page: prepared without a script, sealed, read by everybody."""

from datetime import UTC, datetime, timedelta

import pytest
from conftest import Visitor

pytestmark = pytest.mark.journey
PHONE = {"width": 320, "height": 720}
TITLE = "Tìm hiểu dịch vụ công trực tuyến (bản thử)"
SLUG = "tim-hieu-dich-vu-cong-truc-tuyen-ban-thu"


class TestOrganiser:
    def test_makes_a_contest_that_everybody_reads(self, visitor: Visitor) -> None:
        page = visitor.page
        # given an organiser of contests
        visitor.signs_in("cuocthi")
        visitor.goes_to("/quan-tri/cuoc-thi/moi/")
        visitor.sees_no_serious_barrier()
        # when beginning with a template
        page.check("#template_drawn")
        page.fill("[name=title]", TITLE)
        for name in ("portal", "agency", "bank_officials"):
            page.select_option(f"[name={name}]", index=1)
        opens = datetime.now(UTC) + timedelta(days=30)
        page.fill("[name=opens_at]", opens.strftime("%Y-%m-%dT%H:%M:%S"))
        page.get_by_role("button", name="Lập cuộc thi và điền tiếp").click()
        page.wait_for_load_state()
        visitor.sees_no_serious_barrier()
        visitor.takes_picture("contest-setup")
        # and filling in what is missing
        page.fill("#basics [name=contact]", "Ban tổ chức, điện thoại 0233 000 000")
        page.locator("#basics").get_by_role("button", name="Lưu phần này").click()
        page.wait_for_load_state()
        page.get_by_role("link", name="Xem lại và công bố").click()
        page.wait_for_load_state()
        assert "Thể lệ như mọi người sẽ đọc" in page.inner_text("main")
        visitor.sees_no_serious_barrier()
        visitor.takes_picture("contest-announce")
        # and announcing it
        page.check("[name=looked]")
        page.get_by_role("button", name="Niêm phong và công bố").click()
        page.wait_for_load_state()
        assert "đã công bố, sắp mở" in page.inner_text("main")
        # then everybody reads what it is, and how it is sealed
        for path, words in ((f"/cuoc-thi/{SLUG}/", "mở lúc"), (f"/cuoc-thi/{SLUG}/the-le/", "Niêm phong")):
            visitor.goes_to(path)
            assert words in page.inner_text("main")
            visitor.sees_no_serious_barrier()
        visitor.takes_picture("contest-rules")
        assert page.get_by_role("link", name="Vào thi").count() == 0


class TestReader:
    @pytest.mark.parametrize("path", ["/cuoc-thi/"])
    def test_reads_on_the_smallest_phone(self, visitor: Visitor, path: str) -> None:
        visitor.page.set_viewport_size(PHONE)
        visitor.goes_to(path)
        visitor.needs_no_sideways_scrolling()
        visitor.sees_no_serious_barrier()
        # every contest of the list, its rules and its frame
        for title in visitor.page.locator("main h3 a").all_inner_texts()[:2]:
            visitor.goes_to(path)
            visitor.page.get_by_role("link", name=title, exact=True).click()
            address = visitor.page.url.removeprefix(visitor.url)
            for part in ("", "the-le/", "nhung/"):
                visitor.goes_to(address + part)
                visitor.needs_no_sideways_scrolling()
                visitor.sees_no_serious_barrier()
