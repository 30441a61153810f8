"""The screens of imports: upload or paste, columns, preview, entering, files, comparisons."""

from pathlib import Path

import pytest
from conftest import NOW, Cast
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.apps.base.guard_tables import tables_of
from lantoa.apps.indices.factories import make_edition, make_scale
from lantoa.apps.indices.models import Entity, IndexImport, Value, Vintage
from lantoa.apps.indices.queries.export import edition_rows
from lantoa.apps.indices.queries.import_plan import plan_of
from lantoa.apps.indices.tables.mapping import mapping_of
from lantoa.apps.indices.tables.writing import edition_workbook
from lantoa.apps.indices.tests.import_tables import World, make_world, stored, workbook
from lantoa.apps.indices.tests.test_importing import WIDE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_children_find_the_code")]


@pytest.fixture
def _children_find_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(settings.ROOT) / "src"))


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast.programme_officer)


@pytest.fixture
def officer(client: Client, world: World) -> Client:
    client.force_login(world.by)
    return client


def kept() -> IndexImport:
    return IndexImport.objects.latest("pk")


def waiting(table: IndexImport) -> IndexImport:
    """Return the table so that it has not expired by the clock of a request."""
    table.expires_at = NOW.replace(year=2099)
    table.save()
    return table


class TestUpload:
    def test_takes_a_pasted_table_to_its_preview_and_enters_it(self, officer: Client, world: World) -> None:
        page = officer.post(reverse("indices:import_edition", args=[world.edition.pk]), {"text": WIDE}, follow=True)
        words = page.content.decode()
        assert "<strong>12</strong> giá trị mới" in words
        assert "61,26, hạng 3/3" in words
        plan = plan_of(kept()).sha256
        done = officer.post(reverse("indices:apply_import", args=[kept().pk]), {"plan": plan}, follow=True)
        assert "Đã nhập: PCI 2022, đợt 1 (lần đầu)." in done.content.decode()
        assert len(stored()) == 12

    def test_takes_a_workbook(self, officer: Client, world: World) -> None:
        file = SimpleUploadedFile("pci.xlsx", workbook({"2022": [["Tỉnh", "Điểm"], ["Đà Nẵng", 68.5]]}))
        officer.post(reverse("indices:import_edition", args=[world.edition.pk]), {"file": file})
        assert plan_of(kept()).counts["new"] == 1

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({}, "Hãy chọn một tệp, hoặc dán bảng."),
            ({"text": "một cột"}, "Chỉ thấy một cột"),
            ({"text": "a\tb", "file": SimpleUploadedFile("a.csv", b"a,b")}, "chỉ một trong hai"),
            ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04nothing")}, "bị hỏng"),
        ],
    )
    def test_says_what_is_wrong_with_a_table(
        self, officer: Client, world: World, data: dict[str, object], words: str
    ) -> None:
        page = officer.post(reverse("indices:import_edition", args=[world.edition.pk]), data)
        assert page.status_code == 422
        assert words in page.content.decode()
        assert not IndexImport.objects.exists()

    def test_is_reached_by_choosing_the_edition(self, officer: Client, world: World) -> None:
        page = officer.get(reverse("indices:imports"), {"ky": world.edition.pk})
        assert page["Location"] == reverse("indices:import_edition", args=[world.edition.pk])
        assert "Hãy chọn một kỳ" in officer.get(reverse("indices:imports"), {"ky": ""}).content.decode()


