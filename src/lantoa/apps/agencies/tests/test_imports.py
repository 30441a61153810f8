"""The register from a file: looked at first, then applied as it was looked at; whole or not at all."""

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from conftest import Cast
from django.conf import settings
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.agencies.actions import CannotImport, RegisterChanged, import_register, plan_of, upload_register
from lantoa.apps.agencies.factories import AgencyFactory, ChannelFactory, SuccessionFactory, shipped_register
from lantoa.apps.agencies.models import Agency, Channel, Contact, RegisterImport, Succession
from lantoa.apps.agencies.queries.import_plan import ImportPlan, RowState
from lantoa.apps.agencies.queries.register_cells import register_cells
from lantoa.apps.agencies.sweeping import sweep_expired_imports
from lantoa.apps.agencies.tables.columns import TABLES
from lantoa.apps.agencies.tables.reading import BadWorkbook, given_rows
from lantoa.apps.agencies.tables.writing import register_workbook
from lantoa.apps.base.guard import UnreadableFile
from lantoa.apps.base.guard_tables import Sheet, tables_of
from lantoa.apps.base.models import AuditEntry

AGENCY_HEAD = ["Mã", "Tên đầy đủ", "Loại", "Cấp trên", "Có từ ngày", "Đến hết ngày"]
DEPARTMENT = "Sở và tương đương"


@pytest.fixture(autouse=True)
def _children_find_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(settings.ROOT) / "src"))


