"""Coming in: an invitation, a second factor on the telephone, a security key; on an installation of its own."""

import os
import re
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT, Visitor, free_port, wait_for
from playwright.sync_api import Browser, Page

from lantoa.apps.accounts.factories import code_of_application

pytestmark = pytest.mark.journey
ADMINISTRATOR, PASSWORD = "quan.tri", "mot-mat-khau-dai"
NEW_PASSWORD = "mat-khau-cua-lan"
PHONE = {"width": 320, "height": 720}


@dataclass(frozen=True, slots=True)
class Installation:
    """A fresh installation that asks for the second factor, with one administrator."""

    url: str
    data: Path

    def letter_to(self, address: str) -> str:
        """Return the text of the newest letter to the address, as the outbox holds it."""
        with sqlite3.connect(self.data / "lantoa.sqlite3") as database:
            query = 'SELECT text FROM base_message WHERE "to" = ? ORDER BY id DESC'
            return str(database.execute(query, [address]).fetchone()[0])


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    data, port = tmp_path_factory.mktemp("that"), free_port()
    environment = {
        **os.environ,
        "LANTOA_DATA": str(data),
        "LANTOA_URL": f"http://localhost:{port}",
        "LANTOA_SECOND_FACTOR": "1",
        "DJANGO_SETTINGS_MODULE": "lantoa.config.settings",
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
    }
    environment.pop("DATABASE_URL", None)
    lantoa = str(ROOT / "lantoa")
    subprocess.run([lantoa, "migrate", "--verbosity=0"], env=environment, check=True)
    first = ["--noinput", f"--username={ADMINISTRATOR}", "--email=quan.tri@lantoa.example"]
    subprocess.run([lantoa, "createsuperuser", *first], env=environment, check=True)
    served = subprocess.Popen(
        [lantoa, "run", f"--port={port}"], env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/", tries=1500)
        yield Installation(f"http://localhost:{port}", data)
    finally:
        os.killpg(served.pid, signal.SIGTERM)
        served.wait(timeout=120)


@pytest.fixture
def visitors(
    installation: Installation, browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Callable[[], Visitor]]:
    """Make visitors of that installation, each with a browser of the own."""
    contexts = []

    def comes() -> Visitor:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 860}, locale="vi-VN"))
        return Visitor(contexts[-1].new_page(), installation.url, request.config.getoption("--pictures"))

    yield comes
    for context in contexts:
        context.close()


def _types_password(page: Page, url: str, username: str, password: str) -> None:
    page.goto(f"{url}/tai-khoan/dang-nhap/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_load_state()


def _has_a_key(page: Page) -> None:
    """Give the browser a security key that always agrees, as a person would plug one in."""
    developer = page.context.new_cdp_session(page)
    developer.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    developer.send("WebAuthn.addVirtualAuthenticator", {"options": {**key, "automaticPresenceSimulation": True}})


class TestComingIn:
    def test_goes_from_the_second_factor_over_an_invitation_to_the_security_key(
        self, installation: Installation, visitors: Callable[[], Visitor]
    ) -> None:
        # given an administrator without a second factor
        administrator = visitors()
        page = administrator.page
        _types_password(page, installation.url, ADMINISTRATOR, PASSWORD)
        # when signing in, then the set-up opens, and nothing else does
        assert page.url == f"{installation.url}/tai-khoan/buoc-hai/"
        page.goto(f"{installation.url}/quan-tri/users/")
        assert page.url == f"{installation.url}/tai-khoan/buoc-hai/"
        administrator.sees_no_serious_barrier()
        administrator.takes_picture("second-factor")
        # when an application is set up
        page.get_by_role("link", name="Thiết lập ứng dụng").click()
        secret = page.inner_text("#authenticator_secret")
        administrator.sees_no_serious_barrier()
        administrator.takes_picture("second-factor-application")
        page.fill("input[name=code]", code_of_application(secret))
        page.get_by_role("button", name="Bật bước xác thực thứ hai").click()
        page.wait_for_load_state()
        # then the recovery codes are offered at once
        assert len(re.findall(r"\b\d{8}\b", page.inner_text("main"))) == 10
        administrator.sees_no_serious_barrier()
        page.get_by_role("link", name="Tôi đã cất mã, vào trang quản trị").click()
        page.wait_for_url("**/quan-tri/")
        # when somebody is invited as an editor
        administrator.goes_to("/quan-tri/loi-moi/moi/")
        page.fill("input[name=full_name]", "Trần Thị Lan")
        page.fill("input[name=email]", "lan@lantoa.example")
        page.select_option("select[name=role]", "editor")
        administrator.sees_no_serious_barrier()
        administrator.takes_picture("invitation")
        page.get_by_role("button", name="Gửi lời mời").click()
        page.wait_for_load_state()
        assert "Đã gửi lời mời đến lan@lantoa.example." in page.inner_text("body")
        administrator.sees_no_serious_barrier()
        self._accepts(installation, visitors())
        # then the administrator signs in again with the next code
        page.context.clear_cookies()
        _types_password(page, installation.url, ADMINISTRATOR, PASSWORD)
        administrator.sees_no_serious_barrier()
        page.fill("input[name=code]", code_of_application(secret, steps=1))
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        page.wait_for_url("**/quan-tri/")

    def _accepts(self, installation: Installation, invited: Visitor) -> None:
        # given the letter, opened on a phone
        page = invited.page
        page.set_viewport_size(PHONE)
        found = re.search(r"https?://\S+/loi-moi/\S+", installation.letter_to("lan@lantoa.example"))
        assert found
        page.goto(found.group())
        invited.needs_no_sideways_scrolling()
        invited.sees_no_serious_barrier()
        # when a name and a password are chosen
        page.fill("input[name=username]", "lan.tran")
        page.fill("input[name=password1]", NEW_PASSWORD)
        page.fill("input[name=password2]", NEW_PASSWORD)
        page.get_by_role("button", name="Mở tài khoản").click()
        page.wait_for_url("**/tai-khoan/buoc-hai/")
        invited.needs_no_sideways_scrolling()
        # and a security key is added
        _has_a_key(page)
        page.get_by_role("link", name="Thêm khóa bảo mật").click()
        invited.sees_no_serious_barrier()
        page.get_by_role("button", name="Thêm khóa").click()
        page.wait_for_url("**/ma-du-phong/")
        page.get_by_role("link", name="Tôi đã cất mã, vào trang quản trị").click()
        page.wait_for_url("**/quan-tri/")
        # then the key opens the next sign-in, and the link of the letter nothing more
        page.goto(f"{installation.url}/tai-khoan/dang-xuat/")
        page.get_by_role("button", name="Đăng xuất").click()
        _types_password(page, installation.url, "lan.tran", NEW_PASSWORD)
        page.get_by_role("button", name="Dùng khóa bảo mật").click()
        page.wait_for_url("**/quan-tri/")
        page.context.clear_cookies()
        answer = page.goto(found.group())
        assert answer is not None
        assert answer.status == 410
        assert "Lời mời này đã được dùng" in page.inner_text("main")
