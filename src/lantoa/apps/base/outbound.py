"""The one client for requests that leave the installation: public addresses only, bounded in time and size (ADR
0007).
"""

import ipaddress
import math
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpcore
import httpx

USER_AGENT = "LanToa/0.1 (thu thap tin bai cai cach hanh chinh; ton trong robots.txt)"
MAX_HOPS = 5
# A page of a public site is far below this; what is above is not an article.
MAX_BYTES = 8 * 1024 * 1024
TOTAL_SECONDS = 20.0


class FetchFailed(Exception):
    """The address gave no usable answer; the message, in Vietnamese, says why. `kind` is a slug to count by."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Response:
    """One answer after redirects: final address, status, headers in order, body decompressed."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the first value of a header, None where it is absent."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def check_address(address: str, *, allow_loopback: bool) -> None:
    """Return quietly for an address one may connect to; FetchFailed for private, local, reserved and multicast ones."""
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    if parsed.is_loopback and allow_loopback:
        return
    if not parsed.is_global or parsed.is_multicast or _hides_an_ipv4_address(parsed):
        raise FetchFailed("address_refused", f"Không truy cập địa chỉ nội bộ {address}; chỉ thu thập trang công khai.")


# Ranges whose addresses may carry a private IPv4 address (IPv4-compatible, NAT64 of RFC 6052), and the old site-local.
_CARRIERS = tuple(ipaddress.ip_network(text) for text in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "fec0::/10"))


def _hides_an_ipv4_address(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv4Address):
        return False
    return address.sixtofour is not None or address.teredo is not None or any(address in net for net in _CARRIERS)


def _addresses(host: str, port: int, *, allow_loopback: bool) -> list[str]:
    """Return the addresses of a host. Names under .localhost mean loopback and are never asked of a name server (RFC
    6761).
    """
    host = host.rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        found = ["127.0.0.1"]
    else:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise FetchFailed("name_unknown", f"Không tìm thấy máy chủ {host}; kiểm tra lại địa chỉ.") from error
        found = list(dict.fromkeys(str(row[4][0]) for row in rows))
    for address in found:
        check_address(address, allow_loopback=allow_loopback)
    return found


class _Deadline(threading.local):
    """The moment at which the request that this thread has in hand ends, whatever the server does meanwhile."""

    at: float = math.inf

    def left(self, timeout: float | None) -> float | None:
        """Return the seconds that one read or write may take: those given, but never past the moment."""
        remaining = self.at - time.monotonic()
        if remaining <= 0:
            raise httpcore.ReadTimeout("the total time is over")
        shortest = min(math.inf if timeout is None else timeout, remaining)
        return None if math.isinf(shortest) else shortest


class _TimedStream(httpcore.NetworkStream):
    """A connection that knows the deadline: a server that drips its headers is left as one that drips its body is."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _CheckedBackend(httpcore.SyncBackend):
    """Connects to the very address that was checked: a name cannot change its mind in between."""

    def __init__(self, deadline: _Deadline, *, allow_loopback: bool) -> None:
        self._deadline = deadline
        self._allow_loopback = allow_loopback

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: httpcore.ConnectError | None = None
        for address in _addresses(host, port, allow_loopback=self._allow_loopback):
            try:
                timeout = self._deadline.left(timeout)
                stream = super().connect_tcp(address, port, timeout, local_address, socket_options)
                return _TimedStream(stream, self._deadline)
            except httpcore.ConnectError as error:
                failure = error
        raise failure or httpcore.ConnectError(host)


class _CheckedTransport(httpx.HTTPTransport):
    def __init__(self, deadline: _Deadline, *, allow_loopback: bool) -> None:
        super().__init__(trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=64,
            max_keepalive_connections=32,
            keepalive_expiry=15.0,
            network_backend=_CheckedBackend(deadline, allow_loopback=allow_loopback),
        )


class OutboundClient:
    """Fetches pages. Safe to share between threads. Only the demonstration's own sites may be reached on loopback."""

    def __init__(
        self, *, allow_loopback: bool = False, total_seconds: float = TOTAL_SECONDS, max_bytes: int = MAX_BYTES
    ) -> None:
        self._total_seconds = total_seconds
        self._max_bytes = max_bytes
        self._deadline = _Deadline()
        self._client = httpx.Client(
            transport=_CheckedTransport(self._deadline, allow_loopback=allow_loopback),
            headers={"User-Agent": USER_AGENT, "Accept-Language": "vi"},
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Response:
        """Return the answer at the end of at most 5 redirects, any status; FetchFailed where there is none in time."""
        self._deadline.at = deadline = time.monotonic() + self._total_seconds
        for _ in range(MAX_HOPS + 1):
            response = self._one_hop(url, headers or {}, deadline)
            location = response.header("location")
            if response.status not in {301, 302, 303, 307, 308} or not location:
                return response
            url = str(httpx.URL(url).join(location))
        raise FetchFailed("too_many_redirects", f"Trang chuyển hướng quá {MAX_HOPS} lần; kiểm tra lại địa chỉ {url}.")

    def post(self, url: str, *, content: bytes, headers: Mapping[str, str]) -> Response:
        """Return the answer to what is posted, any status, redirects not followed; FetchFailed where there is none."""
        self._deadline.at = deadline = time.monotonic() + self._total_seconds
        return self._one_hop(url, headers, deadline, content=content)

    def _one_hop(
        self, url: str, headers: Mapping[str, str], deadline: float, *, content: bytes | None = None
    ) -> Response:
        try:
            parsed = httpx.URL(url)
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchFailed("address_refused", f"Địa chỉ không hợp lệ: {url[:200]}") from error
        if parsed.scheme not in {"http", "https"} or not parsed.host or parsed.userinfo:
            raise FetchFailed("address_refused", f"Chỉ đọc địa chỉ http và https: {url[:200]}")
        try:
            with self._client.stream(
                "GET" if content is None else "POST",
                parsed,
                content=content,
                headers=dict(headers),
                timeout=max(0.1, deadline - time.monotonic()),
            ) as answer:
                body = self._read(answer, deadline)
                return Response(str(answer.url), answer.status_code, tuple(answer.headers.multi_items()), body)
        except httpx.TimeoutException as error:
            raise FetchFailed("timeout", f"Trang không trả lời trong {self._total_seconds:.0f} giây.") from error
        except (httpx.InvalidURL, UnicodeError) as error:  # a host name that no name server can be asked for
            raise FetchFailed("address_refused", f"Địa chỉ không hợp lệ: {url[:200]}") from error
        except httpx.HTTPError as error:
            raise FetchFailed("unreachable", f"Không kết nối được tới {parsed.host}: {error}") from error

    def _read(self, answer: httpx.Response, deadline: float) -> bytes:
        """Return the decompressed body; the clock is looked at for each piece, so that a dripping server is left."""
        if "," in answer.headers.get("content-encoding", ""):
            # Packed twice, one piece from the network could unpack past the cap before it is measured.
            raise FetchFailed("packed_twice", "Trang nén nhiều lớp nên không đọc; hãy báo cơ quan chủ quản trang.")
        pieces, size = [], 0
        for piece in answer.iter_bytes():
            size += len(piece)
            if size > self._max_bytes:
                limit = self._max_bytes // (1024 * 1024)
                raise FetchFailed("too_large", f"Trang lớn hơn {limit} MB nên không phải là tin, bài; đã bỏ qua.")
            if time.monotonic() > deadline:
                raise FetchFailed("timeout", f"Trang không tải xong trong {self._total_seconds:.0f} giây.")
            pieces.append(piece)
        return b"".join(pieces)
