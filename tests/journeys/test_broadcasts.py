"""Loudspeaker bulletins: written, put into words for the ear, approved, heard; an emergency; the station's phone."""

import pytest
from conftest import Visitor
from playwright.sync_api import Page

pytestmark = pytest.mark.journey
PHONE = {"width": 320, "height": 720}
OFFICE = "/quan-tri/phat-thanh/"


class TestBulletin:
    def test_is_written_decided_submitted_and_approved_by_another_person(self, visitor: Visitor) -> None:
        page = visitor.page
        # given a new bulletin with a word that nobody knows how to read
        visitor.signs_in("chuongtrinh")
        visitor.goes_to(OFFICE)
        _is_easy_to_read(visitor)
        visitor.takes_picture("broadcasts-board")
        page.get_by_role("link", name="Lập bản tin").click()
        page.fill("[name=title]", "Giờ tiếp dân mới")
        page.fill("[name=written]", "Từ ngày 5/9, UBND xã tiếp dân từ 7h30. Hỏi Tổ HTNDS, số 0233.3852.468.")
        page.locator("[name=stations]").first.check()
        visitor.sees_no_serious_barrier()
        page.get_by_role("button", name="Lập bản tin").click()
        page.wait_for_load_state()
        address = page.url
        # when looking at what will be said
        page.get_by_role("link", name="So lời viết với lời đọc").first.click()
        page.wait_for_load_state()
        said = page.inner_text("#script")
        assert "bảy giờ ba mươi phút" in said
        assert "không hai ba ba, ba tám năm hai, bốn sáu tám" in said
        assert "HTNDS" in page.inner_text("#script")
        _is_easy_to_read(visitor)
        visitor.takes_picture("script-editor")
        # and deciding the unknown word
        page.locator("#unknown input[type=text]").first.fill("hỗ trợ người dân số")
        page.get_by_role("button", name="Ghi cách đọc").first.click()
        page.locator("#script", has_text="hỗ trợ người dân số").wait_for()
        assert "Tổ hỗ trợ người dân số" in page.inner_text("#script")
        # and submitting it
        visitor.page.goto(address)
        page.get_by_role("button", name="Trình duyệt").click()
        page.wait_for_load_state()
        assert "chờ duyệt" in page.inner_text("main")
        # then another person approves it and everybody can read it
        page.context.clear_cookies()
        visitor.signs_in("lanhdao")
        page.goto(address)
        _is_easy_to_read(visitor)
        visitor.takes_picture("bulletin-approval")
        page.get_by_role("button", name="Duyệt và giao cho các đài").click()
        page.wait_for_load_state()
        assert "đã duyệt" in page.inner_text("main")
        page.context.clear_cookies()
        visitor.goes_to("/nghe/")
        page.get_by_role("link", name="Giờ tiếp dân mới").first.click()
        page.wait_for_load_state()
        assert "Từ ngày 5/9, UBND xã tiếp dân từ 7h30" in page.inner_text("main")

    def test_of_an_emergency_is_on_the_stations_phone_at_once(self, visitor: Visitor) -> None:
        page = visitor.page
        visitor.signs_in("chuongtrinh")
        visitor.goes_to(f"{OFFICE}ban-tin/khan-cap/")
        page.fill("[name=title]", "Nước sông đang lên (minh họa)")
        page.fill("[name=written]", "Nước sông Hiếu đang lên nhanh. Bà con ở bãi thấp đưa trâu bò lên cao ngay.")
        for box in page.locator("[name=stations]").all():
            box.check()
        visitor.sees_no_serious_barrier()
        page.get_by_role("button", name="Phát khẩn cấp").click()
        page.wait_for_load_state()
        assert "đã duyệt" in page.inner_text("main")
        page.context.clear_cookies()
        visitor.signs_in("truyenthanh")
        page.set_viewport_size(PHONE)
        visitor.goes_to(f"{OFFICE}dai/hom-nay/")
        assert "Nước sông đang lên" in page.locator(".today__part--urgent").inner_text()


class TestRadioOfficer:
    def test_confirms_airings_with_one_tap_on_the_smallest_phone(self, visitor: Visitor) -> None:
        page = visitor.page
        visitor.signs_in("truyenthanh")
        page.set_viewport_size(PHONE)
        visitor.goes_to(f"{OFFICE}dai/hom-nay/")
        _is_easy_to_read(visitor)
        visitor.takes_picture("station-today-phone")
        before = _open(page)
        page.get_by_role("button", name="Đã phát").first.click()
        page.wait_for_load_state()
        assert _open(page) < before
        visitor.goes_to(f"{OFFICE}nhat-ky/")
        assert "cán bộ xác nhận" in page.inner_text("main")
        _is_easy_to_read(visitor)

    def test_looks_through_the_station_on_the_smallest_phone(self, visitor: Visitor) -> None:
        page = visitor.page
        visitor.signs_in("truyenthanh")
        page.set_viewport_size(PHONE)
        for path in ("", "dai/", "lich/ngay/", "nhat-ky/chua-xac-nhan/", "nhac-hieu/", "tu-dien/", "giao/"):
            visitor.goes_to(f"{OFFICE}{path}")
            _is_easy_to_read(visitor)
        visitor.goes_to(f"{OFFICE}dai/")
        page.get_by_role("link", name="Đài truyền thanh thị trấn Diên Sanh").first.click()
        page.wait_for_load_state()
        _is_easy_to_read(visitor)
        station = page.url.rstrip("/").rpartition("/")[2]
        for path in (f"lich/{station}/", f"giao/dai/{station}/", f"dai/{station}/may-phat/"):
            visitor.goes_to(f"{OFFICE}{path}")
            _is_easy_to_read(visitor)


class TestListener:
    def test_hears_and_reads_bulletins_without_javascript(self, visitor: Visitor) -> None:
        page = visitor.page
        page.set_viewport_size(PHONE)
        visitor.goes_to("/nghe/")
        _is_easy_to_read(visitor)
        visitor.takes_picture("listening-phone")
        source = page.locator("audio source, audio[src]").first.get_attribute("src")
        assert source
        part = page.request.get(visitor.url + source, headers={"Range": "bytes=0-99"})
        assert (part.status, len(part.body())) == (206, 100)
        page.get_by_role("link", name="Làm giấy khai sinh qua mạng").first.click()
        page.wait_for_load_state()
        assert "Lời đọc trên loa" in page.inner_text("main")
        _is_easy_to_read(visitor)

    def test_looks_at_the_week_of_a_station(self, visitor: Visitor) -> None:
        visitor.signs_in("lanhdao")
        visitor.goes_to(f"{OFFICE}lich/ngay/")
        _is_easy_to_read(visitor)
        visitor.page.locator("main a[href*='/lich/']").first.click()
        visitor.page.wait_for_load_state()
        _is_easy_to_read(visitor)
        visitor.takes_picture("station-week")


def _open(page: Page) -> int:
    return page.get_by_role("button", name="Đã phát").count()


def _is_easy_to_read(visitor: Visitor) -> None:
    visitor.needs_no_sideways_scrolling()
    visitor.sees_no_serious_barrier()
