from pathlib import Path

import pytest
from conftest import NOW
from django.conf import LazySettings
from wagtail.models import PageViewRestriction

from lantoa.apps.directives.factories import ThemeFactory
from lantoa.apps.newsroom.factories import make_column, make_event, make_info, make_portal, make_story
from lantoa.apps.newsroom.models import ColumnPage, LibraryDocument, StoryPage
from lantoa.apps.newsroom.searching import EVENTS, INFO_PAGES, LIBRARY, STORIES
from lantoa.apps.search.actions import refresh_search
from lantoa.apps.search.documents import SearchDocument
from lantoa.apps.search.queries import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def column() -> ColumnPage:
    return make_column(make_portal(at=NOW))


@pytest.fixture
def indexed(search_folder: Path, settings: LazySettings) -> None:
    settings.SEARCHED = [f"lantoa.apps.newsroom.searching.{name}" for name in ("STORIES", "LIBRARY")]


def only(documents: object) -> SearchDocument:
    [document] = documents  # type: ignore[misc]
    assert isinstance(document, SearchDocument)
    return document


def found(text: str) -> list[str]:
    refresh_search()
    return [hit.document.key for hit in search(text, today=NOW.date()).hits]


class TestStories:
    def test_hold_title_lead_every_block_and_where_they_stand(self, column: ColumnPage) -> None:
        theme = ThemeFactory(position=3, title="Chuyển đổi số")
        body = [
            ("text", "<p>Đoạn <b>đậm</b></p>"),
            ("questions", [{"question": "Mang gì theo?", "answer": "<p>Căn cước</p>"}]),
            ("procedure", {"name": "Cấp bản sao", "papers": "Tờ khai"}),
        ]
        story = make_story(column, at=NOW, title="Một cửa", lead="Nhanh hơn.", body=body, themes=[theme])
        document = only(STORIES.documents(None))
        assert (document.subject, document.title, document.lead) == (f"storypage:{story.pk}", "Một cửa", "Nhanh hơn.")
        for words in ("đậm", "Mang gì theo?", "Căn cước", "Cấp bản sao", "Tờ khai"):
            assert words in document.text
        assert "<" not in document.text
        assert document.path == f"/{column.slug}/{story.slug}/"
        assert document.column and document.column.label == column.title
        assert document.portal and document.agency
        assert document.published_on == NOW.date()
        assert document.themes[0].code == f"t3-{theme.programme.year}"

    def test_are_the_live_ones_that_everybody_may_read(self, column: ColumnPage) -> None:
        make_story(column, live=False)
        hidden = make_story(column, at=NOW)
        PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
        assert list(STORIES.documents(None)) == []

    def test_cost_no_more_queries_for_more_of_them(
        self, column: ColumnPage, django_assert_max_num_queries: object
    ) -> None:
        theme = ThemeFactory()
        for _ in range(6):
            make_story(column, at=NOW, themes=[theme])
        list(STORIES.documents(None))  # the addresses of sites are kept from now on
        with django_assert_max_num_queries(7):  # type: ignore[operator]
            assert len(list(STORIES.documents(None))) == 6


class TestOtherPages:
    def test_are_events_and_pages_of_information(self, column: ColumnPage) -> None:
        portal = column.portal()
        make_event(portal, starts_at=NOW)
        make_info(portal, slug="thong-tin")
        assert "Nhà văn hóa" in only(EVENTS.documents(None)).text
        assert only(INFO_PAGES.documents(None)).title == "Liên hệ"


class TestLibrary:
    def test_is_found_by_number_and_subject(self) -> None:
        LibraryDocument.objects.create(
            kind="plan", identifier="219/KH-UBND", subject="Kế hoạch cải cách", url="https://lantoa.example/219"
        )
        document = only(LIBRARY.documents(None))
        assert (document.title, document.lead) == ("Kế hoạch số 219/KH-UBND", "Kế hoạch cải cách")
        assert document.path == "https://lantoa.example/219"


@pytest.mark.usefixtures("indexed")
class TestIndex:
    def test_follows_a_story_from_publishing_to_deletion(self, column: ColumnPage) -> None:
        story = make_story(column, live=False, title="Một cửa Hải Lăng")
        assert found("một cửa") == []
        story.save_revision().publish()
        assert found("một cửa") == [str(story.pk)]
        story = StoryPage.objects.get(pk=story.pk)
        story.title = "Trạm y tế"
        story.save_revision().publish()
        assert (found("một cửa hải lăng"), found("trạm y tế")) == ([], [str(story.pk)])
        StoryPage.objects.get(pk=story.pk).unpublish()
        assert found("trạm y tế") == []
        StoryPage.objects.get(pk=story.pk).save_revision().publish()
        assert found("trạm y tế") == [str(story.pk)]
        StoryPage.objects.get(pk=story.pk).delete()
        assert found("trạm y tế") == []

    def test_drops_the_stories_of_a_deleted_column(self, column: ColumnPage) -> None:
        make_story(column, at=NOW, title="Một cửa")
        assert len(found("một cửa")) == 1
        ColumnPage.objects.get(pk=column.pk).delete()
        assert found("một cửa") == []

    def test_gives_stories_the_new_address_of_their_column(self, column: ColumnPage) -> None:
        make_story(column, at=NOW, title="Một cửa")
        found("một cửa")
        column = ColumnPage.objects.get(pk=column.pk)
        column.slug, column.title = "ten-moi", "Tên mới"
        column.save_revision().publish()
        refresh_search()
        [hit] = search("một cửa", today=NOW.date()).hits
        assert hit.document.path.startswith("/ten-moi/")
        assert hit.document.column and hit.document.column.label == "Tên mới"

    def test_hides_what_is_closed_to_the_public(self, column: ColumnPage) -> None:
        make_story(column, at=NOW, title="Một cửa")
        assert len(found("một cửa")) == 1
        closed = PageViewRestriction.objects.create(page=column, restriction_type=PageViewRestriction.LOGIN)
        assert found("một cửa") == []
        closed.delete()
        assert len(found("một cửa")) == 1

    def test_follows_the_library(self) -> None:
        row = LibraryDocument.objects.create(kind="plan", subject="Kế hoạch cải cách", url="https://lantoa.example/1")
        assert found("kế hoạch") == [str(row.pk)]
        row.delete()
        assert found("kế hoạch") == []
