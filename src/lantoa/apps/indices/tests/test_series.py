"""An index over the years, as pages are given it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from conftest import NOW

from lantoa.apps.indices.factories import (
    EntityFactory,
    IndexSourceFactory,
    first_vintage,
    make_edition,
    make_index,
    make_scale,
    make_series,
    make_value,
)
from lantoa.apps.indices.models import Absence, EntityKind, EntitySuccession, Index, Value, Vintage
from lantoa.apps.indices.queries import default_entities, home_entities, index_series, measured_entities
from lantoa.core.scoring import Change, NoChange

pytestmark = pytest.mark.django_db
Asks = Callable[..., Any]


def corrected(value: Value, number: str) -> Value:
    """Return the value that replaced another by a correction."""
    vintage = Vintage.objects.create(
        edition=value.edition, number=value.edition.vintages.count() + 1, kind=Vintage.Kind.CORRECTION,
        reason="Báo cáo in nhầm", entered_at=NOW, key=f"sua-{value.pk}",
    )  # fmt: skip
    Value.objects.filter(pk=value.pk).update(superseded_by=vintage)
    return make_value(value.edition, value.entity, number, at=NOW, vintage=vintage, source=value.source)


class TestIndexSeries:
    def test_has_a_cell_and_a_change_for_each_edition(self) -> None:
        index, entity = make_index(), EntityFactory()
        make_series(index, entity, {2021: "60.5", 2022: "61.26", 2023: None}, at=NOW)
        line = index_series(index, [entity]).lines[0]
        assert [cell.number for cell in line.cells] == [Decimal("60.5"), Decimal("61.26"), None]
        assert line.cells[2].reason == "Chưa tìm thấy nguồn"
        assert line.cells[2].absent is not None
        assert line.changes[0] is None
        assert isinstance(line.changes[1], Change) and line.changes[1].points == Decimal("0.76")
        assert isinstance(line.changes[2], NoChange) and "2023 không có giá trị" in line.changes[2].reason

    def test_keeps_hidden_editions_from_the_public(self) -> None:
        index, entity = make_index(), EntityFactory()
        make_value(make_edition(index, 2022), entity, "61", at=NOW)
        assert index_series(index, [entity]).editions == ()
        assert len(index_series(index, [entity], public=False).editions) == 1

    def test_stops_at_another_scale_and_at_another_method(self) -> None:
        index, entity = make_index("papi"), EntityFactory()
        make_series(index, entity, {2016: "38", 2017: "39"}, at=NOW)
        make_scale(index, name="8 nội dung")
        make_series(index, entity, {2018: "46", 2019: "45"}, at=NOW)
        index.editions.filter(year_measured=2019).update(method_break=True, method_break_note="bỏ hai tiêu chí")
        series = index_series(index, [entity])
        assert [(edition.year_measured, reason) for edition, reason in series.breaks] == [
            (2018, "Thang đo khác nhau: năm 2017 là “Thang thử 1”, năm 2018 là “8 nội dung”."),
            (2019, "Cách đo thay đổi từ năm 2019: bỏ hai tiêu chí."),
        ]
        assert [type(change) for change in series.lines[0].changes] == [type(None), Change, NoChange, NoChange]

    def test_finds_a_component_in_every_scale_that_has_its_code(self) -> None:
        index, entity = make_index(parts=2), EntityFactory()
        early = index.scales.get()
        first = early.components.get(code="p2")
        make_value(make_edition(index, 2017, at=NOW), entity, "6", at=NOW, component=first)
        later = make_scale(index, parts=2)
        make_value(make_edition(index, 2018, at=NOW), entity, "7", at=NOW, component=later.components.get(code="p2"))
        make_scale(index, parts=1)
        make_edition(index, 2019, at=NOW)
        series = index_series(index, [entity], component=first)
        assert series.component_name == "Thành phần thử 2"
        assert [cell.number for cell in series.lines[0].cells] == [Decimal(6), Decimal(7), None]
        assert "không có thành phần này" in series.lines[0].cells[2].reason

    def test_puts_conflicting_sources_side_by_side(self) -> None:
        index, entity = make_index(), EntityFactory()
        value = make_series(index, entity, {2022: "61.26"}, at=NOW)[0]
        make_value(value.edition, entity, "61.29", at=NOW, preferred=False, derived=True, derived_note="63,26 − 1,97")
        cell = index_series(index, [entity]).lines[0].cells[0]
        assert cell.number == Decimal("61.26")
        assert [other.number for other in cell.others] == [Decimal("61.29")]

    def test_calls_nothing_a_conflict_that_another_source_confirms(self) -> None:
        index, entity = make_index(), EntityFactory()
        value = make_series(index, entity, {2022: "61.26"}, at=NOW)[0]
        same = make_value(value.edition, entity, "61.26", at=NOW, preferred=False, rank=59)
        cell = index_series(index, [entity]).lines[0].cells[0]
        assert (cell.others, cell.agreeing) == ((), (same,))
        Value.objects.filter(pk=value.pk).update(rank=58)
        assert index_series(index, [entity]).lines[0].cells[0].others == (same,)

    def test_sets_a_figure_beside_an_absence_that_was_preferred(self) -> None:
        edition, entity = make_edition(make_index(), 2023, at=NOW), EntityFactory()
        make_value(edition, entity, at=NOW, absence=Absence.ONLY_TOP_RANKED)
        told = make_value(edition, entity, "63.26", at=NOW, preferred=False)
        cell = index_series(edition.index, [entity]).lines[0].cells[0]
        assert (cell.value, cell.others) == (None, (told,))

    def test_chooses_none_of_several_where_nobody_chose(self) -> None:
        index, entity = make_index(), EntityFactory()
        value = make_series(index, entity, {2022: "61.26"}, at=NOW)[0]
        Value.objects.filter(pk=value.pk).update(preferred=False)
        cell = index_series(index, [entity]).lines[0].cells[0]
        assert (cell.value, len(cell.others)) == (None, 1)
        assert cell.reason == "Các nguồn khác nhau, chưa chọn số nào"

    def test_keeps_what_was_corrected_newest_first(self) -> None:
        index, entity = make_index(), EntityFactory()
        first = make_series(index, entity, {2022: "61.62"}, at=NOW)[0]
        corrected(corrected(first, "61.22"), "61.26")
        cell = index_series(index, [entity]).lines[0].cells[0]
        assert cell.number == Decimal("61.26")
        assert [old.number for old in cell.corrected] == [Decimal("61.22"), Decimal("61.62")]
        assert cell.corrected[0].superseded_by is not None
        assert cell.corrected[0].superseded_by.reason == "Báo cáo in nhầm"

    def test_does_not_join_an_entity_with_what_it_became(self) -> None:
        index = make_index()
        old = EntityFactory(short_name="Quảng Trị", name="Tỉnh Quảng Trị", valid_to=date(2025, 6, 30))
        new = EntityFactory(name="Tỉnh Quảng Trị (mới)", valid_from=date(2025, 7, 1))
        EntitySuccession.objects.create(predecessor=old, successor=new, on=date(2025, 7, 1), source="NQ 202/2025/QH15")
        make_series(index, old, {2024: "61"}, at=NOW)
        make_series(index, new, {2026: "63"}, at=NOW)
        series = index_series(index, [old])
        assert [cell.number for cell in series.lines[0].cells] == [Decimal(61), None]
        assert series.lines[0].cells[1].reason == "Quảng Trị chỉ có đến hết ngày 30/06/2025"
        assert [(one.entity, one.of, one.note) for one in series.related] == [
            (new, old, "từ ngày 01/07/2025 Quảng Trị hợp nhất thành Tỉnh Quảng Trị (mới)")
        ]
        assert [one.entity for one in index_series(index, [new]).related] == [old]
        assert index_series(index, [old, new]).related == ()

    def test_hides_values_of_years_in_which_the_entity_was_not_there(self) -> None:
        index, entity = make_index(), EntityFactory(valid_from=date(2025, 7, 1))
        make_series(index, entity, {2023: "60"}, at=NOW)
        assert index_series(index, [entity]).lines[0].cells[0].value is None
        assert index_series(index, [entity], public=False).lines[0].cells[0].number == Decimal(60)

    @pytest.mark.parametrize("years", [3, 30])
    def test_asks_five_queries_whatever_the_number_of_years(self, years: int, django_assert_num_queries: Asks) -> None:
        index, entities = make_index(), EntityFactory.create_batch(years)
        for entity in entities[:4]:
            make_series(index, entity, {1990 + year: str(year) for year in range(years)}, at=NOW)
        with django_assert_num_queries(5):
            series = index_series(index, entities)
            for line in series.lines:
                for cell in line.cells:
                    if cell.value:
                        assert cell.value.source.title and cell.value.vintage.number == 1
                        assert cell.value.component.name and cell.value.edition.scale.name and cell.value.entity.name


class TestDefaultEntities:
    def test_are_home_its_region_and_the_nation(self) -> None:
        nation, region = EntityFactory(nation=True), EntityFactory(region=True)
        home = EntityFactory(home=True, parent=region)
        EntityFactory()
        assert default_entities(make_index()) == [home, region, nation]

    def test_hold_home_before_and_after_where_the_index_has_both(self) -> None:
        index = make_index()
        new = EntityFactory(home=True, valid_from=date(2025, 7, 1))
        old = EntityFactory(home=True, valid_to=date(2025, 6, 30))
        assert home_entities() == [old, new]
        assert default_entities(index) == [new]
        make_series(index, old, {2024: "61"}, at=NOW)
        assert default_entities(index) == [old]
        make_series(index, new, {2026: "61"}, at=NOW)
        assert default_entities(index) == [old, new]

    def test_of_an_index_within_the_province_are_the_first_departments_of_its_newest_edition(self) -> None:
        index = make_index("ddci", kind=Index.Kind.LOCAL)
        edition = make_edition(index, 2025, at=NOW)
        units = EntityFactory.create_batch(8, kind=EntityKind.DEPARTMENT)
        source, vintage = IndexSourceFactory(), first_vintage(edition, at=NOW)
        for place, unit in enumerate(units):
            make_value(edition, unit, str(60 + place), at=NOW, source=source, vintage=vintage)
        district = EntityFactory(kind=EntityKind.DISTRICT)
        make_value(edition, district, "99", at=NOW, source=source, vintage=vintage)
        assert default_entities(index) == units[:1:-1]


class TestMeasuredEntities:
    def test_are_those_of_visible_editions_by_kind_and_name(self) -> None:
        index, nation = make_index(), EntityFactory(nation=True)
        hue, da_nang = EntityFactory(name="Huế"), EntityFactory(name="Đà Nẵng")
        for entity in (hue, da_nang, nation):
            make_series(index, entity, {2023: "60"}, at=NOW)
        make_value(make_edition(index, 2024), EntityFactory(), "1", at=NOW, absence="")
        assert measured_entities(index) == [nation, da_nang, hue]

    def test_hold_those_whose_absence_is_told(self) -> None:
        index, entity = make_index(), EntityFactory()
        make_value(make_edition(index, 2023, at=NOW), entity, at=NOW, absence=Absence.ONLY_TOP_RANKED)
        assert measured_entities(index) == [entity]
