"""What the browser stories stand on: the demonstration as a newcomer starts it, a browser, the accessibility check."""

import os
import shutil
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from lantoa.apps.demo.accounts import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "images"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", action="store_true", help="take the pictures of the manual (docs/images) anew")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Demo:
    """The running demonstration: its address, what it printed while it prepared, and the folder of its data."""

    url: str
    printed: str
    data: Path


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demonstration served from an empty folder, as `./lantoa demo` does it."""
    data = tmp_path_factory.mktemp("demo")
    port, sites_port = free_port(), free_port()
    environment = {**os.environ, "LANTOA_DATA": str(data), "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
    environment["LANTOA_SMS"] = "folder"
    environment.pop("DATABASE_URL", None)
    process = subprocess.Popen(
        [str(ROOT / "lantoa"), "demo", f"--port={port}", f"--sites-port={sites_port}"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        printed = _until_served(process)
        wait_for(f"http://127.0.0.1:{port}/")
        yield Demo(f"http://localhost:{port}", printed, data)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=30)


def _until_served(process: "subprocess.Popen[str]") -> str:
    lines = []
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line)
        if "Ctrl+C" in line:
            return "".join(lines)
    raise AssertionError("the demonstration ended early:\n" + "".join(lines))


def wait_for(url: str, *, tries: int = 200) -> None:
    """Return when the address answers; a try takes a tenth of a second, or two seconds where nobody refuses."""
    for _ in range(tries):
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            signal.sigtimedwait([], 0.1)
    raise AssertionError(f"{url} does not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    assert path, "the journeys need Chromium: apt install chromium"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=_QUIET)
        yield running
        running.close()


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a browser window."""

    page: Page
    url: str
    pictures: bool

    def goes_to(self, path: str) -> None:
        response = self.page.goto(self.url + path)
        assert response is not None
        assert response.status == 200, f"{path}: {response.status}"

    def signs_in(self, username: str) -> None:
        self.goes_to("/tai-khoan/dang-nhap/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url("**/quan-tri/")

    def sees_no_serious_barrier(self) -> None:
        """The accessibility check that ends each page of a story: WCAG 2.2 AA, nothing serious or critical."""
        # What is still fading in has not the colours that people see. Not wait_for_function: it evaluates text in the
        # page, which the policy of the pages forbids.
        self.page.evaluate(
            "() => Promise.race([Promise.allSettled(document.getAnimations().map((one) => one.finished)),"
            " new Promise((done) => setTimeout(done, 5000))])"
        )
        found = Axe().run(self.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        barriers = [
            f"{violation['id']}: {node['html'][:160]}"
            for violation in found.response["violations"]
            if violation["impact"] in {"serious", "critical"}
            for node in violation["nodes"]
        ]
        assert barriers == [], f"{self.page.url}\n" + "\n".join(barriers)

    def needs_no_sideways_scrolling(self) -> None:
        """The page fits the window's width; tables scroll inside their own region."""
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), self.page.url

    def takes_picture(self, name: str) -> None:
        """Take a picture of the manual, when the run was asked for pictures."""
        if self.pictures:
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(PICTURES / f"{name}.png"))


@pytest.fixture
def visitor(demo: Demo, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A visitor at a desk; a story on a phone resizes the window."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="vi-VN")
    yield Visitor(context.new_page(), demo.url, request.config.getoption("--pictures"))
    context.close()
