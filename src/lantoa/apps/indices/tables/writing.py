"""Workbooks to download: an edition, rows to mend, a comparison. Text is written as text, never as a formula."""

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from lantoa.apps.base.cells import inert

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | Decimal | None
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_GUIDE = (
    "Mỗi dòng một đối tượng, mỗi thành phần một cột giá trị, cột thứ hạng đứng sau cột giá trị.",
    "Ô để trống thì không nhập gì; số ghi dấu phẩy hay dấu chấm đều được.",
    "Tải tệp này lên ở “Nhập bảng chỉ số”; phần mềm cho xem trước từng dòng rồi mới ghi.",
)


def plain_workbook(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """Return a workbook with one sheet for each name, the first row of each as its heading."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F1E9DC", "border": 1})
        for name, rows in sheets.items():
            _write(book.add_worksheet(name), rows, head)
    return buffer.getvalue()


def edition_workbook(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """Return the workbook of an edition, with a sheet that says how to fill it in."""
    return plain_workbook({**sheets, "Hướng dẫn": [["Cách điền"], *([line] for line in _GUIDE)]})


def _write(sheet: Worksheet, rows: Sequence[Sequence[Cell]], head: object) -> None:
    sheet.freeze_panes(1, 1)
    widths: dict[int, int] = {}
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            widths[place] = min(max(widths.get(place, 8), len(str(cell or ""))), 60)
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                sheet.write_string(number, place, inert(cell, keep_figures=True), head if number == 0 else None)
            else:
                sheet.write_number(number, place, cell)
    for place, width in widths.items():
        sheet.set_column(place, place, width + 2)
