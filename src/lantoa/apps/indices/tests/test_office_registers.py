"""The registers of indices: search without accents, filters, acts in the trail; entities made of agencies."""

from datetime import date

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import AgencyKind
from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.indices.factories import EntityFactory, IndexSourceFactory, make_edition, make_index, make_value
from lantoa.apps.indices.models import Entity, IndexSource

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client, cast: Cast) -> Client:
    client.force_login(cast.programme_officer)
    return client


def listed(client: Client, **asked: object) -> str:
    return str(client.get(reverse("index_entities:index"), asked).content.decode())


class TestEntities:
    def test_are_found_without_accents_and_by_other_names(self, keeper: Client) -> None:
        EntityFactory(name="Tỉnh Thừa Thiên Huế", aliases=["TT. Huế"])
        EntityFactory(name="Thành phố Đà Nẵng")
        assert "Thừa Thiên Huế" in listed(keeper, q="thua thien")
        assert "Đà Nẵng" not in listed(keeper, q="tt. hue")
        assert "Đà Nẵng" in listed(keeper, q="da nang")

    def test_are_filtered_by_kind_region_and_day(self, keeper: Client) -> None:
        region = EntityFactory(region=True, name="Vùng Bắc Trung Bộ")
        EntityFactory(name="Tỉnh Quảng Trị (cũ)", parent=region, valid_to=date(2025, 6, 30))
        EntityFactory(name="Tỉnh Quảng Trị (mới)", valid_from=date(2025, 7, 1))
        assert "(mới)" not in listed(keeper, parent=region.pk)
        assert "(cũ)" not in listed(keeper, valid_on="2025-07-01")
        assert "(cũ)" in listed(keeper, valid_on="2025-06-30")
        assert "Quảng Trị" not in listed(keeper, kind="region")

    def test_are_changed_with_a_trace(self, keeper: Client) -> None:
        entity = EntityFactory(name="Tỉnh Quảng Tri")
        data = {"name": "Tỉnh Quảng Trị", "short_name": "Quảng Trị", "slug": "quang-tri", "kind": "province",
                "aliases": "Q. Trị\nQTrị"}  # fmt: skip
        response = keeper.post(reverse("index_entities:edit", args=[entity.pk]), data)
        assert response.status_code == 302
        entity.refresh_from_db()
        assert (entity.name, entity.aliases) == ("Tỉnh Quảng Trị", ["Q. Trị", "QTrị"])
        entry = AuditEntry.objects.get(act="indices.change_entity")
        assert ["name", "Tỉnh Quảng Trị"] in entry.detail["fields"]
        assert PublicChange.objects.filter(subject="indices").exists()

    def test_are_made_of_all_agencies_valid_on_a_day(self, keeper: Client, cast: Cast) -> None:
        gone = AgencyFactory(kind=AgencyKind.PROVINCIAL_DEPARTMENT, name="Sở Cũ", valid_to=date(2020, 1, 1))
        AgencyFactory(kind=AgencyKind.NEWSPAPER, name="Báo Thử")
        EntityFactory(kind="department", agency=cast.other_agency, name="Sở Y tế")
        address = reverse("indices:entities_from_register")
        asked = {"day": "2023-06-01", "kinds": ["department", "district"]}
        shown = keeper.get(address, asked).content.decode()
        assert "UBND huyện Hải Lăng" in shown
        assert "đã có: " in shown
        assert gone.name not in shown
        keeper.post(address, asked)
        made = Entity.objects.get(agency=cast.agency)
        assert (made.kind, made.slug) == ("district", "hai-lang")
        assert Entity.objects.filter(agency=cast.other_agency).count() == 1
        assert AuditEntry.objects.filter(act="indices.take_over_agency").count() == 1
        keeper.post(address, asked)
        assert Entity.objects.filter(agency=cast.agency).count() == 1


class TestSources:
    def test_are_added_with_a_trace(self, keeper: Client) -> None:
        keeper.post(reverse("index_sources:add"), {"title": "Báo cáo PCI 2022", "slug": "s62"})
        assert IndexSource.objects.get().slug == "s62"
        assert AuditEntry.objects.filter(act="indices.add_indexsource").exists()

    def test_stay_while_a_value_comes_from_them(self, keeper: Client, cast: Cast) -> None:
        source = IndexSourceFactory.create()
        make_value(make_edition(make_index(), 2022), EntityFactory(), "5", at=cast.leader.date_joined, source=source)
        response = keeper.post(reverse("index_sources:delete", args=[source.pk]))
        assert response.status_code == 302
        assert IndexSource.objects.filter(pk=source.pk).exists()
        assert not AuditEntry.objects.filter(act="indices.remove_indexsource").exists()
