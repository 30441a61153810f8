"""Procedures in a workbook: one a row, with papers, steps, fees and law on sheets of their own, tied by number."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

from lantoa.apps.base.cells import inert, typed
from lantoa.apps.base.guard_tables import Sheet
from lantoa.apps.services.models import Procedure
from lantoa.apps.services.models.procedures import Level, OnlineLevel
from lantoa.apps.services.procedure_files.documents import BadFile
from lantoa.apps.services.procedure_files.labels import LABELS
from lantoa.apps.services.procedure_files.records import REQUIRED, ReadProcedure, read_one
from lantoa.core.viettext import fold

MAIN, GUIDE = "Thủ tục", "Hướng dẫn"
_CLEARED = ("-", "–", "—")
NUMBER, FAULT = "Số thứ tự", "Cần sửa"
_FIELDS = [name for name in LABELS if name not in ("requirements", "steps", "fees", "bases")]
# The sheets of rows: the field, the name of the sheet, the columns.
_PARTS: dict[str, tuple[str, dict[str, str]]] = {
    "requirements": ("Giấy tờ", {"name": "Giấy tờ", "only_if": "Chỉ khi", "copies": "Số bản", "note": "Ghi chú"}),
    "steps": ("Các bước", {"text": "Việc phải làm"}),
    "fees": ("Phí, lệ phí", {"name": "Khoản", "amount_dong": "Số tiền (đồng)",
                             "online_dong": "Khi nộp trực tuyến (đồng)", "note": "Ghi chú"}),
    "bases": ("Căn cứ", {"number": "Số, ký hiệu", "article": "Điều, khoản", "title": "Trích yếu (văn bản mới)"}),
}  # fmt: skip
_HELP = {
    "slug": "Mã trong địa chỉ trang, ví dụ dang-ky-khai-sinh. Thủ tục mới: để trống, phần mềm tự đặt.",
    "code": "Mã trong cơ sở dữ liệu quốc gia, ví dụ 1.001193. Chưa chắc thì để trống.",
    "name": "Đúng như trong quyết định công bố.", "plain_title": "Như người dân gọi, ví dụ Làm giấy khai sinh.",
    "everyday_words": "Các cách gọi khác, cách nhau bằng dấu chấm phẩy.", "sector": "Chọn trong danh sách.",
    "level": "Chọn trong danh sách.",
    "online": "Toàn trình, một phần hoặc nộp trực tiếp. “Mức độ 3”, “mức độ 4” được đổi và chữ cũ được giữ lại.",
    "summary": "Một, hai câu.", "working_days": "Chỉ ghi số, khi nguồn nêu số ngày làm việc.",
    "source": "Văn bản, trang mà nội dung lấy từ đó. Bắt buộc.",
    "checked_on": "Ngày người giữ nội dung xem lại lần cuối, ví dụ 01/11/2026.",
    "owner": "Tên hoặc mã cơ quan trong danh bạ.",
}  # fmt: skip
_WIDTHS = {"name": 44, "plain_title": 36, "summary": 44, "who": 40, "where": 40, "notes": 40, "source": 36}
_ROOM = 500


def read_workbook(sheets: Iterable[Sheet]) -> list[ReadProcedure]:
    """Return the procedures of a workbook; BadFile when no sheet has the headings.

    Rows of the other sheets belong to the procedure with their number; a number that is on no row of the first sheet
    is an error there.
    """
    sheets = [sheet for sheet in sheets if fold(sheet.name) != fold(GUIDE)]
    tables = (_table(sheet, _main_headings(), ("name",)) for sheet in sheets)
    main = next((table for table in tables if table is not None), None)
    if main is None:
        raise BadFile("Tệp không có trang tính nào có cột “Tên chính thức”; hãy dùng tệp mẫu.")
    rows: dict[str, tuple[int, dict[str, Any]]] = {}
    unnumbered = 0
    for line, cells in main:
        number = cells.pop(NUMBER, "")
        if not number or number in rows:
            unnumbered += 1
            number = f"?{unnumbered}"
        # A blank cell leaves what is stored as it is; a dash takes it off.
        rows[number] = (line, {name: "" if cell in _CLEARED else cell for name, cell in cells.items() if cell})
    lost = []
    for sheet in sheets:
        for name, (title, columns) in _PARTS.items():
            if fold(sheet.name) == fold(title):
                lost += _join(name, sheet, columns, rows)
    read = [read_one(f"dòng {line}", cells) for line, cells in rows.values()]
    for words in lost:
        read.append(ReadProcedure(words, {}, [("", f"không có thủ tục nào mang số thứ tự này trên trang “{MAIN}”.")]))
    return read


def _join(
    name: str, sheet: Sheet, columns: Mapping[str, str], rows: Mapping[str, tuple[int, dict[str, Any]]]
) -> list[str]:
    """Put the rows of one sheet to their procedures; return where those stand that belong to none."""
    headings = {fold(label): key for key, label in columns.items()} | {fold(NUMBER): NUMBER}
    table = _table(sheet, headings, (NUMBER,))
    if not table:  # a sheet that was left empty says nothing
        return []
    for _, values in rows.values():
        values.setdefault(name, [])
    lost = []
    for line, cells in table:
        number = cells.pop(NUMBER, "")
        if number not in rows:
            lost.append(f"trang tính {sheet.name}, dòng {line}")
        elif name == "steps":
            rows[number][1][name].append(cells.get("text", ""))
        else:
            rows[number][1][name].append(cells)
    return lost


def _main_headings() -> dict[str, str]:
    found = {fold(LABELS[name]): name for name in _FIELDS} | {fold(NUMBER): NUMBER, "stt": NUMBER}
    return found | {
        "ten thu tuc": "name", "ten thu tuc hanh chinh": "name", "ma thu tuc": "code", "ma tthc": "code",
        "cap thuc hien": "level", "muc do": "online", "muc do dvc": "online", "muc do truc tuyen": "online",
        "muc do cung cap dich vu cong": "online", "doi tuong thuc hien": "who", "thoi han giai quyet": "time_words",
        "ket qua thuc hien": "result", "ket qua": "result",
    }  # fmt: skip


def _table(sheet: Sheet, headings: Mapping[str, str], needed: Sequence[str]) -> list[tuple[int, dict[str, str]]] | None:
    """Return the rows under the headings with their line numbers, cells by field; None where the headings are not."""
    for top, row in enumerate(sheet.rows[:20]):
        names = [headings.get(fold(cell).rstrip(" *")) for cell in row]
        if not all(name in names for name in needed):
            continue
        found = []
        for line, cells in enumerate(sheet.rows[top + 1 :], start=top + 2):
            given = {name: typed(cell).strip() for name, cell in zip(names, cells, strict=True) if name}
            if any(value for name, value in given.items() if name != NUMBER):
                found.append((line, given))
        return found
    return None


def rows_workbook(rows: Sequence[Mapping[str, Any]], *, sectors: Sequence[str], faults: Sequence[str] = ()) -> bytes:
    """Return procedures (plain values of the fields) as a workbook that can be read back, the template for none; with
    what is wrong of each in a last column where `faults` are given. `sectors` are offered as choices.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E8EEF7", "border": 1, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet = book.add_worksheet(MAIN)
    headings = [(NUMBER, NUMBER), *((name, LABELS[name] + (" *" if name in REQUIRED else "")) for name in _FIELDS)]
    headings += [(FAULT, FAULT)] if faults else []
    lists = {"level": [str(label) for label in Level.labels], "online": [str(label) for label in OnlineLevel.labels]}
    for place, (name, label) in enumerate(headings):
        sheet.set_column(place, place, 60 if name == FAULT else _WIDTHS.get(name, 18), body)
        sheet.write_string(0, place, label, head)
        source: Any = lists.get(name)
        if name == "sector" and sectors:
            source = f"='{GUIDE}'!$D$2:$D${len(sectors) + 1}"
        if source:
            warn = {"validate": "list", "source": source, "error_type": "warning"}
            sheet.data_validation(1, place, len(rows) + _ROOM, place, warn)
    sheet.freeze_panes(1, 2)
    for number, row in enumerate(rows, start=1):
        cells = _cells(row) | {NUMBER: str(number), FAULT: faults[number - 1] if faults else ""}
        for place, (name, _) in enumerate(headings):
            if words := cells.get(name):
                sheet.write_string(number, place, inert(words, keep_figures=True), body)
    for name, (title, columns) in _PARTS.items():
        _write_part(book.add_worksheet(title), name, columns, rows, head, body)
    _write_guide(book.add_worksheet(GUIDE), sectors, head, body)
    book.close()
    return buffer.getvalue()


