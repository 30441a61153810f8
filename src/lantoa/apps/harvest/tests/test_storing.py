"""What a visit becomes, case by case."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from pytest_django import Settings

from lantoa.apps.base.outbound import FetchFailed, Response
from lantoa.apps.harvest import storing
from lantoa.apps.harvest.crawl import Visit
from lantoa.apps.harvest.evidence import read_kept
from lantoa.apps.harvest.factories import SourceFactory
from lantoa.apps.harvest.models import MAX_URL, Article, Evidence, Page, Source
from lantoa.apps.harvest.storing import Stored, store_visit
from lantoa.apps.harvest.tests.local_sites import Story, article_page, listing_page, story
from lantoa.core.archive import read_record, sha256_hex, verify_record

BASE = "https://so-thu.example"
LATER = timedelta(hours=6)
LIST_PAGE = "<html><body><h1>Không có bài</h1></body></html>"


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path


@pytest.fixture
def source(db: None) -> Source:
    found: Source = SourceFactory(url=f"{BASE}/")
    return found


def _answered(body: bytes | str, path: str = "/bai-1.html", **headers: str) -> Visit:
    content = body.encode() if isinstance(body, str) else body
    url = f"{BASE}{path}"
    return Visit(url, Response(url, 200, (("Content-Type", "text/html"), *headers.items()), content), None)


def _visit(one: Story, path: str | None = None) -> Visit:
    page = article_page(one, BASE)
    return _answered(page.content, path or one.path, ETag=page.headers["ETag"])


def _failed(path: str, kind: str = "status") -> Visit:
    return Visit(f"{BASE}{path}", None, FetchFailed(kind, "Máy chủ trả lời mã 404."))


def _kept_is_whole(evidence: Evidence) -> bool:
    return verify_record(read_kept(evidence.file), evidence.record_sha256).ok


class TestNewArticle:
    def test_is_stored_with_page_and_evidence(self, source: Source, now: datetime) -> None:
        one, visit = story(1), _visit(story(1))
        assert store_visit(source, visit, at=now) is Stored.NEW
        article = Article.objects.get()
        assert (article.title, article.text) == (one.title, one.text)
        assert (article.published_on, article.published_at) == (date(2023, 5, 10), None)
        assert (article.source, article.first_seen_at, article.changed_at) == (source, now, now)
        assert (article.author, article.section, article.original) == (None, None, None)
        assert article in Article.objects.titled_like("chuyen cai cach")
        assert (article.page.url, article.page.state) == (visit.url, Page.State.ARTICLE)
        assert visit.response is not None
        assert article.page.etag == visit.response.header("etag")

    def test_keeps_the_page_as_it_was_sent(self, source: Source, now: datetime) -> None:
        visit = _visit(story(1))
        store_visit(source, visit, at=now)
        assert visit.response is not None
        evidence = Article.objects.get().evidence
        assert evidence.payload_sha256 == sha256_hex(visit.response.body)
        assert evidence.file == f"{evidence.record_sha256[:2]}/{evidence.record_sha256}.warc.gz"
        assert _kept_is_whole(evidence)
        exchange = read_record(read_kept(evidence.file))
        assert (exchange.url, exchange.body, exchange.fetched_at) == (visit.url, visit.response.body, now)

    def test_is_stored_once_however_often_it_comes(self, source: Source, now: datetime) -> None:
        assert store_visit(source, _visit(story(1)), at=now) is Stored.NEW
        assert store_visit(source, _visit(story(1)), at=now) is Stored.UNCHANGED
        assert store_visit(source, _visit(story(1)), at=now + LATER) is Stored.UNCHANGED
        assert (Article.objects.count(), Page.objects.count(), Evidence.objects.count()) == (1, 1, 1)

    def test_cuts_validators_that_no_column_holds(self, source: Source, now: datetime) -> None:
        page = article_page(story(1), BASE)
        visit = _answered(page.content, ETag='"' + "e" * 900 + '"', **{"Last-Modified": "L" * 900})
        assert store_visit(source, visit, at=now) is Stored.NEW


class TestReadAgain:
    @pytest.fixture(autouse=True)
    def _read_once(self, source: Source, now: datetime) -> None:
        assert store_visit(source, _visit(story(1)), at=now) is Stored.NEW

    def test_is_unchanged_when_the_server_says_so(self, source: Source, now: datetime) -> None:
        url = f"{BASE}{story(1).path}"
        answer = Visit(url, Response(url, 304, (), b""), None)
        assert store_visit(source, answer, at=now + LATER) is Stored.UNCHANGED
        assert Page.objects.get().fetched_at == now + LATER
        assert Article.objects.get().changed_at == now

    def test_is_unchanged_when_only_the_frame_of_the_page_changed(self, source: Source, now: datetime) -> None:
        page = article_page(story(1), BASE).content.decode().replace("<body>", "<body><!-- 15 lượt xem -->")
        assert store_visit(source, _answered(page, story(1).path), at=now + LATER) is Stored.UNCHANGED
        assert Evidence.objects.count() == 1
        assert Page.objects.get().fetched_at == now + LATER

    def test_takes_a_changed_text_and_keeps_the_old_evidence(self, source: Source, now: datetime) -> None:
        old = Article.objects.get()
        changed = story(1, text=story(1).text.replace("trước hạn", "sau hai ngày"))
        assert store_visit(source, _visit(changed), at=now + LATER) is Stored.CHANGED
        article = Article.objects.get()
        assert (article.pk, article.text) == (old.pk, changed.text)
        assert (article.first_seen_at, article.changed_at) == (now, now + LATER)
        assert article.text_sha256 != old.text_sha256
        assert article.evidence != old.evidence
        assert Evidence.objects.count() == 2
        assert all(_kept_is_whole(evidence) for evidence in Evidence.objects.all())
        assert old.text.split("\n")[0] in read_record(read_kept(old.evidence.file)).body.decode()

    def test_points_to_the_first_evidence_when_the_first_text_comes_back(self, source: Source, now: datetime) -> None:
        first = Article.objects.get().evidence
        store_visit(source, _visit(story(1, title="Tiêu đề đã sửa lại hôm nay của bài này")), at=now + LATER)
        assert store_visit(source, _visit(story(1)), at=now + 2 * LATER) is Stored.CHANGED
        assert Article.objects.get().evidence == first
        assert Evidence.objects.count() == 2

    @pytest.mark.parametrize("kind", ["status", "timeout", "robots"])
    def test_keeps_the_article_when_the_address_fails(self, source: Source, now: datetime, kind: str) -> None:
        assert store_visit(source, _failed(story(1).path, kind), at=now + LATER) is Stored.UNREAD
        page = Page.objects.get()
        assert (page.state, page.reason, page.fetched_at) == (Page.State.ARTICLE, "", now)
        assert Article.objects.count() == 1

    def test_keeps_the_article_when_the_page_holds_none_any_more(self, source: Source, now: datetime) -> None:
        assert store_visit(source, _answered(LIST_PAGE, story(1).path), at=now + LATER) is Stored.QUARANTINED
        assert Page.objects.get().state == Page.State.ARTICLE
        assert (Article.objects.count(), Evidence.objects.count()) == (1, 1)

    def test_keeps_the_article_when_the_page_lists_others_now(self, source: Source, now: datetime) -> None:
        page = listing_page([story(number) for number in range(2, 14)], BASE)
        assert store_visit(source, _answered(page.content, story(1).path), at=now + LATER) is Stored.LISTING
        assert Page.objects.get().state == Page.State.ARTICLE
        assert (Article.objects.count(), Evidence.objects.count()) == (1, 1)

    def test_keeps_the_article_when_storing_breaks(
        self, source: Source, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def breaks(*given: object, **named: object) -> None:
            raise DatabaseError("the table is gone")

        monkeypatch.setattr(storing, "_publication", breaks)
        changed = _visit(story(1, title="Tiêu đề đã sửa lại hôm nay của bài này"))
        assert store_visit(source, changed, at=now + LATER) is Stored.UNREAD
        assert Article.objects.get().title == story(1).title
        assert Page.objects.get().etag == article_page(story(1), BASE).headers["ETag"]


class TestQuarantine:
    def test_holds_a_page_without_an_article_with_its_evidence(self, source: Source, now: datetime) -> None:
        assert store_visit(source, _answered(LIST_PAGE), at=now) is Stored.QUARANTINED
        page = Page.objects.get()
        assert page.state == Page.State.QUARANTINED
        assert "bài viết" in page.reason
        assert _kept_is_whole(page.evidence.get())
        assert not Article.objects.exists()

    def test_keeps_the_first_evidence_alone_while_nothing_better_comes(self, source: Source, now: datetime) -> None:
        store_visit(source, _answered(LIST_PAGE), at=now)
        store_visit(source, _answered(LIST_PAGE.replace("Không", "Vẫn không")), at=now + LATER)
        page = Page.objects.get()
        assert (page.evidence.count(), page.fetched_at) == (1, now + LATER)

    def test_holds_an_address_that_never_answered_without_evidence(self, source: Source, now: datetime) -> None:
        assert store_visit(source, _failed("/mat.html"), at=now) is Stored.UNREAD
        page = Page.objects.get()
        assert (page.state, page.reason) == (Page.State.QUARANTINED, "Máy chủ trả lời mã 404.")
        assert not page.evidence.exists()

    def test_lets_a_page_go_when_it_becomes_an_article(self, source: Source, now: datetime) -> None:
        store_visit(source, _failed(story(1).path), at=now)
        assert store_visit(source, _visit(story(1)), at=now + LATER) is Stored.NEW
        page = Page.objects.get()
        assert (page.state, page.reason) == (Page.State.ARTICLE, "")

    def test_holds_a_page_that_breaks_the_reader(
        self, source: Source, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def breaks(*given: object, **named: object) -> None:
            raise RecursionError("too deep")

        monkeypatch.setattr(storing.webpage, "extract_article", breaks)
        assert store_visit(source, _visit(story(1)), at=now) is Stored.UNREAD
        assert Page.objects.get().reason == "Không lưu được trang này: RecursionError"

    def test_holds_a_page_whose_evidence_cannot_be_written_and_nothing_half(
        self, source: Source, now: datetime, settings: Settings, tmp_path: Path
    ) -> None:
        settings.EVIDENCE_DIR = tmp_path / "tep"
        settings.EVIDENCE_DIR.write_text("a file where the folder should be", encoding="utf-8")
        assert store_visit(source, _visit(story(1)), at=now) is Stored.UNREAD
        assert Page.objects.get().state == Page.State.QUARANTINED
        assert (Article.objects.count(), Evidence.objects.count()) == (0, 0)

    def test_takes_nothing_of_an_address_that_no_column_holds(self, source: Source, now: datetime) -> None:
        long = _visit(story(1), "/" + "a" * MAX_URL)
        assert store_visit(source, long, at=now) is Stored.UNREAD
        assert not Page.objects.exists()
        room = MAX_URL - len(BASE) - 1
        assert store_visit(source, _visit(story(1), "/" + "a" * room), at=now) is Stored.NEW


class TestListing:
    def test_is_a_page_of_links_and_needs_no_person(self, source: Source, now: datetime) -> None:
        page = listing_page([story(number) for number in range(1, 13)], BASE)
        assert store_visit(source, _answered(page.content, "/chuyen-muc/"), at=now) is Stored.LISTING
        stored = Page.objects.get()
        assert (stored.state, stored.reason, stored.evidence.count()) == (Page.State.LISTING, "", 0)
        assert not Article.objects.exists()


class TestDuplicate:
    def test_is_a_page_that_names_an_address_read_before(self, source: Source, now: datetime) -> None:
        one = story(1)
        store_visit(source, _visit(one), at=now)
        copy = _visit(story(1, canonical=f"{BASE}{one.path}"), "/in-trang/1.html?in=1")
        assert store_visit(source, copy, at=now) is Stored.DUPLICATE
        page = Page.objects.exclude(url=f"{BASE}{one.path}").get()
        assert (page.state, page.reason) == (Page.State.DUPLICATE, f"Cùng bài với {BASE}{one.path}")
        assert (Article.objects.count(), Evidence.objects.count()) == (1, 1)

    def test_is_no_page_that_names_an_address_not_read(self, source: Source, now: datetime) -> None:
        copy = _visit(story(1, canonical=f"{BASE}/chua-doc.html"), "/in-trang/1.html")
        assert store_visit(source, copy, at=now) is Stored.NEW

    def test_is_no_page_that_names_an_address_in_quarantine(self, source: Source, now: datetime) -> None:
        store_visit(source, _failed("/hong.html"), at=now)
        copy = _visit(story(1, canonical=f"{BASE}/hong.html"), "/in-trang/1.html")
        assert store_visit(source, copy, at=now) is Stored.NEW


class TestPublicationDay:
    @pytest.mark.parametrize(
        ("stated", "day", "moment"),
        [
            ("2023-05-10", date(2023, 5, 10), None),
            ("2023-05-10T07:30:00+07:00", date(2023, 5, 10), "2023-05-10T00:30:00+00:00"),
            ("2023-05-10T23:30:00+07:00", date(2023, 5, 10), "2023-05-10T16:30:00+00:00"),
            ("2023-05-10T18:00:00Z", date(2023, 5, 11), "2023-05-10T18:00:00+00:00"),
        ],
    )
    def test_is_the_day_in_vietnam(
        self, source: Source, now: datetime, stated: str, day: date, moment: str | None
    ) -> None:
        page = article_page(story(1), BASE).content.decode().replace('datetime="2023-05-10"', f'datetime="{stated}"')
        page = page.replace(">10/05/2023<", f">{stated}<")
        assert store_visit(source, _answered(page), at=now) is Stored.NEW
        article = Article.objects.get()
        assert article.published_on == day
        assert article.published_at == (datetime.fromisoformat(moment) if moment else None)

    @pytest.mark.parametrize(("ahead", "taken"), [(0, True), (1, True), (2, False), (400, False)])
    def test_is_not_taken_from_the_future(self, source: Source, now: datetime, ahead: int, taken: bool) -> None:
        day = now.date() + timedelta(days=ahead)
        store_visit(source, _visit(story(1, day=day)), at=now)
        article = Article.objects.get()
        assert article.published_on == (day if taken else None)
        assert ("sau ngày thu thập; cần người xác định lại" in article.note) is not taken

    def test_is_none_with_a_note_where_the_page_states_none(self, source: Source, now: datetime) -> None:
        store_visit(source, _visit(story(1, day=None)), at=now)
        article = Article.objects.get()
        assert (article.published_on, article.published_at) == (None, None)
        assert "ngày" in article.note
