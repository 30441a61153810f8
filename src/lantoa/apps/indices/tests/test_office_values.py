"""The office of indices: an edition with its table, one value with its sources and history, opening and taking back."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.indices.actions.opening import hide_edition, open_edition
from lantoa.apps.indices.actions.storing import CannotChangeIndex
from lantoa.apps.indices.factories import (
    EntityFactory,
    IndexSourceFactory,
    make_edition,
    make_index,
    make_scale,
    make_value,
)
from lantoa.apps.indices.models import Component, Edition, Value
from lantoa.apps.indices.tests.test_office import page, post, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client, cast: Cast) -> Client:
    client.force_login(cast.programme_officer)
    return client


@pytest.fixture
def edition() -> Edition:
    return make_edition(
        make_index("par", short_name="PAR INDEX", parts=2, scale={"highest": 100}),
        2022,
        source=IndexSourceFactory.create(),
    )


def filled(edition: Edition, now: datetime) -> tuple[Value, Value]:
    """Return the totals of two provinces, the second ranked before the first."""
    region = EntityFactory(region=True, name="Vùng Bắc Trung Bộ", short_name="Bắc Trung Bộ")
    home = EntityFactory(home=True, name="Tỉnh Quảng Trị", short_name="Quảng Trị", parent=region)
    other = EntityFactory(name="Thành phố Đà Nẵng", short_name="Đà Nẵng")
    return make_value(edition, home, "83.61", at=now, rank=41), make_value(edition, other, "88.1", at=now, rank=5)


def _queries(client: Client, name: str, pk: int) -> int:
    page(client, name, pk)
    with CaptureQueriesContext(connection) as asked:
        page(client, name, pk)
    return len(asked)


class TestEdition:
    def test_is_made_hidden_with_its_facts(self, keeper: Client) -> None:
        index = make_index()
        scale = index.scales.get()
        data = {"year_measured": 2022, "published_on": "2023-04-19", "scale": scale.pk, "ranked_count": 63}
        post(keeper, "new_edition", index.pk, **data)
        edition = Edition.objects.get()
        assert (edition.opened_at, edition.ranked_count) == (None, 63)
        assert "đang ẩn" in page(keeper, "edition", edition.pk)

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({"published_on": "2021-04-19"}, "không thể trước năm đo"),
            ({"method_break": "on"}, "phải ghi đổi thế nào"),
            ({"ranked_count": 30, "ranked_top": 63}, "không thể đông hơn"),
            ({"year_measured": 2010}, "không gồm năm 2010"),
        ],
    )
    def test_is_refused_what_cannot_be(self, keeper: Client, data: dict[str, Any], words: str) -> None:
        index = make_index(scale={"year_from": 2012})
        response = post(
            keeper, "new_edition", index.pk, **{"year_measured": 2022, "scale": index.scales.get().pk, **data}
        )
        assert response.status_code == 422
        assert words in response.content.decode()

    def test_keeps_its_scale_once_it_has_values(self, keeper: Client, edition: Edition, now: datetime) -> None:
        filled(edition, now)
        other = make_scale(edition.index)
        response = post(keeper, "change_edition", edition.pk, year_measured=2022, scale=other.pk)
        assert "không đổi thang được" in response.content.decode()

    def test_asks_for_a_scale_first(self, keeper: Client) -> None:
        index = make_index()
        index.scales.all().delete()
        assert keeper.get(reverse("indices:new_edition", args=[index.pk])).url == reverse(
            "indices:new_scale", args=[index.pk]
        )

    def test_is_removed_only_while_it_is_empty(self, keeper: Client, edition: Edition, now: datetime) -> None:
        filled(edition, now)
        assert "Số liệu đã nhập không xóa được" in said(post(keeper, "delete_edition", edition.pk))[0]
        Value.objects.all().delete()
        post(keeper, "delete_edition", edition.pk)
        assert not Edition.objects.exists()


class TestTable:
    def test_is_sorted_by_rank_and_by_name(self, keeper: Client, edition: Edition, now: datetime) -> None:
        filled(edition, now)
        words = page(keeper, "edition", edition.pk)
        assert words.index("Đà Nẵng</th>") < words.index("Quảng Trị")
        assert "83,61" in words
        assert "hạng 41/63" in words
        EntityFactory()
        assert page(keeper, "edition", edition.pk, sap="so").index("88,1") < words.index("83,61")

    def test_is_filtered_by_name_without_accents_and_region(
        self, keeper: Client, edition: Edition, now: datetime
    ) -> None:
        value, _ = filled(edition, now)
        assert "88,1" not in page(keeper, "edition", edition.pk, tim="quang tri")
        assert value.entity.parent
        assert "88,1" not in page(keeper, "edition", edition.pk, vung=str(value.entity.parent.pk))
        assert "hợp với bộ lọc" in page(keeper, "edition", edition.pk, loai="district")

    def test_marks_what_one_must_know(self, keeper: Client, edition: Edition, now: datetime) -> None:
        value, _ = filled(edition, now)
        make_value(edition, value.entity, "83.7", at=now, preferred=False)
        part = Component.objects.get(code="p1")
        make_value(edition, value.entity, at=now, component=part, absence="withheld")
        words = page(keeper, "edition", edition.pk)
        assert "2 nguồn khác nhau" in words
        assert "nơi công bố không nêu" in words
        assert f"?doi-tuong={value.entity.slug}&amp;thanh-phan=p2" in words

    def test_costs_the_same_for_few_entities_and_for_many(
        self, keeper: Client, edition: Edition, now: datetime
    ) -> None:
        value, _ = filled(edition, now)
        asked = [
            ("edition", edition.pk),
            ("index", edition.index_id),
            ("vintages", edition.pk),
            ("preview", edition.pk),
        ]
        few = [_queries(keeper, *one) for one in asked]
        for place in range(8):
            entity = EntityFactory(parent=value.entity.parent)
            make_value(edition, entity, "70", at=now, rank=10 + place)
            make_value(edition, entity, "7", at=now, component=Component.objects.get(code="p1"))
            make_edition(edition.index, 2000 + place)
        assert [_queries(keeper, *one) for one in asked] == few

    def test_offers_readers_no_changes(self, client: Client, cast: Cast, edition: Edition, now: datetime) -> None:
        filled(edition, now)
        client.force_login(cast.verifier)
        words = page(client, "edition", edition.pk)
        assert "nhập<" not in words
        assert "Sửa thông tin" not in words


class TestValue:
    def test_is_entered_by_hand_and_as_an_absence(self, keeper: Client, edition: Edition, now: datetime) -> None:
        value, _ = filled(edition, now)
        part = Component.objects.get(code="p1")
        given = {"entity": value.entity.pk, "component": part.pk, "source": edition.source_id}
        post(keeper, "enter_value", edition.pk, **given, number="8,5", key="k1")
        post(keeper, "enter_value", edition.pk, **{**given, "component": Component.objects.get(code="p2").pk},
             absence="survey_error", absence_note="Phiếu hỏng", key="k2")  # fmt: skip
        assert Value.objects.get(component=part).number == Decimal("8.5")
        assert Value.objects.get(component__code="p2").absence == "survey_error"
        post(keeper, "enter_value", edition.pk, **given, number="8,5", key="k1")
        assert Value.objects.filter(component=part).count() == 1

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({"number": "12,5"}, "cao hơn mức cao nhất"),
            ({"number": "1.234,5"}, "không chấm hàng nghìn"),
            ({"number": "8", "absence": "withheld"}, "không ghi cả hai"),
            ({"number": "8", "rank": "64"}, "lớn hơn số đối tượng xếp hạng"),
        ],
    )
    def test_is_refused_what_cannot_be(
        self, keeper: Client, edition: Edition, now: datetime, data: dict[str, str], words: str
    ) -> None:
        given = {"entity": EntityFactory().pk, "component": Component.objects.get(code="p1").pk, "key": "k"}
        response = post(keeper, "enter_value", edition.pk, **given, source=edition.source_id, **data)
        assert response.status_code == 422
        assert words in response.content.decode()
        assert not Value.objects.exists()

    def test_of_several_sources_is_chosen(self, keeper: Client, edition: Edition, now: datetime) -> None:
        value, _ = filled(edition, now)
        beside = make_value(edition, value.entity, "83.7", at=now, preferred=False)
        words = page(keeper, "value", value.pk)
        assert "Các nguồn chênh nhau 0,09 điểm" in words
        post(keeper, "prefer_value", beside.pk)
        beside.refresh_from_db()
        value.refresh_from_db()
        assert (beside.preferred, value.preferred) == (True, False)

    def test_keeps_of_how_many_it_is_ranked_when_corrected(
        self, keeper: Client, edition: Edition, now: datetime
    ) -> None:
        value, _ = filled(edition, now)
        Value.objects.filter(pk=value.pk).update(rank=5, ranked_count=9)
        shown = page(keeper, "correct_value", value.pk)
        assert 'name="ranked_count" value="9"' in shown
        given = {"number": "83,16", "rank": "5", "ranked_count": "9", "source": value.source_id, "key": "k"}
        post(keeper, "correct_value", value.pk, **given, reason="Gõ nhầm")
        assert "83,16 điểm, hạng 5/9" in page(keeper, "value", value.pk)

    def test_is_corrected_with_a_reason_and_keeps_its_history(
        self, keeper: Client, edition: Edition, now: datetime
    ) -> None:
        value, _ = filled(edition, now)
        given = {"number": "83,16", "rank": "41", "source": value.source_id, "key": "k"}
        assert "Hãy ghi lý do đính chính." in post(keeper, "correct_value", value.pk, **given).content.decode()
        post(keeper, "correct_value", value.pk, **given, reason="Gõ ngược hai chữ số")
        words = page(keeper, "value", value.pk)
        assert "83,16 điểm" in words
        assert "<del>83,61 điểm, hạng 41/63</del>" in words
        assert "Gõ ngược hai chữ số" in words
        assert "thay bởi đợt 2" in words
        assert "thay 1 giá trị cũ" in page(keeper, "vintages", edition.pk)
        assert "đã được thay" in said(keeper.get(reverse("indices:correct_value", args=[value.pk])))[0]


class TestOpening:
    def test_is_refused_without_values_and_without_source(self, cast: Cast, now: datetime) -> None:
        edition = make_edition(make_index(), 2022)
        with pytest.raises(CannotChangeIndex, match="chưa có giá trị nào") as refused:
            open_edition(edition=edition, by=cast.programme_officer, at=now)
        assert "thật hay minh họa" in str(refused.value)

    def test_is_refused_while_nobody_has_chosen_between_sources(
        self, cast: Cast, edition: Edition, now: datetime
    ) -> None:
        value, _ = filled(edition, now)
        make_value(edition, value.entity, "83.7", at=now, preferred=False)
        Value.objects.filter(pk=value.pk).update(preferred=False)
        with pytest.raises(CannotChangeIndex, match="chưa chọn nguồn nào"):
            open_edition(edition=edition, by=cast.programme_officer, at=now)

    def test_of_illustrative_values_needs_no_source(self, cast: Cast, now: datetime) -> None:
        edition = make_edition(make_index(), 2022, illustrative=True)
        make_value(edition, EntityFactory(), "50", at=now)
        assert open_edition(edition=edition, by=cast.programme_officer, at=now).opened_at == now

    def test_follows_a_look_and_is_taken_back_with_a_reason(
        self, keeper: Client, edition: Edition, now: datetime
    ) -> None:
        filled(edition, now)
        words = page(keeper, "open", edition.pk)
        assert "83,61 điểm, hạng 41/63" in words
        assert "Trang xếp hạng còn hiện 1 đối tượng khác" in words
        post(keeper, "open", edition.pk)
        edition.refresh_from_db()
        assert edition.opened_at is not None
        assert PublicChange.objects.filter(subject=f"index:{edition.index_id}").count() == 1
        assert post(keeper, "hide", edition.pk, reason=" ").status_code == 422
        post(keeper, "hide", edition.pk, reason="Sai số của vùng")
        edition.refresh_from_db()
        assert edition.opened_at is None
        entry = AuditEntry.objects.get(act="indices.hide_edition")
        assert entry.detail["reason"] == "Sai số của vùng"
        assert AuditEntry.objects.filter(act="indices.open_edition").exists()

    def test_twice_is_once(self, cast: Cast, edition: Edition, now: datetime) -> None:
        filled(edition, now)
        for _ in range(2):
            open_edition(edition=edition, by=cast.programme_officer, at=now)
        assert AuditEntry.objects.filter(act="indices.open_edition").count() == 1
        for _ in range(2):
            hide_edition(edition=edition, reason="Nhầm", by=cast.programme_officer, at=now)
        assert AuditEntry.objects.filter(act="indices.hide_edition").count() == 1

    def test_preview_is_for_staff_alone(self, client: Client, cast: Cast, edition: Edition, now: datetime) -> None:
        filled(edition, now)
        address = reverse("indices:preview", args=[edition.pk])
        assert client.get(address).status_code == 302
        client.force_login(cast.focal_officer)
        assert client.get(address).url == reverse("wagtailadmin_home")
        client.force_login(cast.leader)
        words = client.get(address).content.decode()
        assert "83,61 điểm" in words
        assert "ra công khai</button>" not in words
