"""One edition by component, standings, rankings, what-ifs and corrections, as pages are given them."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from conftest import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
from lantoa.apps.indices.models import (
    Absence,
    Annotation,
    Component,
    Edition,
    Entity,
    EntityKind,
    Index,
    ScaleVersion,
    Value,
    Vintage,
)
from lantoa.apps.indices.queries import (
    ComponentRow,
    EditionSheet,
    WhatIf,
    corrections_of,
    edition_sheet,
    home_standings,
    ranking,
    standings_of,
    what_if_sheet,
)
from lantoa.core.scoring import Change, NewRank, NoChange, Unknown

pytestmark = pytest.mark.django_db
Asks = Callable[..., Any]


def fill(edition: Edition, entity: Entity, numbers: Mapping[str, str], **values: Any) -> None:
    """Enter numbers of an entity by the codes of components."""
    source, vintage = IndexSourceFactory.create(), first_vintage(edition, at=NOW)
    parts = {part.code: part for part in edition.scale.components.all()}
    for code, number in numbers.items():
        make_value(edition, entity, number, at=NOW, component=parts[code], source=source, vintage=vintage, **values)


def row(sheet: EditionSheet, code: str) -> ComponentRow:
    return next(one for one in sheet.rows if one.component.code == code)


class TestEditionSheet:
    def test_sets_the_best_the_region_and_the_nation_beside_each_component(self) -> None:
        nation, region = EntityFactory(nation=True), EntityFactory(region=True)
        home, hue = EntityFactory(home=True, parent=region), EntityFactory()
        edition = make_edition(make_index(parts=2), 2022, at=NOW, ranked_count=2)
        fill(edition, home, {"tong": "12", "p1": "7", "p2": "5"})
        fill(edition, hue, {"tong": "13", "p1": "6", "p2": "7"})
        fill(edition, region, {"p2": "6"})
        fill(edition, nation, {"p2": "5.5"})
        sheet = edition_sheet(edition, home)
        assert [(one.component.code, one.depth) for one in sheet.rows] == [("tong", 0), ("p1", 1), ("p2", 1)]
        assert (sheet.region, sheet.nation) == (region, nation)
        second = row(sheet, "p2")
        assert second.best is not None and (second.best.entity, second.best.number) == (hue, Decimal(7))
        assert (second.own.number, second.region.number, second.nation.number) == (5, 6, Decimal("5.5"))
        assert row(sheet, "p1").nation.reason == "Chưa có số liệu"
        assert row(sheet, "p1").best.entity == home  # type: ignore[union-attr]

    def test_names_no_best_unless_it_is_certain(self) -> None:
        home, hue = EntityFactory(home=True), EntityFactory()
        edition = make_edition(make_index(parts=1), 2022, at=NOW, ranked_count=63)
        fill(edition, home, {"tong": "42", "p1": "7"})
        fill(edition, hue, {"tong": "46"}, rank=1)
        sheet = edition_sheet(edition, home)
        assert sheet.rows[0].best is not None and sheet.rows[0].best.entity == hue
        assert sheet.rows[1].best is None
        assert sheet.rows[1].best_reason == "Mới có số liệu của 1/63 đối tượng nên không biết ai cao nhất"

    def test_tells_what_changed_since_the_edition_before(self) -> None:
        index, home = make_index(parts=2), EntityFactory(home=True)
        early, late = make_edition(index, 2021, at=NOW), make_edition(index, 2022, at=NOW)
        fill(early, home, {"p1": "6"})
        fill(late, home, {"p1": "6.4", "p2": "5"})
        sheet = edition_sheet(late, home)
        assert sheet.previous == early
        change = row(sheet, "p1").change
        assert isinstance(change, Change) and change.points == Decimal("0.4")
        assert isinstance(row(sheet, "p2").change, NoChange)
        assert edition_sheet(early, home).rows[0].change is None

    def test_does_not_compare_with_an_edition_the_public_has_not_seen(self) -> None:
        index, home = make_index(parts=1), EntityFactory(home=True)
        fill(make_edition(index, 2021), home, {"p1": "6"})
        late = make_edition(index, 2022, at=NOW)
        assert edition_sheet(late, home).previous is None
        assert edition_sheet(late, home, public=False).previous is not None

    def test_compares_nothing_over_an_edition_the_public_has_not_seen(self) -> None:
        index, home = make_index(), EntityFactory(home=True)
        make_series(index, home, {2021: "6", 2023: "7"}, at=NOW)
        make_edition(index, 2022, method_break=True, method_break_note="chưa công khai")
        change = edition_sheet(Edition.objects.get(index=index, year_measured=2023), home).rows[0].change
        assert change == NoChange("Giữa năm 2021 và năm 2023 không có kỳ nào trong số liệu.")

    def test_of_another_scale_has_no_changes(self) -> None:
        index, home = make_index(parts=2), EntityFactory(home=True)
        fill(make_edition(index, 2017, at=NOW), home, {"p1": "6"})
        make_scale(index, parts=3)
        late = make_edition(index, 2018, at=NOW)
        fill(late, home, {"p1": "7", "p3": "5"})
        changes = [one.change for one in edition_sheet(late, home).rows]
        assert all(isinstance(change, NoChange) and "Thang đo khác nhau" in change.reason for change in changes)

    def test_is_refused_to_the_public_before_it_is_opened(self) -> None:
        edition, home = make_edition(make_index(), 2022), EntityFactory(home=True)
        with pytest.raises(Edition.DoesNotExist):
            edition_sheet(edition, home)
        with pytest.raises(Edition.DoesNotExist):
            ranking(edition)
        assert len(edition_sheet(edition, home, public=False).rows) == 1

    def test_holds_the_remarks_on_index_edition_and_components(self) -> None:
        index, home = make_index(parts=1), EntityFactory(home=True)
        early, late = make_edition(index, 2021, at=NOW), make_edition(index, 2022, at=NOW)
        for edition, text in [(None, "chung"), (early, "kỳ 2021"), (late, "kỳ 2022")]:
            Annotation.objects.create(index=index, edition=edition, text=text)
        assert [one.text for one in edition_sheet(late, home).annotations] == ["chung", "kỳ 2022"]

    @pytest.mark.parametrize("size", [3, 30])
    def test_asks_at_most_nine_queries(self, size: int, django_assert_max_num_queries: Asks) -> None:
        nation, region = EntityFactory(nation=True), EntityFactory(region=True)
        home = EntityFactory(home=True, parent=region)
        index = make_index(parts=size)
        early, late = make_edition(index, 2021, at=NOW), make_edition(index, 2022, at=NOW, ranked_count=size)
        for entity in [home, region, nation, *EntityFactory.create_batch(size - 1)]:
            fill(late, entity, {f"p{part}": "5" for part in range(1, size + 1)})
        fill(early, home, {f"p{part}": "4" for part in range(1, size + 1)})
        asked = Edition.objects.get(pk=late.pk)
        with django_assert_max_num_queries(11):  # the edition as a page has it: without index and scale at hand
            sheet = edition_sheet(asked, home)
            for one in sheet.rows:
                assert one.component.scale.name and (
                    one.best is None or (one.best.entity.name and one.best.source.title)
                )
                assert one.own.value is None or one.own.value.source.title
        assert sum(one.best is not None for one in sheet.rows) == size


class TestStandingsOf:
    def test_are_those_of_the_newest_edition_that_says_anything(self) -> None:
        nation = EntityFactory(nation=True)
        home = EntityFactory(home=True)
        pci = make_index("pci", position=1)
        make_series(pci, home, {2021: "63.33", 2022: "61.26"}, at=NOW)
        make_series(pci, nation, {2022: "65.22"}, at=NOW)
        make_edition(pci, 2023, at=NOW)
        one = standings_of(home)[0]
        assert (one.index, one.edition.year_measured, one.cell.number) == (pci, 2022, Decimal("61.26"))
        assert one.previous is not None and one.previous[1].number == Decimal("63.33")
        assert isinstance(one.change, Change) and one.change.points == Decimal("-2.07")
        assert one.nation.number == Decimal("65.22")
        assert one.region.reason == "Chưa có số liệu"

    def test_tell_an_absence_and_the_last_value_there_was(self) -> None:
        home, pci = EntityFactory(home=True), make_index("pci")
        make_series(pci, home, {2022: "61.26"}, at=NOW)
        make_value(make_edition(pci, 2023, at=NOW), home, at=NOW, absence=Absence.ONLY_TOP_RANKED)
        one = standings_of(home)[0]
        assert (one.edition.year_measured, one.cell.value) == (2023, None)
        assert one.cell.reason == "Chỉ công bố nhóm đầu"
        assert one.latest is not None and one.latest[1].number == Decimal("61.26")
        assert isinstance(one.change, NoChange)

    def test_of_home_are_of_whichever_home_the_newest_edition_speaks_of(self) -> None:
        old = EntityFactory(home=True, valid_to=date(2025, 6, 30))
        new = EntityFactory(home=True, valid_from=date(2025, 7, 1))
        pci, papi = make_index("pci"), make_index("papi")
        make_series(pci, old, {2024: "60"}, at=NOW)
        make_series(papi, old, {2024: "42"}, at=NOW)
        make_series(papi, new, {2025: "43"}, at=NOW)
        assert [(one.index, one.entity) for one in home_standings()] == [(papi, new), (pci, old)]
        papi_now = home_standings()[0]
        assert papi_now.previous is not None
        assert papi_now.previous[1].value is None
        assert isinstance(papi_now.change, NoChange)

    def test_of_a_department_are_of_local_indices_alone(self) -> None:
        unit = EntityFactory(kind=EntityKind.DEPARTMENT)
        make_series(make_index("ddci", kind=Index.Kind.LOCAL), unit, {2025: "80"}, at=NOW)
        make_series(make_index("pci"), EntityFactory(), {2025: "60"}, at=NOW)
        assert [one.index.slug for one in standings_of(unit)] == ["ddci"]
        assert home_standings() == ()

    @pytest.mark.parametrize("years", [3, 30])
    def test_ask_five_queries_whatever_the_number_of_years(
        self, years: int, django_assert_max_num_queries: Asks
    ) -> None:
        home = EntityFactory(home=True, parent=EntityFactory(region=True))
        for slug in ("pci", "papi", "par"):
            make_series(make_index(slug), home, {1990 + year: "50" for year in range(years)}, at=NOW)
        with django_assert_max_num_queries(5):
            for one in home_standings():
                assert one.cell.value is not None and one.cell.value.source.title and one.edition.scale.name


class TestRanking:
    def test_is_by_stated_rank_then_number_with_the_absent_last(self) -> None:
        edition = make_edition(make_index(), 2022, at=NOW)
        names = ["Huế", "Đà Nẵng", "Quảng Trị", "Bình Dương", "An Giang"]
        hue, da_nang, home, absent, other = (EntityFactory(name=name) for name in names)
        make_value(edition, hue, "66", at=NOW, rank=2)
        make_value(edition, da_nang, "68", at=NOW, rank=1)
        make_value(edition, home, "61", at=NOW)
        make_value(edition, absent, at=NOW, absence=Absence.SURVEY_ERROR)
        make_value(edition, other, at=NOW, absence=Absence.SURVEY_ERROR)
        make_value(edition, EntityFactory(nation=True), "65", at=NOW)
        assert [one.entity for one in ranking(edition)] == [da_nang, hue, home, other, absent]

    @pytest.mark.parametrize("size", [3, 30])
    def test_asks_two_queries_whatever_the_number_of_entities(
        self, size: int, django_assert_max_num_queries: Asks
    ) -> None:
        edition = make_edition(make_index(), 2022, at=NOW)
        for entity in EntityFactory.create_batch(size):
            make_value(edition, entity, "5", at=NOW)
        with django_assert_max_num_queries(2):
            for one in ranking(edition):
                assert one.cell.value is not None and one.cell.value.source.title and one.cell.value.vintage.number


@pytest.fixture
def papi() -> tuple[Edition, Entity, Component]:
    """Return an edition of four entities in which home is the third."""
    region = EntityFactory(region=True, short_name="Bắc Trung Bộ")
    home = EntityFactory(home=True, parent=region)
    edition = make_edition(make_index(parts=2), 2022, at=NOW, ranked_count=4)
    fill(edition, home, {"tong": "12.0", "p1": "7.0", "p2": "5.0"}, rank=3)
    for numbers in ({"tong": "13.0", "p2": "6.5"}, {"tong": "12.6", "p2": "6.2"}, {"tong": "11.0", "p2": "5.2"}):
        fill(edition, EntityFactory(), numbers)
    fill(edition, region, {"p2": "5.8"})
    return edition, home, edition.scale.components.get(code="p2")


class TestWhatIfSheet:
    def test_tells_total_and_rank_at_the_mean_of_the_region(self, papi: tuple[Edition, Entity, Component]) -> None:
        found = what_if_sheet(*papi, "region")
        assert isinstance(found, WhatIf)
        assert (found.own, found.target, found.target_of) == (5, Decimal("5.8"), "Bắc Trung Bộ")
        assert (found.total.before, found.total.after) == (12, Decimal("12.8"))
        assert (found.rank, found.stated_rank) == (NewRank(2, 4), 3)

    def test_takes_a_number_of_ones_own(self, papi: tuple[Edition, Entity, Component]) -> None:
        found = what_if_sheet(*papi, Decimal("5.6"))
        assert isinstance(found, WhatIf)
        assert found.rank == NewRank(2, 4, tied=1)

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.integers(0, 100).map(lambda tenths: Decimal(tenths) / 10))
    def test_has_the_rank_of_the_sorted_totals(self, papi: tuple[Edition, Entity, Component], target: Decimal) -> None:
        found = what_if_sheet(*papi, target)
        totals = sorted([Decimal("13"), Decimal("12.6"), Decimal("11"), 12 + target - 5], reverse=True)
        assert isinstance(found, WhatIf) and isinstance(found.rank, NewRank)
        assert found.rank.rank == totals.index(12 + target - 5) + 1

    def test_has_no_rank_where_others_are_not_known(self, papi: tuple[Edition, Entity, Component]) -> None:
        Edition.objects.update(ranked_count=63)
        papi[0].refresh_from_db()
        found = what_if_sheet(*papi, "region")
        assert isinstance(found, WhatIf)
        assert isinstance(found.rank, Unknown)
        assert found.rank.reason == "Không đủ số liệu của 62 đối tượng còn lại (mới có 3) nên không tính được hạng."

    def test_has_no_rank_where_the_stated_one_does_not_fit(self, papi: tuple[Edition, Entity, Component]) -> None:
        Value.objects.filter(rank=3).update(rank=1)
        found = what_if_sheet(*papi, "region")
        assert isinstance(found, WhatIf) and isinstance(found.rank, Unknown)
        assert "không khớp" in found.rank.reason

    @pytest.mark.parametrize("target", ["nation", "best"])
    def test_needs_whom_to_reach(self, papi: tuple[Edition, Entity, Component], target: Any) -> None:
        Edition.objects.update(ranked_count=63)
        papi[0].refresh_from_db()
        assert isinstance(what_if_sheet(*papi, target), Unknown)

    def test_reaches_the_best_where_all_are_known(self, papi: tuple[Edition, Entity, Component]) -> None:
        found = what_if_sheet(*papi, "best")
        assert isinstance(found, WhatIf)
        assert (found.target, found.rank) == (Decimal("6.5"), NewRank(1, 4))

    def test_is_not_known_on_a_scale_that_does_not_say_how_it_adds_up(
        self, papi: tuple[Edition, Entity, Component]
    ) -> None:
        ScaleVersion.objects.update(rule=ScaleVersion.Rule.UNKNOWN)
        edition = Edition.objects.get(pk=papi[0].pk)
        found = what_if_sheet(edition, *papi[1:], "region")
        assert isinstance(found, Unknown) and "không nêu cách tính" in found.reason

    def test_is_not_of_the_total_itself(self, papi: tuple[Edition, Entity, Component]) -> None:
        edition, home, _ = papi
        assert isinstance(what_if_sheet(edition, home, edition.scale.components.get(parent=None), "region"), Unknown)

    @pytest.mark.parametrize("size", [3, 30])
    def test_asks_at_most_eight_queries(self, size: int, django_assert_max_num_queries: Asks) -> None:
        home = EntityFactory(home=True, parent=EntityFactory(region=True))
        edition = make_edition(make_index(parts=size), 2022, at=NOW, ranked_count=size)
        for place, entity in enumerate([home, *EntityFactory.create_batch(size - 1)]):
            fill(edition, entity, {"tong": str(5 * size + place), "p1": str(5 + place / 100)})
        part = edition.scale.components.get(code="p1")
        with django_assert_max_num_queries(8):
            found = what_if_sheet(edition, home, part, "best")
        assert isinstance(found, WhatIf) and isinstance(found.rank, NewRank)


class TestCorrectionsOf:
    def test_tell_what_stood_before_and_what_stands_now(self) -> None:
        index, home = make_index(), EntityFactory(home=True)
        old = make_series(index, home, {2022: "61.62"}, at=NOW)[0]
        vintage = Vintage.objects.create(
            edition=old.edition, number=2, kind=Vintage.Kind.CORRECTION, reason="In nhầm", entered_at=NOW, key="sua"
        )
        Value.objects.filter(pk=old.pk).update(superseded_by=vintage)
        new = make_value(old.edition, home, "61.26", at=NOW, vintage=vintage, source=old.source)
        assert [(one.before, one.after, one.vintage) for one in corrections_of([old.edition])] == [(old, new, vintage)]

    @pytest.mark.parametrize("years", [3, 30])
    def test_ask_two_queries_whatever_the_number_of_years(
        self, years: int, django_assert_max_num_queries: Asks
    ) -> None:
        index, home = make_index(), EntityFactory(home=True)
        for value in make_series(index, home, {1990 + year: "50" for year in range(years)}, at=NOW):
            Value.objects.filter(pk=value.pk).update(superseded_by=value.vintage)
        editions = list(index.editions.all())
        with django_assert_max_num_queries(2):
            for one in corrections_of(editions):
                assert one.before.entity.name and one.before.component.name and one.before.source.title
                assert one.vintage.number == 1

    def test_of_hidden_editions_are_not_for_the_public(self) -> None:
        edition = make_edition(make_index(), 2022)
        old = make_value(edition, EntityFactory(), "1", at=NOW)
        Value.objects.filter(pk=old.pk).update(superseded_by=old.vintage)
        assert corrections_of([edition]) == ()
        assert corrections_of([edition], public=False)[0].after == old
