"""Columns, events, the archive, the library, results, feeds: what readers and programs find in lists."""

import json
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from conftest import Cast
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model

from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.newsroom.factories import make_column, make_event, make_portal, make_story
from lantoa.apps.newsroom.models import ColumnPage, LibraryDocument, PortalPage
from lantoa.portal.presenters.calendar_file import calendar_file
from lantoa.portal.tests.conftest import Province

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(cast: Cast, now: datetime) -> PortalPage:
    return make_portal(at=now, agency=cast.agency, title="Cải cách Hải Lăng")


@pytest.fixture
def column(portal: PortalPage) -> ColumnPage:
    return make_column(portal)


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


class TestColumn:
    def test_is_narrowed_to_a_year_or_a_theme(self, client: Client, column: ColumnPage, now: datetime) -> None:
        programme = ProgrammeFactory(confirmed=True)
        themes = [ThemeFactory(programme=programme, position=position) for position in (1, 2)]
        make_story(column, at=now, title="Bài năm nay", themes=themes[:1])
        make_story(column, at=now - timedelta(days=400), title="Bài năm trước", themes=themes[1:])
        address = column.get_url()
        assert "Bài năm trước" in _text(client, address)
        assert "Bài năm trước" not in _text(client, f"{address}?nam=2023")
        assert "Bài năm nay" not in _text(client, f"{address}?noi_dung={themes[1].pk}")
        assert "Bài năm nay" in _text(client, f"{address}?nam=linh-tinh")

    def test_comes_by_pages(self, client: Client, column: ColumnPage, now: datetime) -> None:
        for place in range(22):
            make_story(column, at=now - timedelta(days=place), title=f"Bài {place:02}", slug=f"b-{place}")
        assert "Bài 21" not in _text(client, column.get_url())
        assert "Bài 21" in _text(client, column.get_url() + "?trang=2")


class TestArchive:
    def test_goes_by_year(self, client: Client, column: ColumnPage, now: datetime) -> None:
        make_story(column, at=now, title="Bài 2023")
        make_story(column, at=now - timedelta(days=400), title="Bài 2022")
        assert 'href="/luu-tru/2022/"' in _text(client, "/luu-tru/")
        page = _text(client, "/luu-tru/2022/")
        assert "Bài 2022" in page
        assert "Bài 2023" not in page
        assert client.get("/luu-tru/1999/").status_code == 404

    def test_counts_years_as_they_are_in_vietnam(self, client: Client, column: ColumnPage) -> None:
        make_story(column, at=datetime(2022, 12, 31, 18, 0, tzinfo=UTC), title="Đêm giao thừa")
        assert "Đêm giao thừa" in _text(client, "/luu-tru/2023/")


class TestEvents:
    def test_tell_what_comes_from_what_was(self, client: Client, portal: PortalPage, now: datetime) -> None:
        make_event(portal, starts_at=now, title="Hội nghị đã họp", slug="da-hop")
        event = make_event(portal, starts_at=now.replace(year=2999), title="Ngày hội", slug="sap-hop")
        page = _text(client, "/su-kien/")
        assert page.index("Ngày hội") < page.index("Đã qua") < page.index("Hội nghị đã họp")
        assert f'href="/su-kien/{event.pk}.ics"' in _text(client, event.get_url())

    def test_are_files_for_calendars(self, client: Client, portal: PortalPage, now: datetime) -> None:
        event = make_event(portal, starts_at=now, place="Nhà văn hóa, xã Hải Phú", title="Ngày hội " + "dài " * 30)
        answer = client.get(f"/su-kien/{event.pk}.ics")
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        lines = answer.content.decode().split("\r\n")
        assert "DTSTART:20230601T080000Z" in lines
        assert "LOCATION:Nhà văn hóa\\, xã Hải Phú" in lines
        assert max(len(line.encode()) for line in lines) <= 75
        assert calendar_file([], name="Lịch", host="vd.vn").endswith("END:VCALENDAR\r\n")