def _workbook(**sheets: list[list[str]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name.replace("_", " "))
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    sheet.write_string(number, column, value)
    return buffer.getvalue()


def _kept(cast: Cast, now: datetime, **sheets: list[list[str]]) -> RegisterImport:
    return upload_register(data=_workbook(**sheets), file_name="danh-ba.xlsx", by=cast.programme_officer, at=now)


def _applied(cast: Cast, now: datetime, **sheets: list[list[str]]) -> ImportPlan:
    kept = _kept(cast, now, **sheets)
    return import_register(kept=kept, plan_sha256=plan_of(kept).sha256, by=cast.programme_officer, at=now)


def _stored() -> dict[str, list[dict[str, object]]]:
    models = (Agency, Channel, Contact, Succession)
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


@pytest.fixture(scope="class")
def register(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), shipped_register():
        yield


@pytest.mark.usefixtures("register")
class TestShippedRegister:
    def test_comes_back_from_its_own_workbook_without_a_change(self, db: None, now: datetime) -> None:
        officer, agency = UserFactory(), Agency.objects.get(slug="hai-lang")
        Contact.objects.create(agency=agency, name="Văn thư", email="vt@hailang.example", phone="+84 233 000 0000")
        before = _stored()
        data = register_workbook(register_cells())
        kept = upload_register(data=data, file_name="danh-ba.xlsx", by=officer, at=now)
        plan = plan_of(kept)
        assert plan.errors == ()
        assert [row for row in plan.rows if row.state is not RowState.SAME] == []
        assert len(plan.rows) == sum(len(rows) for rows in before.values()) > 490
        import_register(kept=kept, plan_sha256=plan.sha256, by=officer, at=now)
        assert _stored() == before

    def test_is_compared_in_four_queries(self, db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        sheets = tables_of(register_workbook(register_cells()), name="danh-ba.xlsx")
        with django_assert_num_queries(4):
            assert plan_rows(sheets) > 490


def plan_rows(sheets: list[Sheet]) -> int:
    return len(plan_of(RegisterImport(sheets=[{"name": sheet.name, "rows": sheet.rows} for sheet in sheets])).rows)


class TestPlan:
    def test_says_of_each_row_whether_it_is_new_changed_or_the_same(self, cast: Cast, now: datetime) -> None:
        plan = plan_of(
            _kept(cast, now, Cơ_quan=[
                ["Mã", "Tên đầy đủ", "Tên ngắn", "Loại"],
                ["so-y-te", "Sở Y tế", "Sở Y tế", DEPARTMENT],
                ["hai-lang", "UBND huyện Hải Lăng", "Hải Lăng", "ubnd cap huyen"],
                ["", "Sở Mới", "", DEPARTMENT],
            ])
        )  # fmt: skip
        assert plan.errors == ()
        same, changed, new = plan.rows
        assert (same.state, same.changes) == (RowState.SAME, ())
        (change,) = changed.changes
        assert (change.header, change.old, change.new) == ("Tên ngắn", "UBND huyện Hải Lăng", "Hải Lăng")
        assert (new.state, new.values["slug"], new.values["short_name"]) == (RowState.NEW, "so-moi", "Sở Mới")
        assert _stored()["Agency"] == list(Agency.objects.order_by("pk").values())
        assert Agency.objects.count() == 2

    @pytest.mark.parametrize("words", ["so-y-te", "SỞ Y TẾ", "so y te", "H50.14"])
    def test_knows_an_agency_by_key_code_or_name(self, cast: Cast, now: datetime, words: str) -> None:
        Agency.objects.filter(slug="so-y-te").update(code="H50.14")
        head = ["Cơ quan", "Họ tên"]
        (row,) = plan_of(_kept(cast, now, Người_liên_hệ=[head, [words, "Văn thư"]])).rows
        assert row.values["agency"] == "so-y-te"

    def test_asks_which_of_two_agencies_of_the_same_name_is_meant(self, cast: Cast, now: datetime) -> None:
        AgencyFactory(slug="so-y-te-moi", name="Sở Y tế")
        plan = plan_of(_kept(cast, now, Người_liên_hệ=[["Cơ quan", "Họ tên"], ["Sở Y tế", "Văn thư"]]))
        (error,) = plan.errors
        assert (error.table, error.number, error.column) == ("Người liên hệ", 2, "Cơ quan")
        assert "hãy ghi mã" in error.message

    @pytest.mark.parametrize(
        ("row", "column", "words"),
        [
            (["", "", DEPARTMENT, "", "", ""], "Tên đầy đủ", "đang trống"),
            (["so-la", "Sở Lạ", "Cục", "", "", ""], "Loại", "hãy chọn một trong"),
            (["Sở!", "Sở Lạ", DEPARTMENT, "", "", ""], "Mã", "không dấu"),
            (["so-la", "Sở Lạ", DEPARTMENT, "Sở Không Có", "", ""], "Cấp trên", "không có cơ quan nào"),
            (["so-la", "Sở Lạ", DEPARTMENT, "so-la", "", ""], "Cấp trên", "của chính nó"),
            (["so-la", "Sở Lạ", DEPARTMENT, "", "31/02/2025", ""], "Có từ ngày", "ngày/tháng/năm"),
            (["so-la", "Sở Lạ", DEPARTMENT, "", "02/01/2025", "01/01/2025"], "Đến hết ngày", "trước ngày bắt đầu"),
            (["so-la", "S" * 251, DEPARTMENT, "", "", ""], "Tên đầy đủ", "nhiều hơn 250"),
        ],
    )
    def test_names_row_column_and_what_to_do(
        self, cast: Cast, now: datetime, row: list[str], column: str, words: str
    ) -> None:
        (error,) = plan_of(_kept(cast, now, Cơ_quan=[AGENCY_HEAD, [""] * 6, row])).errors
        assert (error.table, error.number, error.column) == ("Cơ quan", 3, column)
        assert words in error.message

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("Thư điện tử", "van thu@", "thư điện tử"),
            ("Điện thoại", "xem danh bạ", "chữ số"),
            ("Đang dùng", "có lẽ", "“có” hoặc “không”"),
        ],
    )
    def test_checks_what_a_contact_says(self, cast: Cast, now: datetime, field: str, value: str, words: str) -> None:
        rows = [["Cơ quan", "Họ tên", field], ["so-y-te", "Văn thư", value]]
        (error,) = plan_of(_kept(cast, now, Người_liên_hệ=rows)).errors
        assert (error.column, words in error.message) == (field, True)

    def test_finds_a_circle_of_parents(self, cast: Cast, now: datetime) -> None:
        rows = [AGENCY_HEAD, ["so-a", "Sở A", DEPARTMENT, "so-b", "", ""], ["so-b", "Sở B", DEPARTMENT, "so-a", "", ""]]
        assert {error.column for error in plan_of(_kept(cast, now, Cơ_quan=rows)).errors} == {"Cấp trên"}

    def test_refuses_a_row_twice(self, cast: Cast, now: datetime) -> None:
        row = ["so-a", "Sở A", DEPARTMENT, "", "", ""]
        (error,) = plan_of(_kept(cast, now, Cơ_quan=[AGENCY_HEAD, row, row])).errors
        assert (error.number, error.message) == (3, "trùng với dòng 2; hãy giữ một dòng.")

    def test_refuses_the_code_of_another_agency(self, cast: Cast, now: datetime) -> None:
        Agency.objects.filter(slug="so-y-te").update(code="H50.14")
        rows = [["Mã", "Tên đầy đủ", "Loại", "Mã định danh"], ["so-a", "Sở A", DEPARTMENT, "H50.14"]]
        (error,) = plan_of(_kept(cast, now, Cơ_quan=rows)).errors
        assert error.column == "Mã định danh"


