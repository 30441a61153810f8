from datetime import date

import pytest
from django.test import Client

from lantoa.apps.agencies.models import Channel, Succession
from lantoa.core.officialdoc import Channel as ChannelKind
from lantoa.portal.tests.conftest import Province
from lantoa.portal.tests.factories import AgencyFactory, ArticleFactory, MatchFactory, SourceFactory


def _page(client: Client, slug: str) -> str:
    response = client.get(f"/co-quan/{slug}/")
    assert response.status_code == 200
    return response.content.decode()


class TestAgency:
    def test_shows_its_row_and_its_articles(self, client: Client, province: Province) -> None:
        page = _page(client, "bao-tinh")
        assert "Báo Quảng Trị đã có bài ở 1/2 nội dung được giao, tất cả 1 bài." in page
        assert 'aria-label="Báo Quảng Trị, T2: trống"' in page
        assert province.article.title in page

    def test_says_so_of_an_agency_that_owes_nothing_and_publishes(self, client: Client, province: Province) -> None:
        source = SourceFactory(agency__slug="tu-nguyen")
        MatchFactory(article=ArticleFactory(source=source), theme=province.first)
        assert "cơ quan vẫn có 1 bài được tính trong kỳ." in _page(client, "tu-nguyen")

    def test_draws_no_conclusion_from_a_source_that_cannot_be_read(self, client: Client, province: Province) -> None:
        assert "chưa thể kết luận nội dung nào còn trống" in _page(client, "so-khong-doc")

    def test_tells_validity_and_what_became_of_it(self, client: Client, province: Province) -> None:
        old = AgencyFactory(slug="cu", valid_to=date(2025, 2, 28))
        new = AgencyFactory(slug="moi", valid_from=date(2025, 3, 1))
        Succession.objects.create(
            predecessor=old,
            successor=new,
            kind=Succession.Kind.MERGED,
            on=date(2025, 3, 1),
            source="Nghị quyết 05/NQ-HĐND",
            unverified=True,
        )
        page = _page(client, "cu")
        assert "Có đến hết ngày 28/02/2025." in page
        assert f"{new.name} (hợp nhất, ngày 01/03/2025)" in page
        assert "Nguồn: Nghị quyết 05/NQ-HĐND" in page
        assert "chưa kiểm chứng" in page
        assert "Hình thành từ" in _page(client, "moi")

    def test_tells_an_end_without_successor(self, client: Client, province: Province) -> None:
        ended = AgencyFactory(slug="het")
        Succession.objects.create(predecessor=ended, successor=None, kind="level_ended", on=date(2025, 7, 1))
        assert "kết thúc cấp huyện, ngày 01/07/2025" in _page(client, "het")

    def test_names_the_sources_of_its_facts(self, client: Client, province: Province) -> None:
        AgencyFactory(slug="co-nguon", sources=["Nghị định 24/2014/NĐ-CP"], unverified=True)
        page = _page(client, "co-nguon")
        assert "Nghị định 24/2014/NĐ-CP" in page
        assert "chưa kiểm chứng" in page
        assert "Chưa ghi nguồn nào." in _page(client, "bao-tinh")

    def test_links_to_no_address_but_the_webs(self, client: Client, province: Province) -> None:
        Channel.objects.create(
            agency=province.covering, kind=ChannelKind.WEB.value, name="Trang", address="javascript:alert(1)"
        )
        page = _page(client, "bao-tinh")
        assert "Trang" in page
        assert "javascript:" not in page

    def test_is_the_register_alone_without_a_programme(self, client: Client, db: None) -> None:
        AgencyFactory(slug="mot-minh", name="Sở Một Mình")
        page = _page(client, "mot-minh")
        assert "Sở Một Mình" in page
        assert "Độ bao phủ của cơ quan" not in page

    @pytest.mark.django_db
    def test_is_not_there_for_an_unknown_slug(self, client: Client) -> None:
        response = client.get("/co-quan/khong-co/")
        assert response.status_code == 404
        assert "Danh bạ không có cơ quan nào mang mã “khong-co”." in response.content.decode()
