"""Somebody enters a contest on a small phone: by a code in a mail; by a code in a short message, without a script."""

import email
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from email import policy
from pathlib import Path

import pytest
from conftest import ROOT, Demo, Visitor
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.journey
SMALL_PHONE = {"width": 320, "height": 640}
CONTEST = "hanh-trinh-vao-thi"
_MAKE = f"""
from datetime import timedelta
from django.utils import timezone
from lantoa.apps.agencies.models import Agency
from lantoa.apps.contests.factories import make_contest
from lantoa.apps.contests.models import Contest
from lantoa.apps.directives.models import Programme
from lantoa.apps.newsroom.models import PortalPage
if not Contest.objects.filter(slug="{CONTEST}").exists():
    make_contest(
        at=timezone.now() - timedelta(days=1), slug="{CONTEST}", title="Tìm hiểu cải cách hành chính", rounds=2,
        least_age=16, minutes_allowed=30, programme=Programme.objects.first(), portal=PortalPage.objects.first(),
        agency=Agency.objects.filter(kind="provincial_department").first(),
        contact="Phòng Cải cách hành chính, điện thoại minh họa 0000 000 000", illustrative=True,
    )
"""


@pytest.fixture(scope="module")
def contest(demo: Demo) -> str:
    """A contest that has begun, in the data of the demonstration; its place."""
    environment = {**os.environ, "LANTOA_DATA": str(demo.data), "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
    environment["PYTHONPATH"] = str(ROOT / "src")
    command = [sys.executable, "-m", "lantoa.config.manage", "shell", "-c", _MAKE]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return f"/du-thi/{CONTEST}/"


@pytest.fixture
def small_phone(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    opened: list[BrowserContext] = []

    def open_phone(*, scripts: bool) -> BrowserContext:
        context = browser.new_context(
            viewport=SMALL_PHONE,  # type: ignore[arg-type]
            locale="vi-VN",
            is_mobile=True,
            has_touch=True,
            java_script_enabled=scripts,
        )
        opened.append(context)
        return context

    yield open_phone
    for context in opened:
        context.close()


def _waits_for(folder: Path, reads: Callable[[Path], str], *, seconds: float = 40) -> str:
    """Return the code that a file of the folder holds, when the worker has sent it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for file in sorted(folder.glob("*.*")) if folder.exists() else []:
            if found := re.search(r"\b\d{6}\b", reads(file)):
                return found.group()
        time.sleep(0.2)
    raise AssertionError(f"no code in {folder}")


def _mail_to(address: str) -> Callable[[Path], str]:
    def reads(file: Path) -> str:
        mail = email.message_from_bytes(file.read_bytes(), policy=policy.default)
        body = mail.get_body()
        return body.get_content() if mail["To"] == address and body is not None else ""

    return reads


def _sms_to(number: str) -> Callable[[Path], str]:
    def reads(file: Path) -> str:
        to, _, text = file.read_text(encoding="utf-8").partition("\n")
        return text if to == number else ""

    return reads


def _presses_enter(page: Page, goes_there: Callable[[], None]) -> None:
    """Press Enter where one is, or has gone to, and wait for the page it leads to."""
    goes_there()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _fits(visitor: Visitor, name: str) -> None:
    visitor.needs_no_sideways_scrolling()
    visitor.sees_no_serious_barrier()
    visitor.takes_picture(name)


class TestEntry:
    def test_by_a_code_in_a_mail(
        self, demo: Demo, contest: str, small_phone: Callable[..., BrowserContext], request: pytest.FixtureRequest
    ) -> None:
        page = small_phone(scripts=True).new_page()
        visitor = Visitor(page, demo.url, request.config.getoption("--pictures"))
        visitor.goes_to(contest)
        _fits(visitor, "du-thi-1-vao")
        page.get_by_label("Thư điện tử hoặc số điện thoại").fill("lan.minh.hoa@lantoa.example")
        _presses_enter(page, lambda: page.get_by_role("button", name="Gửi mã cho tôi").focus())
        code = _waits_for(demo.data / "mail", _mail_to("lan.minh.hoa@lantoa.example"))
        page.get_by_label("Mã xác nhận").fill(code)
        _fits(visitor, "du-thi-2-ma")
        _presses_enter(page, lambda: None)
        _fits(visitor, "du-thi-3-doi-tuong")
        _presses_enter(page, lambda: page.get_by_role("link", name="Cán bộ, công chức").focus())
        page.get_by_label("Họ và tên").fill("Nguyễn Thị Lan")
        page.get_by_label("Đơn vị công tác").fill("so y te")
        _presses_enter(page, lambda: None)  # the first button of the form finds the unit
        page.get_by_role("radio").first.check()
        page.get_by_label("Năm sinh").fill("1990")
        _fits(visitor, "du-thi-4-don-vi")
        _presses_enter(page, lambda: page.get_by_role("button", name="Đăng ký dự thi").focus())
        assert page.get_by_label("Họ và tên").input_value() == "Nguyễn Thị Lan"
        assert "Cần bạn đồng ý" in page.inner_text("main")
        page.get_by_role("radio").first.check()
        page.get_by_label("Tôi đã đọc và đồng ý").check()
        _presses_enter(page, lambda: page.get_by_role("button", name="Đăng ký dự thi").focus())
        assert "Trang của tôi" in page.inner_text("h1")
        _fits(visitor, "du-thi-5-trang-cua-toi")
        visitor.goes_to(f"{contest}du-lieu/")
        _fits(visitor, "du-thi-6-du-lieu")
        for place in ("sua", "xoa"):
            visitor.goes_to(f"{contest}du-lieu/{place}/")
            _fits(visitor, f"du-thi-7-{place}")

    def test_by_a_code_in_a_short_message_without_a_script(
        self, demo: Demo, contest: str, small_phone: Callable[..., BrowserContext]
    ) -> None:
        page = small_phone(scripts=False).new_page()
        page.goto(demo.url + contest)
        page.get_by_label("Thư điện tử hoặc số điện thoại").fill("0905 123 456")
        page.get_by_role("button", name="Gửi mã cho tôi").click()
        page.get_by_label("Mã xác nhận").fill(_waits_for(demo.data / "sms", _sms_to("0905123456")))
        page.get_by_role("button", name="Tiếp tục").click()
        page.get_by_role("link", name="Người dân").click()
        page.get_by_label("Họ và tên").fill("Trần Văn Dân")
        page.get_by_label("Xã, phường nơi ở").fill("hai lang")
        page.get_by_role("button", name="Tìm xã, phường").click()
        page.get_by_role("radio").first.check()
        page.get_by_label("Năm sinh").fill("1958")
        page.get_by_label("Tôi đã đọc và đồng ý").check()
        page.get_by_role("button", name="Đăng ký dự thi").click()
        assert "Trần Văn Dân" in page.inner_text("main")
        page.get_by_role("button", name="Bắt đầu làm bài").click()
        assert "/bai/" in page.url
