"""The office of indices: the list, one index, scale versions, the component tree."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.indices.factories import EntityFactory, IndexSourceFactory, make_edition, make_index, make_value
from lantoa.apps.indices.models import Annotation, Component, Index, ScaleVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client, cast: Cast) -> Client:
    client.force_login(cast.programme_officer)
    return client


def page(client: Client, name: str, *args: object, **asked: str) -> str:
    response = client.get(reverse(f"indices:{name}", args=args), asked)
    assert response.status_code == 200
    return str(response.content.decode())


def post(client: Client, screen: str, /, *args: object, **data: object) -> Any:
    return client.post(reverse(f"indices:{screen}", args=args), data)


def said(response: Any) -> list[str]:
    """Return the messages that the page a post led to would show."""
    return [str(message) for message in response.wsgi_request._messages]


class TestList:
    def test_says_what_to_do_when_there_is_nothing(self, keeper: Client) -> None:
        words = page(keeper, "indices")
        assert "load_indices" in words
        assert "Thêm chỉ số" in words

    def test_tells_where_home_stands_and_what_asks_for_attention(self, keeper: Client, now: datetime) -> None:
        index, home = make_index("pci", short_name="PCI"), EntityFactory(home=True, short_name="Quảng Trị")
        shown, hidden = make_edition(index, 2021, at=now), make_edition(index, 2022, ranked_count=None)
        make_edition(index, 2023)
        make_value(shown, home, "63.33", at=now, rank=41)
        make_value(hidden, home, "61.26", at=now, rank=59, unverified=True)
        make_value(hidden, home, "61.29", at=now, preferred=False)
        words = page(keeper, "indices")
        for told in (
            "61,26 điểm, hạng 59", "đo năm 2023", "1 công khai, 2 đang ẩn", "1 chỗ các nguồn khác nhau",
            "1 giá trị chưa kiểm chứng", "1 kỳ chưa có giá trị", "1 kỳ có thứ hạng mà chưa ghi", "2 kỳ đang ẩn",
        ):  # fmt: skip
            assert told in words, told

    def test_counts_a_place_where_nobody_has_chosen(self, keeper: Client, now: datetime) -> None:
        edition, home = make_edition(make_index(), 2022, at=now), EntityFactory(home=True)
        make_value(edition, home, "61.26", at=now, preferred=False)
        make_value(edition, home, "61.29", at=now, preferred=False)
        assert "1 chỗ các nguồn khác nhau, 1 chỗ chưa chọn nguồn" in page(keeper, "indices")

    def test_filters_without_accents_and_sorts(self, keeper: Client, now: datetime) -> None:
        make_index("b", short_name="BB", name="Năng lực cạnh tranh", position=1)
        make_index("a", short_name="AA", name="Cải cách hành chính", position=2)
        make_edition(Index.objects.get(slug="a"), 2023, at=now)
        assert ">BB<" not in page(keeper, "indices", tim="cai cach")
        words = page(keeper, "indices", sap="newest")
        assert words.index(">AA<") < words.index(">BB<")
        assert "hợp với bộ lọc" in page(keeper, "indices", tim="không có chỉ số nào thế")

    def test_shows_readers_no_buttons(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.leader)
        assert "Thêm chỉ số" not in page(client, "indices")


class TestIndex:
    GIVEN = {
        "short_name": "DDCI",
        "name": "Chỉ số trong tỉnh",
        "kind": "local",
        "publisher": "UBND tỉnh",
        "position": 3,
    }

    def test_is_made_with_its_own_address(self, keeper: Client) -> None:
        source = IndexSourceFactory.create()
        response = post(
            keeper, "new_index", **self.GIVEN, other_names="Chỉ số sở\nDDCI QT", explainer_sources=source.pk
        )
        index = Index.objects.get()
        assert response.url == reverse("indices:index", args=[index.pk])
        assert (index.slug, index.other_names) == ("ddci", ["Chỉ số sở", "DDCI QT"])
        assert list(index.explainer_sources.all()) == [source]
        assert set(AuditEntry.objects.values_list("act", flat=True)) == {
            "indices.add_index",
            "indices.change_explainer_sources",
        }

    def test_keeps_what_was_typed_and_says_what_is_wrong(self, keeper: Client) -> None:
        response = post(keeper, "new_index", short_name="DDCI", position="0")
        assert response.status_code == 422
        assert "Hãy ghi nơi công bố." in response.content.decode()
        assert 'value="DDCI"' in response.content.decode()

    def test_keeps_its_address_once_it_has_been_public(self, keeper: Client, now: datetime) -> None:
        index = make_index("ddci")
        make_edition(index, 2023, at=now)
        post(keeper, "change_index", index.pk, **self.GIVEN, slug="khac")
        index.refresh_from_db()
        assert (index.slug, index.short_name) == ("ddci", "DDCI")
        entry = AuditEntry.objects.get(act="indices.change_index")
        assert ["kind", "provincial", "local"] in entry.detail["changes"]
        assert PublicChange.objects.filter(subject=f"index:{index.pk}").exists()

    def test_has_annotations_that_come_and_go(self, keeper: Client) -> None:
        index = make_index()
        post(keeper, "new_annotation", index.pk, text="Đổi cách đo từ 2018.", position=1)
        annotation = Annotation.objects.get()
        assert "Đổi cách đo từ 2018." in page(keeper, "index", index.pk)
        post(keeper, "change_annotation", annotation.pk, text="Đổi cách đo từ năm 2018.", position=1)
        assert "từ năm 2018" in page(keeper, "index", index.pk)
        post(keeper, "delete_annotation", annotation.pk)
        assert not Annotation.objects.exists()
        assert AuditEntry.objects.filter(act="indices.remove_annotation").exists()


class TestScale:
    GIVEN = {"name": "8 nội dung (từ 2018)", "unit": "điểm", "decimals": 2, "rule": "sum", "highest": "80"}

    def test_comes_with_its_total(self, keeper: Client) -> None:
        index = make_index(scale={"year_to": 2017})
        post(keeper, "new_scale", index.pk, **self.GIVEN, year_from=2018)
        scale = index.scales.get(year_from=2018)
        total = scale.components.get()
        assert (total.is_total, total.highest) == (True, Decimal(80))

    def test_may_not_run_into_the_years_of_another(self, keeper: Client) -> None:
        index = make_index(scale={"year_from": 2011, "name": "Thang cũ"})
        response = post(keeper, "new_scale", index.pk, **self.GIVEN, year_from=2018)
        assert response.status_code == 422
        assert "chạm vào “Thang cũ” (từ 2011)" in response.content.decode()
        assert index.scales.count() == 1

    def test_takes_in_the_years_of_its_editions(self, keeper: Client) -> None:
        index = make_index(scale={"year_from": 2011, "slug": "cu"})
        make_edition(index, 2019)
        scale = index.scales.get()
        response = post(keeper, "change_scale", scale.pk, **self.GIVEN, slug="cu", year_from=2011, year_to=2017)
        assert "Kỳ 2019 đang dùng thang này" in response.content.decode()
        assert post(keeper, "change_scale", scale.pk, **self.GIVEN, slug="cu", year_from=2011).status_code == 302

    def test_is_removed_only_while_nothing_stands_on_it(self, keeper: Client) -> None:
        index = make_index()
        scale = index.scales.get()
        edition = make_edition(index, 2019)
        assert "đang dùng cho kỳ 2019" in said(post(keeper, "delete_scale", scale.pk))[0]
        edition.delete()
        post(keeper, "delete_scale", scale.pk)
        assert not ScaleVersion.objects.exists()


class TestComponents:
    def test_are_added_renamed_and_moved(self, keeper: Client) -> None:
        scale = make_index(parts=2).scales.get()
        first, second = scale.components.exclude(parent=None)
        post(keeper, "new_component", scale.pk, parent=first.pk, code="p1-1", name="Con của một", short_name="Con")
        child = Component.objects.get(code="p1-1")
        assert child.parent == first
        given = {"parent": child.parent_id, "code": "p1-1", "short_name": "Con", "weight": "0,25", "highest": "2,5"}
        post(keeper, "edit_component", child.pk, **given, name="Tên mới", plain_words="Dễ hiểu")
        child.refresh_from_db()
        assert (child.name, child.weight, child.highest) == ("Tên mới", Decimal("0.25"), Decimal("2.5"))
        post(keeper, "place_component", second.pk, huong="len")
        words = page(keeper, "scale", scale.pk)
        assert words.index(second.name) < words.index(first.name) < words.index("Tên mới")
        entry = AuditEntry.objects.get(act="indices.change_component")
        assert ["name", "Con của một", "Tên mới"] in entry.detail["changes"]

    def test_never_become_a_part_of_themselves(self, keeper: Client) -> None:
        scale = make_index(parts=1).scales.get()
        part = scale.components.exclude(parent=None).get()
        child = Component.objects.create(scale=scale, parent=part, code="con", name="Con", short_name="Con")
        data = {"parent": child.pk, "code": part.code, "name": part.name, "short_name": part.short_name}
        response = post(keeper, "edit_component", part.pk, **data)
        assert response.status_code == 422
        assert "không thể thuộc chính nó" in response.content.decode()

    def test_with_values_stay_and_say_what_to_do(self, keeper: Client, now: datetime) -> None:
        index = make_index(parts=1)
        part = Component.objects.exclude(parent=None).get()
        make_value(make_edition(index, 2023), EntityFactory(), "7.5", at=now, component=part)
        assert "lập phiên bản thang đo mới" in said(post(keeper, "delete_component", part.pk))[0]
        assert Component.objects.filter(pk=part.pk).exists()

    def test_without_values_go(self, keeper: Client) -> None:
        make_index(parts=1)
        part = Component.objects.exclude(parent=None).get()
        post(keeper, "delete_component", part.pk)
        assert not Component.objects.filter(pk=part.pk).exists()

    def test_total_stays(self, keeper: Client) -> None:
        make_index(parts=1)
        assert "Không xóa được tổng" in said(post(keeper, "delete_component", Component.objects.get(parent=None).pk))[0]

    def test_are_told_where_they_do_not_add_up(self, keeper: Client) -> None:
        scale = make_index(parts=2).scales.get()
        scale.components.filter(parent=None).update(highest=25)
        assert "cộng lại là 20" in page(keeper, "scale", scale.pk)
