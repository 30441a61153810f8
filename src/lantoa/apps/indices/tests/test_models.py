"""What the database itself refuses about indices."""

from datetime import date
from decimal import Decimal

import pytest
from conftest import NOW
from django.db import IntegrityError, transaction

from lantoa.apps.indices.factories import (
    EntityFactory,
    IndexSourceFactory,
    first_vintage,
    make_edition,
    make_index,
    make_series,
    make_value,
)
from lantoa.apps.indices.models import Absence, Component, Entity, Value, Vintage

pytestmark = pytest.mark.django_db


def refused(name: str, make: object) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()  # type: ignore[operator]


class TestValue:
    def test_is_a_number_or_the_reason_why_there_is_none(self) -> None:
        edition, entity = make_edition(make_index(), 2022), EntityFactory()
        refused("value_or_absence", lambda: make_value(edition, entity, "1", at=NOW, absence=Absence.WITHHELD))
        refused("value_or_absence", lambda: make_value(edition, entity, at=NOW, absence=""))

    def test_may_be_a_rank_alone(self) -> None:
        assert make_value(make_edition(make_index(), 2022), EntityFactory(), at=NOW, rank=52).number is None

    def test_stands_once_for_each_source_and_one_of_them_is_preferred(self) -> None:
        edition, entity = make_edition(make_index("pci"), 2022), EntityFactory()
        told = make_value(edition, entity, "61.26", at=NOW)
        refused(r"value_one_preferred|component_id$", lambda: make_value(edition, entity, "61.29", at=NOW))
        make_value(edition, entity, "61.29", at=NOW, preferred=False)
        again = {"preferred": False, "source": told.source}
        with pytest.raises(IntegrityError), transaction.atomic():  # the two databases name this one differently
            make_value(edition, entity, "61.27", at=NOW, **again)

    def test_makes_room_for_its_correction(self) -> None:
        edition, entity = make_edition(make_index(), 2022), EntityFactory()
        wrong = make_value(edition, entity, "61.62", at=NOW)
        later = Vintage.objects.create(
            edition=edition, number=2, kind=Vintage.Kind.CORRECTION, reason="Gõ ngược", entered_at=NOW, key="k2"
        )
        Value.objects.filter(pk=wrong.pk).update(superseded_by=later)
        make_value(edition, entity, "61.26", at=NOW, source=wrong.source, vintage=later)
        assert [value.number for value in Value.objects.current()] == [Decimal("61.26")]

    def test_that_was_worked_out_says_how(self) -> None:
        edition, entity = make_edition(make_index(), 2022), EntityFactory()
        refused("value_derived_says_how", lambda: make_value(edition, entity, "84.84", at=NOW, derived=True))

    def test_ranks_begin_at_one(self) -> None:
        edition, entity = make_edition(make_index(), 2022), EntityFactory()
        refused("value_rank_from_one", lambda: make_value(edition, entity, at=NOW, rank=0))


class TestComponent:
    def test_has_one_total_a_scale(self) -> None:
        scale = make_index(parts=2).scales.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            Component.objects.create(scale=scale, code="tong-2", name="Tổng khác", short_name="Tổng khác")

    def test_knows_which_one_is_the_total(self) -> None:
        components = make_index(parts=2).scales.get().components.all()
        assert [component.is_total for component in components] == [True, False, False]


class TestEdition:
    def test_stands_once_a_year(self) -> None:
        index = make_index()
        make_edition(index, 2022)
        with pytest.raises(IntegrityError), transaction.atomic():
            make_edition(index, 2022)

    def test_that_measured_in_another_way_says_how(self) -> None:
        refused("edition_break_says_how", lambda: make_edition(make_index(), 2018, method_break=True))

    def test_ranks_no_more_at_the_top_than_in_all(self) -> None:
        refused("edition_top_within_count", lambda: make_edition(make_index(), 2023, ranked_top=64))


class TestVintage:
    def test_that_corrects_gives_its_reason(self) -> None:
        edition = make_edition(make_index(), 2022)
        given = {"edition": edition, "number": 1, "kind": Vintage.Kind.CORRECTION, "entered_at": NOW, "key": "k"}
        refused("vintage_correction_has_reason", lambda: Vintage.objects.create(**given))

    def test_of_one_page_is_entered_once(self) -> None:
        vintage = first_vintage(make_edition(make_index(), 2022), at=NOW)
        assert first_vintage(vintage.edition, at=NOW) == vintage
        with pytest.raises(IntegrityError), transaction.atomic():
            Vintage.objects.create(
                edition=vintage.edition, number=2, kind=Vintage.Kind.ADDITION, entered_at=NOW, key=vintage.key
            )


class TestEntity:
    def test_is_valid_in_the_years_it_existed(self) -> None:
        old = EntityFactory(valid_to=date(2025, 6, 30))
        new = EntityFactory(valid_from=date(2025, 7, 1))
        for year, there in ((2024, {old}), (2025, {old, new}), (2026, {new})):
            assert set(Entity.objects.valid_in(year)) == there
            assert {entity for entity in (old, new) if entity.is_valid_in(year)} == there

    def test_that_is_home_is_a_province(self) -> None:
        refused("entity_home_is_a_province", lambda: EntityFactory(region=True, is_home=True))


class TestFactories:
    def test_make_a_series_with_its_editions(self) -> None:
        index, entity = make_index(), EntityFactory()
        values = make_series(index, entity, {2021: "63.33", 2022: None}, at=NOW)
        assert [(value.edition.year_measured, value.absence) for value in values] == [(2021, ""), (2022, "not_found")]
        assert IndexSourceFactory().address.startswith("https://")