def _document(**values: object) -> LibraryDocument:
    given = {"kind": "plan", "subject": "Kế hoạch tuyên truyền", "url": "https://vd.example/a.pdf"}
    return LibraryDocument.objects.create(**{**given, **values})


class TestLibrary:
    def test_holds_directives_and_documents(self, client: Client, province: Province) -> None:
        new = _document(identifier="20/KH-UBND", issued_on=date(2024, 1, 5), issuer="UBND tỉnh")
        _document(identifier="19/KH-UBND", issued_on=date(2023, 1, 5), replaced_by=new)
        page = _text(client, "/tai-lieu/")
        assert "300/STTTT-TTBCXB" in page
        assert page.index("20/KH-UBND") < page.index("19/KH-UBND")
        assert "Đã được thay bằng" in page

    def test_shows_no_directive_of_a_draft(self, client: Client) -> None:
        ProgrammeFactory(directive__number="999")
        assert "999/" not in _text(client, "/tai-lieu/")

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("?tim=ke+hoach", {"20/KH-UBND", "19/KH-UBND"}),
            ("?tim=19", {"19/KH-UBND"}),
            ("?nam=2024", {"20/KH-UBND"}),
            ("?loai=directive", set()),
            ("?loai=plan&nam=2023", {"19/KH-UBND"}),
        ],
    )
    def test_is_sought_without_marks(self, client: Client, query: str, found: set[str]) -> None:
        _document(identifier="20/KH-UBND", issued_on=date(2024, 1, 5))
        _document(identifier="19/KH-UBND", issued_on=date(2023, 1, 5))
        page = _text(client, f"/tai-lieu/{query}")
        assert {name for name in ("20/KH-UBND", "19/KH-UBND") if name in page} == found

    @pytest.mark.parametrize(("name", "shown"), [("ke-hoach.pdf", "inline"), ("ke-hoach.docx", "attachment")])
    def test_gives_files_to_read_or_to_save(self, client: Client, name: str, shown: str) -> None:
        file = get_document_model().objects.create(title="Kế hoạch", file=ContentFile(b"%PDF-1.4", name=name))
        _document(url="", file=file, identifier="21/KH-UBND")
        assert f'href="{file.url}"' in _text(client, "/tai-lieu/")
        answer = client.get(file.url)
        answer.close()
        assert answer.headers["Content-Disposition"].startswith(shown)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert file.url.startswith("/tai-lieu/tep/")

    def test_says_what_to_do_when_nothing_fits(self, client: Client) -> None:
        assert "Thư viện chưa có tài liệu" in _text(client, "/tai-lieu/")
        _document()
        assert "Xem mọi tài liệu" in _text(client, "/tai-lieu/?tim=khongco")


class TestResults:
    def test_tell_what_is_done_missing_and_not_known(self, client: Client, province: Province) -> None:
        page = _text(client, "/ket-qua/")
        done, missing, unknown = (page.index(f'id="{name}"') for name in ("duoc", "thieu", "chua-ro"))
        assert "/noi-dung/t1/#bai" in page[done:missing]
        assert "/do-bao-phu/so-im-lang/t1/" in page[missing:unknown]
        assert "/co-quan/so-khong-doc/" in page[unknown:]

    def test_wait_for_a_programme(self, client: Client) -> None:
        assert "Chưa có chương trình" in _text(client, "/ket-qua/")


