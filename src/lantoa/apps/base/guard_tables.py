"""The guard's reader of tables: workbooks (.xlsx, .xls) and .csv files, within limits, in a child process."""

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass

from lantoa.apps.base.guard import (
    CHILD_MEMORY_BYTES,
    CHILD_SECONDS,
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    UnreadableFile,
)

MAX_TABLE_BYTES = 5 * 1024 * 1024
MAX_SHEETS = 20
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_CELL_LENGTH = 10_000
# How a workbook of Excel 97 to 2003 begins, as every compound file does; what else is in it the child finds out.
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file: its name ("" in a .csv) and its rows of texts, each as long as the table is wide.

    Days are written yyyy-mm-dd, whole numbers without a fraction, yes and no as "có" and "không"; of a formula there
    is the value that the file keeps, never the formula.
    """

    name: str
    rows: list[list[str]]


def tables_of(data: bytes, *, name: str) -> list[Sheet]:
    """Return the tables of a workbook (.xlsx, .xls) or a .csv file; its first bytes tell the kind, not its name.

    UnreadableFile, in Vietnamese, for anything else and for whatever is beyond the limits.
    """
    if len(data) > MAX_TABLE_BYTES:
        raise UnreadableFile(f"Tệp {name} lớn hơn {MAX_TABLE_BYTES // 1024 // 1024} MB; hãy chia thành nhiều tệp.")
    if not data.strip():
        raise UnreadableFile(f"Tệp {name} trống; hãy chọn tệp có nội dung.")
    if data.startswith(b"PK\x03\x04"):
        _check_workbook(data, name)
        return _by_child("xlsx", data, name)
    if data.startswith(_OLD_WORKBOOK):
        return _by_child("xls", data, name)
    if b"\x00" in data[:4096] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableFile(f"Tệp {name} không phải .xlsx hay .csv; hãy mở bằng Excel và lưu dưới dạng .xlsx.")
    return _by_child("csv", data, name)


def _check_workbook(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableFile(f"Tệp {name} bị hỏng; hãy mở bằng Excel và lưu lại.") from error
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_RATIO * len(data):
        raise UnreadableFile(f"Tệp {name} nén bất thường nên không được mở; hãy lưu lại bằng Excel.")
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise UnreadableFile(f"Tệp {name} là tệp nén nhưng không phải .xlsx; hãy lưu dưới dạng .xlsx hoặc .csv.")


def _by_child(kind: str, data: bytes, name: str) -> list[Sheet]:
    limits = [str(limit) for limit in (MAX_SHEETS, MAX_ROWS, MAX_COLUMNS, MAX_CELL_LENGTH)]
    command = [
        sys.executable, "-m", "lantoa.apps.base.guard_tables_child", kind, str(CHILD_SECONDS), str(CHILD_MEMORY_BYTES),
        *limits,
    ]  # fmt: skip
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=CHILD_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(f"Tệp {name} không đọc xong trong {CHILD_SECONDS} giây.") from error
    if done.returncode:
        raise UnreadableFile(
            f"Không đọc được tệp {name}; hãy mở bằng Excel và lưu lại dưới dạng .xlsx hoặc .csv UTF-8."
        )
    answer = json.loads(done.stdout)
    if reason := answer.get("refused"):
        raise UnreadableFile(f"Tệp {name}: {reason}")
    return [Sheet(sheet["name"], sheet["rows"]) for sheet in answer["sheets"]]