class TestImportRegister:
    def test_stores_all_four_tables_in_one_go(self, cast: Cast, now: datetime) -> None:
        plan = _applied(
            cast, now,
            Cơ_quan=[
                ["Mã", "Tên đầy đủ", "Loại", "Cấp trên", "Tên gọi khác", "Đến hết ngày"],
                ["so-con", "Sở Con", DEPARTMENT, "Ủy ban Mới", "SC\nSở con", "30/06/2025"],
                ["", "Ủy ban Mới", "UBND tỉnh", "", "", ""],
            ],
            Kênh=[["Cơ quan", "Hình thức", "Tên kênh", "Địa chỉ"],
                  ["so-con", "Cổng, trang thông tin điện tử", "Trang Sở Con", "https://socon.example/"]],
            Người_liên_hệ=[["Cơ quan", "Họ tên", "Thư điện tử"], ["Sở Con", "Văn thư", "vt@socon.example"]],
            Kế_thừa=[["Cơ quan trước", "Cơ quan sau", "Loại kế thừa", "Từ ngày"],
                     ["so-con", "so-y-te", "hợp nhất", "01/07/2025"]],
        )  # fmt: skip
        assert plan.count(RowState.NEW) == 5
        agency = Agency.objects.get(slug="so-con")
        assert agency.parent == Agency.objects.get(slug="uy-ban-moi")
        assert (agency.aliases, agency.valid_to) == (["SC", "Sở con"], date(2025, 6, 30))
        assert agency.folded_names == "so con\nsc"
        assert agency.channels.get().address == "https://socon.example/"
        assert (agency.contacts.get().email, agency.contacts.get().active) == ("vt@socon.example", True)
        assert agency.successions.get().successor == Agency.objects.get(slug="so-y-te")

    def test_changes_what_the_file_says_and_keeps_what_it_does_not_have(self, cast: Cast, now: datetime) -> None:
        agency = AgencyFactory(slug="so-a", name="Sở A", note="Giữ lại.", valid_to=date(2025, 6, 30))
        other = ChannelFactory(agency=agency)
        _applied(cast, now, Cơ_quan=[AGENCY_HEAD, ["so-a", "Sở A mới", DEPARTMENT, "hai-lang", "", ""]])
        agency.refresh_from_db()
        assert (agency.name, agency.note, agency.parent, agency.valid_to) == (
            "Sở A mới", "Giữ lại.", cast.agency, None,
        )  # fmt: skip
        assert agency.folded_names.startswith("so a moi\n")
        assert list(agency.channels.all()) == [other]
        assert Agency.objects.count() == 3

    def test_stores_nothing_of_a_file_with_an_error(self, cast: Cast, now: datetime) -> None:
        rows = [AGENCY_HEAD, ["so-a", "Sở A", DEPARTMENT, "", "", ""], ["so-b", "", DEPARTMENT, "", "", ""]]
        kept, before = _kept(cast, now, Cơ_quan=rows), _stored()
        with pytest.raises(CannotImport, match="dòng lỗi"):
            import_register(kept=kept, plan_sha256=plan_of(kept).sha256, by=cast.programme_officer, at=now)
        assert _stored() == before
        assert not AuditEntry.objects.filter(act="agencies.import_register").exists()

    def test_asks_to_look_again_when_the_register_has_changed(self, cast: Cast, now: datetime) -> None:
        rows = [AGENCY_HEAD, ["so-y-te", "Sở Y tế tỉnh", DEPARTMENT, "", "", ""]]
        kept = _kept(cast, now, Cơ_quan=rows)
        seen = plan_of(kept).sha256
        Agency.objects.filter(slug="so-y-te").update(name="Sở Y tế và Dân số")
        with pytest.raises(RegisterChanged, match="hãy xem lại"):
            import_register(kept=kept, plan_sha256=seen, by=cast.programme_officer, at=now)
        assert Agency.objects.get(slug="so-y-te").name == "Sở Y tế và Dân số"
        import_register(kept=kept, plan_sha256=plan_of(kept).sha256, by=cast.programme_officer, at=now)
        assert Agency.objects.get(slug="so-y-te").name == "Sở Y tế tỉnh"

    def test_applies_a_file_once_and_not_after_a_day(self, cast: Cast, now: datetime) -> None:
        rows = [AGENCY_HEAD, ["so-a", "Sở A", DEPARTMENT, "", "", ""]]
        kept = _kept(cast, now, Cơ_quan=rows)
        seen = plan_of(kept).sha256
        with pytest.raises(CannotImport, match="quá hạn"):
            import_register(
                kept=kept, plan_sha256=seen, by=cast.programme_officer, at=now + timedelta(hours=24, seconds=1)
            )
        import_register(kept=kept, plan_sha256=seen, by=cast.programme_officer, at=now)
        with pytest.raises(CannotImport, match="đã được nhập"):
            import_register(kept=kept, plan_sha256=seen, by=cast.programme_officer, at=now)

    def test_leaves_counts_and_hash_in_the_trail_and_no_cell(self, cast: Cast, now: datetime) -> None:
        _applied(cast, now, Người_liên_hệ=[["Cơ quan", "Họ tên", "Điện thoại"], ["so-y-te", "Bà Thử", "0233 000 0000"]])
        entry = AuditEntry.objects.get(act="agencies.import_register")
        kept = RegisterImport.objects.get()
        assert entry.actor == "chuong.trinh"
        assert entry.detail["rows"] == {"contact": {"new": 1}}
        assert entry.detail["sha256"] == kept.file_sha256
        assert "Bà Thử" not in str(entry.detail)
        assert kept.sheets == []

    def test_changes_a_succession_and_a_contact_where_they_stand(self, cast: Cast, now: datetime) -> None:
        succession = SuccessionFactory(predecessor=cast.agency, successor=cast.other_agency, on=date(2023, 3, 1))
        contact = Contact.objects.create(agency=cast.agency, name="Văn thư", email="cu@hailang.example")
        _applied(
            cast, now,
            Kế_thừa=[["Cơ quan trước", "Cơ quan sau", "Loại kế thừa", "Từ ngày"],
                     ["hai-lang", "so-y-te", "hợp nhất", "2025-07-01"]],
            Người_liên_hệ=[["Cơ quan", "Họ tên", "Thư điện tử"], ["hai-lang", "Văn thư", "moi@hailang.example"]],
        )  # fmt: skip
        succession.refresh_from_db()
        contact.refresh_from_db()
        assert (succession.on, contact.email) == (date(2025, 7, 1), "moi@hailang.example")
        assert (Succession.objects.count(), Contact.objects.count()) == (1, 1)


