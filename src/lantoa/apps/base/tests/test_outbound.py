"""The one client for outgoing requests: where it may go, how long it waits, how much it takes."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from lantoa.apps.base.outbound import MAX_HOPS, USER_AGENT, FetchFailed, OutboundClient, check_address
from lantoa.apps.base.tests.local_server import Answer, LocalServer

HOST = "trang.localhost"
# A server of the tests answers at once; what needs a deadline waits for this one.
SHORT_SECONDS = 0.3

PUBLIC = ["203.162.0.11", "8.8.8.8", "2405:4800::1", "2606:4700:4700::1111", "::ffff:8.8.8.8"]
NOT_PUBLIC = [
    "10.0.0.1",
    "172.16.4.5",
    "192.168.1.1",
    "100.64.0.1",  # shared space of providers (RFC 6598)
    "169.254.169.254",  # the metadata service of clouds
    "fd00:ec2::254",  # the same over IPv6
    "169.254.0.1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "0.0.0.0",
    "::",
    "255.255.255.255",
    "224.0.0.1",
    "ff02::1",
    "240.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "2001:db8::1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:192.168.0.1",
]
LOOPBACK = ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"]


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


@pytest.fixture
def client() -> Iterator[OutboundClient]:
    with OutboundClient(allow_loopback=True, total_seconds=5.0) as ready:
        yield ready


def _refusal(url: str, **options: Any) -> FetchFailed:
    with OutboundClient(**options) as client, pytest.raises(FetchFailed) as caught:
        client.get(url)
    return caught.value


def _drip_headers(listener: socket.socket) -> None:
    """Answer one request with headers that never end, one every few hundredths of a second."""
    connection, _ = listener.accept()
    with connection:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        try:
            for _ in range(400):
                connection.sendall(b"X-Again: yes\r\n")
                time.sleep(0.02)
        except OSError:
            return  # the client has left


def _names(monkeypatch: pytest.MonkeyPatch, addresses: Sequence[str] = ()) -> list[str]:
    """Let every name have these addresses, or be unknown; return the list that the names asked for are put in."""
    asked: list[str] = []
    numeric = socket.getaddrinfo

    def ask(host: str, port: int, *rest: Any, **options: Any) -> list[Any]:
        if host.replace(".", "").isdigit() or ":" in host:
            return numeric(host, port, *rest, **options)
        asked.append(host)
        if not addresses:
            raise OSError("no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    return asked


class TestCheckAddress:
    @pytest.mark.parametrize("address", PUBLIC)
    def test_lets_public_addresses_pass(self, address: str) -> None:
        check_address(address, allow_loopback=False)
        check_address(address, allow_loopback=True)

    @pytest.mark.parametrize("address", NOT_PUBLIC)
    def test_refuses_what_is_not_public_even_where_loopback_is_allowed(self, address: str) -> None:
        for allow_loopback in (False, True):
            with pytest.raises(FetchFailed) as caught:
                check_address(address, allow_loopback=allow_loopback)
            assert caught.value.kind == "address_refused"
            assert "chỉ thu thập trang công khai" in str(caught.value)

    @pytest.mark.parametrize("address", LOOPBACK)
    def test_lets_loopback_pass_only_where_it_is_allowed(self, address: str) -> None:
        check_address(address, allow_loopback=True)
        with pytest.raises(FetchFailed, match="nội bộ"):
            check_address(address, allow_loopback=False)


class TestResolution:
    def test_refuses_a_name_that_leads_inside(self, monkeypatch: pytest.MonkeyPatch) -> None:
        _names(monkeypatch, ["192.168.7.7"])
        assert _refusal("http://noi-bo.example/").kind == "address_refused"

    def test_refuses_a_name_of_which_one_address_leads_inside(self, monkeypatch: pytest.MonkeyPatch) -> None:
        _names(monkeypatch, ["8.8.8.8", "10.0.0.1"])
        assert _refusal("http://hai-mat.example/").kind == "address_refused"

    def test_says_that_a_name_is_unknown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = _names(monkeypatch)
        failure = _refusal("http://khong-co.example/")
        assert (failure.kind, asked) == ("name_unknown", ["khong-co.example"])
        assert "khong-co.example" in str(failure)
        assert "kiểm tra lại địa chỉ" in str(failure)

    def test_never_asks_a_name_server_for_a_name_under_localhost(
        self, monkeypatch: pytest.MonkeyPatch, server: LocalServer, client: OutboundClient
    ) -> None:
        asked = _names(monkeypatch)
        server.pages = {f"{host}/": Answer("có") for host in ("localhost", HOST, "so-noi-vu.quang-tri.localhost")}
        for place in server.pages:
            assert client.get(server.url(place)).body == "có".encode()
        assert asked == []

    def test_takes_the_next_address_where_the_first_does_not_answer(
        self, monkeypatch: pytest.MonkeyPatch, server: LocalServer, client: OutboundClient
    ) -> None:
        server.pages = {"hai-dia-chi.example/": Answer("đến nơi")}
        _names(monkeypatch, ["::1", "127.0.0.1"])  # the server listens on the second only
        assert client.get(server.url("hai-dia-chi.example/")).body.decode() == "đến nơi"


class TestAddressGiven:
    @pytest.mark.parametrize(
        "url",
        [
            "ftp://trang.localhost/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "//trang.localhost/",
            "http:///khong-co-may-chu",
            "http://ten:mat-khau@trang.localhost/",
            "http://ten@trang.localhost/",
            "khong phai dia chi",
            "http://trang.localhost/\x00",
        ],
    )
    def test_is_refused_unless_it_is_plain_http(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = _names(monkeypatch)
        assert _refusal(url, allow_loopback=True).kind == "address_refused"
        assert asked == []

    @pytest.mark.parametrize("host", ["127.0.0.1", HOST, "localhost"])
    def test_on_loopback_is_refused_by_default(self, host: str, server: LocalServer) -> None:
        server.pages = {f"{host}/": Answer("bên trong")}
        assert _refusal(server.url(f"{host}/")).kind == "address_refused"
        assert server.asked == []

    def test_on_loopback_is_fetched_where_it_is_allowed(self, server: LocalServer, client: OutboundClient) -> None:
        server.pages = {f"{HOST}/bai?id=1": Answer("Cải cách", headers={"X-Mot": "1"})}
        answer = client.get(server.url(f"{HOST}/bai?id=1"), headers={"If-None-Match": '"cu"'})
        assert (answer.status, answer.body.decode()) == (200, "Cải cách")
        assert answer.url == server.url(f"{HOST}/bai?id=1")
        assert (answer.header("x-mot"), answer.header("x-hai")) == ("1", None)
        (asked,) = server.asked
        assert asked.headers["user-agent"] == USER_AGENT
        assert asked.headers["if-none-match"] == '"cu"'

    def test_that_nobody_serves_is_unreachable(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        failure = _refusal(f"http://{HOST}:{port}/", allow_loopback=True)
        assert (failure.kind, HOST in str(failure)) == ("unreachable", True)


class TestRedirects:
    def test_are_followed_to_the_final_address(self, server: LocalServer, client: OutboundClient) -> None:
        server.pages = {
            f"{HOST}/cu": Answer(status=301, headers={"Location": "/moi?id=2"}),
            f"{HOST}/moi?id=2": Answer(status=302, headers={"Location": server.url("khac.localhost/den-noi")}),
            "khac.localhost/den-noi": Answer("nội dung"),
        }
        answer = client.get(server.url(f"{HOST}/cu"))
        assert (answer.url, answer.body.decode()) == (server.url("khac.localhost/den-noi"), "nội dung")

    @pytest.mark.parametrize(
        "target",
        [
            "http://10.0.0.1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::ffff:192.168.0.1]/",
            "http://[fd00::1]/",
            "ftp://trang.localhost/tep",
            "file:///etc/passwd",
            "http://ten:mat-khau@trang.localhost/",
        ],
    )
    def test_to_where_it_may_not_go_are_refused_at_the_hop(
        self, target: str, server: LocalServer, client: OutboundClient
    ) -> None:
        server.pages = {f"{HOST}/": Answer(status=302, headers={"Location": target})}
        with pytest.raises(FetchFailed) as caught:
            client.get(server.url(f"{HOST}/"))
        assert caught.value.kind == "address_refused"
        assert server.places_asked() == [f"{HOST}/"]

    def test_in_a_loop_end_after_five(self, server: LocalServer, client: OutboundClient) -> None:
        server.pages = {
            f"{HOST}/a": Answer(status=302, headers={"Location": "/b"}),
            f"{HOST}/b": Answer(status=302, headers={"Location": "/a"}),
        }
        with pytest.raises(FetchFailed, match="chuyển hướng quá 5 lần") as caught:
            client.get(server.url(f"{HOST}/a"))
        assert caught.value.kind == "too_many_redirects"
        assert len(server.asked) == MAX_HOPS + 1

    def test_without_a_location_are_the_answer_themselves(self, server: LocalServer, client: OutboundClient) -> None:
        server.pages = {f"{HOST}/": Answer("không rõ đi đâu", status=302)}
        assert client.get(server.url(f"{HOST}/")).status == 302


class TestLimits:
    def test_a_body_at_the_cap_is_taken_whole(self, server: LocalServer) -> None:
        server.pages = {f"{HOST}/": Answer(b"x" * 5000)}
        with OutboundClient(allow_loopback=True, max_bytes=5000) as client:
            assert len(client.get(server.url(f"{HOST}/")).body) == 5000

    def test_a_body_above_the_cap_is_refused(self, server: LocalServer) -> None:
        server.pages = {f"{HOST}/": Answer(b"x" * 5001)}
        failure = _refusal(server.url(f"{HOST}/"), allow_loopback=True, max_bytes=5000)
        assert (failure.kind, "đã bỏ qua" in str(failure)) == ("too_large", True)

    def test_a_packed_body_counts_by_what_it_unpacks_to(self, server: LocalServer) -> None:
        bomb = gzip.compress(b"\0" * (10 * 1024 * 1024))
        assert len(bomb) < 20_000
        server.pages = {f"{HOST}/": Answer(bomb, headers={"Content-Encoding": "gzip"})}
        assert _refusal(server.url(f"{HOST}/"), allow_loopback=True).kind == "too_large"

    def test_a_packed_body_below_the_cap_comes_unpacked(self, server: LocalServer, client: OutboundClient) -> None:
        server.pages = {f"{HOST}/": Answer(gzip.compress("Một cửa".encode()), headers={"Content-Encoding": "gzip"})}
        assert client.get(server.url(f"{HOST}/")).body.decode() == "Một cửa"

    def test_a_body_packed_twice_is_not_unpacked(self, server: LocalServer, client: OutboundClient) -> None:
        packed = gzip.compress(gzip.compress(bytes(10_000_000)))
        server.pages = {f"{HOST}/": Answer(packed, headers={"Content-Encoding": "gzip, gzip"})}
        with pytest.raises(FetchFailed) as caught:
            client.get(server.url(f"{HOST}/"))
        assert caught.value.kind == "packed_twice"

    def test_a_body_that_is_not_packed_as_it_says_is_unreachable(
        self, server: LocalServer, client: OutboundClient
    ) -> None:
        server.pages = {f"{HOST}/": Answer(b"hello", headers={"Content-Encoding": "gzip"})}
        with pytest.raises(FetchFailed) as caught:
            client.get(server.url(f"{HOST}/"))
        assert caught.value.kind == "unreachable"

    def test_a_server_that_drips_its_body_is_left_at_the_deadline(self, server: LocalServer) -> None:
        server.pages = {f"{HOST}/": Answer(b"x" * 400, drip_seconds=0.02)}
        begun = time.monotonic()
        failure = _refusal(server.url(f"{HOST}/"), allow_loopback=True, total_seconds=SHORT_SECONDS)
        assert failure.kind == "timeout"
        assert time.monotonic() - begun < 2.0

    def test_a_server_that_drips_its_headers_is_left_at_the_deadline(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            threading.Thread(target=_drip_headers, args=(listener,), daemon=True).start()
            begun = time.monotonic()
            address = f"http://{HOST}:{listener.getsockname()[1]}/"
            failure = _refusal(address, allow_loopback=True, total_seconds=SHORT_SECONDS)
        assert failure.kind == "timeout"
        assert time.monotonic() - begun < 2.0

    def test_a_server_that_says_nothing_is_left_at_the_deadline(self, server: LocalServer) -> None:
        server.pages = {f"{HOST}/": Answer("muộn", wait_seconds=4.0)}
        begun = time.monotonic()
        failure = _refusal(server.url(f"{HOST}/"), allow_loopback=True, total_seconds=SHORT_SECONDS)
        assert failure.kind == "timeout"
        assert time.monotonic() - begun < 2.0

    def test_the_deadline_is_one_for_all_hops(self, server: LocalServer) -> None:
        for hop in range(5):
            target = {"Location": f"/{hop + 1}"}
            server.pages[f"{HOST}/{hop}"] = Answer(status=302, headers=target, wait_seconds=SHORT_SECONDS / 2)
        server.pages[f"{HOST}/5"] = Answer("đến nơi")
        failure = _refusal(server.url(f"{HOST}/0"), allow_loopback=True, total_seconds=SHORT_SECONDS)
        assert failure.kind == "timeout"
        assert f"{HOST}/5" not in server.places_asked()


class TestHiddenAddresses:
    @pytest.mark.parametrize(
        "address", ["64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::", "::127.0.0.1", "fec0::1"]
    )
    def test_are_refused(self, address: str) -> None:
        with pytest.raises(FetchFailed):
            check_address(address, allow_loopback=False)

    def test_do_not_stop_public_ones(self) -> None:
        check_address("2606:4700::1111", allow_loopback=False)
