"""Tables from outside: what is read of them, what is refused, and whether the refusal says what to do."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from django.conf import settings

from lantoa.apps.base import guard_tables
from lantoa.apps.base.guard import UnreadableFile
from lantoa.apps.base.guard_tables import Sheet, tables_of
from lantoa.apps.base.tests.old_workbook import old_workbook


@pytest.fixture(autouse=True)
def _children_find_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(settings.ROOT) / "src"))


def _workbook(**sheets: list[list[object]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, (date, datetime)):
                        sheet.write_datetime(number, column, value, day)
                    else:
                        sheet.write(number, column, value)
    return buffer.getvalue()


class TestWorkbook:
    def test_gives_every_sheet_as_rows_of_texts(self) -> None:
        data = _workbook(A=[["Tên", "Số"], ["Sở Y tế", 3], ["", 2.5], [date(2023, 3, 29), True]], B=[["x"]])
        assert tables_of(data, name="tep.xlsx") == [
            Sheet("A", [["Tên", "Số"], ["Sở Y tế", "3"], ["", "2.5"], ["2023-03-29", "có"]]),
            Sheet("B", [["x"]]),
        ]

    def test_reads_the_value_of_a_formula(self) -> None:
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            book.add_worksheet("A").write_formula(0, 0, '=HYPERLINK("http://xau.example","bấm")', None, "bấm")
        assert tables_of(buffer.getvalue(), name="tep.xlsx") == [Sheet("A", [["bấm"]])]

    def test_may_be_an_old_one(self) -> None:
        data = old_workbook("2022", [["Tỉnh", "Điểm"], ["Quảng Trị", 61.26], ["Đà Nẵng", 68.0]])
        rows = [["Tỉnh", "Điểm"], ["Quảng Trị", "61.26"], ["Đà Nẵng", "68"]]
        assert tables_of(data, name="tep.xls") == [Sheet("2022", rows)]

    @pytest.mark.parametrize(
        ("limit", "value", "words"),
        [
            ("MAX_SHEETS", 1, "2 trang tính"),
            ("MAX_ROWS", 2, "3 dòng"),
            ("MAX_COLUMNS", 1, "2 cột"),
            ("MAX_CELL_LENGTH", 3, "dài hơn 3 ký tự"),
        ],
    )
    def test_refuses_more_than_the_limits(
        self, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, words: str
    ) -> None:
        monkeypatch.setattr(guard_tables, limit, value)
        with pytest.raises(UnreadableFile, match=words):
            tables_of(_workbook(A=[["a", "b"], ["dài", "x"], ["rất dài", "x"]], B=[["c"]]), name="tep.xlsx")

    def test_refuses_a_sheet_with_one_cell_at_its_far_corner(self) -> None:
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            sheet = book.add_worksheet("A")
            sheet.write(0, 0, "a")
            sheet.write(1_048_575, 16_383, "z")
        with pytest.raises(UnreadableFile):
            tables_of(buffer.getvalue(), name="tep.xlsx")

    def test_refuses_what_swells_when_it_is_unpacked(self) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", b"0" * 20_000_000)
        with pytest.raises(UnreadableFile, match="nén bất thường"):
            tables_of(buffer.getvalue(), name="bom.xlsx")


class TestCsv:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_gives_one_table_of_rows_as_wide_as_the_widest(self, delimiter: str, encoding: str) -> None:
        data = f'Tên{delimiter}Loại\n"Sở\nY tế"{delimiter}Sở{delimiter}thừa\n'.encode(encoding)
        assert tables_of(data, name="tep.csv") == [Sheet("", [["Tên", "Loại", ""], ["Sở\nY tế", "Sở", "thừa"]])]


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "trống"),
            (b" \n", "trống"),
            (b"PK\x03\x04hong", "bị hỏng"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "dưới dạng .xlsx"),
            ("Sở Y tế".encode("utf-16-be")[1:], "hãy"),
            ("Tên\nSở".encode("cp1258", "replace") + b"\xff\xfe\xf0", "CSV UTF-8"),
        ],
    )
    def test_say_what_to_do(self, data: bytes, words: str) -> None:
        with pytest.raises(UnreadableFile, match=words):
            tables_of(data, name="tep")

    def test_names_another_kind_of_archive(self) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("word/document.xml", "<x/>")
        with pytest.raises(UnreadableFile, match=r"không phải \.xlsx"):
            tables_of(buffer.getvalue(), name="tep.docx")

    def test_come_before_reading_for_a_file_that_is_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(guard_tables, "MAX_TABLE_BYTES", 10)
        with pytest.raises(UnreadableFile, match="lớn hơn"):
            tables_of(b"a" * 11, name="tep.csv")
