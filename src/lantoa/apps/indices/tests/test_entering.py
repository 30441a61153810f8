"""Values entered at once or one by one: vintages, corrections, conflicts."""

from datetime import date
from decimal import Decimal

import pytest
from conftest import NOW, Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.indices.actions import (
    CannotEnter,
    NothingNew,
    ReasonNeeded,
    correct_value,
    enter_values,
    prefer_value,
    public_subject,
)
from lantoa.apps.indices.factories import EntityFactory, IndexSourceFactory, make_edition, make_index, make_value
from lantoa.apps.indices.models import Absence, Component, Edition, Entity, Value, Vintage
from lantoa.apps.indices.queries.new_values import NewValue

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition(make_index(parts=2), 2022, source=IndexSourceFactory())


def total(edition: Edition) -> Component:
    return edition.scale.components.get(parent=None)


def row(edition: Edition, entity: Entity, number: str | None = None, **values: object) -> NewValue:
    return NewValue(entity, total(edition), None if number is None else Decimal(number), **values)  # type: ignore[arg-type]


class TestEnterValues:
    def test_makes_a_first_vintage_then_additions(self, edition: Edition, cast: Cast) -> None:
        one, other = EntityFactory(), EntityFactory()
        given = {"edition": edition, "by": cast.programme_officer, "at": NOW}
        first = enter_values(rows=[row(edition, one, "12.5", rank=3)], key="a", **given)
        second = enter_values(rows=[row(edition, one, "12.5", rank=3), row(edition, other, "11")], key="b", **given)
        assert [(v.kind, v.number) for v in (first, second)] == [("first", 1), ("addition", 2)]
        assert [value.entity for value in second.values.all()] == [other]
        assert AuditEntry.objects.filter(act="indices.enter_values").count() == 2

    def test_is_done_once_a_key(self, edition: Edition) -> None:
        entity = EntityFactory()
        entered = [
            enter_values(edition=edition, rows=[row(edition, entity, number)], key="a", by=None, at=NOW)
            for number in ("12", "13")
        ]
        assert entered[0] == entered[1]
        assert [value.number for value in Value.objects.all()] == [12]

    def test_replaces_a_value_only_with_a_reason(self, edition: Edition) -> None:
        entity = EntityFactory()
        enter_values(edition=edition, rows=[row(edition, entity, "12")], key="a", by=None, at=NOW)
        changed = {"edition": edition, "rows": [row(edition, entity, "13")], "key": "b", "by": None, "at": NOW}
        with pytest.raises(ReasonNeeded):
            enter_values(**changed)
        with pytest.raises(CannotEnter):
            enter_values(**changed, kind=Vintage.Kind.ADDITION, reason="Gõ sai")
        correction = enter_values(**changed, reason="Gõ sai")
        assert correction.kind == Vintage.Kind.CORRECTION
        assert [value.number for value in Value.objects.current()] == [13]
        assert [value.number for value in correction.superseded_values.all()] == [12]

    def test_keeps_what_differs_by_source_side_by_side(self, edition: Edition) -> None:
        entity, party = EntityFactory(), IndexSourceFactory()
        rows = [row(edition, entity, "6.126"), row(edition, entity, "6.129", source=party)]
        enter_values(edition=edition, rows=rows, key="a", by=None, at=NOW)
        assert sorted((value.number, value.preferred) for value in Value.objects.current()) == [
            (Decimal("6.126"), True),
            (Decimal("6.129"), False),
        ]

    def test_prefers_the_one_that_asks_for_it(self, edition: Edition) -> None:
        entity, party = EntityFactory(), IndexSourceFactory()
        enter_values(edition=edition, rows=[row(edition, entity, "12")], key="a", by=None, at=NOW)
        later = row(edition, entity, "13", source=party, preferred=True)
        enter_values(edition=edition, rows=[later], key="b", by=None, at=NOW)
        assert [value.number for value in Value.objects.current().filter(preferred=True)] == [13]
        assert Value.objects.current().count() == 2

    def test_lets_what_was_not_found_give_way_without_a_reason(self, edition: Edition) -> None:
        entity = EntityFactory()
        missing = row(edition, entity, absence=Absence.NOT_FOUND, source=IndexSourceFactory())
        enter_values(edition=edition, rows=[missing], key="a", by=None, at=NOW)
        vintage = enter_values(edition=edition, rows=[row(edition, entity, "12")], key="b", by=None, at=NOW)
        assert vintage.kind == Vintage.Kind.ADDITION
        assert [(value.number, value.preferred) for value in Value.objects.current()] == [(12, True)]

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"number": "101"}, "cao hơn mức cao nhất"),
            ({"number": "-1"}, "thấp hơn mức thấp nhất"),
            ({"number": "1", "rank": 64}, "lớn hơn số đối tượng"),
            ({"number": "1", "rank": 0}, "bắt đầu từ 1"),
            ({"number": "1.234567"}, "chữ số thập phân"),
            ({"number": "NaN"}, "không phải một số"),
            ({}, "không có thì ghi lý do"),
            ({"number": "1", "absence": "withheld"}, "không ghi cả hai"),
        ],
    )
    def test_refuses_what_cannot_be(self, edition: Edition, values: dict[str, object], words: str) -> None:
        number = values.pop("number", None)
        with pytest.raises(CannotEnter, match=words):
            enter_values(
                edition=edition,
                rows=[row(edition, EntityFactory(), number, **values)],  # type: ignore[arg-type]
                key="a",
                by=None,
                at=NOW,
            )
        assert not Vintage.objects.exists()

    def test_refuses_an_entity_of_another_time_but_for_saying_so(self, edition: Edition) -> None:
        new = EntityFactory(valid_from=date(2025, 7, 1))
        with pytest.raises(CannotEnter, match="không tồn tại"):
            enter_values(edition=edition, rows=[row(edition, new, "1")], key="a", by=None, at=NOW)
        rows = [row(edition, new, absence=Absence.NOT_APPLICABLE)]
        assert enter_values(edition=edition, rows=rows, key="b", by=None, at=NOW).number == 1

    def test_refuses_two_values_of_one_source(self, edition: Edition) -> None:
        entity = EntityFactory()
        with pytest.raises(CannotEnter, match="cùng nguồn"):
            rows = [row(edition, entity, "1"), row(edition, entity, "2")]
            enter_values(edition=edition, rows=rows, key="a", by=None, at=NOW)

    def test_refuses_to_enter_nothing(self, edition: Edition) -> None:
        with pytest.raises(NothingNew):
            enter_values(edition=edition, rows=[], key="a", by=None, at=NOW)

    def test_tells_the_public_pages_of_an_open_edition(self, edition: Edition) -> None:
        entity = EntityFactory()
        enter_values(edition=edition, rows=[row(edition, entity, "12")], key="a", by=None, at=NOW)
        assert not PublicChange.objects.exists()
        Edition.objects.update(opened_at=NOW)
        enter_values(edition=edition, rows=[row(edition, entity, "13")], key="b", reason="Sai", by=None, at=NOW)
        assert PublicChange.objects.filter(subject=public_subject(edition.index)).exists()

    def test_asks_no_more_queries_for_more_rows(self, edition: Edition) -> None:
        components = list(edition.scale.components.all())
        asked = []
        for key, many in (("a", 2), ("b", 20)):
            rows = [
                NewValue(entity, part, Decimal(1)) for entity in EntityFactory.create_batch(many) for part in components
            ]
            with CaptureQueriesContext(
                connection,
            ) as queries:
                enter_values(edition=edition, rows=rows, key=key, by=None, at=NOW)
            # SQLite takes some sixty rows in one statement.
            asked.append(len({query["sql"][:60] for query in queries.captured_queries}))
        assert asked[0] == asked[1]


