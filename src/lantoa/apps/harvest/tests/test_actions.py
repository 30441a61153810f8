"""Sources claimed, read and stored; re-posts grouped."""

import threading
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path

import pytest
from pytest_django import Settings

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.base.outbound import OutboundClient
from lantoa.apps.base.tests.local_server import Answer, Asked, LocalServer
from lantoa.apps.harvest import actions, crawl
from lantoa.apps.harvest.actions import (
    LEASE,
    Harvested,
    claim_due_sources,
    group_reposts,
    harvest_due,
    register_source,
)
from lantoa.apps.harvest.factories import AT, ArticleFactory, SourceFactory
from lantoa.apps.harvest.models import Article, Evidence, FetchRun, Page, Source, SourceQuerySet
from lantoa.apps.harvest.tests.local_sites import article_page, listing_page, site, story
from lantoa.core.officialdoc import Channel

HOSTS = ("so-mot.localhost", "so-hai.localhost", "so-ba.localhost")
AGAIN = AT + timedelta(hours=6)


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        for place, host in enumerate(HOSTS):
            running.pages |= site(host, running.port, [story(10 * place + number) for number in range(1, 5)])
        yield running


@pytest.fixture
def client() -> Iterator[OutboundClient]:
    with OutboundClient(allow_loopback=True, total_seconds=5.0) as ready:
        yield ready


@pytest.fixture
def sources(db: None, server: LocalServer) -> dict[str, Source]:
    return {host: SourceFactory(url=server.url(f"{host}/"), unread=True) for host in HOSTS}


def _harvest(client: OutboundClient, at: datetime = AT) -> Harvested:
    return harvest_due(client=client, clock=lambda: at, delay_seconds=0.0)


def _stored() -> list[tuple[object, ...]]:
    return list(Article.objects.order_by("page__url").values_list("page__url", "title", "text", "published_on"))


class TestRegisterSource:
    def test_makes_a_source_that_is_due_at_once_and_once_only(self, db: None) -> None:
        agency = AgencyFactory()
        made = [
            register_source(
                agency=agency, name=name, url="https://so-thu.example/", channel=channel, illustrative=True, at=AT
            )
            for name, channel in [("Sở Thử", Channel.WEB), ("Tên khác", Channel.NEWSPAPER)]
        ]
        assert made[0] == made[1] == Source.objects.get()
        assert (made[1].name, made[1].channel, made[1].due_at, made[1].illustrative) == ("Sở Thử", "web", AT, True)
        assert claim_due_sources(at=AT) == [made[0]]


@pytest.mark.django_db
class TestClaimDueSources:
    def test_takes_what_is_due_and_held_by_nobody(self) -> None:
        due = SourceFactory()
        abandoned = SourceFactory(abandoned=True)
        SourceFactory(leased=True)
        SourceFactory(enabled=False)
        SourceFactory(due_at=AT + timedelta(seconds=1))
        assert set(claim_due_sources(at=AT)) == {due, abandoned}
        assert set(Source.objects.filter(lease_until=AT + LEASE)) == {due, abandoned}

    def test_gives_a_source_to_one_worker_only(self) -> None:
        SourceFactory.create_batch(4)
        first, second = claim_due_sources(at=AT), claim_due_sources(at=AT)
        assert (len(first), second) == (4, [])

    def test_gives_it_to_one_only_even_if_both_saw_it_due(self, monkeypatch: pytest.MonkeyPatch) -> None:
        SourceFactory.create_batch(4)
        seen = list(Source.objects.due(AT).select_related("agency"))
        claim_due_sources(at=AT)

        class Stale:
            def select_related(self, *names: str) -> list[Source]:
                return seen

        monkeypatch.setattr(SourceQuerySet, "due", lambda rows, at: Stale())
        assert claim_due_sources(at=AT + timedelta(seconds=1)) == []

    def test_takes_over_a_lease_only_after_its_end(self) -> None:
        source = SourceFactory()
        claim_due_sources(at=AT)
        assert claim_due_sources(at=AT + LEASE) == []
        assert claim_due_sources(at=AT + LEASE + timedelta(seconds=1)) == [source]


