"""Officers at work: the programme officer confirms and reports, the focal officer receives on a phone."""

import re

import pytest
from conftest import Visitor

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 780}


class TestProgrammeOfficer:
    def test_confirms_an_article_and_makes_the_report(self, visitor: Visitor) -> None:
        # given the programme officer at the first page of the back office
        visitor.signs_in("chuongtrinh")
        visitor.takes_picture("office-home")
        # when looking at the programme as read
        visitor.goes_to("/quan-tri/chuong-trinh/1/")
        assert "văn bản không nêu" in visitor.page.inner_text("main").lower()
        visitor.takes_picture("office-programme")
        confirmed = self._confirmed(visitor)
        # and confirming the best proposal
        visitor.goes_to("/quan-tri/bai-cho-xac-nhan/")
        title = visitor.page.locator("td.title a").first.inner_text()
        visitor.takes_picture("office-proposals")
        visitor.page.locator("button[value=confirmed]").first.click()
        visitor.goes_to("/quan-tri/bai-cho-xac-nhan/?decision=confirmed")
        assert title in visitor.page.inner_text("main")
        # then the table of coverage counts one more confirmed article
        assert self._confirmed(visitor) == confirmed + 1
        visitor.takes_picture("office-coverage")
        # and the report of the six months can be made and fetched
        visitor.goes_to("/quan-tri/bao-cao/")
        visitor.page.select_option("select[name=period]", "six_months")
        visitor.page.get_by_role("button", name="Lập báo cáo").click()
        visitor.page.wait_for_load_state()
        with visitor.page.expect_download() as fetched:
            visitor.page.get_by_role("link", name="DOCX").first.click()
        assert fetched.value.suggested_filename.endswith(".docx")
        visitor.takes_picture("office-reports")

    def _confirmed(self, visitor: Visitor) -> int:
        """How many confirmed articles the table of coverage speaks of."""
        visitor.goes_to("/quan-tri/do-bao-phu/")
        found = re.search(r"trong đó (\d+) đã xác nhận", " ".join(visitor.page.inner_text("main").split()))
        return int(found[1]) if found else 0

    @pytest.mark.parametrize(
        "path", ["", "chuong-trinh/", "chuong-trinh/1/", "viec/", "bai-cho-xac-nhan/", "do-bao-phu/", "bao-cao/"]
    )
    def test_meets_no_barrier(self, visitor: Visitor, path: str) -> None:
        visitor.signs_in("chuongtrinh")
        visitor.goes_to(f"/quan-tri/{path}")
        visitor.sees_no_serious_barrier()


class TestFocalOfficer:
    def test_receives_an_assignment_on_a_phone(self, visitor: Visitor) -> None:
        # given a focal officer with a phone
        visitor.page.set_viewport_size(PHONE)
        visitor.signs_in("daumoi.hailang")
        # when opening the own agency's work and receiving the first assignment
        visitor.goes_to("/quan-tri/viec/")
        visitor.takes_picture("office-assignments-phone")
        waiting = visitor.page.get_by_role("button", name="Nhận việc").count()
        assert waiting > 0
        visitor.page.get_by_role("button", name="Nhận việc").first.click()
        visitor.page.wait_for_load_state()
        # then one less waits, and no other agency's work is in sight
        assert visitor.page.get_by_role("button", name="Nhận việc").count() == waiting - 1
        assert "Sở Y tế" not in visitor.page.inner_text("main")
        visitor.sees_no_serious_barrier()

    def test_cannot_open_the_whole_provinces_pages(self, visitor: Visitor) -> None:
        visitor.signs_in("daumoi.soyte")
        for path in ("/quan-tri/bai-cho-xac-nhan/", "/quan-tri/bao-cao/", "/quan-tri/chuong-trinh/1/"):
            visitor.page.goto(visitor.url + path)
            assert visitor.page.url == f"{visitor.url}/quan-tri/", path