class TestPreview:
    def test_asks_for_a_reason_and_shows_old_and_new(self, officer: Client, world: World) -> None:
        world.enter(world.paste(WIDE))
        again = waiting(world.paste(WIDE.replace("61,26", "61,27")))
        address = reverse("indices:import_preview", args=[again.pk])
        words = officer.get(address, {"xem": "doi"}).content.decode()
        assert "<del>61,26, hạng 3/3</del>" in words
        assert "<ins>61,27, hạng 3/3</ins>" in words
        plan = {"plan": plan_of(again).sha256}
        refused = officer.post(reverse("indices:apply_import", args=[again.pk]), plan)
        assert refused.status_code == 422
        assert "lý do đính chính" in refused.content.decode()
        officer.post(reverse("indices:apply_import", args=[again.pk]), {**plan, "reason": "Bản in sai"})
        assert Vintage.objects.latest("pk").reason == "Bản in sai"

    def test_shows_the_new_comparison_when_values_changed_meanwhile(self, officer: Client, world: World) -> None:
        first, second = waiting(world.paste(WIDE)), world.paste(WIDE)
        seen = plan_of(first).sha256
        world.enter(second)
        page = officer.post(reverse("indices:apply_import", args=[first.pk]), {"plan": seen})
        assert page.status_code == 409
        assert "so sánh mới" in page.content.decode()

    def test_takes_an_answer_to_an_unknown_name(self, officer: Client, world: World) -> None:
        table = waiting(world.paste("Tỉnh\tTổng điểm\nQuảng Trị xưa\t61,26\nĐà Nẵng\t68,5"))
        address = reverse("indices:import_preview", args=[table.pk])
        assert "Tên chưa rõ là ai" in officer.get(address).content.decode()
        answer = {"words": "Quảng Trị xưa", "entity": world.entities["quang-tri-cu"].pk, "remember": "on"}
        words = officer.post(reverse("indices:import_name", args=[table.pk]), answer, follow=True).content.decode()
        assert "Tên chưa rõ là ai" not in words
        assert Entity.objects.get(slug="quang-tri-cu").aliases == ["Quảng Trị xưa"]

    def test_takes_a_name_that_was_not_proposed_and_never_guesses(self, officer: Client, world: World) -> None:
        table = waiting(world.paste("Tỉnh\tTổng điểm\nXứ xa lạ\t61,26\nĐà Nẵng\t68,5"))
        address = reverse("indices:import_name", args=[table.pk])
        words = officer.post(address, {"words": "Xứ xa lạ"}, follow=True).content.decode()
        assert "Hãy chọn một đối tượng" in words
        assert 'name="entity" value="0" checked' not in words
        assert (
            "Không có đối tượng nào"
            in officer.post(address, {"words": "Xứ xa lạ", "other": "Cõi tiên"}, follow=True).content.decode()
        )
        officer.post(address, {"words": "Xứ xa lạ", "other": "quang binh"})
        assert plan_of(kept()).counts["new"] == 2
        officer.post(address, {"words": "Xứ xa lạ", "entity": "0"})
        assert plan_of(kept()).counts == {"new": 1, "changed": 0, "same": 0, "left": 0}

    def test_gives_the_rows_that_stay_out_before_and_after(self, officer: Client, world: World) -> None:
        table = world.paste("Tỉnh\tTổng điểm\nQuảng Trị\t161\nĐà Nẵng\t68,5")
        address = reverse("indices:import_left_over", args=[table.pk])
        for _ in range(2):
            (sheet,) = tables_of(officer.get(address).content, name="x")
            assert sheet.rows[1][:2] == ["", "2"] or sheet.rows[1][1] == "2"
            assert "cao hơn" in sheet.rows[1][2]
            if not kept().applied_at:
                world.enter(table)

    def test_costs_no_more_queries_for_more_rows(self, officer: Client, world: World) -> None:
        asked = []
        few = "Tỉnh\tTổng điểm\nQuảng Trị\t61,26"
        for text in (few, WIDE):
            address = reverse("indices:import_preview", args=[waiting(world.paste(text)).pk])
            officer.get(address)
            with CaptureQueriesContext(connection) as queries:
                officer.get(address)
            asked.append(len(queries))
        assert asked[0] == asked[1]


class TestColumns:
    def test_can_be_changed_without_javascript(self, officer: Client, world: World) -> None:
        table = waiting(world.paste("Nơi\tSố\nĐà Nẵng\t68,5\nQuảng Trị\t-"))
        address = reverse("indices:import_columns", args=[table.pk])
        assert 'name="role-0-1"' in officer.get(address).content.decode()
        said = {
            "use-0": "on", "edition-0": world.editions[2023].pk, "first-0": 2, "role-0-0": "entity",
            "role-0-1": "number:tong", "absence": "withheld", "factor": "1",
        }  # fmt: skip
        officer.post(address, said)
        world.enter(kept())
        assert [row[:4] for row in stored()] == [
            (2023, "da-nang", "tong", "68.5"),
            (2023, "quang-tri-cu", "tong", "withheld"),
        ]

    def test_need_one_of_entities_and_no_role_twice(self, officer: Client, world: World) -> None:
        table = world.paste("Nơi\tSố\nĐà Nẵng\t68,5")
        said = {"use-0": "on", "first-0": 2, "role-0-0": "number:tong", "role-0-1": "number:tong", "factor": "1"}
        page = officer.post(reverse("indices:import_columns", args=[table.pk]), said)
        assert page.status_code == 422
        assert "cột nào là đối tượng" in page.content.decode()
        assert "mỗi vai trò chỉ cho một cột" in page.content.decode()

    def test_are_asked_once_for_sheets_alike(self, officer: Client, world: World) -> None:
        rows = [["Tỉnh", "Tổng điểm"], ["Đà Nẵng", 68.5]]
        table = world.upload({"2021": rows, "2022": rows, "2023": rows})
        words = officer.get(reverse("indices:import_columns", args=[table.pk])).content.decode()
        assert words.count('name="first-') == 1
        assert [sheet.edition for sheet in mapping_of(table.mapping).sheets] == [
            world.editions[year].pk for year in (2021, 2022, 2023)
        ]


