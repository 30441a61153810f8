import http.client
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from lantoa.apps.demo.sites import PortInUse, Site, SiteServer
from lantoa.apps.demo.sites.tests.made import DECLARED, SERVED, made_articles, with_fault
from lantoa.apps.demo.sites.virtual_site import OVERSIZED_BYTES

SLOW_SECONDS = 0.15


@pytest.fixture(scope="module")
def server() -> Iterator[SiteServer]:
    articles = [article for site in SERVED for article in made_articles(site.agency)]
    with SiteServer(0, slow_seconds=SLOW_SECONDS, articles=articles) as running:
        yield running


def ask(
    server: SiteServer, site: Site | str, path: str, *, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    host = site if isinstance(site, str) else urlsplit(server.base_url(site)).netloc
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": host, **named})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


class TestServer:
    @pytest.mark.parametrize("site", SERVED, ids=lambda site: site.slug)
    def test_answers_for_each_host(self, server: SiteServer, site: Site) -> None:
        response, body = ask(server, site, "/")
        assert response.status == 200
        assert site.name in body.decode()

    def test_serves_an_unknown_host_the_list_of_sites(self, server: SiteServer) -> None:
        response, body = ask(server, "baochi.vn", "/")
        assert response.status == 421
        assert all(server.base_url(site) in body.decode() for site in SERVED)

    def test_serves_a_person_on_localhost_the_list_of_sites(self, server: SiteServer) -> None:
        assert ask(server, f"localhost:{server.port}", "/")[0].status == 200
        assert ask(server, f"127.0.0.1:{server.port}", "/tin-tuc")[0].status == 404

    def test_saves_the_body_where_the_client_has_it(self, server: SiteServer) -> None:
        site = SERVED[0]
        for path in ("/", server.virtual_sites[site.host].article_addresses()[3]):
            first, body = ask(server, site, path)
            tag, touched = first.getheader("ETag"), first.getheader("Last-Modified")
            assert body
            assert tag
            assert touched
            for headers in ({"If_None_Match": tag}, {"If_Modified_Since": touched}):
                again, nothing = ask(server, site, path, **headers)
                assert (again.status, nothing) == (304, b"")
            assert ask(server, site, path, If_None_Match='"other"', If_Modified_Since=touched)[0].status == 200
            assert ask(server, site, path, If_Modified_Since="Sat, 01 Jan 2022 00:00:00 GMT")[0].status == 200

    def test_last_modified_is_when_the_article_was_touched(self, server: SiteServer) -> None:
        site = SERVED[0]
        entry = next(e for e in server.virtual_sites[site.host].shelf.entries if e.article.key.endswith("-12"))
        response, _ = ask(server, site, entry.address)
        assert response.getheader("Last-Modified") == "Fri, 12 May 2023 07:05:00 GMT"

    def test_answers_head_with_the_length_alone(self, server: SiteServer) -> None:
        whole, body = ask(server, SERVED[0], "/")
        response, nothing = ask(server, SERVED[0], "/", method="HEAD")
        assert (response.status, nothing) == (200, b"")
        assert response.getheader("Content-Length") == str(len(body)) == whole.getheader("Content-Length")

    def test_keeps_a_connection_for_further_requests_to_any_site(self, server: SiteServer) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        connection.connect()
        wire = connection.sock
        for site in SERVED[:3]:
            connection.request("GET", "/", headers={"Host": urlsplit(server.base_url(site)).netloc})
            assert site.name in connection.getresponse().read().decode()
            assert connection.sock is wire
        connection.close()

    def test_listens_on_loopback_alone(self, server: SiteServer) -> None:
        assert server._listener.socket.getsockname() == ("127.0.0.1", server.port)

    def test_says_in_vietnamese_that_the_port_is_taken_and_what_to_do(self, server: SiteServer) -> None:
        with pytest.raises(PortInUse, match=rf"Cổng {server.port} đang có chương trình khác dùng.+--sites-port"):
            SiteServer(server.port, articles=[])

    def test_gives_the_address_of_a_site_by_its_slug(self, server: SiteServer) -> None:
        assert server.base_url("so-noi-vu") == f"http://sonoivu.quangtri.localhost:{server.port}"
        with pytest.raises(KeyError):
            server.base_url("so-khong-co")


class TestFaultsOnTheWire:
    def test_one_page_is_slow(self, server: SiteServer) -> None:
        site = with_fault("slow_page")
        virtual = server.virtual_sites[site.host]
        slow = next(entry.address for entry in virtual.shelf.entries if entry.fault)
        quick = next(entry.address for entry in virtual.shelf.entries if not entry.fault)
        took = {}
        for address in (quick, slow):
            started = time.perf_counter()
            response, _ = ask(server, site, address)
            took[address] = time.perf_counter() - started
            assert response.status == 200
        assert took[slow] >= SLOW_SECONDS
        assert took[quick] < took[slow]

    def test_one_page_streams_on_without_a_length(self, server: SiteServer) -> None:
        site = with_fault("oversized_page")
        big = next(entry.address for entry in server.virtual_sites[site.host].shelf.entries if entry.is_ghost)
        response, body = ask(server, site, big)
        assert response.getheader("Content-Length") is None
        assert len(body) > OVERSIZED_BYTES > 12 * 1024 * 1024

    def test_a_source_that_is_down_ends_the_connection_without_a_word(self, server: SiteServer) -> None:
        down = next(site for site in DECLARED if not site.served)
        with pytest.raises(http.client.RemoteDisconnected):
            ask(server, down, "/")
