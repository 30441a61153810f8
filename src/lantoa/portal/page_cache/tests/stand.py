"""A clock that is set by hand, and an application behind the page cache that says what it is told."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from lantoa.portal.page_cache.door import PublicDoor
from lantoa.portal.page_cache.requests import key_reader
from lantoa.portal.page_cache.store import PageStore
from lantoa.portal.public import PublicMark

PRIVATE = ("/quan-tri/",)


class Clock:
    def __init__(self) -> None:
        self.time = 1_000.0

    def __call__(self) -> float:
        return self.time


@dataclass
class Behind:
    """The application behind: counts what it makes; `before_answer` runs while a page is being made."""

    subjects: Iterable[str] = ("pages",)
    exact: bool = True
    lasts: float | None = None
    marked: bool = True
    status: str = "200 OK"
    headers: list[tuple[str, str]] = field(default_factory=lambda: [("Content-Type", "text/html; charset=utf-8")])
    body: Callable[[], bytes] = lambda: b"trang"
    before_answer: Callable[[], None] = lambda: None
    made: list[dict[str, Any]] = field(default_factory=list)
    closed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with self.lock:
            self.made.append(environ)
        body = self.body()
        self.before_answer()
        if self.marked:
            environ["lantoa.public_page"] = PublicMark(frozenset(self.subjects), self.exact, self.lasts)
        start_response(self.status, list(self.headers))
        return [body]


@dataclass
class Got:
    status: str
    headers: dict[str, str]
    body: bytes


class Stand:
    """The door between a reader who asks and the application behind."""

    def __init__(self, behind: Behind, *, most_bytes: int = 1_000_000) -> None:
        self.clock = Clock()
        self.behind = behind
        self.store = PageStore(most_bytes=most_bytes, clock=self.clock)
        self.store.watched(self.clock.time)
        self.door = PublicDoor(behind, store=self.store, key_of=key_reader(private=PRIVATE), before=lambda: None)

    def ask(self, path: str = "/", query: str = "", *, method: str = "GET", **headers: str) -> Got:
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "trang.example",
            "wsgi.url_scheme": "http", **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }  # fmt: skip
        told: list[Any] = []
        answer = self.door(environ, lambda *words: told.extend(words))
        return Got(told[0], dict(told[1]), b"".join(answer))

    def passes(self, seconds: float, *, watched: bool = True) -> None:
        self.clock.time += seconds
        if watched:
            self.store.watched(self.clock.time)
