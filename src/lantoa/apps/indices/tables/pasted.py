"""A table pasted as text: from a spreadsheet, a document, a web page, or lined up by spaces."""

import csv
import io
import re
import unicodedata

from lantoa.apps.base.guard_tables import MAX_CELL_LENGTH, MAX_COLUMNS, MAX_ROWS, Sheet

MAX_PASTED = 1_000_000
_GAP = re.compile(r" {2,}|\u00a0{2,}")
_QUOTED = re.compile(r'"[^"]*"')
_MARKDOWN_RULE = re.compile(r"[\s|:+-]+")


class NoTable(ValueError):
    """The text is no table; the message, in Vietnamese, says what to do."""


def pasted_table(text: str) -> Sheet:
    """Return the table of a pasted text, each row as long as the table is wide. NoTable for what is none.

    Its columns are parted by tabs (copied from a spreadsheet, a document or a page), else by semicolons, by upright
    lines, by commas that are no decimal commas, or by two spaces and more.

    >>> pasted_table("Tỉnh\\tĐiểm\\nQuảng Trị\\t61,26").rows
    [['Tỉnh', 'Điểm'], ['Quảng Trị', '61,26']]
    >>> pasted_table("Tỉnh      Điểm\\nQuảng Trị  61,26").rows
    [['Tỉnh', 'Điểm'], ['Quảng Trị', '61,26']]
    """
    if len(text) > MAX_PASTED:
        raise NoTable("Bảng dán vào quá lớn; hãy lưu thành tệp .xlsx rồi tải lên.")
    clean = unicodedata.normalize("NFC", text.replace("\x00", "")).replace("\r\n", "\n").replace("\r", "\n")
    lines = [line for line in clean.split("\n") if line.strip()]
    if not lines:
        raise NoTable("Chưa có bảng nào; hãy dán bảng, hoặc chọn một tệp.")
    rows = _rows(clean, lines)
    width = max(map(len, rows))
    if width < 2:
        raise NoTable("Chỉ thấy một cột; hãy chép cả bảng từ Excel, Word hay trang web rồi dán lại.")
    if width > MAX_COLUMNS or len(rows) > MAX_ROWS or any(len(cell) > MAX_CELL_LENGTH for row in rows for cell in row):
        raise NoTable(f"Bảng có hơn {MAX_COLUMNS} cột hoặc {MAX_ROWS} dòng; hãy chia nhỏ.")
    return Sheet("", [row + [""] * (width - len(row)) for row in rows])


def _rows(text: str, lines: list[str]) -> list[list[str]]:
    if any("\t" in line for line in lines):
        return _separated(text, "\t")
    if _share(lines, ";") > 0.5:
        return _separated(text, ";")
    if _share(lines, "|") > 0.5:
        kept = [line for line in lines if not _MARKDOWN_RULE.fullmatch(line)]
        return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in kept or lines]
    if _has_comma_columns(lines):
        return _separated(text, ",")
    return [[cell.strip() for cell in _GAP.split(line.strip())] for line in lines]


def _separated(text: str, delimiter: str) -> list[list[str]]:
    """Return the rows; a cell of a spreadsheet that holds a line break comes in quotes."""
    csv.field_size_limit(MAX_PASTED)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        rows = [line.split(delimiter) for line in text.split("\n")]
    return [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]


def _share(lines: list[str], mark: str) -> float:
    return sum(mark in line for line in lines) / len(lines)


def _has_comma_columns(lines: list[str]) -> bool:
    """Return whether commas part columns: the same number of them in nearly every line, and no gaps of spaces."""
    if any(_GAP.search(line.strip()) for line in lines):
        return False
    counts = [_QUOTED.sub("", line).count(",") for line in lines]
    return counts[0] > 0 and sum(count == counts[0] for count in counts) >= 0.8 * len(counts)
