from datetime import date

import pytest
from django.test import Client

from lantoa.portal.tests.conftest import Province
from lantoa.portal.tests.factories import ArticleFactory, MatchFactory, SourceFactory


def _page(client: Client, query: str = "", code: str = "t1") -> str:
    response = client.get(f"/noi-dung/{code}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def _article(province: Province, title: str, *, score: float = 0.6, day: date = date(2023, 4, 1)) -> None:
    article = ArticleFactory(source=province.source, title=title, published_on=day)
    MatchFactory(article=article, theme=province.first, score=score)


class TestTheme:
    def test_holds_its_words_its_figures_and_who_owes_it(self, client: Client, province: Province) -> None:
        page = _page(client)
        assert "Tuyên truyền điều thứ 1 của văn bản." in page
        assert "1/3 cơ quan đã có bài, 1 còn trống, 1 chưa rõ." in page
        assert "Đã có bài (1)" in page
        assert "Khoảng trống: chưa thấy bài (1)" in page
        assert "Chưa rõ, vì chưa đọc được nguồn (1)" in page
        assert "Đề nghị các cơ quan triển khai tuyên truyền." in page

    def test_shows_score_and_phrases_of_an_article(self, client: Client, province: Province) -> None:
        page = _page(client)
        assert "điểm 0,87" in page
        assert "hồ sơ trực tuyến" in page

    def test_counts_the_deciding_phrases(self, client: Client, province: Province) -> None:
        _article(province, "Bài thứ hai")
        assert 'một cửa<span class="tag__count">2 bài</span>' in _page(client)

    def test_tells_agencies_that_publish_without_being_asked(self, client: Client, province: Province) -> None:
        volunteer = SourceFactory()
        MatchFactory(article=ArticleFactory(source=volunteer), theme=province.first)
        assert "Không được giao mà vẫn có bài (1)" in _page(client)

    def test_finds_words_of_a_title_without_their_accents(self, client: Client, province: Province) -> None:
        _article(province, "Chuyển đổi số ở Cam Lộ")
        page = _page(client, "?tim=chuyen+doi+so")
        assert "Chuyển đổi số ở Cam Lộ" in page
        assert province.article.title not in page
        assert 'value="chuyen doi so"' in page

    def test_narrows_to_one_agency(self, client: Client, province: Province) -> None:
        other = SourceFactory(agency=province.silent, url="https://khac.example/")
        MatchFactory(article=ArticleFactory(source=other, title="Bài của sở"), theme=province.first)
        page = _page(client, f"?co_quan={province.silent.slug}")
        assert "Bài của sở" in page
        assert province.article.title not in page

    def test_sorts_by_day_or_by_score(self, client: Client, province: Province) -> None:
        _article(province, "Cũ mà điểm cao", score=0.99, day=date(2023, 1, 2))
        by_day, by_score = _page(client), _page(client, "?sap=diem")
        assert by_day.index(province.article.title) < by_day.index("Cũ mà điểm cao")
        assert by_score.index("Cũ mà điểm cao") < by_score.index(province.article.title)

    def test_says_what_to_do_when_nothing_fits(self, client: Client, province: Province) -> None:
        assert "Không có bài nào như vậy" in _page(client, "?tim=khong+co+bai+nay")

    def test_says_so_when_there_is_no_article_yet(self, client: Client, province: Province) -> None:
        assert "Chưa có bài nào trong kỳ" in _page(client, code="t2")

    @pytest.mark.parametrize("query", ["?co_quan=khong-co", "?sap=lung-tung", "?tim=" + "a" * 101, "?tim=%00"])
    def test_names_a_choice_that_is_none(self, client: Client, province: Province, query: str) -> None:
        assert 'class="field__error"' in _page(client, query)

    @pytest.mark.parametrize("query", ["?trang=abc", "?trang=-1", "?trang=99999999999999999999"])
    def test_takes_a_page_number_that_makes_no_sense_for_the_nearest(
        self, client: Client, province: Province, query: str
    ) -> None:
        assert province.article.title in _page(client, query)

    def test_pages_by_twenty_and_keeps_what_was_asked(self, client: Client, province: Province) -> None:
        for place in range(24):
            _article(province, f"Một cửa {place}")
        page = _page(client, "?tim=mot+cua&trang=2")
        assert "Đang xem 21–25 trong 25 bài." in page
        assert 'href="?tim=mot%20cua&amp;trang=1"' in page

    @pytest.mark.parametrize("code", ["t9", "t0", "x1", "t01", "t99999999999"])
    def test_says_which_themes_there_are_for_an_unknown_code(
        self, client: Client, province: Province, code: str
    ) -> None:
        response = client.get(f"/noi-dung/{code}/")
        assert response.status_code == 404
        assert "Các nội dung hiện có: T1, T2." in response.content.decode()
