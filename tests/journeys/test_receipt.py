"""An agency receives and proves its work by the link in a mail, on a phone; the programme officer confirms."""

import logging
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import Demo, Visitor
from PIL import Image
from playwright.sync_api import Browser, Locator

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 780}
SMALL_PHONE = {"width": 320, "height": 640}
MAX_TAPS = 4
# Seen with `./lantoa journeys -o log_cli_level=INFO`.
_log = logging.getLogger(__name__)
_ADDRESS = re.compile(r"https?://[^\s/]+(/nhan-viec/\S+/)")


@dataclass
class Thumb:
    """The thumb of somebody with a phone: whatever it touches counts as one tap."""

    visitor: Visitor
    taps: list[str] = field(default_factory=list)

    def presses(self, words: str) -> None:
        """Press the first button in sight that says so."""
        with self.visitor.page.expect_navigation():
            self._tap(self.visitor.page.get_by_role("button", name=words).locator("visible=true").first, words)

    def pastes(self, label: str, words: str) -> None:
        """Touch the field and take what the keyboard offers from the clipboard."""
        field_in_sight = self._field(label)
        self._tap(field_in_sight, label)
        field_in_sight.fill(words)

    def chooses(self, label: str, photo: Path) -> None:
        """Touch the field; the camera, or the gallery, gives the photo."""
        self._field(label).set_input_files(photo)
        self.taps.append(label)

    def _field(self, label: str) -> Locator:
        found = self.visitor.page.get_by_label(label).locator("visible=true").first
        found.scroll_into_view_if_needed()
        return found

    def _tap(self, target: Locator, what: str) -> None:
        target.tap()
        self.taps.append(what)


@pytest.fixture
def phone(demo: Demo, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Somebody with a phone and no account; the size comes from the story."""
    size: dict[str, int] = request.param
    context = browser.new_context(viewport=size, locale="vi-VN", has_touch=True, is_mobile=True, device_scale_factor=2)  # type: ignore[arg-type]
    yield Visitor(context.new_page(), demo.url, request.config.getoption("--pictures"))
    context.close()


def _address_in_mail(demo: Demo, mailbox: str) -> str:
    """Return the path of the link in the newest mail to the mailbox, read from the outbox: at night the mail itself
    waits there for the end of the quiet hours.
    """
    with closing(sqlite3.connect(f"file:{demo.data / 'lantoa.sqlite3'}?mode=ro", uri=True)) as database:
        rows = database.execute('SELECT text FROM base_message WHERE "to" = ? ORDER BY id DESC', [mailbox]).fetchall()
    found = next((found for (text,) in rows if (found := _ADDRESS.search(text))), None)
    assert found, f"no link for {mailbox}"
    return found.group(1)


def _looks_right(visitor: Visitor) -> None:
    visitor.needs_no_sideways_scrolling()
    visitor.sees_no_serious_barrier()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo as large as a phone takes it."""
    file = tmp_path / "bang-tin.jpg"
    Image.effect_noise((504, 378), 60).resize((4032, 3024)).convert("RGB").save(file, quality=88)
    return file


class TestAgency:
    @pytest.mark.parametrize("phone", [PHONE], indirect=True)
    def test_receives_and_proves_by_a_link_and_the_officer_confirms(
        self, demo: Demo, phone: Visitor, visitor: Visitor
    ) -> None:
        # given the mail that came with the duties
        address = _address_in_mail(demo, "so-tnmt@lantoa.example")
        phone.goes_to(address)
        phone.takes_picture("link-cover-phone")
        _looks_right(phone)
        # when opening it, receiving all, pasting the address of an article and sending it
        thumb, started = Thumb(phone), time.monotonic()
        thumb.presses("Xem việc")
        thumb.presses("Đã nhận cả")
        thumb.pastes("Dán liên kết", "Cải cách hành chính sotnmt.lantoa.example/tin/15 (chia sẻ từ Zalo)")
        thumb.presses("Gửi")
        seconds = time.monotonic() - started
        # then it is proved, in no more taps than promised; the time is told, not asserted
        assert "Đã ghi nhận minh chứng" in phone.page.inner_text("main")
        assert len(thumb.taps) <= MAX_TAPS, thumb.taps
        _log.info("by link: %d taps, %.1f seconds", len(thumb.taps), seconds)
        phone.takes_picture("link-proved-phone")
        _looks_right(phone)
        # and the programme officer sees the proof and confirms
        found = re.search(r"viec=(\d+)", phone.page.url)
        assert found
        visitor.signs_in("chuongtrinh")
        visitor.goes_to(f"/quan-tri/viec/{found.group(1)}/")
        assert "https://sotnmt.lantoa.example/tin/15" in visitor.page.inner_text("main")
        with visitor.page.expect_navigation():
            visitor.page.locator("form[action$='/xac-nhan/'] button[type=submit]").first.click()
        assert "đã xác nhận" in visitor.page.inner_text("main").lower()
        # and the agency reads so by its link
        phone.goes_to(address)
        phone.page.get_by_text("việc đã xong").tap()
        assert "đã xác nhận" in phone.page.inner_text("main")
        _looks_right(phone)

    @pytest.mark.parametrize("phone", [SMALL_PHONE], indirect=True)
    def test_proves_by_a_photo_on_a_small_phone(self, demo: Demo, phone: Visitor, photo: Path) -> None:
        # given the mail, opened on the smallest phone
        phone.goes_to(_address_in_mail(demo, "vhtt-huong-hoa@lantoa.example"))
        _looks_right(phone)
        # when receiving a single duty and sending a photo of it
        thumb = Thumb(phone)
        thumb.presses("Xem việc")
        _looks_right(phone)
        thumb.presses("Đã nhận việc")
        _looks_right(phone)
        thumb.chooses("Chụp ảnh", photo)
        phone.takes_picture("link-duty-phone")
        started = time.monotonic()
        thumb.presses("Gửi")
        seconds = time.monotonic() - started
        # then it is proved, and the photo can be looked at
        assert "Đã ghi nhận minh chứng" in phone.page.inner_text("main")
        assert len(thumb.taps) <= MAX_TAPS, thumb.taps
        _log.info("by photo: %d taps, %.1f seconds for sending it", len(thumb.taps), seconds)
        phone.page.get_by_text("việc đã xong").tap()
        _looks_right(phone)
        shown = phone.page.request.get(phone.url + str(phone.page.get_by_text("Ảnh nộp lúc").get_attribute("href")))
        assert (shown.status, shown.headers["content-type"]) == (200, "image/jpeg")

    @pytest.mark.parametrize("phone", [PHONE], indirect=True)
    def test_is_told_what_to_do_when_the_mail_was_forwarded(self, demo: Demo, phone: Visitor, visitor: Visitor) -> None:
        # given a link that a colleague has opened
        address = _address_in_mail(demo, "so-khcn@lantoa.example")
        visitor.goes_to(address)
        with visitor.page.expect_navigation():
            visitor.page.get_by_role("button", name="Xem việc").click()
        # when somebody else opens the forwarded mail
        response = phone.page.goto(phone.url + address)
        # then nothing of the work is in sight, and a link of their own is on its way to the mailbox
        assert response is not None
        assert response.status == 403
        _looks_right(phone)
        Thumb(phone).presses("Gửi liên kết mới vào hộp thư s•••@lantoa.example")
        assert "Đã gửi liên kết mới" in phone.page.inner_text("main")
        _looks_right(phone)
