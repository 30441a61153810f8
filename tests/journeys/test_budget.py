"""What a page may cost on a thin line, what it may load, and what is left when the line is gone."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from conftest import Demo
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.journey
STORY = "/chinh-quyen-so/khai-sinh-qua-mang/"
# Bytes over the line without photos, and requests of all kinds: the first visit of somebody who has nothing yet.
BUDGETS = {"/": (100_000, 20), STORY: (100_000, 14), "/do-bao-phu/": (100_000, 12)}
MOST_SHIFT = 0.05
PAGES = ["/", STORY, "/do-bao-phu/", "/noi-dung/t1/", "/noi-dung/t7/", "/van-ban/1/", "/bai/1/", "/minh-chung/1/",
         "/co-quan/bao-quang-tri/", "/ket-qua/", "/tai-lieu/", "/su-kien/", "/luu-tru/", "/gioi-thieu/", "/thanh-phan/",
         "/lien-he/", "/tiep-can/", "/nghe/",
    "/tim-kiem/?q=khai+sinh", "/tai-khoan/dang-nhap/"]  # fmt: skip
_WATCH = """
window.shifted = 0; window.refused = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""


@dataclass
class Line:
    """A window whose traffic is counted; photos apart."""

    page: Page
    url: str
    bytes: int = 0
    requests: int = 0
    _photos: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)
        self.page.add_init_script(_WATCH)

    def _received(self, event: dict[str, object]) -> None:
        if "/media/" in event["response"]["url"]:  # type: ignore[index]
            self._photos.add(str(event["requestId"]))

    def _finished(self, event: dict[str, object]) -> None:
        self.requests += 1
        if str(event["requestId"]) not in self._photos:
            self.bytes += int(event["encodedDataLength"])  # type: ignore[call-overload]

    def opens(self, path: str) -> None:
        response = self.page.goto(self.url + path, wait_until="networkidle")
        assert response is not None
        assert response.status == 200, path


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has been nowhere yet, and keeps nothing."""
    fresh = browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN", service_workers="block")
    yield fresh
    fresh.close()


class TestBudget:
    @pytest.mark.parametrize("path", BUDGETS)
    def test_is_kept_on_a_first_visit(self, demo: Demo, context: BrowserContext, path: str) -> None:
        line = Line(context.new_page(), demo.url)
        line.opens(path)
        most_bytes, most_requests = BUDGETS[path]
        assert line.bytes <= most_bytes, f"{path}: {line.bytes} bytes"
        assert line.requests <= most_requests, f"{path}: {line.requests} requests"
        assert line.page.evaluate("window.shifted") <= MOST_SHIFT, path

    @pytest.mark.parametrize("path", PAGES)
    def test_holds_nothing_that_the_policy_refuses(self, demo: Demo, context: BrowserContext, path: str) -> None:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        Line(page, demo.url).opens(path)
        assert page.evaluate("window.refused") == [], path
        assert [words for words in said if "Content Security Policy" in words] == [], path


class TestBadLine:
    def test_leaves_the_pages_that_were_read(self, demo: Demo, browser: Browser) -> None:
        context = browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN")
        page = context.new_page()
        # given a reader who has read the first page and a story
        page.goto(demo.url + "/")
        page.evaluate("navigator.serviceWorker.ready")
        page.reload()
        page.goto(demo.url + STORY)
        title = page.inner_text("h1")
        page.wait_for_function(
            "address => caches.open('lantoa-pages').then((pages) => pages.match(address)).then(Boolean)",
            arg=demo.url + STORY,
        )
        # when the line is gone
        context.set_offline(True)
        page.reload()
        # then the story is there and says when it was kept, and what was never read says what to do
        assert page.inner_text("h1") == title
        assert "bản đã lưu lúc" in page.inner_text(".kept-notice")
        page.goto(demo.url + "/")
        assert "bản đã lưu lúc" in page.inner_text(".kept-notice")
        page.goto(demo.url + "/noi-dung/t5/")
        assert "không có mạng" in page.inner_text("h1")
        context.close()
