"""The data that ships: what it must add up to, and its figures a second time, typed by hand from the fact sheet."""

import tomllib
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Q

from lantoa.apps.indices.actions import DATA, load_indices
from lantoa.apps.indices.models import (
    Absence,
    Annotation,
    Component,
    Edition,
    Entity,
    EntityKind,
    EntitySuccession,
    Index,
    IndexSource,
    ScaleVersion,
    Value,
)
from lantoa.core.scoring import ScaledPart, TotalRule, total_problem

# index, entity, year, component: number, rank; None is what the fact sheet does not state.
FIGURES = """
par-index quang-tri 2022 tong - 52
par-index quang-tri 2023 tong 86.25 41
sipas quang-tri 2022 tong 76.43 55
sipas quang-tri 2023 tong 79.46 53
papi quang-tri 2020 tong - 6
papi quang-tri 2021 tong 42.394 28
papi quang-tri 2022 tong 41.7742 37
papi quang-tri 2023 tong 42.7705 26
pci quang-tri 2019 tong 63.84 49
pci quang-tri 2020 tong 63.07 41
pci quang-tri 2021 tong 63.33 41
pci quang-tri 2022 tong 61.26 59
dti quang-tri 2020 tong 0.2493 56
dti ca-nuoc 2020 tong 0.3026 -
pci quang-tri 2006 tong 52.17 34
pci quang-tri 2007 tong 51.10 46
pci quang-tri 2008 tong 50.72 40
pci quang-tri 2009 tong 55.32 46
pci quang-tri 2010 tong 61.61 16
pci quang-tri 2011 tong 63.08 14
pci quang-tri 2012 tong 55.91 37
pci quang-tri 2013 tong 53.13 58
pci quang-tri 2014 tong 55.07 53
pci quang-tri 2015 tong 57.32 43
pci quang-tri 2016 tong 57.62 43
pci quang-tri 2017 tong 59.25 54
pci quang-tri 2018 tong 61.16 53
papi quang-tri 2021 tham-gia 4.969 18
papi quang-tri 2021 cong-khai 5.053 35
papi quang-tri 2021 giai-trinh 4.414 21
papi quang-tri 2021 tham-nhung 6.613 40
papi quang-tri 2021 tthc 7.273 23
papi quang-tri 2021 dich-vu-cong 7.629 23
papi quang-tri 2021 moi-truong 3.584 30
papi quang-tri 2021 dien-tu 2.859 28
par-index quang-tri 2023 tthc 12.45 27
par-index quang-tri 2023 bo-may 9.78 17
par-index quang-tri 2023 cong-vu 13.20 9
par-index ca-nuoc 2020 tong 83.72 -
par-index ca-nuoc 2021 tong 86.37 -
par-index ca-nuoc 2023 tong 86.98 -
par-index ca-nuoc 2024 tong 88.37 -
par-index bac-trung-bo-duyen-hai-mien-trung 2022 tong 84.25 -
par-index bac-trung-bo-duyen-hai-mien-trung 2023 tong 86.82 -
par-index thua-thien-hue 2021 tong 89.32 4
par-index thua-thien-hue 2022 tong 86.56 19
par-index thua-thien-hue 2023 tong 88.38 17
sipas thua-thien-hue 2023 tong - 32
papi thua-thien-hue 2021 tong - 1
papi thua-thien-hue 2023 tong 46.0415 1
dti thua-thien-hue 2023 tong - 3
par-index da-nang 2021 tong 90.25 3
par-index da-nang 2022 tong - 5
dti da-nang 2023 tong - 1
papi quang-binh 2011 tong 40.35 1
papi quang-binh 2015 tong 36.55 18
papi quang-binh 2016 tong 38.41 4
papi quang-binh 2017 tong 39.53 1
papi quang-binh 2018 tong 46.27 5
papi quang-binh 2019 tong 45.85 13
sipas ca-nuoc 2022 tong 80.08 -
sipas ca-nuoc 2023 tong 82.66 -
par-index hai-phong 2024 tong 96.17 1
"""
# Worked out from other published figures, by the fact sheet.
DERIVED = {
    ("papi", "quang-tri", 2020), ("papi", "quang-tri", 2022), ("par-index", "ca-nuoc", 2020),
    ("par-index", "ca-nuoc", 2023), ("par-index", "thua-thien-hue", 2022),
}  # fmt: skip


