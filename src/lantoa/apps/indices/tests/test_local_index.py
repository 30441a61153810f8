"""The province's own index in the office, step by step."""

import pytest
from conftest import NOW, Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.indices.actions.ddci import Sample, set_samples
from lantoa.apps.indices.factories import EntityFactory, make_edition, make_index, make_value
from lantoa.apps.indices.models import Edition, Entity, EntityKind, Index, SurveySample, Value

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition(make_index("ddci", parts=2, kind=Index.Kind.LOCAL, short_name="DDCI"), 2025, ranked_count=None)


def department(name: str = "Sở A") -> Entity:
    return EntityFactory(kind=EntityKind.DEPARTMENT, name=name, short_name=name)


def means(edition: Edition, entity: Entity, *numbers: str) -> None:
    for component, number in zip(edition.scale.components.exclude(parent=None), numbers, strict=False):
        make_value(edition, entity, number, at=NOW, component=component)


def page(client: Client, edition: Edition, name: str = "local_edition") -> str:
    response = client.get(reverse(f"indices:{name}", args=[edition.pk]))
    assert response.status_code == 200
    return str(response.content.decode())


class TestSteps:
    def test_lead_from_nothing_to_ranks(self, client: Client, cast: Cast, edition: Edition) -> None:
        client.force_login(cast.programme_officer)
        assert "Chưa có đối tượng nào trong tỉnh của năm 2025" in page(client, edition)
        entity, other = department(), department("Sở B")
        means(edition, entity, "8", "9")
        means(edition, other, "8")
        told = page(client, edition)
        assert "Sở B còn thiếu: Phần 2." in told and "Chưa đặt số phiếu tối thiểu" in told
        means_of_other = edition.scale.components.get(code="p2")
        make_value(edition, other, "1", at=NOW, component=means_of_other)
        typed = {"minimum": "30", f"a{entity.pk}": "40", f"s{entity.pk}": "50", f"a{other.pk}": "12"}
        client.post(reverse("indices:survey_samples", args=[edition.pk]), typed)
        assert "Chưa đủ phiếu, sẽ không có điểm: Sở B." in page(client, edition)
        client.post(reverse("indices:compute_local", args=[edition.pk]))
        told = page(client, edition)
        assert "17,00 điểm, hạng 1/1" in told and "40/50 phiếu" in told
        assert "chưa đủ phiếu: 12 phiếu, ít hơn mức tối thiểu 30 phiếu" in told
        assert "Tính tổng điểm và thứ hạng</button>" not in told

    def test_say_what_is_missing_of_the_weights(self, client: Client, cast: Cast, edition: Edition) -> None:
        edition.scale.rule = "weighted_mean"
        edition.scale.save(update_fields=["rule"])
        client.force_login(cast.leader)
        assert "Chưa có trọng số: Phần 1, Phần 2." in page(client, edition)
        edition.scale.components.exclude(parent=None).update(weight=40)
        assert "Trọng số cộng lại được 80, không phải 100 hay 1" in page(client, edition)

    def test_keep_what_was_typed_and_name_what_is_wrong(self, client: Client, cast: Cast, edition: Edition) -> None:
        entity = department()
        client.force_login(cast.programme_officer)
        typed = {"minimum": "x", f"a{entity.pk}": "60", f"s{entity.pk}": "50"}
        refused = client.post(reverse("indices:survey_samples", args=[edition.pk]), typed)
        content = refused.content.decode()
        assert refused.status_code == 422 and 'value="60"' in content
        assert "Không thể nhiều hơn số phiếu phát ra." in content
        assert not SurveySample.objects.exists()

    def test_tell_why_it_cannot_be_computed(self, client: Client, cast: Cast, edition: Edition) -> None:
        client.force_login(cast.programme_officer)
        answer = client.post(reverse("indices:compute_local", args=[edition.pk]), follow=True)
        assert "chưa có điểm trung bình nào" in answer.content.decode()
        assert not Value.objects.exists()

    def test_are_only_for_indices_within_the_province(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        other = make_edition(make_index("pci"), 2023)
        assert client.get(reverse("indices:local_edition", args=[other.pk])).status_code == 404

    def test_are_reached_from_the_list_and_from_the_edition(self, client: Client, cast: Cast, edition: Edition) -> None:
        client.force_login(cast.leader)
        here = reverse("indices:local_edition", args=[edition.pk])
        assert f'href="{here}"' in client.get(reverse("indices:local_indices")).content.decode()
        assert f'href="{here}"' in page(client, edition, "edition")

    def test_ask_the_same_however_many_there_are(self, client: Client, cast: Cast, edition: Edition) -> None:
        client.force_login(cast.leader)
        means(edition, department(), "8", "9")
        page(client, edition)
        with CaptureQueriesContext(connection) as few:
            page(client, edition)
        for place in range(12):
            entity = department(f"Sở {place}")
            means(edition, entity, "8", "9")
            SurveySample.objects.create(edition=edition, entity=entity, answers=30)
        with CaptureQueriesContext(connection) as many:
            page(client, edition)
        assert len(many) <= len(few)


class TestSetSamples:
    def test_stores_changes_and_forgets_what_was_emptied(self, edition: Edition) -> None:
        first, second = department(), department("Sở B")
        samples = {first: Sample(30, 40), second: Sample(5)}
        assert set_samples(edition=edition, minimum=20, samples=samples, by="A", at=NOW)
        assert not set_samples(edition=edition, minimum=20, samples=samples, by="A", at=NOW)
        assert set_samples(edition=edition, minimum=None, samples={second: None}, by="A", at=NOW)
        assert [(row.entity, row.answers, row.sent) for row in SurveySample.objects.all()] == [(first, 30, 40)]
        last = AuditEntry.objects.filter(act="indices.set_samples").latest("pk")
        assert last.detail == {"minimum": [20, None], "samples": [[second.slug, [5, None], None]]}
