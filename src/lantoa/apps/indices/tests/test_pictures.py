"""Pictures of indices: drawing, table and sentence say the same."""

import re
from datetime import date
from typing import Any

import pytest
from conftest import NOW

from lantoa.apps.indices.factories import EntityFactory, make_edition, make_index, make_scale, make_value
from lantoa.apps.indices.models import Absence, Entity, Index
from lantoa.apps.indices.presenters.pictures import rank_picture, series_picture
from lantoa.apps.indices.queries.series import index_series
from lantoa.core.charts import Figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Entity:
    region = EntityFactory.create(region=True, slug="vung", name="Bắc Trung Bộ", short_name="Bắc Trung Bộ")
    return EntityFactory.create(
        home=True, slug="quang-tri", name="Tỉnh Quảng Trị", short_name="Quảng Trị", parent=region
    )


@pytest.fixture
def nation() -> Entity:
    return EntityFactory.create(nation=True)


@pytest.fixture
def pci() -> Index:
    return make_index("pci", short_name="PCI")


def put(index: Index, entity: Entity, year: int, number: str | None = None, **values: Any) -> None:
    edition = index.editions.filter(year_measured=year).first() or make_edition(index, year, at=NOW)
    make_value(edition, entity, number, at=NOW, **values)


def drawn_lines(figure: Figure) -> list[str]:
    return [line for line in re.findall(r"<polyline[^>]*>", figure.svg) if "--chart-rule" not in line]


def said(index: Index, *entities: Entity) -> str:
    return series_picture(index_series(index, entities)).sentence


