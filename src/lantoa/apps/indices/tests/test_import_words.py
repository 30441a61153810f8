"""Headings, names and pasted texts as tables have them."""

from datetime import date

import pytest

from lantoa.apps.indices.models import Entity, EntityKind, Index
from lantoa.apps.indices.queries.entity_names import EntityNames
from lantoa.apps.indices.tables.cells import Unreadable, is_nothing, read_group, read_rank
from lantoa.apps.indices.tables.headings import Part, propose
from lantoa.apps.indices.tables.pasted import NoTable, pasted_table

PARTS = [
    Part("tong", ("Tổng điểm", "Tổng", "PAPI"), total=True),
    Part("p1", ("Tham gia của người dân ở cấp cơ sở", "Tham gia")),
    Part("p2", ("Công khai, minh bạch", "Công khai")),
]


def roles(*rows: list[str]) -> tuple[str, ...]:
    return propose(list(rows), PARTS, lambda words: words == "Quảng Trị").roles


class TestHeadings:
    @pytest.mark.parametrize(
        ("heading", "role"),
        [
            ("Tổng điểm", "number:tong"),
            ("PAPI 2022", "number:tong"),
            ("Điểm số", "number:tong"),
            ("1. Tham gia của người dân ở cấp cơ sở", "number:p1"),
            ("Trục nội dung 1: Tham gia", "number:p1"),
            ("CÔNG KHAI MINH BẠCH (10 điểm)", "number:p2"),
            ("cong khai, minh bach trong viec", "number:p2"),
            ("Hạng Công khai", "rank:p2"),
            ("Công khai - xếp hạng", "rank:p2"),
            ("Xếp hạng PAPI", "rank:tong"),
            ("Nhóm Tham gia", "group:p1"),
            ("Ghi chú", ""),
        ],
    )
    def test_are_known_by_their_words(self, heading: str, role: str) -> None:
        assert roles(["STT", "Tỉnh/TP", heading], ["1", "Quảng Trị", "1"])[2] == role

    def test_give_a_bare_rank_to_the_component_before_it(self) -> None:
        found = roles(["Tỉnh", "PAPI", "Hạng", "Tham gia", "Hạng", "Nhóm"], ["Quảng Trị", "1", "2", "3", "4", "5"])
        assert found == ("entity", "number:tong", "rank:tong", "number:p1", "rank:p1", "group:p1")

    def test_of_a_long_table(self) -> None:
        found = roles(["Năm", "Tỉnh", "Lĩnh vực", "Điểm", "Xếp hạng"], ["2022", "Quảng Trị", "PAPI", "1", "2"])
        assert found == ("year", "entity", "component", "value", "rank")

    def test_may_be_missing(self) -> None:
        assert roles(["1", "Quảng Trị", "61,26"]) == ("", "entity", "")

    def test_stand_below_a_title(self) -> None:
        rows = [["Bảng 1. Chỉ số PAPI", "", ""], ["", "", ""], ["Tỉnh", "PAPI", "Hạng"], ["Quảng Trị", "42", "3"]]
        assert propose(rows, PARTS, lambda words: words == "Quảng Trị").first == 3


class TestCells:
    @pytest.mark.parametrize("text", ["Hạng 41", "41/63", "thứ 41", "(41)", "41", "41.0", "Xếp hạng 41 trên 63", "#41"])
    def test_hold_ranks(self, text: str) -> None:
        assert read_rank(text).rank == 41

    @pytest.mark.parametrize("text", ["41,5", "hạng nhất", "41-42", "", "-1", "99999"])
    def test_hold_no_rank(self, text: str) -> None:
        with pytest.raises(Unreadable):
            read_rank(text)

    @pytest.mark.parametrize(("text", "group"), [("2", 2), ("Nhóm II", 2), ("trung bình cao", 2), ("Thấp nhất", 4)])
    def test_hold_groups(self, text: str, group: int) -> None:
        assert read_group(text) == group

    @pytest.mark.parametrize("text", ["", "-", "–", "…", "...", "N/A", "không xếp hạng", "#N/A"])
    def test_may_say_nothing(self, text: str) -> None:
        assert is_nothing(text)


class TestPastedTable:
    @pytest.mark.parametrize(
        "text",
        [
            "Tỉnh\tĐiểm\r\nQuảng Trị\t61,26",
            "Tỉnh;Điểm\nQuảng Trị;61,26\n",
            "| Tỉnh | Điểm |\n|---|---|\n| Quảng Trị | 61,26 |",
            "Tỉnh         Điểm\n\nQuảng Trị    61,26",
            'Tỉnh,Điểm\nQuảng Trị,"61,26"',
            '"Tỉnh"\tĐiểm\n"Quảng\nTrị"\t61,26',
        ],
    )
    def test_is_parted_as_it_was_copied(self, text: str) -> None:
        rows = pasted_table(text).rows
        assert [" ".join(cell.split()) for cell in rows[1]] == ["Quảng Trị", "61,26"]

    @pytest.mark.parametrize("text", ["", "   ", "một dòng", "một\nhai"])
    def test_is_more_than_one_column(self, text: str) -> None:
        with pytest.raises(NoTable):
            pasted_table(text)


class TestEntityNames:
    def names(self, kind: str = Index.Kind.PROVINCIAL) -> EntityNames:
        rows = [
            Entity(pk=1, slug="cu", name="Tỉnh Quảng Trị", short_name="Quảng Trị", valid_to=date(2025, 6, 30)),
            Entity(pk=2, slug="moi", name="Tỉnh Quảng Trị", short_name="Quảng Trị", valid_from=date(2025, 7, 1)),
            Entity(pk=3, slug="tt", name="Tỉnh Thừa Thiên Huế", short_name="Thừa Thiên Huế", aliases=["TT. Huế"]),
        ]
        for row in rows:
            row.kind = EntityKind.PROVINCE
        town = Entity(pk=4, slug="thi-xa", name="Thị xã Quảng Trị", short_name="Quảng Trị", kind=EntityKind.DISTRICT)
        nation = Entity(pk=5, slug="ca-nuoc", name="Cả nước", short_name="Cả nước", kind=EntityKind.NATION)
        return EntityNames([*rows, town, nation], kind)

    @pytest.mark.parametrize(
        ("words", "year", "pk"),
        [
            ("QUANG TRI", 2022, 1),
            ("Tỉnh Quảng Trị", 2026, 2),
            ("12. TT Huế", 2022, 3),
            ("Thừa Thiên – Huế", 2022, 3),
            ("Bình quân cả nước", 2022, 5),
        ],
    )
    def test_mean_the_entity_of_the_year(self, words: str, year: int, pk: int) -> None:
        found = self.names().find(words, year).entity
        assert found is not None
        assert found.pk == pk

    def test_are_asked_in_the_year_of_a_merger(self) -> None:
        named = self.names().find("Quảng Trị", 2025)
        assert named.entity is None
        assert {entity.pk for entity in named.candidates} == {1, 2}

    def test_of_a_local_index_may_be_a_town(self) -> None:
        found = self.names(Index.Kind.LOCAL).find("Thị xã Quảng Trị", 2022).entity
        assert found is not None
        assert found.slug == "thi-xa"

    def test_unknown_come_with_the_nearest(self) -> None:
        named = self.names().find("Q. Trị", 2022)
        assert named.entity is None
        assert named.candidates[0].pk == 1
