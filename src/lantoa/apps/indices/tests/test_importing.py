"""Tables of values from the paste or the file to the stored value."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import NOW, Cast
from django.conf import settings

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.indices.actions import CannotEnter, ReasonNeeded
from lantoa.apps.indices.actions.importing import (
    ValuesChanged,
    apply_import,
    choose_entity,
    forget_expired_imports,
    set_mapping,
)
from lantoa.apps.indices.factories import IndexSourceFactory, make_value
from lantoa.apps.indices.models import Entity, IndexImport, Value, Vintage
from lantoa.apps.indices.queries.import_plan import plan_of
from lantoa.apps.indices.queries.import_rows import Severity
from lantoa.apps.indices.tables.mapping import mapping_of
from lantoa.apps.indices.tests.import_tables import World, make_world, said, stored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_children_find_the_code")]


@pytest.fixture
def _children_find_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(settings.ROOT) / "src"))


WIDE = """Bảng 1. Kết quả PCI năm 2022
STT\tTỉnh/Thành phố\tĐiểm PCI\tXếp hạng\tGia nhập thị trường\tTiếp cận đất đai
1\tĐà Nẵng\t68,52\t1\t34,26\t34,26
2\tTP. Quảng Bình\t62,1\t2\t31,05\t31,05
3\tquang tri\t61,26\t3\t30,63\t30,63
\tTrung bình cả nước\t65,22\t\t32,61\t32,61
Nguồn: báo cáo PCI
"""


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast.programme_officer)


class TestWideTable:
    def test_goes_in_whole_with_ranks_and_the_mean_of_the_nation(self, world: World) -> None:
        kept = world.paste(WIDE)
        plan = plan_of(kept)
        assert plan.counts == {"new": 12, "changed": 0, "same": 0, "left": 0}
        assert said(plan) == []
        (vintage,) = world.enter(kept)
        assert vintage.kind == Vintage.Kind.FIRST
        assert (2022, "quang-tri-cu", "tong", "61.26", 3) in stored()
        assert (2022, "ca-nuoc", "p2", "32.61", None) in stored()
        assert len(stored()) == 12

    def test_is_the_same_when_pasted_again(self, world: World) -> None:
        world.enter(world.paste(WIDE))
        plan = plan_of(world.paste(WIDE))
        assert plan.counts == {"new": 0, "changed": 0, "same": 12, "left": 0}
        with pytest.raises(CannotEnter, match="không có gì"):
            world.enter(world.paste(WIDE))

    def test_corrects_what_changed_and_nothing_else(self, world: World) -> None:
        world.enter(world.paste(WIDE))
        kept = world.paste(WIDE.replace("61,26", "61,27"))
        assert plan_of(kept).counts == {"new": 0, "changed": 1, "same": 11, "left": 0}
        with pytest.raises(ReasonNeeded):
            world.enter(kept)
        (vintage,) = world.enter(kept, "Bản in sai")
        assert (vintage.kind, vintage.number, vintage.values.count()) == ("correction", 2, 1)
        assert (2022, "quang-tri-cu", "tong", "61.27", 3) in stored()

    def test_leaves_rank_where_the_table_has_none(self, world: World) -> None:
        world.enter(world.paste("Tỉnh\tTổng điểm\tHạng\nQuảng Trị\t61,26\t3\nĐà Nẵng\t68,52\t1"))
        world.enter(world.paste("Tỉnh\tTổng điểm\nQuảng Trị\t61,5\nĐà Nẵng\t68,52"), "Sửa")
        assert (2022, "quang-tri-cu", "tong", "61.5", 3) in stored()

    def test_may_have_two_rows_of_headings(self, world: World) -> None:
        text = (
            "Tỉnh\tTổng điểm\t\tGia nhập thị trường\t\n\tĐiểm\tHạng\tĐiểm\tHạng\nQuảng Trị\t61,26\tHạng 3\t30,63\t2/3\n"
            "Đà Nẵng\t68,5\t1/3\t34,2\t1"
        )
        world.enter(world.paste(text))
        assert stored() == [
            (2022, "da-nang", "p1", "34.2", 1),
            (2022, "da-nang", "tong", "68.5", 1),
            (2022, "quang-tri-cu", "p1", "30.63", 2),
            (2022, "quang-tri-cu", "tong", "61.26", 3),
        ]


class TestLongTable:
    def test_finds_the_edition_of_each_year(self, world: World) -> None:
        text = "Năm\tTỉnh\tThành phần\tGiá trị\tHạng\n" + "\n".join(
            f"{year}\tQuảng Trị\t{part}\t{number}\t{rank}"
            for year, part, number, rank in (
                (2021, "Tổng điểm", "61,26", 1),
                (2021, "1. Gia nhập thị trường", "30,5", ""),
                (2022, "PCI", "62,26", 1),
                (2019, "PCI", "62,26", 1),
            )
        )
        kept = world.paste(text)
        plan = plan_of(kept)
        assert said(plan) == ["Chưa có kỳ 2019 của PCI; hãy thêm kỳ này trước."]
        vintages = world.enter(kept)
        assert [vintage.edition.year_measured for vintage in vintages] == [2021, 2022]
        assert stored() == [
            (2021, "quang-tri-cu", "p1", "30.5", None),
            (2021, "quang-tri-cu", "tong", "61.26", 1),
            (2022, "quang-tri-cu", "tong", "62.26", 1),
        ]
        kept.refresh_from_db()
        assert kept.sheets[0]["rows"][1][:3] == ["", "5", said(plan)[0]]

    def test_takes_a_name_for_the_rows_that_repeat_it(self, world: World) -> None:
        world.enter(world.paste("Tỉnh\tThành phần\tĐiểm\nĐà Nẵng\tPCI\t68,5\n\tĐất đai\t34,2"))
        assert [row[1:4] for row in stored()] == [("da-nang", "p2", "34.2"), ("da-nang", "tong", "68.5")]


class TestWorkbook:
    def test_has_a_sheet_for_each_edition(self, world: World) -> None:
        rows = [["Tỉnh", "Tổng điểm", "Hạng"], ["Quảng Trị", 61.26, 2], ["Đà Nẵng", 68.5, 1]]
        kept = world.upload({"Hướng dẫn": [["Đọc trước"]], "Năm 2021": rows, "2023": rows})
        vintages = world.enter(kept)
        assert [vintage.edition.year_measured for vintage in vintages] == [2021, 2023]
        assert len(stored()) == 4

    def test_with_one_sheet_is_for_the_chosen_edition(self, world: World) -> None:
        world.enter(world.upload({"Sheet1": [["Tỉnh", "PCI 2022"], ["Quảng Trị", 61.260000000000005]]}))
        assert stored() == [(2022, "quang-tri-cu", "tong", "61.26", None)]


class TestReading:
    def test_asks_for_the_decimal_sign_where_nothing_tells_it(self, world: World) -> None:
        world.index.scales.update(highest=None, lowest=None)
        world.edition.scale.components.update(highest=None)
        kept = world.paste("Tỉnh\tTổng điểm\nQuảng Trị\t4.969\nĐà Nẵng\t5.125")
        plan = plan_of(kept)
        assert [one.sample for one in plan.open_signs] == ["4.969"]
        assert plan.counts["left"] == 2
        mapping = mapping_of(kept.mapping)
        sheet = replace(mapping.sheets[0], signs={1: "."})
        set_mapping(kept=kept, mapping=replace(mapping, sheets=(sheet,)), by=world.by, at=NOW)
        kept.refresh_from_db()
        world.enter(kept)
        assert [row[3] for row in stored()] == ["5.125", "4.969"]

    def test_knows_the_sign_where_the_scale_allows_one_only(self, world: World) -> None:
        world.enter(world.paste("Tỉnh\tTổng điểm\nQuảng Trị\t61.260\nĐà Nẵng\t68.125"))
        assert [row[3] for row in stored()] == ["68.125", "61.26"]

    def test_leaves_blanks_out_or_says_why(self, world: World) -> None:
        text = "Tỉnh\tTổng điểm\tHạng\nQuảng Trị\t…\t-\nĐà Nẵng\t68,5\t1\nQuảng Bình\t\t"
        kept = world.paste(text)
        assert plan_of(kept).counts == {"new": 1, "changed": 0, "same": 0, "left": 0}
        mapping = replace(mapping_of(kept.mapping), absence="only_top_ranked")
        set_mapping(kept=kept, mapping=mapping, by=world.by, at=NOW)
        kept.refresh_from_db()
        world.enter(kept)
        assert [row[3] for row in stored()] == ["68.5", "only_top_ranked", "only_top_ranked"]

    def test_takes_the_entity_of_the_year(self, world: World) -> None:
        world.enter(world.paste(WIDE))
        assert not Value.objects.filter(entity__slug="quang-tri").exists()

    def test_offers_another_factor_for_another_scale(self, world: World) -> None:
        text = "Tỉnh\tTổng điểm\nQuảng Trị\t0,6126\nĐà Nẵng\t0,6852\nQuảng Bình\t0,621"
        kept = world.paste(text)
        plan = plan_of(kept)
        assert plan.counts["left"] == 3
        assert "khác thang" in said(plan, Severity.DOUBT)[0]
        set_mapping(kept=kept, mapping=replace(mapping_of(kept.mapping), factor="100"), by=world.by, at=NOW)
        kept.refresh_from_db()
        world.enter(kept)
        assert [row[3] for row in stored()] == ["68.52", "62.1", "61.26"]
        world.index.scales.update(highest=1)
        world.edition.scale.components.update(highest=1)
        assert plan_of(world.paste(WIDE)).factor == "0.01"


class TestChecks:
    @pytest.mark.parametrize(
        ("rows", "severity", "words"),
        [
            ("Quảng Trị\t161,26\t3", Severity.ERROR, "cao hơn mức cao nhất"),
            ("Quảng Trị\t61,26\t4", Severity.ERROR, "lớn hơn số đối tượng"),
            ("Quảng Trị\txx\t3", Severity.ERROR, "không phải một số"),
            ("Quảng Trị\t61,26\tba", Severity.ERROR, "không phải một thứ hạng"),
            ("Quảng Trị\t61,26\t3/63", Severity.DOUBT, "Ô ghi trên 63"),
            ("Quảng Trị\t61,26\t1\nĐà Nẵng\t68,5\t2", Severity.DOUBT, "không hợp với hạng"),
            ("Quảng Trị\t61,26\t3\nQuảng Trị\t61,27\t3", Severity.ERROR, "Trùng với dòng"),
            ("Quảng Trị\t61,26\t3\nQuảng Trị\t61,26\t3", Severity.NOTE, "Lặp lại dòng 2"),
            ("Quảng Trị\t61,2678\t3", Severity.NOTE, "chữ số thập phân"),
            ("Quảng Trị\t61,12345678\t3", Severity.ERROR, "chữ số thập phân"),
            ("Trung bình cả nước\t61,2\t3", Severity.ERROR, "số trung bình"),
            ("\t61,2\t3", Severity.ERROR, "Thiếu tên"),
            ("Xứ Lạ\t61,2\t3", Severity.ERROR, "Không có đối tượng nào"),
        ],
    )
    def test_speak_of_the_row_concerned(self, world: World, rows: str, severity: Severity, words: str) -> None:
        plan = plan_of(world.paste(f"Tỉnh\tTổng điểm\tHạng\n{rows}"))
        assert any(words in message for message in said(plan, severity)), said(plan)

    def test_keep_only_the_bad_row_out(self, world: World) -> None:
        kept = world.paste("Tỉnh\tTổng điểm\tHạng\nQuảng Trị\t161,26\t3\nĐà Nẵng\t68,5\t1")
        assert plan_of(kept).counts == {"new": 1, "changed": 0, "same": 0, "left": 1}
        world.enter(kept)
        assert [row[1] for row in stored()] == ["da-nang"]

    def test_doubt_a_total_that_is_not_the_sum_unless_told(self, world: World) -> None:
        kept = world.paste(WIDE.replace("61,26", "61,36"))
        assert said(plan_of(kept), Severity.DOUBT) == ["Tổng ghi 61,36, tính từ các thành phần được 61,26."]
        assert plan_of(kept).counts["left"] == 1
        set_mapping(kept=kept, mapping=replace(mapping_of(kept.mapping), accept=True), by=world.by, at=NOW)
        kept.refresh_from_db()
        assert plan_of(kept).counts["left"] == 0

    def test_remark_on_a_change_larger_than_any_seen(self, world: World) -> None:
        for year, numbers in ((2021, ("60", "65")), (2022, ("61", "66"))):
            world.enter(world.paste(f"Tỉnh\tTổng điểm\nQuảng Trị\t{numbers[0]}\nĐà Nẵng\t{numbers[1]}", year))
        plan = plan_of(world.paste("Tỉnh\tTổng điểm\nQuảng Trị\t65\nĐà Nẵng\t67", 2023))
        assert said(plan) == ["Thay đổi 4 so với kỳ trước, lớn hơn mọi thay đổi từng có (1); hãy xem lại."]
        assert plan.counts["new"] == 2

    def test_remark_on_the_number_of_the_ranked(self, world: World) -> None:
        plan = plan_of(world.paste("Tỉnh\tTổng điểm\tHạng\nQuảng Trị\t61\t3"))
        assert plan.remarks == ("PCI 2022: bảng có 1 đối tượng được xếp hạng, kỳ này ghi 3.",)

    def test_remark_on_another_source_and_keep_both(self, world: World) -> None:
        make_value(world.edition, world.entities["quang-tri-cu"], "61.29", at=NOW)
        kept = world.paste("Tỉnh\tTổng điểm\nQuảng Trị\t61,26")
        assert "Nguồn khác" in said(plan_of(kept), Severity.WARNING)[0]
        world.enter(kept)
        assert [(one.number, one.preferred) for one in Value.objects.current().order_by("pk")] == [
            (Decimal("61.29"), True),
            (Decimal("61.26"), False),
        ]

    def test_ask_for_a_source_where_the_edition_has_none(self, world: World) -> None:
        world.edition.source = None
        world.edition.save()
        text = "Tỉnh\tTổng điểm\nQuảng Trị\t61,26"
        assert "chưa có nguồn" in said(plan_of(world.paste(text)))[0]
        assert plan_of(world.paste(text, source=IndexSourceFactory())).counts["new"] == 1


class TestNames:
    def test_are_asked_with_the_nearest_and_remembered(self, world: World) -> None:
        text = "Tỉnh\tTổng điểm\nQ. Trị cũ\t61,26\nĐà Nẵng\t68,5"
        kept = world.paste(text)
        (unknown,) = plan_of(kept).unknown
        assert world.entities["quang-tri-cu"] in unknown.candidates
        entity = world.entities["quang-tri-cu"]
        choose_entity(kept=kept, words=unknown.words, entity=entity, remember=True, by=world.by, at=NOW)
        assert plan_of(IndexImport.objects.get(pk=kept.pk)).counts["new"] == 2
        assert Entity.objects.get(pk=entity.pk).aliases == ["Q. Trị cũ"]
        assert plan_of(world.paste(text)).unknown == ()
        assert AuditEntry.objects.filter(act="indices.remember_alias").count() == 1

    def test_that_mean_nobody_can_be_passed_over(self, world: World) -> None:
        kept = world.paste("Tỉnh\tTổng điểm\nTrung vị\t61,26\nĐà Nẵng\t68,5")
        choose_entity(kept=kept, words="Trung vị", entity=None, remember=True, by=world.by, at=NOW)
        plan = plan_of(IndexImport.objects.get(pk=kept.pk))
        assert (plan.unknown, plan.counts["left"]) == ((), 0)

    def test_of_others_are_not_remembered(self, world: World) -> None:
        kept = world.paste("Tỉnh\tTổng điểm\nĐà Nẵng\t68,5")
        with pytest.raises(CannotEnter, match="đã là tên"):
            other = world.entities["quang-binh"]
            choose_entity(kept=kept, words="TP Đà Nẵng", entity=other, remember=True, by=world.by, at=NOW)


class TestApplyImport:
    def test_refuses_when_the_values_changed_meanwhile(self, world: World) -> None:
        kept = world.paste(WIDE)
        seen = plan_of(kept).sha256
        world.enter(world.paste(WIDE.replace("61,26", "61,27")))
        before = stored()
        with pytest.raises(ValuesChanged):
            apply_import(index_import=kept, plan_sha256=seen, reason="x", by=world.by, at=NOW)
        assert stored() == before

    def test_does_what_was_done_when_pressed_again(self, world: World) -> None:
        kept = world.paste(WIDE)
        first = world.enter(kept)
        assert apply_import(index_import=kept, plan_sha256="", reason="", by=world.by, at=NOW) == first
        assert Vintage.objects.count() == 1

    def test_refuses_one_that_has_expired(self, world: World) -> None:
        kept = world.paste(WIDE)
        with pytest.raises(CannotEnter, match="quá hạn"):
            apply_import(index_import=kept, plan_sha256="", reason="", by=world.by, at=NOW + timedelta(hours=25))


class TestForgetExpiredImports:
    def test_forgets_what_nobody_applied(self, world: World) -> None:
        kept, applied = world.paste(WIDE), world.paste(WIDE)
        world.enter(applied)
        assert forget_expired_imports(at=NOW) == 0
        assert forget_expired_imports(at=NOW + timedelta(hours=25)) == 1
        assert list(IndexImport.objects.all()) == [applied]
        assert kept.pk != applied.pk