class TestFeeds:
    @pytest.fixture(autouse=True)
    def _stories(self, column: ColumnPage, now: datetime) -> None:
        theme = ThemeFactory(programme=ProgrammeFactory(confirmed=True), position=1)
        make_story(column, at=now, title="Bài & tin", byline="An Bình", themes=[theme])
        make_story(column, at=now - timedelta(days=1), title="Bài không có nội dung")

    @pytest.mark.parametrize("address", ["/tin-moi/rss/", "/tin-moi/chuyen-muc/tin-cai-cach/rss/"])
    def test_are_rss(self, client: Client, address: str) -> None:
        root = ElementTree.fromstring(_text(client, address))
        assert [item.findtext("title") for item in root.iter("item")] == ["Bài & tin", "Bài không có nội dung"]
        assert root.findtext("channel/item/pubDate") == "Thu, 01 Jun 2023 08:00:00 +0000"
        assert str(root.findtext("channel/item/link")).startswith("http://chuyen-trang.localhost/tin-cai-cach/")

    def test_are_atom(self, client: Client) -> None:
        name = "{http://www.w3.org/2005/Atom}"
        root = ElementTree.fromstring(_text(client, "/tin-moi/atom/"))
        assert root.findtext(f"{name}entry/{name}published") == "2023-06-01T08:00:00+00:00"

    def test_are_json(self, client: Client) -> None:
        feed = json.loads(_text(client, "/tin-moi/noi-dung/t1/json/"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert [item["title"] for item in feed["items"]] == ["Bài & tin"]
        assert feed["items"][0]["date_published"] == "2023-06-01T15:00:00+07:00"

    def test_are_named_by_their_pages(self, client: Client, column: ColumnPage) -> None:
        page = _text(client, "/")
        assert 'type="application/feed+json"' in page
        assert "/tin-moi/chuyen-muc/tin-cai-cach/atom/" in _text(client, column.get_url())

    @pytest.mark.parametrize(
        "address", ["/tin-moi/xml/", "/tin-moi/chuyen-muc/khong-co/rss/", "/tin-moi/noi-dung/t9/rss/"]
    )
    def test_are_not_guessed(self, client: Client, address: str) -> None:
        assert client.get(address).status_code == 404

    def test_are_mapped_for_search_engines(self, client: Client) -> None:
        assert "Sitemap: http://chuyen-trang.localhost/sitemap.xml" in _text(client, "/robots.txt")
        text = _text(client, "/sitemap.xml")
        assert "/tin-cai-cach/bai-thu-1/" in text
        assert "<lastmod>2023-06-01" in text


class TestOtherPages:
    def test_name_the_stories_of_the_portal(self, client: Client, province: Province, now: datetime) -> None:
        column = make_column(make_portal(at=now, agency=province.covering))
        make_story(column, at=now, title="Bài của chuyên trang báo", themes=[province.first])
        assert "Bài của chuyên trang báo" in _text(client, "/noi-dung/t1/")
        page = _text(client, "/co-quan/bao-tinh/")
        assert "Chuyên trang của cơ quan" in page
        assert "Bài của chuyên trang báo" in page
        assert "GovernmentOrganization" in page


class TestQueryCounts:
    def test_stay_the_same_with_more_rows(self, client: Client, column: ColumnPage, now: datetime) -> None:
        theme = ThemeFactory(programme=ProgrammeFactory(confirmed=True), position=1)
        portal = column.portal()

        def grow(start: int) -> None:
            for place in range(start, start + 5):
                make_story(column, at=now - timedelta(days=place), slug=f"b-{place}", themes=[theme])
                make_event(portal, starts_at=now.replace(year=2999), slug=f"e-{place}")
                make_event(portal, starts_at=now, slug=f"cu-{place}")
                _document(identifier=f"{place}/KH", replaced_by=_document())

        addresses = [
            "/", column.get_url(), "/su-kien/", "/su-kien/lich.ics", "/tai-lieu/", "/luu-tru/", "/luu-tru/2023/",
            "/tin-moi/rss/", "/sitemap.xml", "/noi-dung/t1/", f"/co-quan/{portal.agency.slug}/", "/gioi-thieu/",
        ]  # fmt: skip
        grow(0)
        few = {address: _queries(client, address) for address in addresses}
        grow(5)
        assert {address: _queries(client, address) for address in addresses} == few


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)