class TestSeriesPicture:
    def test_tells_newest_change_and_what_others_have(self, pci: Index, home: Entity, nation: Entity) -> None:
        put(pci, home, 2021, "63.33", rank=41)
        put(pci, home, 2022, "61.26", rank=59)
        put(pci, nation, 2022, "65.22")
        put(pci, home.parent, 2022, "61.26")
        assert said(pci, home, home.parent, nation) == (
            "Năm 2022, chỉ số PCI của Quảng Trị là 61,26 điểm, hạng 59/63, giảm 2,07 điểm và tụt 18 bậc so với năm "
            "2021; bằng mức chung vùng Bắc Trung Bộ (61,26 điểm); thấp hơn mức chung cả nước (65,22 điểm)."
        )

    def test_says_what_is_missing_beside_it(self, pci: Index, home: Entity, nation: Entity) -> None:
        put(pci, home, 2022, "61.26")
        assert said(pci, home, nation) == (
            "Năm 2022, chỉ số PCI của Quảng Trị là 61,26 điểm; chưa có số liệu của mức chung cả nước."
        )

    def test_tells_a_rank_without_number(self, pci: Index, home: Entity, nation: Entity) -> None:
        put(pci, home, 2022, rank=52)
        put(pci, nation, 2022, "80.08")
        assert said(pci, home, nation) == (
            "Năm 2022, Quảng Trị xếp hạng 52/63 theo chỉ số PCI; mức chung cả nước: 80,08 điểm."
        )

    def test_tells_the_last_one_known_and_then_the_absence(self, pci: Index, home: Entity) -> None:
        put(pci, home, 2022, "61.26", rank=59)
        put(pci, home, 2023, absence=Absence.ONLY_TOP_RANKED)
        assert said(pci, home) == (
            "Năm 2022, chỉ số PCI của Quảng Trị là 61,26 điểm, hạng 59/63. "
            "Năm 2023, chỉ số PCI của Quảng Trị không có giá trị (chỉ công bố nhóm đầu)."
        )

    def test_tells_that_there_is_nothing(self, pci: Index, home: Entity) -> None:
        put(pci, home, 2022)
        assert said(pci, home) == "Chưa có giá trị nào của Quảng Trị về chỉ số PCI (chưa tìm thấy nguồn)."

    def test_tells_another_source_and_what_was_worked_out(self, pci: Index, home: Entity) -> None:
        put(pci, home, 2022, "61.26", derived=True, derived_note="63,33 − 2,07")
        put(pci, home, 2022, "61.29", preferred=False)
        found = series_picture(index_series(pci, [home]))
        assert "là 61,26 điểm (suy ra; nguồn khác: 61,29)." in found.sentence
        assert found.table.rows == (("2022", "61,26 điểm (suy ra; nguồn khác: 61,29)", "–", "suy ra: 63,33 − 2,07"),)

    def test_stops_where_the_scale_changes(self, home: Entity) -> None:
        papi = make_index("papi", short_name="PAPI", scale={"name": "6 nội dung"})
        put(papi, home, 2017, "39.53")
        make_scale(papi, name="8 nội dung")
        put(papi, home, 2018, "46.27")
        found = series_picture(index_series(papi, [home]))
        assert "không so được với năm 2017 (thang đo khác nhau" in found.sentence
        assert "Đường ngắt trước năm 2018, hai bên không so với nhau" in found.sentence
        assert not drawn_lines(found) and "thang đo" in found.svg
        assert "chỗ ngắt: thang đo khác nhau" in found.table.rows[1][-1]

    def test_says_that_numbers_are_not_real(self, pci: Index, home: Entity) -> None:
        make_edition(pci, 2022, at=NOW, illustrative=True)
        put(pci, home, 2022, "61.26")
        found = series_picture(index_series(pci, [home]))
        assert found.title == "PCI: Quảng Trị, 2022 · số liệu minh họa"
        assert found.sentence.endswith("Có số liệu minh họa, không phải số liệu thật.")
        assert "số liệu minh họa" in found.svg

    def test_never_joins_a_province_with_what_it_became(self, pci: Index) -> None:
        old = EntityFactory.create(home=True, short_name="Quảng Trị", slug="cu", valid_to=date(2025, 6, 30))
        new = EntityFactory.create(home=True, short_name="Quảng Trị", slug="moi", valid_from=date(2025, 7, 1))
        put(pci, old, 2024, "61.26")
        put(pci, new, 2025, "62.00")
        found = series_picture(index_series(pci, [old, new]))
        assert not drawn_lines(found)
        assert found.table.header[1:3] == ("Quảng Trị (đến ngày 30/06/2025)", "Quảng Trị (từ ngày 01/07/2025)")

    def test_says_the_same_in_its_description(self, pci: Index, home: Entity) -> None:
        put(pci, home, 2022, "61.26")
        found = series_picture(index_series(pci, [home]))
        assert f">{found.sentence}</desc>" in found.svg


class TestRankPicture:
    def test_tells_rank_change_and_the_ends(self, pci: Index, home: Entity, nation: Entity) -> None:
        for year, rank in ((2020, 14), (2021, 41), (2022, 59)):
            put(pci, home, year, rank=rank)
        put(pci, nation, 2022, "65")
        found = rank_picture(index_series(pci, [home, nation]))
        assert found.sentence == (
            "Năm 2022, Quảng Trị xếp hạng 59/63 theo chỉ số PCI, tụt 18 bậc so với năm 2021. Cao nhất là hạng 14/63 "
            "(năm 2020), thấp nhất là hạng 59/63 (năm 2022). Hạng 1 là cao nhất."
        )
        assert found.table.header == ("Năm đo", "Quảng Trị", "Quảng Trị so với kỳ trước")
        assert found.table.rows[-1] == ("2022", "59/63", "tụt 18 bậc")

    def test_stops_where_another_number_is_ranked(self, pci: Index, home: Entity) -> None:
        put(pci, home, 2007, rank=46)
        make_edition(pci, 2008, at=NOW, ranked_count=64)
        put(pci, home, 2008, rank=40)
        found = rank_picture(index_series(pci, [home]))
        assert "số đối tượng xếp hạng khác nhau" in found.sentence
        assert "trước xếp hạng 63, nay 64" in " ".join(re.findall(r">([^<]*)<", found.svg)).replace("  ", " ")
