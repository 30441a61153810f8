"""Sheets of a file to rows of the register, each cell read, what is wrong said row by row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lantoa.apps.agencies.tables.cells import BadCell
from lantoa.apps.agencies.tables.columns import TABLES, Column, Table
from lantoa.apps.base.cells import typed
from lantoa.apps.base.guard_tables import Sheet
from lantoa.core.viettext import fold

# The sheets of the template that explain the columns and hold its drop-down lists; they are not read.
GUIDE = "Hướng dẫn"
LISTS = "Danh sách chọn"


class BadWorkbook(ValueError):
    """A file that is no table of the register; the message, in Vietnamese, says what to do."""


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in one row: the table, the row's number in the file, the column ("" for the row), what to do."""

    table: str
    number: int
    column: str
    message: str


@dataclass(slots=True)
class GivenRow:
    """One row as given: its number in the file, and the values of the columns that the file has."""

    table: Table
    number: int
    values: dict[str, Any]


@dataclass(slots=True)
class Given:
    """All rows of a file, table by table, and what is wrong with cells."""

    rows: list[GivenRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)

    def of(self, table: Table) -> list[GivenRow]:
        return [row for row in self.rows if row.table is table]


def given_rows(sheets: Iterable[Sheet]) -> Given:
    """Return the rows of a file's sheets. BadWorkbook when no sheet is a table of the register, or a heading is
    unknown.
    """
    given = Given()
    found = False
    for sheet in sheets:
        if fold(sheet.name) in {fold(GUIDE), fold(LISTS)} or not any(any(row) for row in sheet.rows):
            continue
        _read_sheet(sheet, given)
        found = True
    if not found:
        names = ", ".join(f"“{table.name}”" for table in TABLES)
        raise BadWorkbook(f"Tệp không có bảng nào của danh bạ ({names}); hãy dùng tệp mẫu.")
    return given


def _read_sheet(sheet: Sheet, given: Given) -> None:
    top = next(number for number, row in enumerate(sheet.rows) if any(cell.strip() for cell in row))
    headers = [fold(cell) for cell in sheet.rows[top]]
    table = _table(sheet.name, headers)
    columns = _columns(table, headers, sheet.rows[top])
    for number, row in enumerate(sheet.rows[top + 1 :], start=top + 2):
        if any(cell.strip() for cell in row):
            _read_row(table, number, list(zip(columns, row, strict=True)), given)


def _table(name: str, headers: Sequence[str]) -> Table:
    """Return the table a sheet is: by its name, else (a .csv) by the headings that it must have."""
    for table in TABLES:
        if fold(table.name) == fold(name):
            return table
    for table in TABLES:
        if all(fold(column.header) in headers for column in table.columns if column.required):
            return table
    names = ", ".join(f"“{table.name}”" for table in TABLES)
    raise BadWorkbook(f"Trang tính “{name}” không phải bảng nào trong: {names}; hãy đổi tên hoặc dùng tệp mẫu.")


def _columns(table: Table, headers: Sequence[str], words: Sequence[str]) -> list[Column | None]:
    """Return the column of each heading, None for an empty one."""
    known = {fold(column.header): column for column in table.columns}
    if unknown := [word for header, word in zip(headers, words, strict=True) if header and header not in known]:
        raise BadWorkbook(
            f"Bảng “{table.name}” có cột lạ: {', '.join(unknown)}; hãy bỏ cột đó, hoặc ghi đúng tên cột như tệp mẫu."
        )
    if twice := {header for header in headers if header and headers.count(header) > 1}:
        raise BadWorkbook(f"Bảng “{table.name}” có cột lặp lại: {', '.join(known[header].header for header in twice)}.")
    if lacking := [column.header for column in table.columns if column.required and fold(column.header) not in headers]:
        raise BadWorkbook(f"Bảng “{table.name}” thiếu cột: {', '.join(lacking)}; hãy dùng tệp mẫu.")
    return [known.get(header) for header in headers]


def _read_row(table: Table, number: int, cells: Iterable[tuple[Column | None, str]], given: Given) -> None:
    values: dict[str, Any] = {}
    sound = True
    for column, words in cells:
        if column is None or column.told:
            continue
        try:
            values[column.field] = column.read(typed(words))
            if column.required and values[column.field] in ("", None):
                raise BadCell("đang trống; hãy điền.")
        except BadCell as error:
            given.errors.append(RowError(table.name, number, column.header, str(error)))
            sound = False
    if sound:
        given.rows.append(GivenRow(table, number, values))
