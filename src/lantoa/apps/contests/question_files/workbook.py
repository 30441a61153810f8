"""Questions in a workbook: one a row, each column explained; the template, a bank to download, and the way back."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

from lantoa.apps.base.guard_tables import Sheet
from lantoa.apps.contests.models import Question
from lantoa.apps.contests.question_content import LETTERS, MOST_OPTIONS
from lantoa.apps.contests.question_files.records import (
    COLUMNS,
    DIFFICULTIES,
    KINDS,
    ReadQuestion,
    checked,
    key_words,
    put_answer,
    put_field,
)
from lantoa.core.viettext import fold, format_date, to_nfc

SHEET, GUIDE = "Câu hỏi", "Hướng dẫn"
_OPTIONS = [f"Phương án {letter}" for letter in LETTERS[:MOST_OPTIONS]]
_SHOWN_OPTIONS = 6
_HELP = {
    "text": "Lời hỏi, tối đa 1000 ký tự. Bắt buộc.",
    "kind": "Chọn trong danh sách; để trống thì phần mềm suy từ đáp án.",
    "options": "Mỗi phương án một cột, tối đa 10 (thêm cột “Phương án G”…). Câu đúng hay sai, điền số: để trống.",
    "key": "Chữ cái của phương án đúng: B; chọn nhiều: A, C; xếp thứ tự: B, A, C; đúng hay sai: Đúng; điền số: 12,5.",
    "difficulty": "dễ, vừa hoặc khó; để trống là vừa.",
    "explanation": "Hiện cho người thi sau khi công bố kết quả.",
    "source": "Văn bản và điều, khoản mà đáp án dựa vào. Bắt buộc.",
    "source_address": "Địa chỉ xem văn bản, bắt đầu bằng https://.",
    "valid_from": "Ngày đáp án bắt đầu đúng, ví dụ 01/07/2025; chưa rõ thì để trống.",
    "valid_to": "Ngày cuối cùng đáp án còn đúng; còn hiệu lực thì để trống.",
    "theme": "Tên nội dung tuyên truyền, đúng như trong chương trình; có thể trống.",
}  # fmt: skip
_WIDTHS = {"text": 60, "source": 40, "explanation": 40}
_ROOM = 300
_NO_TABLE = "Tệp không có trang tính nào có cột “Câu hỏi” và “Đáp án”; hãy dùng tệp mẫu."


class BadWorkbook(ValueError):
    """A file that is no table of questions; the message, in Vietnamese, says what to do."""


def read_workbook(sheets: Iterable[Sheet]) -> list[ReadQuestion]:
    """Return the questions of a file's sheets, a row each; BadWorkbook when no sheet has the headings."""
    found: list[ReadQuestion] = []
    known = False
    for sheet in sheets:
        if fold(sheet.name) == fold(GUIDE):
            continue
        if (top := _heading_row(sheet.rows)) is None:
            continue
        known = True
        headings = [_heading(cell) for cell in sheet.rows[top]]
        for number, row in enumerate(sheet.rows[top + 1 :], start=top + 2):
            if any(cell.strip() for name, cell in zip(headings, row, strict=True) if name):
                place = f"dòng {number}" if sheet.name in ("", SHEET) else f"trang tính {sheet.name}, dòng {number}"
                found.append(_question(place, headings, row))
    if not known:
        raise BadWorkbook(_NO_TABLE)
    return found