class TestForgetExpiredImports:
    def test_forgets_just_the_files_that_nobody_applied_in_time(self, cast: Cast, now: datetime) -> None:
        head, row = AGENCY_HEAD, ["so-a", "Sở A", DEPARTMENT, "", "", ""]
        _applied(cast, now, Cơ_quan=[head, row])
        expired = _kept(cast, now, Cơ_quan=[head, row])
        later = now + timedelta(hours=25)
        kept = _kept(cast, later, Cơ_quan=[head, row])
        assert sweep_expired_imports(at=later) == 1
        assert not RegisterImport.objects.filter(pk=expired.pk).exists()
        assert RegisterImport.objects.filter(pk=kept.pk).exists()
        assert RegisterImport.objects.exclude(applied_at=None).count() == 1
        assert sweep_expired_imports(at=later) == 0


class TestFile:
    @pytest.mark.parametrize(
        ("sheets", "words"),
        [
            ([Sheet("Lương", [["Họ tên", "Lương"]])], "không phải bảng nào"),
            ([Sheet("Cơ quan", [["Tên đầy đủ"]])], "thiếu cột: Loại"),
            ([Sheet("Cơ quan", [["Tên đầy đủ", "Loại", "Lương"]])], "cột lạ: Lương"),
            ([Sheet("Cơ quan", [["Tên đầy đủ", "Loại", "Loại"]])], "cột lặp lại: Loại"),
            ([Sheet("Hướng dẫn", [["Bảng"]])], "không có bảng nào"),
            ([], "không có bảng nào"),
        ],
    )
    def test_is_refused_when_it_is_no_table_of_the_register(self, sheets: list[Sheet], words: str) -> None:
        with pytest.raises(BadWorkbook, match=words):
            given_rows(sheets)

    def test_of_one_table_is_told_by_its_headings(self) -> None:
        given = given_rows([Sheet("", [["CO QUAN", "Hình thức", "Tên kênh"], ["so-y-te", "Cuộc thi, hội thi", "Thi"]])])
        (row,) = given.rows
        assert (row.table.key, row.values["kind"]) == ("channel", "contest")

    def test_that_is_no_table_leaves_nothing_behind(self, cast: Cast, now: datetime) -> None:
        with pytest.raises(UnreadableFile):
            upload_register(data=b"%PDF-1.7\x00", file_name="a.xlsx", by=cast.programme_officer, at=now)
        assert not RegisterImport.objects.exists()


