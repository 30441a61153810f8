"""The page cache: stands before Django and answers what it keeps, as a bare WSGI callable.

A miss is made by the application behind it. The view's mark (public.py) says whether the answer may be kept, and until
when; without the mark everything passes through untouched.
"""

from collections.abc import Callable, Iterable
from typing import Any

from lantoa.portal.page_cache.answers import Headers, answers_for, coding_for, is_known, may_be_kept
from lantoa.portal.page_cache.herd import Herd
from lantoa.portal.page_cache.requests import Environ
from lantoa.portal.page_cache.store import KeptPage, Key, PageStore
from lantoa.portal.public import mark_of

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# So long somebody waits for a page that another is making, then makes it too.
_WAIT_SECONDS = 10.0
# Longer pages are made each time.
_MOST_PAGE_BYTES = 2_000_000


class PublicDoor:
    """Answers GET and HEAD of public pages from the store; hands everything else on."""

    def __init__(
        self,
        application: Application,
        *,
        store: PageStore,
        key_of: Callable[[Environ], Key | None],
        before: Callable[[], None],
    ) -> None:
        self._application, self._store, self._key_of, self._before = application, store, key_of, before
        self._herd = Herd()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._application(environ, start_response)
        key = self._key_of(environ)
        if key is None:
            return self._application(environ, start_response)
        self._before()
        page = self._store.get(key)
        if page is not None:
            return self._give(page, environ, start_response)
        return self._miss(key, environ, start_response)

    def _miss(self, key: Key, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        making = self._herd.lead(key)
        if making is None:
            try:
                return self._make(key, environ, start_response)
            finally:
                self._herd.done(key)
        page = self._store.get_old(key)
        if page is None and making.wait(_WAIT_SECONDS):
            page = self._store.get(key)
        if page is not None:
            return self._give(page, environ, start_response)
        return self._make(key, environ, start_response)

    def _make(self, key: Key, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        seen = self._store.position
        asked = {**environ, "REQUEST_METHOD": "GET"}
        told: list[Any] = []

        def listen(status: str, headers: Headers, exc_info: Any = None) -> None:
            told[:] = [status, headers, exc_info]

        made_at = self._store.now()
        answer = self._application(asked, listen)
        status, headers, exc_info = told
        mark = mark_of(asked)
        if mark is None or not status.startswith("200 ") or not may_be_kept(headers):
            start_response(status, headers, *([exc_info] if exc_info else []))
            return answer
        body = _whole(answer)
        page = KeptPage(answers_for(headers, body), mark.subjects, mark.exact, made_at, lasts=mark.lasts_seconds)
        if len(body) <= _MOST_PAGE_BYTES:
            self._store.put(key, page, seen=seen)
        return self._give(page, environ, start_response)

    def _give(self, page: KeptPage, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        answers = page.answers
        answer = answers.get(coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))) or answers[""]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and is_known(known, answer.etag):
            start_response("304 Not Modified", self._aged(answer.unchanged_headers, page))
            return []
        start_response("200 OK", self._aged(answer.headers, page))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]

    def _aged(self, headers: Headers, page: KeptPage) -> Headers:
        """Return the headers with the age of a page that others may keep too, so that ages do not add up."""
        return headers if page.exact else [*headers, ("Age", str(self._store.age(page)))]


def _whole(answer: Iterable[bytes]) -> bytes:
    try:
        return b"".join(answer)
    finally:
        close = getattr(answer, "close", None)
        if close is not None:
            close()
