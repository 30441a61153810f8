"""Totals and ranks of the province's own index: what is worked out, kept, taken back, and refused."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from conftest import NOW

from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.indices.actions import CannotCompute, compute_edition
from lantoa.apps.indices.factories import EntityFactory, first_vintage, make_edition, make_index, make_value
from lantoa.apps.indices.models import Absence, Edition, Entity, EntityKind, Index, SurveySample, Value, Vintage

pytestmark = pytest.mark.django_db


def ddci(year: int = 2025, **values: object) -> Edition:
    index = Index.objects.filter(slug="ddci").first() or make_index("ddci", parts=2, kind=Index.Kind.LOCAL)
    return make_edition(index, year, ranked_count=None, **values)


def surveyed(edition: Edition, name: str, means: Sequence[str | None], kind: str = EntityKind.DEPARTMENT) -> Entity:
    entity = EntityFactory(kind=kind, name=name, short_name=name)
    for component, mean in zip(edition.scale.components.exclude(parent=None), means, strict=True):
        given = {"absence": Absence.NOT_APPLICABLE} if mean == "–" else {}
        make_value(edition, entity, None if mean == "–" else mean, at=NOW, component=component, **given)
    return entity


def computed(edition: Edition) -> Vintage | None:
    return compute_edition(edition=edition, by=None, at=NOW)


def total(edition: Edition, entity: Entity) -> Value:
    return Value.objects.current().get(edition=edition, entity=entity, component__parent=None)


def told(edition: Edition, *entities: Entity) -> list[tuple[Decimal | None, int | None]]:
    return [(value.number, value.rank) for value in (total(edition, entity) for entity in entities)]


class TestComputeEdition:
    def test_ranks_departments_among_departments_and_districts_among_districts(self) -> None:
        edition = ddci()
        first = surveyed(edition, "Sở A", ["8", "9"])
        second = surveyed(edition, "Sở B", ["7.005", "5"])
        district = surveyed(edition, "Huyện C", ["1", "2"], EntityKind.DISTRICT)
        computed(edition)
        assert told(edition, first, second, district) == [(17, 1), (Decimal("12.01"), 2), (3, 1)]
        assert [total(edition, entity).ranked_among for entity in (first, second, district)] == [2, 2, 1]

    def test_gives_equal_totals_one_rank_and_leaves_out_the_next(self) -> None:
        edition = ddci()
        means = (["5", "3"], ["4", "4"], ["1", "1"])
        entities = [surveyed(edition, f"Sở {place}", given) for place, given in enumerate(means)]
        computed(edition)
        assert [rank for _, rank in told(edition, *entities)] == [1, 1, 3]

    def test_says_that_the_total_was_worked_out_and_how(self) -> None:
        edition = ddci()
        entity = surveyed(edition, "Sở A", ["8", "9"])
        computed(edition)
        assert total(edition, entity).derived_note == (
            "Cộng điểm trung bình của các thành phần, làm tròn 2 chữ số thập phân; xếp hạng trong nhóm sở, ban, ngành."
        )

    def test_changes_nothing_the_second_time(self) -> None:
        edition = ddci()
        surveyed(edition, "Sở A", ["8", "9"])
        assert computed(edition).number == 2
        before = list(Value.objects.values_list("pk", "superseded_by"))
        assert computed(edition) is None
        assert list(Value.objects.values_list("pk", "superseded_by")) == before
        assert AuditEntry.objects.filter(act="indices.enter_values").count() == 1

    def test_makes_a_new_vintage_of_those_totals_that_change(self) -> None:
        edition = ddci()
        kept, risen = surveyed(edition, "Sở A", ["8", "9"]), surveyed(edition, "Sở B", ["1", "1"])
        computed(edition)
        wrong = Value.objects.get(entity=risen, number=1, component__code="p1")
        later = Vintage.objects.create(
            edition=edition, number=9, kind=Vintage.Kind.CORRECTION, reason="Gõ sai", entered_at=NOW, key="k"
        )
        Value.objects.filter(pk=wrong.pk).update(superseded_by=later)
        make_value(edition, risen, "2", at=NOW, component=wrong.component, source=wrong.source, vintage=later)
        vintage = computed(edition)
        assert (vintage.number, vintage.kind) == (10, Vintage.Kind.CORRECTION)
        assert [value.entity for value in vintage.values.all()] == [risen]
        assert told(edition, kept, risen) == [(17, 1), (3, 2)]

    def test_leaves_what_does_not_apply_out_and_says_so(self) -> None:
        edition = ddci()
        entity = surveyed(edition, "Sở A", ["8", "–"])
        computed(edition)
        assert told(edition, entity) == [(8, 1)]
        assert "thành phần không áp dụng thì không tính" in total(edition, entity).derived_note

    def test_gives_no_total_where_a_mean_is_missing_and_names_it(self) -> None:
        edition = ddci()
        entity = surveyed(edition, "Sở A", ["8", None])
        computed(edition)
        value = total(edition, entity)
        assert (value.number, value.absence) == (None, Absence.NOT_PUBLISHED)
        assert value.absence_note == "Thiếu giá trị của “Phần 2”: chưa tìm thấy nguồn."

    def test_tells_public_pages_only_of_an_edition_that_is_open(self) -> None:
        hidden, opened = ddci(2024), ddci(2025, at=NOW)
        for edition, changes in ((hidden, False), (opened, True)):
            surveyed(edition, f"Sở {edition.year_measured}", ["8", "9"])
            computed(edition)
            assert PublicChange.objects.filter(subject="indices").exists() is changes


class TestMinimumSample:
    def test_takes_every_figure_back_from_whoever_has_too_few_answers(self) -> None:
        edition = ddci(minimum_answers=30)
        few, enough = surveyed(edition, "Sở A", ["8", "9"]), surveyed(edition, "Sở B", ["1", "1"])
        SurveySample.objects.create(edition=edition, entity=few, answers=29)
        SurveySample.objects.create(edition=edition, entity=enough, answers=30)
        computed(edition)
        assert told(edition, few, enough) == [(None, None), (2, 1)]
        found = Value.objects.current().filter(entity=few)
        assert {value.absence for value in found} == {Absence.TOO_FEW_ANSWERS}
        assert {value.absence_note for value in found} == {"29 phiếu, ít hơn mức tối thiểu 30 phiếu."}

    def test_gives_them_back_when_there_are_enough(self) -> None:
        edition = ddci(minimum_answers=30)
        entity = surveyed(edition, "Sở A", ["8", "9"])
        sample = SurveySample.objects.create(edition=edition, entity=entity, answers=3, sent=40)
        computed(edition)
        SurveySample.objects.filter(pk=sample.pk).update(answers=33)
        computed(edition)
        assert told(edition, entity) == [(17, 1)]
        means = Value.objects.current().filter(entity=entity, derived=False).values_list("number", flat=True)
        assert sorted(means) == [8, 9]
        assert computed(edition) is None

    def test_asks_for_the_number_of_answers_of_everybody(self) -> None:
        edition = ddci(minimum_answers=30)
        surveyed(edition, "Sở A", ["8", "9"])
        with pytest.raises(CannotCompute, match="Chưa ghi số phiếu thu về của: Sở A"):
            computed(edition)


class TestRefusals:
    def test_leaves_indices_of_others_as_published(self) -> None:
        with pytest.raises(CannotCompute, match="trong tỉnh"):
            computed(make_edition(make_index(parts=2), 2023))

    def test_never_overwrites_a_total_that_was_typed(self) -> None:
        edition = ddci()
        make_value(edition, surveyed(edition, "Sở A", ["8", "9"]), "17", at=NOW)
        with pytest.raises(CannotCompute, match="Tổng điểm đã nhập sẵn: Sở A"):
            computed(edition)

    def test_says_when_there_is_nothing_to_compute_from(self) -> None:
        edition = ddci()
        with pytest.raises(CannotCompute, match="chưa có điểm trung bình nào"):
            computed(edition)
        edition.scale.components.exclude(parent=None).delete()
        with pytest.raises(CannotCompute, match="chưa có thành phần"):
            computed(edition)
        edition.scale.rule = "unknown"
        edition.scale.save(update_fields=["rule"])
        with pytest.raises(CannotCompute, match="chưa ghi cách tính tổng"):
            computed(edition)


class TestQueries:
    def test_do_not_grow_with_the_entities(self, django_assert_max_num_queries) -> None:
        edition = ddci()
        first_vintage(edition, at=NOW)
        for place in range(12):
            surveyed(edition, f"Sở {place}", [str(place % 9), "9"])
        with django_assert_max_num_queries(17):
            computed(edition)
