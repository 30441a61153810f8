import re
from pathlib import Path

import pytest
from conftest import NOW
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.newsroom.factories import make_column, make_info, make_portal, make_story
from lantoa.apps.newsroom.models import ColumnPage
from lantoa.apps.search.actions import rebuild_search
from lantoa.apps.search.misses import COUNTER
from lantoa.apps.search.models import SearchMiss
from lantoa.portal.tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def column(search_folder: Path, settings: LazySettings) -> ColumnPage:
    settings.ALLOWED_HOSTS = ["*"]
    return make_column(make_portal(at=NOW))


def page(client: Client, query: str = "", status: int = 200) -> str:
    answer = client.get(f"/tim-kiem/{query}")
    assert answer.status_code == status
    return answer.content.decode()


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


class TestStart:
    def test_asks_and_shows_where_to_begin(self, client: Client, column: ColumnPage) -> None:
        theme = ThemeFactory(programme=ProgrammeFactory(confirmed=True))
        shown = page(client)
        assert 'name="q"' in shown
        assert theme.title in shown and column.title in shown

    def test_needs_no_index(self, client: Client, search_folder: Path) -> None:
        assert 'name="q"' in page(client)

    def test_is_in_the_header_of_other_pages_only(self, client: Client, search_folder: Path) -> None:
        assert 'action="/tim-kiem/"' in client.get("/gioi-thieu/").content.decode()
        assert page(client).count('action="/tim-kiem/"') == 1


class TestFound:
    def test_are_marked_and_lead_to_the_story(self, client: Client, column: ColumnPage) -> None:
        story = make_story(column, at=NOW, title="Một cửa Hải Lăng")
        rebuild_search()
        shown = page(client, "?q=hai+lang")
        assert "<mark>Hải Lăng</mark>" in shown
        assert f'{column.slug}/{story.slug}/"' in shown
        assert "Có 1 kết quả." in text_of(shown)

    def test_are_escaped(self, client: Client, column: ColumnPage) -> None:
        make_story(column, at=NOW, title="<script>một cửa</script>")
        rebuild_search()
        shown = page(client, "?q=" + '"><script>mot cua')
        assert "<script>" not in shown
        assert "&lt;script&gt;" in shown

    def test_lead_to_articles_of_the_harvest(self, client: Client, column: ColumnPage) -> None:
        article = ArticleFactory(title="Bài của báo")
        rebuild_search()
        assert f'href="/bai/{article.pk}/"' in page(client, "?q=bai+cua+bao")

    def test_lead_to_another_portal_by_its_name(self, client: Client, column: ColumnPage) -> None:
        other = make_column(make_portal(at=NOW, slug="khac", is_default=False), slug="muc-khac")
        make_story(other, at=NOW, title="Chuyện nơi khác")
        rebuild_search()
        assert 'href="http://khac.localhost/muc-khac/' in page(client, "?q=noi+khac")

    def test_are_narrowed_down_by_links(self, client: Client, column: ColumnPage) -> None:
        for number in range(3):
            make_story(column, at=NOW, title=f"Tin {number}")
        make_info(column.portal(), title="Tin liên hệ", slug="thong-tin")
        rebuild_search()
        shown = page(client, "?q=tin")
        assert "Trang thông tin" in shown
        narrowed = page(client, "?q=tin&loai=infopage")
        assert "Có 1 kết quả." in text_of(narrowed)
        assert 'name="loai" value="infopage"' in narrowed

    def test_are_paged(self, client: Client, column: ColumnPage) -> None:
        for number in range(12):
            make_story(column, at=NOW, title=f"Tin {number}")
        rebuild_search()
        assert page(client, "?q=tin").count("search-hit__title") == 10
        assert page(client, "?q=tin&trang=2").count("search-hit__title") == 2
        for odd in ("0", "-3", "99", "x", "²"):
            assert page(client, f"?q=tin&trang={odd}").count("search-hit__title") in (2, 10)

    def test_cost_no_more_queries_for_more_of_them(self, client: Client, column: ColumnPage) -> None:
        counts = []
        for _ in range(2):
            for _ in range(4):
                make_story(column, at=NOW, title="Tin")
            rebuild_search()
            page(client, "?q=tin")
            with CaptureQueriesContext(connection) as asked:
                page(client, "?q=tin")
            counts.append(len(asked))
        assert counts[0] == counts[1]


class TestNothingFound:
    def test_suggests_what_was_meant(self, client: Client, column: ColumnPage) -> None:
        make_story(column, at=NOW, title="Giấy khai sinh")
        rebuild_search()
        shown = page(client, "?q=khai+sing")
        assert "Có phải bạn tìm: khai sinh?" in text_of(shown)
        assert "q=khai+sinh" in shown

    def test_says_what_else_to_do(self, client: Client, column: ColumnPage) -> None:
        make_story(column, at=NOW, title="Giấy khai sinh")
        rebuild_search()
        shown = page(client, "?q=xyz+khai+www+qqq+zzz")
        assert "Không tìm thấy gì" in shown
        assert "Bớt chữ, tìm khai." in text_of(shown)
        assert column.title in shown
        assert 'href="/lien-he/"' in shown

    def test_offers_to_drop_the_choices(self, client: Client, column: ColumnPage) -> None:
        make_story(column, at=NOW, title="Giấy khai sinh")
        rebuild_search()
        shown = page(client, "?q=khai+sinh&nam=1999")
        assert "Bỏ các lựa chọn lọc để xem 1 kết quả" in shown

    @pytest.mark.parametrize("asked", ["%3F!", "%00", '"%22"', "%E1%BB", "q" * 5_000, "*:*", "\u202e"])
    def test_is_never_an_error(self, client: Client, column: ColumnPage, asked: str) -> None:
        rebuild_search()
        page(client, f"?q={asked}&loai=%00&nam='")


class TestWithoutIndex:
    def test_says_that_it_is_being_made(self, client: Client, search_folder: Path) -> None:
        assert "đang dựng lại" in page(client, "?q=tin", status=503)

    def test_says_so_for_a_broken_one(self, client: Client, column: ColumnPage, search_folder: Path) -> None:
        make_story(column, at=NOW, title="Tin")
        rebuild_search()
        for file in search_folder.glob("index-*/*"):
            file.write_bytes(b"")
        (search_folder / "state.json").touch()
        assert "đang dựng lại" in page(client, "?q=tin", status=503)


class TestRobots:
    def test_are_told_not_to_list_it(self, client: Client, search_folder: Path) -> None:
        assert client.get("/tim-kiem/").headers["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in page(client)


class TestInVain:
    def test_is_counted_once_and_never_with_a_name(self, client: Client, column: ColumnPage) -> None:
        make_story(column, at=NOW, title="Một cửa Hải Lăng")
        rebuild_search()
        for query in ("?q=nuôi+trâu", "?q=một+cửa", "?q=Nguyễn+Văn+An", "?q=nuôi+bò&loai=story"):
            page(client, query)
        COUNTER.write(at=NOW)
        assert list(SearchMiss.objects.values_list("words", "times")) == [("nuôi trâu", 1)]
