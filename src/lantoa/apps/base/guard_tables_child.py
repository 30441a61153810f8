"""The child process of the guard's reader of tables: bytes on stdin, JSON on stdout, under limits of its own."""

import csv
import io
import json
import resource
import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook

Rows = list[list[str]]
_DELIMITERS = ",;\t"


class _Refused(ValueError):
    """The table is beyond a limit; the words, in Vietnamese, say which."""


@dataclass(frozen=True, slots=True)
class _Limits:
    sheets: int
    rows: int
    columns: int
    cell_length: int


def _text(value: Any) -> str:
    """Return a cell as text. Excel knows one kind of number, so whole ones come as floats."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return str(value) if not isinstance(value, timedelta) else str(value.total_seconds())


def _check_size(height: int, width: int, limits: _Limits, where: str) -> None:
    if height > limits.rows:
        raise _Refused(f"{where} có {height} dòng, nhiều hơn {limits.rows}; hãy chia thành nhiều tệp.")
    if width > limits.columns:
        raise _Refused(f"{where} có {width} cột, nhiều hơn {limits.columns}; hãy bỏ các cột không có trong mẫu.")


def _check_cells(rows: Rows, limits: _Limits, where: str) -> None:
    for number, row in enumerate(rows, start=1):
        if any(len(cell) > limits.cell_length for cell in row):
            raise _Refused(f"{where}, dòng {number} có ô dài hơn {limits.cell_length} ký tự; hãy rút gọn.")


def _workbook(data: bytes, limits: _Limits) -> list[dict[str, Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    if len(book.sheet_names) > limits.sheets:
        raise _Refused(f"có {len(book.sheet_names)} trang tính, nhiều hơn {limits.sheets}.")
    sheets = []
    for name in book.sheet_names:
        sheet, where = book.get_sheet_by_name(name), f"trang tính “{name}”"
        last_row, last_column = sheet.end or (-1, -1)
        _check_size(last_row + 1, last_column + 1, limits, where)
        rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        _check_cells(rows, limits, where)
        sheets.append({"name": name, "rows": rows})
    return sheets


def _csv(data: bytes, limits: _Limits) -> list[dict[str, Any]]:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _Refused("không phải chữ Unicode; trong Excel hãy chọn “CSV UTF-8”.") from error
    first = text.splitlines()[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(limits.cell_length * 4)
    rows: Rows = []
    for row in csv.reader(io.StringIO(text), delimiter=delimiter):
        rows.append(row)
        _check_size(len(rows), len(row), limits, "bảng")
    width = max(map(len, rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    _check_cells(rows, limits, "bảng")
    return [{"name": "", "rows": rows}]


def main(kind: str, seconds: int, memory_bytes: int, limits: _Limits) -> None:
    """Write the tables of the file on stdin to stdout; a parser's own error ends the process with its trace."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"sheets": _csv(data, limits) if kind == "csv" else _workbook(data, limits)}
    except _Refused as refused:
        answer = {"refused": str(refused)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), _Limits(*map(int, sys.argv[4:8])))
