"""One source read over HTTP: what is found, and how politely."""

from collections.abc import Iterator, Mapping

import pytest

from lantoa.apps.base.outbound import FetchFailed, OutboundClient
from lantoa.apps.base.tests.local_server import Answer, LocalServer
from lantoa.apps.harvest import crawl
from lantoa.apps.harvest.crawl import ROBOT, SourceCrawl, Validators, Visit
from lantoa.apps.harvest.tests.local_sites import article_page, feed, listing_page, site, sitemap, story

HOST = "so-thu.localhost"
STORIES = [story(number) for number in range(1, 6)]


class FakeClock:
    """A clock that only sleeping moves, so that a pause of seconds costs a test nothing."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    fake = FakeClock()
    monkeypatch.setattr(crawl, "time", fake)
    return fake


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        running.pages = site(HOST, running.port, STORIES)
        yield running


@pytest.fixture
def client() -> Iterator[OutboundClient]:
    with OutboundClient(allow_loopback=True, total_seconds=5.0) as ready:
        yield ready


def _crawl(
    server: LocalServer, client: OutboundClient, *, known: Mapping[str, Validators] | None = None, delay: float = 0.0
) -> SourceCrawl:
    return SourceCrawl(server.url(f"{HOST}/"), client=client, known=known or {}, delay_seconds=delay)


def _visits(server: LocalServer, client: OutboundClient) -> list[Visit]:
    return list(_crawl(server, client).visits())


def _addresses(visits: list[Visit]) -> list[str]:
    return [visit.url for visit in visits]


def _base(server: LocalServer) -> str:
    return f"http://{HOST}:{server.port}"


class TestDiscovery:
    def test_finds_what_the_home_page_lists(self, server: LocalServer, client: OutboundClient) -> None:
        visits = _visits(server, client)
        assert _addresses(visits) == [server.url(f"{HOST}{one.path}") for one in STORIES]
        assert [visit.response and visit.response.status for visit in visits] == [200] * 5
        assert [visit.failure for visit in visits] == [None] * 5

    def test_joins_feed_sitemap_and_listing_each_address_once(
        self, server: LocalServer, client: OutboundClient
    ) -> None:
        in_feed, in_map, listed = STORIES[:2], STORIES[1:4], STORIES[3:]
        home = listing_page(listed, _base(server))
        link = '<link rel="alternate" type="application/rss+xml" href="/tin.rss"></head>'
        server.pages[f"{HOST}/"] = Answer(home.content.decode().replace("</head>", link))
        server.pages[f"{HOST}/tin.rss"] = feed(in_feed, _base(server))
        server.pages[f"{HOST}/sitemap.xml"] = sitemap(in_map, _base(server))
        assert _addresses(_visits(server, client)) == [server.url(f"{HOST}{one.path}") for one in STORIES]

    def test_reads_the_sitemaps_that_robots_txt_names_and_those_in_them(
        self, server: LocalServer, client: OutboundClient
    ) -> None:
        server.pages[f"{HOST}/"] = listing_page([], _base(server))
        server.pages[f"{HOST}/robots.txt"] = Answer(f"Sitemap: {_base(server)}/so-do.xml\n")
        inner = f"<sitemap><loc>{_base(server)}/so-do-1.xml</loc></sitemap>"
        server.pages[f"{HOST}/so-do.xml"] = Answer(f"<sitemapindex>{inner}</sitemapindex>")
        server.pages[f"{HOST}/so-do-1.xml"] = sitemap(STORIES[:2], _base(server))
        assert _addresses(_visits(server, client)) == [server.url(f"{HOST}{one.path}") for one in STORIES[:2]]
        assert f"{HOST}/sitemap.xml" not in server.places_asked()

    def test_turns_the_pages_of_a_listing_once(self, server: LocalServer, client: OutboundClient) -> None:
        base = _base(server)
        server.pages[f"{HOST}/"] = listing_page(STORIES[:2], base, following="/trang-2")
        server.pages[f"{HOST}/trang-2"] = listing_page(STORIES[2:4], base, following="/trang-3")
        server.pages[f"{HOST}/trang-3"] = listing_page(STORIES[4:], base, following="/trang-2")
        assert _addresses(_visits(server, client)) == [server.url(f"{HOST}{one.path}") for one in STORIES]
        assert [server.places_asked().count(f"{HOST}/{place}") for place in ("", "trang-2", "trang-3")] == [1, 1, 1]

    def test_reads_the_sections_of_the_home_page(self, server: LocalServer, client: OutboundClient) -> None:
        home = '<html><body><ul><li><a href="/chuyen-muc-cai-cach">Cải cách</a></li></ul></body></html>'
        server.pages[f"{HOST}/"] = Answer(home)
        server.pages[f"{HOST}/chuyen-muc-cai-cach"] = listing_page(STORIES[:3], _base(server))
        assert _addresses(_visits(server, client)) == [server.url(f"{HOST}{one.path}") for one in STORIES[:3]]

    def test_takes_one_address_for_those_that_differ_by_tracking_alone(
        self, server: LocalServer, client: OutboundClient
    ) -> None:
        path = STORIES[0].path
        items = "".join(
            f'<li><a href="{path}{tail}">{STORIES[0].title}</a></li>' for tail in ("", "?utm_source=zalo", "#binh-luan")
        )
        server.pages[f"{HOST}/"] = Answer(f"<html><body><main><ul>{items}</ul></main></body></html>")
        assert _addresses(_visits(server, client)) == [server.url(f"{HOST}{path}")]

    def test_knows_the_platform_once_the_home_page_was_read(self, server: LocalServer, client: OutboundClient) -> None:
        home = listing_page(STORIES, _base(server)).content.decode()
        mark = '<meta name="generator" content="NukeViet v4.5"></head>'
        server.pages[f"{HOST}/"] = Answer(home.replace("</head>", mark))
        reading = _crawl(server, client)
        assert reading.platform == ""
        next(reading.visits())
        assert reading.platform == "nukeviet"

    def test_is_bounded(self, server: LocalServer, client: OutboundClient, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(crawl, "MAX_PAGES", 3)
        assert len(_visits(server, client)) == 3
        assert len([place for place in server.places_asked() if "/tin-tuc/" in place]) == 3

    def test_goes_on_where_feed_and_sitemap_are_none(self, server: LocalServer, client: OutboundClient) -> None:
        for path in ("rss", "sitemap.xml", "feed/"):
            server.pages[f"{HOST}/{path}"] = listing_page([], _base(server))
        assert len(_visits(server, client)) == 5


class TestFailures:
    def test_of_one_article_do_not_stop_the_others(self, server: LocalServer, client: OutboundClient) -> None:
        server.pages[f"{HOST}{STORIES[1].path}"] = Answer("không còn", status=410)
        server.pages[f"{HOST}{STORIES[2].path}"] = Answer(status=302, headers={"Location": STORIES[2].path})
        server.pages[f"{HOST}{STORIES[3].path}"] = Answer(status=302, headers={"Location": "http://10.0.0.1/"})
        visits = _visits(server, client)
        kinds = [visit.failure.kind if visit.failure else None for visit in visits]
        assert kinds == [None, "status", "too_many_redirects", "address_refused", None]
        assert [visit.response is None for visit in visits] == [False, True, True, True, False]
        assert str(visits[1].failure) == "Máy chủ trả lời mã 410."

    @pytest.mark.parametrize(
        ("home", "kind"),
        [
            (Answer("lỗi", status=500), "status"),
            (Answer(b"%PDF-1.4 khong phai trang"), "unreadable"),
            (Answer(""), "unreadable"),
            (Answer(status=302, headers={"Location": "http://192.168.1.1/"}), "address_refused"),
        ],
    )
    def test_of_the_home_page_are_the_failure_of_the_source(
        self, server: LocalServer, client: OutboundClient, home: Answer, kind: str
    ) -> None:
        server.pages[f"{HOST}/"] = home
        with pytest.raises(FetchFailed) as caught:
            _visits(server, client)
        assert caught.value.kind == kind

    def test_of_the_whole_server_are_the_failure_of_the_source(self, client: OutboundClient) -> None:
        with LocalServer() as gone:
            address = gone.url(f"{HOST}/")
        with pytest.raises(FetchFailed) as caught:
            list(SourceCrawl(address, client=client, known={}, delay_seconds=0).visits())
        assert caught.value.kind == "unreachable"


class TestRobots:
    def test_keep_the_crawl_from_what_they_disallow(self, server: LocalServer, client: OutboundClient) -> None:
        shut = STORIES[2]
        server.pages[f"{HOST}/robots.txt"] = Answer(f"User-agent: *\nDisallow: {shut.path}\nDisallow: /*.xml$\n")
        visits = _visits(server, client)
        assert [visit.failure.kind if visit.failure else None for visit in visits] == [None, None, "robots", None, None]
        assert f"{HOST}{shut.path}" not in server.places_asked()
        assert f"{HOST}/sitemap.xml" not in server.places_asked()

    def test_speak_to_us_by_name(self, server: LocalServer, client: OutboundClient) -> None:
        server.pages[f"{HOST}/robots.txt"] = Answer(
            f"User-agent: *\nDisallow: /\n\nUser-agent: {ROBOT}\nDisallow: {STORIES[0].path}\n"
        )
        visits = _visits(server, client)
        assert [visit.failure is None for visit in visits] == [False, True, True, True, True]

    def test_may_shut_the_whole_site(self, server: LocalServer, client: OutboundClient) -> None:
        server.pages[f"{HOST}/robots.txt"] = Answer("User-agent: *\nDisallow: /\n")
        with pytest.raises(FetchFailed, match=r"robots\.txt") as caught:
            _visits(server, client)
        assert caught.value.kind == "robots"
        assert server.places_asked() == [f"{HOST}/robots.txt"]

    def test_allow_nothing_while_the_server_cannot_give_them(self, server: LocalServer, client: OutboundClient) -> None:
        server.pages[f"{HOST}/robots.txt"] = Answer("lỗi", status=503)
        with pytest.raises(FetchFailed, match=r"503 khi hỏi robots\.txt"):
            _visits(server, client)
        assert server.places_asked() == [f"{HOST}/robots.txt"]

    def test_may_be_absent(self, server: LocalServer, client: OutboundClient) -> None:
        assert f"{HOST}/robots.txt" not in server.pages
        assert len(_visits(server, client)) == 5


class TestPace:
    @pytest.mark.parametrize(
        ("robots", "ours", "pause"),
        [
            ("", 1.0, 1.0),
            ("User-agent: *\nCrawl-delay: 2.5\n", 1.0, 2.5),
            ("User-agent: *\nCrawl-delay: 0.1\n", 1.0, 1.0),
            ("User-agent: *\nCrawl-delay: 600\n", 1.0, 5.0),
            ("User-agent: BotKhac\nCrawl-delay: 4\n", 1.0, 1.0),
        ],
    )
    def test_is_the_longer_of_ours_and_theirs_up_to_a_cap(
        self, server: LocalServer, client: OutboundClient, clock: FakeClock, robots: str, ours: float, pause: float
    ) -> None:
        server.pages[f"{HOST}/robots.txt"] = Answer(robots)
        list(_crawl(server, client, delay=ours).visits())
        first, *others = clock.slept
        assert first == 0
        assert others == pytest.approx([pause] * len(others))
        assert len(clock.slept) == len(server.asked) - 1  # robots.txt itself is not waited for


class TestConditionalRequests:
    def test_ask_only_whether_a_known_page_changed(self, server: LocalServer, client: OutboundClient) -> None:
        unchanged, changed, by_date = STORIES[:3]
        known = {}
        for one in (unchanged, changed):
            page = article_page(one, _base(server))
            known[server.url(f"{HOST}{one.path}")] = Validators(page.headers["ETag"], "")
        server.pages[f"{HOST}{changed.path}"] = article_page(story(2, title="Bài đã sửa lại tiêu đề hôm nay"), "")
        dated = {"Last-Modified": "Wed, 10 May 2023 01:00:00 GMT"}
        server.pages[f"{HOST}{by_date.path}"] = Answer("trang", headers=dated)
        known[server.url(f"{HOST}{by_date.path}")] = Validators("", dated["Last-Modified"])
        visits = list(_crawl(server, client, known=known).visits())
        assert [visit.response and visit.response.status for visit in visits] == [304, 200, 304, 200, 200]
        sent = {asked.place: asked.headers for asked in server.asked}
        assert "if-none-match" in sent[f"{HOST}{unchanged.path}"]
        assert sent[f"{HOST}{by_date.path}"]["if-modified-since"] == dated["Last-Modified"]
        assert "if-none-match" not in sent[f"{HOST}{STORIES[4].path}"]
        assert "if-none-match" not in sent[f"{HOST}/"]