class TestExport:
    def test_comes_back_without_a_change(self, officer: Client, world: World) -> None:
        world.enter(world.paste(WIDE))
        data = officer.get(reverse("indices:export_edition", args=[world.edition.pk])).content
        file = SimpleUploadedFile("pci.xlsx", data)
        officer.post(reverse("indices:import_edition", args=[world.edition.pk]), {"file": file})
        counts = plan_of(kept()).counts
        assert counts == {"new": 0, "changed": 0, "same": Value.objects.count(), "left": 0}

    def test_has_a_template_with_everybody_of_the_year(self, officer: Client, world: World) -> None:
        data = officer.get(reverse("indices:import_template", args=[world.edition.pk])).content
        sheet = tables_of(data, name="x")[0]
        assert sheet.rows[0][:3] == ["Đối tượng", "Tổng điểm", "Hạng Tổng điểm"]
        names = [row[0] for row in sheet.rows[1:]]
        assert names == ["Thành phố Đà Nẵng", "Tỉnh Quảng Bình", "Tỉnh Quảng Trị", "Cả nước"]
        assert edition_workbook(edition_rows(world.edition, filled=False))


class TestComparisons:
    def test_of_two_editions_tell_the_change_of_each(self, officer: Client, world: World) -> None:
        world.enter(world.paste(WIDE, 2021))
        world.enter(world.paste(WIDE.replace("61,26", "60,26").replace("30,63", "30,13"), 2022))
        words = officer.get(reverse("indices:edition_diff", args=[world.edition.pk])).content.decode()
        assert "giảm 1,00 điểm, giữ nguyên thứ hạng" in words
        page = officer.get(reverse("indices:edition_diff_file", args=[world.edition.pk]), {"thanh_phan": "tong"})
        (sheet,) = tables_of(page.content, name="x")
        assert sheet.rows[0] == ["Đối tượng", "Thành phần", "Năm 2021", "Năm 2022", "Thay đổi"]
        assert len(sheet.rows) == 5

    def test_of_two_scales_tell_no_change(self, officer: Client, world: World) -> None:
        world.enter(world.paste(WIDE))
        later = make_edition(
            world.index, 2024, scale=make_scale(world.index, parts=2, highest=100), source=world.source
        )
        officer.post(reverse("indices:import_edition", args=[later.pk]), {"text": "Tỉnh\tTổng điểm\nĐà Nẵng\t8,5"})
        world.enter(kept())
        address = reverse("indices:edition_diff", args=[later.pk])
        words = officer.get(address, {"voi": world.edition.pk, "thanh_phan": "tong"}).content.decode()
        assert "không so được: thang đo khác nhau" in words

    def test_of_two_vintages_tell_old_new_and_why(self, officer: Client, world: World) -> None:
        address = reverse("indices:vintage_diff", args=[world.edition.pk])
        assert "Chưa có hai bên để so" in officer.get(address).content.decode()
        world.enter(world.paste(WIDE))
        world.enter(world.paste(WIDE.replace("61,26", "61,27")), "Bản in sai")
        words = officer.get(address).content.decode()
        assert "Bản in sai" in words
        assert words.count('data-label="Đối tượng"') == 1
        assert officer.get(reverse("indices:vintage_diff_file", args=[world.edition.pk])).status_code == 200


class TestList:
    def test_shows_what_waits_and_what_was_entered(self, officer: Client, world: World) -> None:
        world.paste(WIDE)
        world.enter(world.paste(WIDE))
        address = reverse("indices:imports")
        words = officer.get(address).content.decode()
        assert words.count("Bảng dán vào") == 2
        assert officer.get(address, {"trang_thai": "cho"}).content.decode().count("Bảng dán vào") == 1
        assert "Chưa có bảng nào" in officer.get(address, {"chi_so": "papi"}).content.decode()