class TestHarvestDue:
    def test_stores_the_articles_of_every_source(
        self, client: OutboundClient, sources: dict[str, Source], server: LocalServer
    ) -> None:
        done = _harvest(client)
        assert done == Harvested(
            sources=3, unreachable=0, pages_read=12, articles_new=12, articles_changed=0, quarantined=0
        )
        assert {url for url, *_ in _stored()} == {server.url(place) for place in server.pages if "/tin-tuc/" in place}
        assert Evidence.objects.count() == 12
        for source in Source.objects.all():
            assert (source.state, source.state_reason, source.platform) == (Source.State.REACHABLE, "", "generic")
            assert (source.read_at, source.due_at, source.lease_until) == (AT, AGAIN, None)
            run = source.runs.get()
            assert (run.started_at, run.ended_at, run.pages_read, run.articles_new) == (AT, AT, 4, 4)

    def test_reads_nothing_before_the_next_time(self, client: OutboundClient, sources: dict[str, Source]) -> None:
        _harvest(client)
        assert _harvest(client, AGAIN - timedelta(seconds=1)).sources == 0
        assert FetchRun.objects.count() == 3

    def test_asks_the_second_time_only_what_changed(
        self, client: OutboundClient, sources: dict[str, Source], server: LocalServer
    ) -> None:
        _harvest(client)
        before = _stored()
        server.asked.clear()
        again = _harvest(client, AGAIN)
        assert (again.pages_read, again.articles_new, again.articles_changed) == (12, 0, 0)
        assert _stored() == before
        pages = [asked for asked in server.asked if "/tin-tuc/" in asked.place]
        assert [asked.place for asked in pages if "if-none-match" not in asked.headers] == []
        assert Evidence.objects.count() == 12

    def test_counts_what_is_new_changed_and_in_quarantine(
        self, client: OutboundClient, sources: dict[str, Source], server: LocalServer
    ) -> None:
        _harvest(client)
        host = HOSTS[0]
        base = f"http://{host}:{server.port}"
        stories = [story(number) for number in range(1, 8)]
        server.pages[f"{host}/"] = listing_page(stories, base)
        server.pages[f"{host}{stories[0].path}"] = article_page(story(1, title="Bài này đã sửa tiêu đề hôm nay"), base)
        server.pages[f"{host}{stories[4].path}"] = article_page(stories[4], base)
        server.pages[f"{host}{stories[5].path}"] = Answer("<html><body><h1>Trống</h1></body></html>")
        server.pages[f"{host}{stories[6].path}"] = Answer("mất", status=404)
        done = _harvest(client, AGAIN)
        assert (done.articles_new, done.articles_changed, done.quarantined) == (1, 1, 2)
        run = FetchRun.objects.get(source=sources[host], started_at=AGAIN)
        assert (run.pages_read, run.articles_new, run.articles_changed, run.quarantined) == (6, 1, 1, 2)
        assert Page.objects.filter(state=Page.State.QUARANTINED).count() == 2

    def test_goes_on_when_a_source_does_not_answer(
        self, client: OutboundClient, sources: dict[str, Source], server: LocalServer
    ) -> None:
        server.pages[f"{HOSTS[1]}/"] = Answer("hỏng", status=503)
        done = _harvest(client)
        assert (done.sources, done.unreachable, done.articles_new) == (3, 1, 8)
        broken = Source.objects.get(pk=sources[HOSTS[1]].pk)
        assert (broken.state, broken.state_reason) == (Source.State.UNREACHABLE, "Trang chủ trả lời mã 503.")
        assert (broken.due_at, broken.lease_until) == (AGAIN, None)

    def test_keeps_the_articles_of_a_source_that_no_longer_answers(
        self, client: OutboundClient, sources: dict[str, Source], server: LocalServer
    ) -> None:
        _harvest(client)
        before = _stored()
        server.pages = {place: page for place, page in server.pages.items() if not place.startswith(HOSTS[1])}
        assert _harvest(client, AGAIN).unreachable == 1
        assert _stored() == before

    def test_goes_on_when_the_reader_of_a_source_breaks(
        self, client: OutboundClient, sources: dict[str, Source], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = crawl.webpage.discover_links

        def breaks_on_one(html: bytes, *, url: str) -> object:
            if HOSTS[2] in url:
                raise RuntimeError("a page nobody thought of")
            return real(html, url=url)

        monkeypatch.setattr(crawl.webpage, "discover_links", breaks_on_one)
        done = _harvest(client)
        assert (done.unreachable, done.articles_new) == (1, 8)
        broken = Source.objects.get(pk=sources[HOSTS[2]].pk)
        assert broken.state_reason == "Bộ đọc gặp lỗi: RuntimeError: a page nobody thought of"

    def test_tells_of_each_source_as_it_ends(self, client: OutboundClient, sources: dict[str, Source]) -> None:
        told: list[FetchRun] = []
        harvest_due(client=client, clock=lambda: AT, delay_seconds=0.0, on_source=told.append)
        assert {run.source for run in told} == set(sources.values())
        assert [run.articles_new for run in told] == [4, 4, 4]

    def test_holds_its_sources_as_long_as_it_reads_them(
        self, client: OutboundClient, sources: dict[str, Source]
    ) -> None:
        # Five minutes pass with each look at the clock: the whole takes far longer than one lease.
        moments = (AT + step * timedelta(minutes=5) for step in count())
        last = [AT]

        def clock() -> datetime:
            last[0] = next(moments)
            return last[0]

        free: list[int] = []

        def look(run: FetchRun) -> None:
            free.append(Source.objects.exclude(pk__in=done).filter(lease_until__lt=last[0]).count())

        done: list[int] = []
        harvest_due(
            client=client, clock=clock, delay_seconds=0.0, on_source=lambda run: (done.append(run.source_id), look(run))
        )
        assert last[0] - AT > LEASE
        assert free == [0, 0, 0]

    def test_asks_a_host_one_thing_at_a_time_and_several_hosts_at_once(
        self, client: OutboundClient, sources: dict[str, Source], server: LocalServer
    ) -> None:
        for place, page in list(server.pages.items()):
            assert isinstance(page, Answer)
            server.pages[place] = Answer(page.body, headers=page.headers, wait_seconds=0.02)
        _harvest(client)
        by_host = {host: [asked for asked in server.asked if asked.host == host] for host in HOSTS}
        assert [(host, _overlaps(asked)) for host, asked in by_host.items()] == [(host, 0) for host in HOSTS]
        assert _overlaps(server.asked) > 0

    def test_ends_with_the_error_when_storing_itself_breaks(
        self, client: OutboundClient, db: None, server: LocalServer, monkeypatch: pytest.MonkeyPatch, rescue: None
    ) -> None:
        # More pages than the queue holds, so that a crawl that nobody stops would wait for ever.
        server.pages = site(HOSTS[0], server.port, [story(number) for number in range(1, 101)])
        SourceFactory(url=server.url(f"{HOSTS[0]}/"))

        def breaks(*given: object, **named: object) -> None:
            time.sleep(0.3)  # the crawl runs ahead meanwhile
            raise RuntimeError("the database is gone")

        monkeypatch.setattr(actions, "store_visit", breaks)
        begun = time.monotonic()
        with pytest.raises(RuntimeError, match="database is gone"):
            _harvest(client)
        assert time.monotonic() - begun < 5
        assert [thread.name for thread in threading.enumerate() if thread.name.startswith("crawl")] == []


@pytest.fixture
def rescue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let crawls go after ten seconds that nobody stopped, so that the test fails instead of waiting for ever."""
    made: list[threading.Event] = []
    event = threading.Event

    def remembered() -> threading.Event:
        made.append(event())
        return made[-1]

    rescuer = threading.Timer(10, lambda: [waiting.set() for waiting in made])
    rescuer.start()
    monkeypatch.setattr(threading, "Event", remembered)
    yield
    rescuer.cancel()
    rescuer.join()


def _overlaps(asked: list[Asked]) -> int:
    """Return how many requests began before the one that began before them was answered."""
    in_order = sorted(asked, key=lambda request: request.began)
    return sum(later.began < earlier.ended for earlier, later in pairwise(in_order))


LONG = (
    "Chiều 12/9, UBND huyện họp đánh giá công tác cải cách hành chính chín tháng, giao mỗi phòng một việc cụ thể. "
    "Báo cáo cho biết tỷ lệ hồ sơ giải quyết trước hạn đạt 97 phần trăm, tăng so với cùng kỳ năm trước. "
    "Chủ tịch huyện yêu cầu các xã công khai số điện thoại của lãnh đạo tại bộ phận một cửa để người dân phản ánh."
)


@pytest.mark.django_db
class TestGroupReposts:
    def test_names_the_earliest_of_the_same_articles(self) -> None:
        late = ArticleFactory(title="Họp đánh giá cải cách", text=LONG, published_on=date(2023, 9, 14))
        first = ArticleFactory(title="UBND huyện họp", text=LONG + " (Tin huyện)", published_on=date(2023, 9, 12))
        undated = ArticleFactory(title="Họp", text=LONG, undated=True)
        other = ArticleFactory(text="Trạm y tế xã tiêm chủng bổ sung cho trẻ em dưới năm tuổi vào thứ Năm tuần này.")
        assert group_reposts() == 2
        originals = dict(Article.objects.values_list("pk", "original"))
        assert originals == {late.pk: first.pk, undated.pk: first.pk, first.pk: None, other.pk: None}

    def test_changes_nothing_the_second_time(self) -> None:
        for day in (12, 13, 14):
            ArticleFactory(text=LONG, published_on=date(2023, 9, day))
        assert group_reposts() == 2
        assert group_reposts() == 0

    def test_lets_go_an_article_that_is_no_re_post_any_more(self) -> None:
        ArticleFactory(text=LONG, published_on=date(2023, 9, 12))
        copy = ArticleFactory(text=LONG, published_on=date(2023, 9, 13))
        group_reposts()
        text = "Trạm y tế xã tiêm chủng bổ sung cho trẻ em dưới năm tuổi vào thứ Năm tuần này tại hội trường thôn."
        Article.objects.filter(pk=copy.pk).update(text=text)
        assert group_reposts() == 1
        copy.refresh_from_db()
        assert copy.original is None

    def test_has_nothing_to_do_without_articles(self) -> None:
        assert group_reposts() == 0