def _cells(row: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for name in _FIELDS:
        value = row.get(name)
        if name == "everyday_words":
            found[name] = "; ".join(value or ())
        elif name == "level" and value in Level.values:
            found[name] = str(Level(value).label)
        elif name == "online" and value in OnlineLevel.values:
            found[name] = str(OnlineLevel(value).label)
        else:
            found[name] = "" if value is None else str(value)
    return found


def _write_part(
    sheet: Any, name: str, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]], head: Any, body: Any
) -> None:
    for place, label in enumerate((NUMBER, *columns.values())):
        sheet.set_column(place, place, 14 if place == 0 else 44 if place == 1 else 26, body)
        sheet.write_string(0, place, label, head)
    sheet.freeze_panes(1, 1)
    line = 0
    for number, row in enumerate(rows, start=1):
        for one in row.get(name) or ():
            line += 1
            cells = {"text": one} if isinstance(one, str) else one
            sheet.write_string(line, 0, str(number), body)
            for place, key in enumerate(columns, start=1):
                if (value := cells.get(key)) not in (None, ""):
                    sheet.write_string(line, place, inert(str(value), keep_figures=True), body)


def _write_guide(sheet: Any, sectors: Sequence[str], head: Any, body: Any) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    sheet.set_column(3, 3, 36)
    lines = [(LABELS[name] + (" *" if name in REQUIRED else ""), _HELP.get(name, _most(name))) for name in _FIELDS]
    lines += [
        (title, f"Mỗi dòng một mục; cột “{NUMBER}” ghi số của thủ tục ở trang “{MAIN}”. "
         "Để trống cả trang thì phần đã lưu giữ nguyên.")
        for title, _ in _PARTS.values()
    ]  # fmt: skip
    lines.append(("Dấu *", "Cột bắt buộc với thủ tục mới."))
    lines.append(
        ("Ô trống", "Với thủ tục đã có: giữ nguyên nội dung đã lưu. Muốn xóa nội dung thì ghi dấu gạch ngang: -")
    )
    for number, (label, words) in enumerate([("Cột, trang", "Ghi gì"), *lines]):
        sheet.write_string(number, 0, label, body if number else head)
        sheet.write_string(number, 1, words, body if number else head)
    sheet.write_string(0, 3, "Lĩnh vực", head)
    for number, name in enumerate(sectors, start=1):
        sheet.write_string(number, 3, name, body)


def _most(name: str) -> str:
    most = getattr(Procedure._meta.get_field(name), "max_length", None)
    return f"Nhiều nhất {most} chữ; chưa rõ thì để trống." if most else "Chưa rõ thì để trống."
