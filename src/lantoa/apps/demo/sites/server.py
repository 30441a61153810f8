"""The HTTP server of the illustrative sites: loopback only, one port, a site for each Host."""

import contextlib
import datetime as dt
import errno
import socketserver
import sys
import threading
from collections.abc import Iterable, Mapping
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from .articles import DemoArticle, load_articles
from .pages import site_index
from .registry import Site, load_sites
from .virtual_site import HTML, Reply, VirtualSite

LOOPBACK = "127.0.0.1"
# Names by which a person may ask for the list of sites; any other name without a site was sent to the wrong server.
_OWN_NAMES = frozenset({LOOPBACK, "localhost"})
_IDLE_SECONDS = 20.0
_FILLER = "<p>Trang quét số hóa minh họa, không có nội dung.</p>\n".encode() * 1000


class PortInUse(Exception):
    """The port is taken; the message, in Vietnamese, says what to do."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Cổng {port} đang có chương trình khác dùng nên chưa mở được các trang minh họa. "
            f"Hãy dừng chương trình đó, hoặc chạy lại với cổng khác: --sites-port {port + 1}."
        )
        self.port = port


class SiteServer:
    """Serves the illustrative sites while the `with` block runs. Port 0 takes any free one; `port` says which."""

    def __init__(
        self,
        port: int,
        *,
        slow_seconds: float = 3.0,
        sites: Iterable[Site] | None = None,
        articles: Iterable[DemoArticle] | None = None,
    ) -> None:
        """Sites and articles are the demonstration's unless given. PortInUse, ArticleFileError, SitesFileError."""
        self.sites = list(load_sites() if sites is None else sites)
        texts = list(load_articles() if articles is None else articles)
        try:
            self._listener = _Listener((LOOPBACK, port), _Handler)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortInUse(port) from error
            raise
        self.port: int = self._listener.server_address[1]
        served = [site for site in self.sites if site.served]
        self.virtual_sites = {site.host: VirtualSite(site, texts, self.base_url(site)) for site in served}
        self._listener.virtual_sites = self.virtual_sites
        self._listener.silent_hosts = frozenset(site.host for site in self.sites if not site.served)
        self._listener.slow_seconds = slow_seconds
        self._thread = threading.Thread(target=self._listener.serve_forever, args=(0.05,), daemon=True)

    def base_url(self, site: Site | str) -> str:
        """Return scheme, host and port of a site, given or named by its slug, without a slash at the end. KeyError."""
        if isinstance(site, str):
            site = {known.slug: known for known in self.sites}[site]
        return f"http://{site.host}:{self.port}"

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

    def wait(self) -> None:
        """Return when the server is closed from elsewhere."""
        self._thread.join()


def serve_forever(port: int) -> None:
    """Serve the illustrative sites until the program is interrupted. PortInUse."""
    with contextlib.suppress(KeyboardInterrupt), SiteServer(port) as server:
        server.wait()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    virtual_sites: Mapping[str, VirtualSite]
    silent_hosts: frozenset[str]
    slow_seconds: float

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self.closing = threading.Event()
        super().__init__(address, handler)

    def server_bind(self) -> None:
        # Not HTTPServer's own: that one asks a name server for the machine's name, which may take seconds.
        socketserver.TCPServer.server_bind(self)

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet when a client goes away; anything else is a fault of the server and is shown."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def index(self) -> bytes:
        shown = [(virtual.base_url, virtual.site) for virtual in self.virtual_sites.values()]
        return site_index(shown).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "LanToa-minh-hoa"
    sys_version = ""
    timeout = _IDLE_SECONDS
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together
    server: _Listener

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        host = host.lower().rstrip(".")
        if host in self.server.silent_hosts:
            self.close_connection = True  # a source that is down: the connection ends without a word
            return
        virtual = self.server.virtual_sites.get(host)
        if virtual is not None:
            self._send(virtual.reply(self.path))
        else:
            found = host in _OWN_NAMES
            self._send(Reply((200 if self.path == "/" else 404) if found else 421, HTML, self.server.index()))

    def do_HEAD(self) -> None:
        self.do_GET()

    def _send(self, reply: Reply) -> None:
        if reply.waits and self.server.closing.wait(self.server.slow_seconds):
            return
        if self._unchanged(reply):
            self.send_response(304)
            self._send_validators(reply)
            self.end_headers()
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        if reply.location:
            self.send_header("Location", reply.location)
        self._send_validators(reply)
        if reply.filler_bytes:
            self._send_oversized(reply)
            return
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def _send_validators(self, reply: Reply) -> None:
        if reply.modified_at is not None:
            self.send_header("ETag", reply.etag)
            moment = reply.modified_at.astimezone(dt.UTC)
            self.send_header("Last-Modified", format_datetime(moment, usegmt=True))
            self.send_header("Cache-Control", "max-age=0, must-revalidate")

    def _unchanged(self, reply: Reply) -> bool:
        """Return whether the client has this body; If-None-Match goes before If-Modified-Since (RFC 9110, 13.2.2)."""
        if reply.modified_at is None:
            return False
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return reply.etag in tags or tags.strip() == "*"
        try:
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
        except ValueError:
            return False
        if since.tzinfo is None:  # "-0000": a time in UTC, zone unknown
            since = since.replace(tzinfo=dt.UTC)
        return reply.modified_at <= since

    def _send_oversized(self, reply: Reply) -> None:
        """Send the body and then filler in chunks, so that no length is announced."""
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if self.command == "HEAD":
            return
        left, piece = reply.filler_bytes, reply.body
        while piece:
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            piece = _FILLER[:left]
            left -= len(piece)
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: the harvest tells what it fetched."""
