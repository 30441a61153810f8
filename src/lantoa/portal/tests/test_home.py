from datetime import date

import pytest
from django.test import Client

from lantoa.apps.directives.models import Programme
from lantoa.portal.tests.conftest import Province
from lantoa.portal.tests.factories import AgencyFactory, ArticleFactory, MatchFactory, ProgrammeFactory, ThemeFactory


def _home(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


class TestHome:
    def test_says_what_is_in_force_and_leads_to_its_text(self, client: Client, province: Province) -> None:
        page = _home(client)
        assert "Công văn số 300/STTTT-TTBCXB" in page
        assert "Ngày 29/03/2023" in page
        assert f'href="/van-ban/{province.programme.directive.pk}/"' in page

    def test_names_the_issuer_as_the_register_writes_it(self, client: Client, province: Province) -> None:
        AgencyFactory(
            slug="so-tttt",
            name="Sở Thông tin và Truyền thông tỉnh Quảng Trị",
            short_name="Sở Thông tin và Truyền thông",
        )
        assert "Sở Thông tin và Truyền thông tỉnh Quảng Trị" in _home(client)

    def test_shows_every_theme_with_its_figure_in_words(self, client: Client, province: Province) -> None:
        page = _home(client)
        assert 'href="/noi-dung/t1/"' in page
        assert "1/3 cơ quan đã có bài, 1 còn trống, 1 chưa rõ." in page
        assert "0/3 cơ quan đã có bài, 2 còn trống, 1 chưa rõ." in page

    def test_puts_a_table_and_a_sentence_behind_every_picture(self, client: Client, province: Province) -> None:
        page = _home(client)
        assert page.count('class="chart"') >= 3
        assert page.count("Xem bảng số liệu") == 3
        assert "Trong 6 ô: Đã có bài 1 (16,7%); Khoảng trống 3 (50,0%); Chưa rõ 2 (33,3%)." in page

    def test_tells_the_denominator(self, client: Client, province: Province) -> None:
        assert "Đã đọc 2/3 nguồn, 1 trang, lấy được 1 bài." in _home(client)

    def test_lists_the_latest_stories_without_their_re_posts(self, client: Client, province: Province) -> None:
        repost = ArticleFactory(source=province.source, title="Bài đăng lại", original=province.article)
        MatchFactory(article=repost, theme=province.first)
        page = _home(client)
        assert province.article.title in page
        assert "10/05/2023" in page
        assert "Bài đăng lại" not in page

    def test_marks_what_is_illustrative(self, client: Client, province: Province) -> None:
        assert "Số liệu minh họa" not in _home(client)
        Programme.objects.update(illustrative=True)
        assert "Số liệu minh họa" in _home(client)

    def test_counts_by_the_reporting_year(self, client: Client, province: Province) -> None:
        outside = ArticleFactory(source=province.source, title="Ngoài kỳ", published_on=date(2023, 12, 15))
        MatchFactory(article=outside, theme=province.first)
        page = _home(client)
        assert "từ ngày 15/12/2022 đến ngày 14/12/2023" in page
        assert "Ngoài kỳ" not in page

    def test_shows_the_newest_confirmed_programme(self, client: Client, province: Province) -> None:
        newer = ProgrammeFactory(year=2024, directive__number="512")
        ThemeFactory(programme=newer)
        assert "512/STTTT-TTBCXB" in _home(client)


@pytest.mark.django_db
class TestHomeWithoutProgramme:
    def test_says_what_to_do_next(self, client: Client) -> None:
        page = _home(client)
        assert "Chưa có chương trình tuyên truyền nào" in page
        assert 'href="/quan-tri/"' in page

    def test_takes_a_draft_for_none(self, client: Client) -> None:
        ThemeFactory(programme=ProgrammeFactory(draft=True), title="Nội dung bí mật")
        page = _home(client)
        assert "Chưa có chương trình tuyên truyền nào" in page
        assert "Nội dung bí mật" not in page
        assert "300/STTTT-TTBCXB" not in page

    def test_shows_a_programme_nobody_has_been_given_yet(self, client: Client) -> None:
        ThemeFactory()
        page = _home(client)
        assert "Chưa giao cho cơ quan nào." in page
        assert "Chưa có bài nào được tính trong kỳ này." in page
