"""The register as a workbook to download: filled, or empty as a template; both can be read back as they are."""

import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from lantoa.apps.agencies.tables.cells import NO, YES, flag, flag_unless_no
from lantoa.apps.agencies.tables.columns import TABLES, Table
from lantoa.apps.agencies.tables.reading import GUIDE, LISTS
from lantoa.apps.base.cells import inert

# Rows of the drop-down lists below the last filled one, so that new rows have them too.
_ROOM = 500
_FLAGS = (flag, flag_unless_no)
_INTRODUCTION = (
    "Mỗi trang tính là một bảng của danh bạ; có thể chỉ gửi một bảng. Không đổi tên trang tính và tên cột.",
    "Dòng có sẵn trong danh bạ thì được sửa theo tệp, dòng mới thì được thêm; không dòng nào bị xóa.",
    "Cột không có trong tệp thì giữ nguyên; cột có mà ô trống thì giá trị đang có bị bỏ.",
    "Sau khi tải lên, phần mềm cho xem trước từng thay đổi; chỉ khi bấm “Nhập” danh bạ mới đổi.",
)
Cells = Mapping[str, Iterable[Sequence[str]]]


def register_workbook(rows: Cells) -> bytes:
    """Return the workbook (.xlsx) of the register; `rows` are the cells of each table by its key, none for a template.

    Every cell is written as text, none as a formula or a link, so that nothing in it can act when it is opened.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F1E9DC", "border": 1})
        # "@": a cell that is text stays text, telephone numbers keep their first 0.
        body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        _guide(book.add_worksheet(GUIDE), head, body)
        lists: list[list[str]] = []
        for table in TABLES:
            _table(book.add_worksheet(table.name), table, list(rows.get(table.key, ())), lists, head, body)
        _write_lists(book.add_worksheet(LISTS), lists)
    return buffer.getvalue()


def _guide(sheet: Worksheet, head: Format, body: Format) -> None:
    for row, words in enumerate(_INTRODUCTION):
        sheet.write_string(row, 0, words)
    row = len(_INTRODUCTION) + 1
    for column, (words, width) in enumerate([("Bảng", 16), ("Cột", 26), ("Bắt buộc", 10), ("Điền gì", 90)]):
        sheet.set_column(column, column, width)
        sheet.write_string(row, column, words, head)
    for table in TABLES:
        for entry in table.columns:
            row += 1
            choices = f" Danh sách: {'; '.join(entry.labels.values())}." if entry.labels else ""
            told = (table.name, entry.header, YES if entry.required else NO, entry.help + choices)
            for column, words in enumerate(told):
                sheet.write_string(row, column, words, body)


def _table(
    sheet: Worksheet, table: Table, rows: list[Sequence[str]], lists: list[list[str]], head: Format, body: Format
) -> None:
    last = len(rows) + _ROOM
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width, body)
        sheet.write_string(0, place, column.header, head)
        choices = list(column.labels.values()) if column.labels else [YES, NO] if column.read in _FLAGS else []
        if choices:
            lists.append(choices)
            _drop_down(sheet, place, last, f"='{LISTS}'!{_absolute(len(lists) - 1, len(choices))}")
    sheet.freeze_panes(1, 1)
    for number, row in enumerate(rows, start=1):
        for place, words in enumerate(row):
            if words:
                sheet.write_string(number, place, inert(words, keep_figures=True), body)
    sheet.autofilter(0, 0, max(len(rows), 1), len(table.columns) - 1)


def _write_lists(sheet: Worksheet, lists: list[list[str]]) -> None:
    for column, choices in enumerate(lists):
        for row, words in enumerate(choices):
            sheet.write_string(row, column, words)
    sheet.hide()


def _absolute(column: int, length: int) -> str:
    """Return the cells of one list on the sheet of lists, as a formula names them."""
    return str(xl_range_abs(0, column, length - 1, column))


def _drop_down(sheet: Worksheet, place: int, last: int, source: str) -> None:
    """Let the cells of a column be chosen from a list. It stands on a sheet of its own: in the cell itself Excel holds
    255 characters of a list, and a comma in a word would end it.
    """
    words = {"error_title": "Không có trong danh sách", "error_message": "Hãy chọn một giá trị trong danh sách."}
    sheet.data_validation(1, place, last, place, {"validate": "list", "source": source, **words})
