"""Citizens on a small phone without scripts: find the service, say what is wrong, judge the result; officers answer."""

from collections.abc import Iterator

import pytest
from conftest import Demo, Visitor
from playwright.sync_api import Browser, Page

from lantoa.apps.base.honeypot import LEAST

pytestmark = pytest.mark.journey
PHONE = {"width": 320, "height": 640}
_WORDS = "Đèn đường trước nhà văn hóa thôn tắt đã mười ngày. Tôi là Nguyễn Văn Thử, số 0905123456."


@pytest.fixture
def citizen(demo: Demo, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Somebody with the smallest phone, whose browser runs no script."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN", java_script_enabled=False)
    yield Visitor(context.new_page(), demo.url, request.config.getoption("--pictures"))
    context.close()


@pytest.fixture
def phone(demo: Demo, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """The same phone with scripts, for the checks that need them."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN")
    yield Visitor(context.new_page(), demo.url, request.config.getoption("--pictures"))
    context.close()


def _is_easy_to_read(visitor: Visitor) -> None:
    visitor.sees_no_serious_barrier()
    visitor.needs_no_sideways_scrolling()


def _checked(phone: Visitor, address: str) -> None:
    """The page at the address has no barrier and fits the smallest phone."""
    phone.page.goto(address)
    _is_easy_to_read(phone)


def _take_time(page: Page) -> None:
    """Wait as long as a person takes at least; what is sent sooner counts as a program's (base/honeypot.py)."""
    page.wait_for_timeout(LEAST.total_seconds() * 1000 + 1200)


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


class TestServiceGuide:
    def test_is_found_by_everyday_words_without_accents(self, citizen: Visitor, phone: Visitor) -> None:
        page = citizen.page
        citizen.goes_to("/dich-vu-cong/")
        page.get_by_label("Bạn cần làm gì?").fill("lam giay khai sinh cho con")
        page.locator("main").get_by_role("button", name="Tìm").click()
        page.wait_for_load_state()
        _checked(phone, page.url)

        page.get_by_role("link", name="Làm giấy khai sinh cho con", exact=True).click()

        page.wait_for_load_state()
        said = page.inner_text("main")
        assert "Thủ tục đăng ký khai sinh" in said
        assert "60/2014/QH13" in said
        _checked(phone, page.url)

    def test_leads_by_questions_to_a_checklist(self, citizen: Visitor, phone: Visitor) -> None:
        page = citizen.page
        citizen.goes_to("/toi-can/")
        _checked(phone, page.url)
        page.locator("main a[href^='/toi-can/']").first.click()
        page.wait_for_load_state()
        _checked(phone, page.url)

        for _question in range(12):
            if page.locator("main form input[type=radio], main form input[type=checkbox]").count() == 0:
                break
            page.locator("main form input[type=radio], main form input[type=checkbox]").first.check()
            page.locator("main form button[type=submit]").first.click()
            page.wait_for_load_state()

        assert page.locator("main").get_by_text("Giấy tờ").count()
        _checked(phone, page.url)
        phone.takes_picture("checklist-phone")

    def test_says_what_officials_owe_and_how_to_complain(self, phone: Visitor) -> None:
        phone.goes_to("/quyen-va-nghia-vu/")
        _is_easy_to_read(phone)
        said = phone.page.inner_text("main")
        assert "Khiếu nại" in said
        assert "Tố cáo" in said


def _reported(citizen: Visitor, phone: Visitor) -> tuple[str, str]:
    """Send feedback as a citizen does; return its code and secret address."""
    page = citizen.page
    citizen.goes_to("/gui-phan-anh/")
    _checked(phone, page.url)
    phone.takes_picture("feedback-form-phone")
    page.fill("[name=words]", _WORDS)
    page.fill("[name=place_typed]", "Hải Lăng")
    page.fill("[name=contact]", "nguoi.thu@vidu.example")
    page.check("[name=consents]")
    _take_time(page)
    _press(page, "Gửi phản ánh")
    while page.get_by_text("Chọn một địa bàn").count():
        page.locator("input[name=place]").first.check()
        _press(page, "Gửi phản ánh")
    address = page.url
    assert "/theo-doi/" in address
    assert "tính" in page.inner_text("main")
    _checked(phone, address)
    return page.locator(".citizen-code").inner_text(), address


def _answered(visitor: Visitor, code: str) -> None:
    """Find the piece on the board and answer it."""
    office = visitor.page
    visitor.goes_to(f"/quan-tri/phan-anh/?tim={code}")
    _is_easy_to_read(visitor)
    office.locator("tr", has_text=code).get_by_role("link").first.click()
    office.wait_for_load_state()
    _is_easy_to_read(visitor)
    visitor.takes_picture("feedback-one")
    office.locator("summary", has_text="Trả lời").first.click()
    answer = office.locator("form[action$='/tra-loi/']")
    answer.locator("textarea").fill("Đã thay bóng đèn, đèn sáng lại từ tối qua.")
    answer.locator("button[type=submit]").click()
    office.wait_for_load_state()


def _listed(visitor: Visitor, code: str) -> None:
    """List the piece in the wording that is proposed, with a title."""
    office = visitor.page
    visitor.goes_to(f"/quan-tri/phan-anh/duyet-dang/?tim={code}")
    office.get_by_role("link", name=code).click()
    office.wait_for_load_state()
    _is_easy_to_read(visitor)
    visitor.takes_picture("feedback-moderation")
    office.fill("[name=title]", "Đèn đường trước nhà văn hóa thôn tắt")
    office.check("[name=seen]")
    _press(office, "Đăng công khai")


class TestFeedback:
    def test_is_sent_answered_judged_opened_again_and_listed_without_names(
        self, citizen: Visitor, phone: Visitor, visitor: Visitor
    ) -> None:
        page = citizen.page
        # given a citizen who reports something by phone, without scripts
        code, address = _reported(citizen, phone)

        # when the programme's officer answers it
        visitor.signs_in("chuongtrinh")
        _answered(visitor, code)

        # then the citizen reads it, says that it is not solved, and opens it again
        page.goto(address)
        assert "Đã thay bóng đèn" in page.inner_text("main")
        page.locator("form[action$='danh-gia/'] input[value=not_solved]").check()
        page.locator("form[action$='danh-gia/'] button").click()
        page.wait_for_load_state()
        page.locator("form[action$='mo-lai/'] textarea").fill("Đèn lại tắt tối nay.")
        page.locator("form[action$='mo-lai/'] button").click()
        page.wait_for_load_state()
        assert "mở lại" in page.inner_text("main")

        # and a moderator lists it in a wording without the name and the number
        visitor.page.context.clear_cookies()
        visitor.signs_in("bientap")
        _listed(visitor, code)
        page.goto(f"{citizen.url}/phan-anh/{code}/")
        said = page.inner_text("main")
        assert "Đèn đường trước nhà văn hóa thôn tắt" in said
        assert "Nguyễn Văn Thử" not in said
        assert "0905123456" not in said
        _checked(phone, page.url)

    def test_of_an_emergency_is_told_whom_to_call_first(self, citizen: Visitor, phone: Visitor) -> None:
        page = citizen.page
        citizen.goes_to("/gui-phan-anh/")
        page.fill("[name=words]", "Nhà bên cạnh đang cháy to lắm, có người mắc kẹt bên trong!")
        _take_time(page)
        _press(page, "Gửi phản ánh")
        assert "114" in page.inner_text("main")
        assert "/theo-doi/" not in page.url

    def test_is_listed_with_a_league_that_is_fair(self, phone: Visitor) -> None:
        phone.goes_to("/phan-anh/")
        _is_easy_to_read(phone)
        phone.goes_to("/phan-anh/cac-co-quan/")
        _is_easy_to_read(phone)

    def test_is_worked_on_by_the_focal_officer_on_a_phone(self, phone: Visitor) -> None:
        phone.signs_in("daumoi.hailang")
        phone.goes_to("/quan-tri/phan-anh/")
        _is_easy_to_read(phone)


class TestSurvey:
    def test_is_answered_once_without_scripts(self, citizen: Visitor, phone: Visitor) -> None:
        page = citizen.page
        citizen.goes_to("/khao-sat/")
        _checked(phone, page.url)
        page.get_by_role("link", name="tháng này").first.click()
        page.wait_for_load_state()
        if "/tra-loi/" not in page.url:
            page.locator("main a[href*='/tra-loi/']").first.click()
            page.wait_for_load_state()
        _checked(phone, page.url)
        _take_time(page)
        _press(page, "Bắt đầu trả lời")
        address = page.url
        _checked(phone, address)
        phone.takes_picture("survey-phone")

        _answer_every_part(page)

        assert "cảm ơn" in page.inner_text("main").casefold()
        page.goto(address)
        assert "đã được trả lời" in page.inner_text("main")

    def test_has_results_with_numbers_behind_them(self, phone: Visitor, visitor: Visitor) -> None:
        phone.goes_to("/khao-sat/")
        phone.page.get_by_role("link", name="đợt 2 năm 2023").first.click()
        phone.page.wait_for_load_state()
        _is_easy_to_read(phone)
        assert "1.000" in phone.page.inner_text("main")
        visitor.signs_in("thamdinh")
        visitor.goes_to("/quan-tri/khao-sat/")
        _is_easy_to_read(visitor)


def _answer_every_part(page: Page) -> None:
    """Choose the first answer of every question, part by part, until the survey thanks."""
    for _part in range(12):
        for group in page.locator("main form fieldset").all():
            choices = group.locator("input[type=radio], input[type=checkbox]")
            if choices.count():
                choices.first.check()
        page.locator("main form .survey-acts__on").click()
        page.wait_for_load_state()
        if not page.locator("main form .survey-acts__on").count():
            return


class TestOwnData:
    def test_can_be_read_about_and_asked_for(self, phone: Visitor) -> None:
        phone.goes_to("/du-lieu-ca-nhan/")
        _is_easy_to_read(phone)
        phone.goes_to("/du-lieu-cua-toi/")
        _is_easy_to_read(phone)
