"""One person takes a paper on a telephone: with scripts and a line that breaks, without scripts, by keyboard alone."""

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from conftest import Visitor
from django.http import HttpResponse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lantoa.apps.contests.entrant_cookie import COOKIE, give_entrant
from lantoa.apps.contests.factories import make_contest, make_entrant
from lantoa.apps.contests.models import Attempt, Entrant, Question, QuestionBank, SavedAnswers, Submission
from lantoa.apps.contests.queries.pools import sealed_pool

pytestmark = pytest.mark.django_db(transaction=True)
START = "/du-thi/thi-thu/vong/1/bat-dau/"
PHONE = {"width": 360, "height": 740}


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *values: object) -> None:
        """Say nothing of each request."""


def _bank() -> QuestionBank:
    bank = QuestionBank.objects.create(name="Mọi dạng")
    at = timezone.now()
    options = ["Một cửa là nơi nhận hồ sơ", "Một cửa là một cái cửa", "Không ai biết", "Cả ba ý trên đều sai"]
    for kind, given, key in [
        ("single", options, [0]),
        ("single", options, [1]),
        ("multiple", options, [0, 3]),
        ("true_false", [], True),
        ("order", ["Nộp hồ sơ", "Nhận phiếu hẹn", "Nhận kết quả"], [0, 1, 2]),
        ("number", [], "12,5"),
    ]:
        Question.objects.create(
            bank=bank, kind=kind, text=f"Câu hỏi dạng {kind} về thủ tục hành chính là câu nào?", options=given, key=key,
            source="Điều 1 Nghị định thử", state=Question.State.APPROVED, written_at=at, reviewed_at=at,
        )  # fmt: skip
    return bank


@dataclass(frozen=True, slots=True)
class Site:
    """The site with its door, a round that is open, and one who has entered."""

    url: str
    entrant: Entrant

    def opens(self, browser: Browser, *, scripts: bool = True, width: int = PHONE["width"]) -> Page:
        """Return a window of the entrant's browser on the page before the round."""
        answer = HttpResponse()
        give_entrant(answer, self.entrant, at=timezone.now())
        context = browser.new_context(
            viewport={"width": width, "height": PHONE["height"]}, java_script_enabled=scripts, locale="vi-VN"
        )
        context.add_cookies(
            [{"name": COOKIE, "value": answer.cookies[COOKIE].value, "domain": "localhost", "path": "/du-thi/thi-thu/"}]
        )
        page = context.new_page()
        page.goto(self.url + START)
        return page