class TestWorkbook:
    def test_of_the_template_has_every_column_and_no_row(self) -> None:
        sheets = {sheet.name: sheet.rows for sheet in tables_of(register_workbook({}), name="mau.xlsx")}
        assert next(iter(sheets)) == "Hướng dẫn"
        for table in TABLES:
            assert sheets[table.name] == [[column.header for column in table.columns]]
            explained = [row[1] for row in sheets["Hướng dẫn"] if row[0] == table.name]
            assert explained == [column.header for column in table.columns]

    @pytest.mark.parametrize("name", ['=HYPERLINK("http://xau.example")', "@SUM(A1)", "-cmd", "+cmd|' /C calc'!A0"])
    def test_lets_no_cell_act_as_a_formula_and_reads_it_back(self, cast: Cast, name: str) -> None:
        AgencyFactory(slug="so-xau", name=name)
        (sheet,) = (
            sheet
            for sheet in tables_of(register_workbook(register_cells()), name="danh-ba.xlsx")
            if sheet.name == "Cơ quan"
        )
        (row,) = (row for row in sheet.rows if row[0] == "so-xau")
        assert row[1] == f"'{name}"
        (given,) = (given for given in given_rows([sheet]).rows if given.values["slug"] == "so-xau")
        assert given.values["name"] == name
