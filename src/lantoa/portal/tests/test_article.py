from datetime import UTC, datetime

import pytest
from django.test import Client

from lantoa.apps.harvest.models import Article
from lantoa.portal.tests.conftest import Province
from lantoa.portal.tests.factories import ArticleFactory, EvidenceFactory, MatchFactory, SourceFactory


def _page(client: Client, article: Article) -> str:
    response = client.get(f"/bai/{article.pk}/")
    assert response.status_code == 200
    return response.content.decode()


class TestArticle:
    def test_shows_themes_with_score_and_phrases(self, client: Client, province: Province) -> None:
        page = _page(client, province.article)
        assert 'href="/noi-dung/t1/"' in page
        assert "điểm 0,87" in page
        assert "hồ sơ trực tuyến" in page

    def test_shows_sixty_words_and_the_way_to_the_rest(self, client: Client, province: Province) -> None:
        words = [f"chữ{place}" for place in range(1, 100)]
        page = _page(client, ArticleFactory(source=province.source, text=" ".join(words)))
        assert "chữ60 …" in page
        assert "chữ61" not in page
        assert "Đọc toàn bài tại" in page

    def test_tells_the_moment_in_vietnam(self, client: Client, province: Province) -> None:
        article = ArticleFactory(source=province.source, published_at=datetime(2023, 5, 10, 1, 30, tzinfo=UTC))
        assert "08:30 ngày 10/05/2023" in _page(client, article)

    def test_says_why_a_day_is_not_known(self, client: Client, province: Province) -> None:
        article = ArticleFactory(source=province.source, published_on=None, note="Trang chỉ ghi “hôm qua”")
        page = _page(client, article)
        assert "chưa rõ ngày đăng" in page
        assert "Trang chỉ ghi “hôm qua”" in page

    def test_shows_original_and_re_posts_to_each_other(self, client: Client, province: Province) -> None:
        repost = ArticleFactory(
            source=SourceFactory(agency=province.silent), title="Bản chép", original=province.article
        )
        assert "đăng lại bài của Báo Quảng Trị" in _page(client, repost)
        assert province.article.title in _page(client, repost)
        assert "Bản chép" in _page(client, province.article)

    def test_carries_the_fingerprint_and_the_way_to_its_check(self, client: Client, province: Province) -> None:
        evidence = province.article.evidence
        page = _page(client, province.article)
        assert evidence.payload_sha256[:16] in page
        assert "tải lúc 15:00 ngày 01/06/2023" in page
        assert f'href="/minh-chung/{evidence.pk}/"' in page

    def test_lists_the_older_records_of_its_page(self, client: Client, province: Province) -> None:
        older = EvidenceFactory(page=province.article.page, payload_sha256="1" * 64)
        page = _page(client, province.article)
        assert "Các bản đã lưu trước đó" in page
        assert f'href="/minh-chung/{older.pk}/"' in page

    def test_marks_an_illustrative_source(self, client: Client, province: Province) -> None:
        assert "minh họa" in _page(client, province.article)

    def test_escapes_what_others_wrote(self, client: Client, province: Province) -> None:
        article = ArticleFactory(source=province.source, title="<b>đậm</b>", text="<script>alert(1)</script>")
        MatchFactory(article=article, theme=province.first, phrases=["<i>cụm</i>"])
        for page in (_page(client, article), client.get("/noi-dung/t1/").content.decode()):
            assert "<script>" not in page
            assert "<b>đậm" not in page
            assert "<i>cụm" not in page

    @pytest.mark.django_db
    @pytest.mark.parametrize("key", ["999", "99999999999999999999999"])
    def test_is_not_there_for_an_unknown_key(self, client: Client, key: str) -> None:
        assert client.get(f"/bai/{key}/").status_code == 404