@pytest.fixture
def shipped(db: None, now: Any) -> None:
    load_indices(by=None, at=now)


def _value(index: str, entity: str, year: int, component: str = "tong") -> Value:
    return Value.objects.current().get(
        edition__index__slug=index, entity__slug=entity, edition__year_measured=year, component__code=component,
        preferred=True,
    )  # fmt: skip


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@pytest.mark.usefixtures("shipped")
class TestFigures:
    def test_are_those_of_the_fact_sheet(self) -> None:
        for line in FIGURES.strip().splitlines():
            index, entity, year, component, number, rank = line.split()
            found = _value(index, entity, int(year), component)
            assert found.number == (None if number == "-" else Decimal(number)), line
            assert found.rank == (None if rank == "-" else int(rank)), line
            if component == "tong":
                assert found.derived == ((index, entity, int(year)) in DERIVED), line

    def test_of_pci_2022_stand_side_by_side_where_sources_differ(self) -> None:
        both = Value.objects.current().filter(
            edition__index__slug="pci", edition__year_measured=2022, entity__slug="quang-tri", component__parent=None
        )
        told = {(value.number, value.preferred, value.derived, value.source.slug) for value in both}
        assert told == {(Decimal("61.26"), True, False, "S62"), (Decimal("61.29"), False, True, "S63")}

    def test_of_pci_2023_say_that_only_the_top_was_ranked_and_what_the_party_site_wrote(self) -> None:
        assert _value("pci", "quang-tri", 2023).absence == Absence.ONLY_TOP_RANKED
        other = Value.objects.current().get(edition__index__slug="pci", number=Decimal("63.26"), preferred=False)
        assert (other.unverified, other.source.slug) == (True, "S63")
        assert Edition.objects.get(index__slug="pci", year_measured=2023).ranked_top == 30

    @pytest.mark.parametrize("entity", ["quang-ninh", "binh-duong"])
    def test_left_blank_in_papi_2023_are_absences(self, entity: str) -> None:
        assert _value("papi", entity, 2023).absence == Absence.WITHHELD

    def test_that_were_not_found_say_so_for_the_home_province(self) -> None:
        for index, year in (("par-index", 2024), ("sipas", 2024), ("pci", 2024)):
            assert _value(index, "quang-tri", year).absence == Absence.NOT_FOUND
        assert not Value.objects.filter(edition__index__slug__in=["ddci", "ict-index"]).exists()

    def test_have_a_source_every_one_and_derived_ones_say_how(self) -> None:
        for block in _read("values.toml")["values"]:
            for row in block["rows"]:
                assert row.get("source") or block.get("source"), row
        assert not Value.objects.filter(derived=True, derived_note="").exists()

    def test_of_components_give_the_total_where_the_scale_says_how(self) -> None:
        checked = 0
        for edition in Edition.objects.exclude(scale__rule=ScaleVersion.Rule.UNKNOWN).select_related("scale"):
            for entity in Entity.objects.filter(values__edition=edition).distinct():
                tree = _tree(edition, entity)
                assert total_problem(tree, TotalRule(edition.scale.rule), edition.scale.decimals) == ""
                checked += all(part.value is not None for part in tree.parts)
        assert checked == 1  # PAPI 2021: of no other edition are all components known and the rule stated


def _tree(edition: Edition, entity: Entity) -> ScaledPart:
    found = Value.objects.current().filter(edition=edition, entity=entity, preferred=True)
    numbers = dict(found.values_list("component", "number"))
    whole, *parts = (
        ScaledPart(one.code, one.name, numbers.get(one.pk), one.weight, one.highest)
        for one in edition.scale.components.order_by("position")
    )
    return ScaledPart(whole.code, whole.name, whole.value, highest=whole.highest, parts=tuple(parts))