class TestCorrectValue:
    def test_replaces_one_value_and_says_why(self, edition: Edition, cast: Cast) -> None:
        value = make_value(edition, EntityFactory(), "16.62", at=NOW)
        vintage = correct_value(
            value=value, number=Decimal("12.66"), rank=59, reason="Gõ ngược", key="k", by=cast.programme_officer, at=NOW
        )
        assert (vintage.kind, vintage.reason, vintage.number) == ("correction", "Gõ ngược", 2)
        assert [(now.number, now.rank, now.source) for now in Value.objects.current()] == [
            (Decimal("12.66"), 59, value.source)
        ]

    def test_needs_a_reason(self, edition: Edition) -> None:
        with pytest.raises(ReasonNeeded):
            value = make_value(edition, EntityFactory(), "1", at=NOW)
            correct_value(value=value, number=Decimal(2), reason=" ", key="k", by=None, at=NOW)

    def test_takes_another_source_in_the_place_of_the_old_one(self, edition: Edition) -> None:
        value, right = make_value(edition, EntityFactory(), "1", at=NOW), IndexSourceFactory()
        correct_value(value=value, number=Decimal(2), reason="Nguồn nhầm", source=right, key="k", by=None, at=NOW)
        assert [(now.number, now.source, now.preferred) for now in Value.objects.current()] == [(2, right, True)]

    def test_leaves_the_preferred_one_where_it_is(self, edition: Edition) -> None:
        value = make_value(edition, EntityFactory(), "1", at=NOW)
        beside = make_value(edition, value.entity, "3", at=NOW, preferred=False)
        correct_value(value=beside, number=Decimal(2), reason="Gõ sai", key="k", by=None, at=NOW)
        assert sorted((now.number, now.preferred) for now in Value.objects.current()) == [(1, True), (2, False)]

    def test_refuses_one_that_was_corrected_meanwhile_but_takes_a_second_press(self, edition: Edition) -> None:
        value = make_value(edition, EntityFactory(), "1", at=NOW)
        given = {"value": value, "number": Decimal(2), "reason": "Gõ sai", "by": None, "at": NOW}
        assert correct_value(**given, key="k") == correct_value(**given, key="k")  # type: ignore[arg-type]
        with pytest.raises(CannotEnter, match="người khác"):
            correct_value(**given, key="other")  # type: ignore[arg-type]

    def test_can_say_that_there_is_no_value(self, edition: Edition) -> None:
        value = make_value(edition, EntityFactory(), "1", at=NOW)
        correct_value(value=value, absence=Absence.WITHHELD, reason="Thu hồi", key="k", by=None, at=NOW)
        assert [now.absence for now in Value.objects.current()] == ["withheld"]


class TestPreferValue:
    def test_changes_places(self, edition: Edition, cast: Cast) -> None:
        shown = make_value(edition, EntityFactory(), "1", at=NOW)
        beside = make_value(edition, shown.entity, "3", at=NOW, preferred=False)
        prefer_value(value=beside, by=cast.programme_officer, at=NOW)
        assert sorted((now.number, now.preferred) for now in Value.objects.current()) == [(1, False), (3, True)]
        assert AuditEntry.objects.filter(act="indices.prefer_value").count() == 1

    def test_refuses_one_that_was_replaced(self, edition: Edition) -> None:
        value = make_value(edition, EntityFactory(), "1", at=NOW)
        correct_value(value=value, number=Decimal(2), reason="Gõ sai", key="k", by=None, at=NOW)
        with pytest.raises(CannotEnter):
            prefer_value(value=value, by=None, at=NOW)
