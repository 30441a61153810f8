"""A web server for tests: loopback only, any free port, the answers a test gives it, a record of what was asked."""

import math
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

LOOPBACK = "127.0.0.1"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends. `drip_seconds` lie between two bytes of the body, `wait_seconds` before the answer."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drip_seconds: float = 0.0
    wait_seconds: float = 0.0

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass(slots=True)
class Asked:
    """One request: the place as host and path, its headers in small letters, when it began and when it was answered;
    what was posted with it.
    """

    place: str
    headers: Mapping[str, str]
    began: float
    ended: float = math.inf
    body: bytes = b""

    @property
    def host(self) -> str:
        return self.place.partition("/")[0]


# A place is a host without port and a path, "trang.localhost/bai-1"; the answer may be made at each request.
Pages = dict[str, Answer | Callable[[], Answer]]


class LocalServer:
    """Answers while the `with` block runs; a place without an answer is a 404. `pages` may be changed meanwhile."""

    def __init__(self, pages: Pages | None = None) -> None:
        self.pages: Pages = dict(pages or {})
        self.asked: list[Asked] = []
        self._listener = _Listener((LOOPBACK, 0), _Handler)
        self._listener.owner = self
        self.port: int = self._listener.server_address[1]
        self._thread = threading.Thread(target=self._listener.serve_forever, args=(0.02,), daemon=True)

    def url(self, place: str) -> str:
        """Return the address of a place.

        The host keeps its name: names under .localhost mean this machine, as the client knows.
        """
        host, slash, path = place.partition("/")
        return f"http://{host}:{self.port}{slash}{path}"

    def places_asked(self, host: str = "") -> list[str]:
        """Return the places asked for, in that order; of one host, or of all."""
        return [asked.place for asked in list(self.asked) if asked.host.startswith(host)]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.closing.set()
        self._listener.shutdown()
        self._listener.server_close()
        self._thread.join()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    owner: LocalServer

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self.closing = threading.Event()
        super().__init__(address, handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet: a client that goes away in the middle is what many of these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Listener

    def do_GET(self) -> None:
        place = self.headers.get("Host", "").rpartition(":")[0] + self.path
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", "0")))
        asked = Asked(place, headers, time.monotonic(), body=body)
        self.server.owner.asked.append(asked)
        page = self.server.owner.pages.get(place, Answer(status=404))
        try:
            self._send(page() if callable(page) else page)
        finally:
            asked.ended = time.monotonic()

    def do_POST(self) -> None:
        self.do_GET()

    def _send(self, answer: Answer) -> None:
        if answer.wait_seconds:
            self.server.closing.wait(answer.wait_seconds)
        if self._is_known(answer):
            self.send_response(304)
            self.end_headers()
            self.wfile.flush()
            return
        self.send_response(answer.status)
        headers = {"Content-Type": HTML, "Content-Length": str(len(answer.content)), **answer.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.flush()
        step = 1 if answer.drip_seconds else len(answer.content) or 1
        for start in range(0, len(answer.content), step):
            self.wfile.write(answer.content[start : start + step])
            self.wfile.flush()
            if answer.drip_seconds and self.server.closing.wait(answer.drip_seconds):
                return

    def _is_known(self, answer: Answer) -> bool:
        """Return whether the client has this very answer, by the one rule that a test needs: equal validators."""
        etag, modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
        if "If-None-Match" in self.headers:
            return etag is not None and self.headers["If-None-Match"] == etag
        return modified is not None and self.headers["If-Modified-Since"] == modified

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: tests ask for `asked`."""