@pytest.mark.usefixtures("shipped")
class TestEntities:
    def test_are_63_provinces_until_the_merger_and_34_since(self) -> None:
        for day, count in ((date(2023, 12, 31), 63), (date(2025, 6, 30), 63), (date(2025, 7, 1), 34)):
            provinces = Entity.objects.filter(
                Q(valid_from=None) | Q(valid_from__lte=day),
                Q(valid_to=None) | Q(valid_to__gte=day),
                kind=EntityKind.PROVINCE,
            )
            assert provinces.count() == count, day

    def test_of_before_the_merger_have_their_region_and_all_regions_make_63(self) -> None:
        regions = {
            region.slug: region.members.filter(valid_from=None).count()
            for region in Entity.objects.filter(kind=EntityKind.REGION)
        }
        assert regions == {
            "trung-du-mien-nui-phia-bac": 14, "dong-bang-song-hong": 11, "bac-trung-bo-duyen-hai-mien-trung": 14,
            "tay-nguyen": 5, "dong-nam-bo": 6, "dong-bang-song-cuu-long": 13,
        }  # fmt: skip

    def test_that_ended_have_exactly_one_successor_and_the_others_none(self) -> None:
        successors = Counter(EntitySuccession.objects.values_list("predecessor__slug", flat=True))
        ended = Entity.objects.filter(valid_to__isnull=False).values_list("slug", flat=True)
        assert successors == Counter(ended)
        assert len(successors) == 53
        assert Entity.objects.filter(kind=EntityKind.PROVINCE, valid_from=None, valid_to=None).count() == 10

    def test_of_home_are_two_that_are_never_one(self) -> None:
        old, new = Entity.objects.filter(is_home=True).order_by("valid_from")[::-1]
        assert {old.slug, new.slug} == {"quang-tri", "quang-tri-2025"}
        assert set(EntitySuccession.objects.filter(successor__slug="quang-tri-2025").values_list(
            "predecessor__slug", flat=True
        )) == {"quang-tri", "quang-binh"}  # fmt: skip

    def test_are_told_apart_by_name_on_every_day(self) -> None:
        for year in (2023, 2026):
            names = Counter(
                name for one in Entity.objects.valid_in(year) for name in {one.name, one.short_name, *one.aliases}
            )
            assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.usefixtures("shipped")
class TestDefinitions:
    def test_have_one_total_in_every_scale(self) -> None:
        for scale in ScaleVersion.objects.all():
            assert scale.components.filter(parent=None).count() == 1, scale

    def test_put_every_edition_within_the_years_of_its_scale(self) -> None:
        for edition in Edition.objects.select_related("scale"):
            scale = edition.scale
            assert (scale.year_from or 0) <= edition.year_measured <= (scale.year_to or 9999), edition

    def test_break_papi_in_2018_and_pci_in_2013(self) -> None:
        years = {
            slug: [scale.year_from for scale in ScaleVersion.objects.filter(index__slug=slug).order_by("pk")]
            for slug in ("papi", "pci", "dti")
        }
        assert years == {"papi": [2011, 2018], "pci": [None, 2013], "dti": [2020, 2022]}

    def test_explain_every_index_in_few_words_with_sources(self) -> None:
        for index in Index.objects.all():
            for text in (index.who_measures, index.how_measured, index.what_it_means):
                assert 15 <= len(text.split()) <= 200, (index, len(text.split()))
            assert index.explainer_sources.exists(), index

    def test_annotate_what_a_reader_must_know_with_a_source(self) -> None:
        assert not Annotation.objects.filter(source=None).exists()
        told = " ".join(Annotation.objects.values_list("text", flat=True))
        for words in ("61,29", "“IPA”", "sáu lên tám nội dung", "Quảng Ninh và Bình Dương", "30 tỉnh", "34 tỉnh"):
            assert words in told

    def test_say_of_a_source_without_address_where_it_was_cited(self) -> None:
        documents = {"cong-van-300", "nq-202-2025", "chua-tim-thay"}
        for source in IndexSource.objects.filter(address="").exclude(slug__in=documents):
            assert "chưa có địa chỉ đầy đủ" in source.note, source.slug
        assert not IndexSource.objects.filter(address__contains="…").exists()

    def test_tell_components_of_the_newest_scales_to_citizens(self) -> None:
        for scale in ScaleVersion.objects.filter(year_to=None):
            for component in scale.components.exclude(parent=None):
                assert component.plain_words, component

    def test_state_no_weight_that_no_source_states(self) -> None:
        assert not Component.objects.exclude(weight=None).exists()