def has_headings(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether a table is one of questions, by its headings."""
    return _heading_row(rows) is not None


def _heading_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the first row that has the two headings without which there is no question; titles may stand above."""
    for number, row in enumerate(rows[:20]):
        names = {_heading(cell) for cell in row}
        if {"text", "key"} <= names:
            return number
    return None


_BY_HEADING = {fold(label): name for name, label in COLUMNS.items()} | {
    "noi dung cau hoi": "text", "dap an dung": "key", "dang cau hoi": "kind", "muc do": "difficulty",
    "can cu phap ly": "source", "nguon": "source",
}  # fmt: skip


def _heading(cell: str) -> str:
    """Return which field a heading is, "A".."J" for an option, "" for a column that is not read.

    >>> _heading("Phương án b"), _heading("C"), _heading("ĐÁP ÁN"), _heading("STT")
    ('B', 'C', 'key', '')
    """
    folded = fold(cell)
    letter = folded.removeprefix("phuong an ").removeprefix("dap an ").upper()
    if len(letter) == 1 and letter in LETTERS:
        return letter
    return _BY_HEADING.get(folded, "") if folded != "phuong an" else ""


def _question(place: str, headings: Sequence[str], row: Sequence[str]) -> ReadQuestion:
    read = ReadQuestion(place, {"text": "", "options": []})
    cells = {name: _unguarded(cell).strip() for name, cell in zip(headings, row, strict=True) if name}
    options = [to_nfc(cells.get(letter, "")).strip() for letter in LETTERS]
    while options and not options[-1]:
        options.pop()
    read.values["options"] = options
    for name in COLUMNS:
        if name not in ("options", "key") and name in cells:
            put_field(read, name, cells[name])
    # Lines inside a cell are kept in texts, which put_field would join.
    for name in ("text", "explanation"):
        if name in cells:
            read.values[name] = to_nfc(cells[name])
    put_answer(read, cells.get("key", ""))
    return checked(read)


def _unguarded(words: str) -> str:
    """Return the cell without the apostrophe that the export puts before what could be taken for a formula."""
    return words[1:] if len(words) > 1 and words[0] == "'" and words[1] in "=+-@\t\r" else words


def _guarded(words: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula, even saved as .csv and opened again."""
    is_formula = words[:1] in ("=", "@", "\t", "\r") or (words[:1] in ("+", "-") and not words[1:2].isdigit())
    return f"'{words}" if is_formula else words


def questions_workbook(questions: Iterable[Question]) -> bytes:
    """Return the questions as a workbook that can be read back; without any, the template."""
    return rows_workbook([_values(question) for question in questions], [])


def _values(question: Question) -> dict[str, Any]:
    days = {name: getattr(question, name) for name in ("valid_from", "valid_to")}
    return {
        "text": question.text,
        "kind": KINDS[question.kind],
        "options": question.options,
        "key": key_words(question.kind, question.key),
        "difficulty": DIFFICULTIES[question.difficulty],
        "explanation": question.explanation,
        "source": question.source,
        "source_address": question.source_address,
        "theme": question.theme.title if question.theme else "",
        **{name: format_date(day) if day else "" for name, day in days.items()},
    }


def rows_workbook(rows: Sequence[Mapping[str, Any]], faults: Sequence[str]) -> bytes:
    """Return rows of words as a workbook, with what is wrong of each in a last column when `faults` are given."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E8EEF7", "border": 1, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet = book.add_worksheet(SHEET)
    most = max([_SHOWN_OPTIONS, *(len(row.get("options", ())) for row in rows)])
    headings: list[tuple[str, str, int]] = []
    for name, label in COLUMNS.items():
        if name == "options":
            headings += [(LETTERS[place], _OPTIONS[place], 26) for place in range(most)]
        else:
            headings.append((name, label, _WIDTHS.get(name, 16)))
    if faults:
        headings.append(("fault", "Cần sửa", 60))
    for place, (name, label, width) in enumerate(headings):
        sheet.set_column(place, place, width, body)
        sheet.write_string(0, place, label, head)
        if labels := {"kind": KINDS, "difficulty": DIFFICULTIES}.get(name):
            sheet.data_validation(
                1, place, len(rows) + _ROOM, place, {"validate": "list", "source": [*labels.values()]}
            )
    sheet.freeze_panes(1, 1)
    for number, row in enumerate(rows, start=1):
        cells = dict(row) | {LETTERS[place]: option for place, option in enumerate(row.get("options", ()))}
        if faults:
            cells["fault"] = faults[number - 1]
        for place, (name, _, _) in enumerate(headings):
            if words := str(cells.get(name) or ""):
                sheet.write_string(number, place, _guarded(words), body)
    _write_guide(book.add_worksheet(GUIDE), head, body)
    book.close()
    return buffer.getvalue()


def _write_guide(sheet: Any, head: Any, body: Any) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, "Cột", head)
    sheet.write_string(0, 1, "Ghi gì", head)
    for number, (name, label) in enumerate(COLUMNS.items(), start=1):
        sheet.write_string(number, 0, label, body)
        sheet.write_string(number, 1, _HELP[name], body)
