"""The page cache before the real application: what is published is at the next request, and nothing of the staff's."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from conftest import Cast, make_cast
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, RequestFactory

from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.models import StoryPage
from lantoa.portal.page_cache import with_page_cache
from lantoa.portal.page_cache.changes import ChangeWatcher
from lantoa.portal.page_cache.door import PublicDoor
from lantoa.portal.page_cache.requests import key_reader
from lantoa.portal.page_cache.store import PageStore

Ask = Callable[..., str]
pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> PageStore:
    return PageStore(most_bytes=5_000_000)


@pytest.fixture
def ask(store: PageStore) -> Iterator[Ask]:
    """Ask for a page as a web server does; the log of changes is read before each request, as the thread would."""
    watcher = ChangeWatcher(store)
    handler = WSGIHandler()
    key_of = key_reader(private=settings.PRIVATE_PREFIXES)
    door = PublicDoor(handler, store=store, key_of=key_of, before=watcher.look)

    def asked(path: str, **headers: str) -> str:
        environ = RequestFactory()._base_environ(PATH_INFO=path, HTTP_HOST="testserver", **headers)
        told: list[Any] = []
        answer = door(environ, lambda *words: told.extend(words))
        text = b"".join(answer).decode()
        close = getattr(answer, "close", None)
        if close:
            close()
        assert told[0].startswith("200"), (path, told[0])
        return text

    # The connection is that of the test; Django's own test client leaves it open in the same way.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield asked
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def story(cast: Cast, now: datetime) -> StoryPage:
    return make_story(make_column(make_portal(at=now)), title="Nộp hồ sơ qua mạng", at=now)


def _path(story: StoryPage) -> str:
    return f"/tin-cai-cach/{story.slug}/"


class TestPublished:
    def test_story_is_seen_at_the_next_request_on_every_page_that_shows_it(self, ask: Ask, story: StoryPage) -> None:
        places = [_path(story), "/", "/tin-cai-cach/", "/tin-moi/rss/"]
        for path in places:
            assert "Nộp hồ sơ qua mạng" in ask(path)
        story.title = "Nộp hồ sơ tại nhà"
        story.save_revision().publish()
        for path in places:
            assert "Nộp hồ sơ tại nhà" in ask(path), path
            assert "Nộp hồ sơ qua mạng" not in ask(path), path

    def test_story_that_is_taken_down_is_gone_at_the_next_request(self, ask: Ask, story: StoryPage) -> None:
        ask(_path(story))
        story.unpublish()
        with pytest.raises(AssertionError, match="410"):
            ask(_path(story))
        assert "Nộp hồ sơ qua mạng" not in ask("/")

    def test_draft_is_seen_by_nobody(self, ask: Ask, story: StoryPage) -> None:
        ask(_path(story))
        story.title = "Bản nháp chưa duyệt"
        story.save_revision()
        assert "Bản nháp chưa duyệt" not in ask(_path(story))

    def test_story_costs_no_query_of_its_own_once_it_is_kept(
        self, ask: Ask, story: StoryPage, django_assert_max_num_queries: Any
    ) -> None:
        ask(_path(story))
        with django_assert_max_num_queries(
            2
        ):  # the look at the log, which a thread does in life: two where numbers are missing
            ask(_path(story))


class TestKept:
    def test_pages_are_the_same_for_staff_and_hold_nothing_of_theirs(
        self, ask: Ask, cast: Cast, story: StoryPage, client: Client
    ) -> None:
        client.force_login(cast.administrator)
        cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        as_staff = ask(_path(story), HTTP_COOKIE=cookie)
        assert ask(_path(story)) == as_staff
        assert cast.administrator.username not in as_staff

    def test_nothing_of_the_back_office_or_of_signing_in(self, ask: Ask, store: PageStore, story: StoryPage) -> None:
        ask("/tai-khoan/dang-nhap/")
        assert len(store) == 0

    def test_files_of_a_page_too(self, ask: Ask, store: PageStore, story: StoryPage) -> None:
        ask("/sw.js")
        assert len(store) == 1


class TestSetting:
    def test_of_nothing_leaves_the_application_as_it_is(self) -> None:
        handler = WSGIHandler()
        assert settings.PAGE_CACHE_MB == 0
        assert with_page_cache(handler) is handler

    def test_of_some_room_puts_the_page_cache_before_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(settings, "PAGE_CACHE_MB", 8)
        assert isinstance(with_page_cache(WSGIHandler()), PublicDoor)