@pytest.fixture(scope="module", autouse=True)
def beside_the_loop() -> Iterator[None]:
    """Let Django use its database in the thread in which the browser's loop runs."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def site(transactional_db: None) -> Iterator[Site]:
    from lantoa.config.wsgi import application

    sealed_pool.cache_clear()
    contest = make_contest(
        at=timezone.now() - timedelta(hours=2), slug="thi-thu", bank=_bank(), questions=6, minutes_allowed=30
    )
    server = make_server("127.0.0.1", 0, application, server_class=_Threads, handler_class=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(f"http://localhost:{server.server_port}", make_entrant(contest, at=timezone.now()))
    server.shutdown()
    server.server_close()
    application.writer.stop()


def _begins(page: Page) -> None:
    page.get_by_role("button", name="Bắt đầu làm bài").click()
    page.wait_for_url("**/bai/**")


def _answers(page: Page) -> None:
    """Answer every question of the paper, whatever its place."""
    for question in page.locator(".question").all():
        if (selects := question.locator("select").all()) != []:
            for place, select in enumerate(selects, start=1):
                select.select_option(index=place)
        elif (field := question.locator("input[type=text]")).count():
            field.fill("25000")
        else:
            question.locator("label").first.click()


class TestWithScripts:
    def test_saves_by_itself_keeps_what_a_broken_line_held_up_and_hands_in(self, site: Site, browser: Browser) -> None:
        page = site.opens(browser)
        _begins(page)
        context: BrowserContext = page.context
        page.locator("input[name=p]").fill("25000")
        expect(page.locator("[data-state]")).to_contain_text("Đã lưu lúc", timeout=10_000)
        assert SavedAnswers.objects.get().answers == {"p": "25000"}
        context.set_offline(True)
        page.locator("input[name=p]").fill("26000")
        expect(page.locator("[data-state]")).to_contain_text("mất mạng", timeout=10_000)
        context.set_offline(False)
        expect(page.locator("[data-state]")).to_contain_text("Đã lưu lúc", timeout=40_000)
        assert SavedAnswers.objects.get().answers == {"p": "26000"}
        _answers(page)
        page.get_by_role("button", name="Nộp bài", exact=True).click()
        expect(page.get_by_role("dialog")).to_contain_text("trả lời tất cả các câu")
        page.get_by_role("button", name="Nộp bài ngay").click()
        page.wait_for_url("**/phieu/**")
        assert Submission.objects.get().slip_code in page.content()
        assert page.evaluate("localStorage.length") == 0
        context.close()

    def test_hands_in_by_itself_once_the_line_is_back_and_once_only(self, site: Site, browser: Browser) -> None:
        page = site.opens(browser)
        _begins(page)
        _answers(page)
        page.context.set_offline(True)
        page.get_by_role("button", name="Nộp bài", exact=True).click()
        page.get_by_role("button", name="Nộp bài ngay").click()
        expect(page.locator("[data-ask-said]")).to_contain_text("Chưa nộp được vì mất mạng")
        page.context.set_offline(False)
        page.wait_for_url("**/phieu/**", timeout=40_000)
        assert len(Submission.objects.get().answers) == 7
        page.context.close()

    def test_names_what_is_missing_and_leads_there(self, site: Site, browser: Browser) -> None:
        page = site.opens(browser)
        _begins(page)
        page.get_by_role("button", name="Nộp bài", exact=True).click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Còn 7 câu chưa trả lời")
        dialog.get_by_role("link", name="câu dự đoán").click()
        expect(page.locator("input[name=p]")).to_be_focused()
        page.context.close()

    def test_takes_back_what_was_not_saved_after_the_page_was_opened_again(self, site: Site, browser: Browser) -> None:
        page = site.opens(browser)
        _begins(page)
        page.route("**/luu/", lambda route: route.abort())
        page.locator("input[name=p]").fill("31000")
        expect(page.locator("[data-state]")).to_contain_text("mất mạng", timeout=10_000)
        page.unroute("**/luu/")
        page.on("dialog", lambda dialog: dialog.accept())
        page.reload()
        expect(page.locator("input[name=p]")).to_have_value("31000")
        expect(page.locator("[data-state]")).to_contain_text("Đã lưu lúc", timeout=10_000)
        assert SavedAnswers.objects.get().answers == {"p": "31000"}
        page.context.close()

    def test_works_by_keyboard_alone(self, site: Site, browser: Browser) -> None:
        page = site.opens(browser)
        page.get_by_role("button", name="Bắt đầu làm bài").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/bai/**")
        for _ in range(60):
            page.keyboard.press("Tab")
            kind = page.evaluate("document.activeElement.type || ''")
            if kind in ("radio", "checkbox"):
                page.keyboard.press("Space")
            elif kind == "text":
                page.keyboard.type("12")
            elif kind == "select-one":
                page.keyboard.press("ArrowDown")
            elif page.evaluate("document.activeElement.hasAttribute('data-hand-in')"):
                page.keyboard.press("Enter")
                break
        expect(page.get_by_role("dialog")).to_be_visible()
        page.get_by_role("button", name="Nộp bài ngay").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/phieu/**")
        page.context.close()


class TestWithoutScripts:
    def test_saves_shows_what_is_missing_and_hands_in(self, site: Site, browser: Browser) -> None:
        page = site.opens(browser, scripts=False)
        _begins(page)
        page.locator("input[name=p]").fill("25000")
        page.get_by_role("button", name="Lưu và kiểm tra").click()
        expect(page.locator("#da-luu")).to_contain_text("còn 6 câu chưa trả lời")
        _answers(page)
        page.get_by_role("button", name="Lưu và kiểm tra").click()
        expect(page.locator("#da-luu")).to_contain_text("trả lời tất cả các câu")
        page.get_by_role("button", name="Nộp bài", exact=True).click()
        page.wait_for_url("**/phieu/**")
        assert Submission.objects.get().answers == SavedAnswers.objects.get().answers
        page.context.close()


class TestForEverybody:
    @pytest.mark.parametrize("width", [320, 1280])
    def test_has_no_barrier_and_no_sideways_scrolling(self, site: Site, browser: Browser, width: int) -> None:
        page = site.opens(browser, width=width)
        visitor = Visitor(page, site.url, pictures=False)
        visitor.sees_no_serious_barrier()
        visitor.needs_no_sideways_scrolling()
        _begins(page)
        visitor.sees_no_serious_barrier()
        visitor.needs_no_sideways_scrolling()
        _answers(page)
        page.get_by_role("button", name="Nộp bài", exact=True).click()
        visitor.sees_no_serious_barrier()
        page.get_by_role("button", name="Nộp bài ngay").click()
        page.wait_for_url("**/phieu/**")
        visitor.sees_no_serious_barrier()
        visitor.needs_no_sideways_scrolling()
        page.goto(f"{site.url}/du-thi/thi-thu/kiem-tra-phieu/")
        visitor.sees_no_serious_barrier()
        visitor.needs_no_sideways_scrolling()
        page.context.close()

    def test_fits_with_words_twice_as_large(self, site: Site, browser: Browser) -> None:
        page = site.opens(browser, width=640)
        _begins(page)
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        Visitor(page, site.url, pictures=False).needs_no_sideways_scrolling()
        assert Attempt.objects.count() == 1
        page.context.close()
