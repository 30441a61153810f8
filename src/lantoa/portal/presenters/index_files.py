"""The figures of a page on indices as files: every value with its source, unit, reason and vintage."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.utils import timezone

from lantoa.apps.base.cells import inert
from lantoa.apps.base.convert import typst_to_pdf
from lantoa.apps.indices.models import Value
from lantoa.apps.indices.presenters.sheet import day_of, figure_sheet, sources_of
from lantoa.core.charts import Figure
from lantoa.core.layout import to_typst, typst_files
from lantoa.core.layout.fonts import FONT_FOLDER
from lantoa.portal.presenters.index_parts import Exhibit

HEADER = (
    "Chỉ số", "Năm đo", "Công bố ngày", "Đối tượng", "Loại đối tượng", "Thành phần", "Giá trị", "Đơn vị", "Thứ hạng",
    "Trên tổng số", "Nhóm", "Vì sao không có", "Giải thích", "Suy ra thế nào", "Dấu", "Trạng thái", "Đợt số liệu",
    "Nhập ngày", "Vì sao có đợt này", "Thay ở đợt", "Thang đo", "Nguồn", "Địa chỉ nguồn",
)  # fmt: skip
_WIDTHS = (14, 8, 12, 24, 16, 28, 11, 8, 9, 9, 7, 22, 24, 24, 18, 20, 8, 12, 20, 8, 24, 40, 40)
Cell = str | int | Decimal | date | None


def rows_of(values: Iterable[Value]) -> list[tuple[Cell, ...]]:
    """Return one row a value, each value once: those that stand, those of other sources, those that were replaced."""
    return [_row(value) for value in {value.pk: value for value in values}.values()]


def _row(value: Value) -> tuple[Cell, ...]:
    edition, vintage = value.edition, value.vintage
    marks = [
        words
        for words, holds in (
            ("minh họa", edition.illustrative),
            ("chưa kiểm chứng", value.unverified or edition.unverified),
            ("suy ra", value.derived),
        )
        if holds
    ]
    return (
        edition.index.short_name, edition.year_measured, edition.published_on, value.entity.name,
        value.entity.get_kind_display(), value.component.name, value.number, edition.scale.unit, value.rank,
        value.ranked_among if value.rank else None, value.group,
        value.get_absence_display() if value.absence else "", value.absence_note, value.derived_note,
        "; ".join(marks), _state(value), vintage.number, timezone.localdate(vintage.entered_at), vintage.reason,
        value.superseded_by.number if value.superseded_by else None, edition.scale.name, value.source.title,
        value.source.address,
    )  # fmt: skip


def _state(value: Value) -> str:
    if value.superseded_by_id:
        return "đã thay bằng số khác"
    return "đang dùng" if value.preferred else "nguồn khác, để đối chiếu"


def notes_of(exhibit: Exhibit, *, root: str) -> list[str]:
    """Return the lines above the table: what it is, where from, what to know."""
    lines = [exhibit.title, f"Lấy từ {root}{exhibit.address}"]
    if exhibit.illustrative:
        lines.append("Có số liệu minh họa, không phải kết quả thật; xem cột Dấu.")
    return [*lines, *exhibit.remarks]


def csv_bytes(notes: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> bytes:
    """Return the table as CSV in UTF-8 with the mark that makes Excel read it so; decimals have a point."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerows([inert(note)] for note in notes)
    writer.writerow(HEADER)
    writer.writerows([inert(_written(cell)) for cell in row] for row in rows)
    return ("\N{BYTE ORDER MARK}" + file.getvalue()).encode()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return _plain(cell)
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def _plain(number: Decimal) -> str:
    """Return the number without the zeros behind that nobody published.

    >>> _plain(Decimal("61.26000")), _plain(Decimal("100.00000"))
    ('61.26', '100')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def xlsx_bytes(notes: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> bytes:
    """Return the table as a workbook; texts are texts, never formulas or links."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#F1E9DC", "border": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Số liệu")
        for place, note in enumerate(notes):
            sheet.write_string(place, 0, note)
        start = len(notes)
        for column, (words, width) in enumerate(zip(HEADER, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(start, column, words, head)
        sheet.freeze_panes(start + 1, 2)
        for place, row in enumerate(rows, start=start + 1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(place, column, cell, day)
                elif isinstance(cell, int | Decimal):
                    sheet.write_number(place, column, float(cell))
                elif cell:
                    sheet.write_string(place, column, inert(cell))
    return file.getvalue()


def sheet_pdf(exhibit: Exhibit, figure: Figure, *, root: str) -> bytes:
    """Return the picture with its sentence, its table and its sources as a sheet to print, made by Typst.

    Raises ConversionFailed. The same values make the same bytes.
    """
    made_at = day_of(exhibit.values)
    document = figure_sheet(
        figure,
        address=f"{root}{exhibit.address}",
        sources=sources_of(exhibit.values),
        notes=exhibit.remarks,
        as_of=timezone.localdate(made_at) if made_at else None,
        made_at=made_at,
    )
    return typst_to_pdf(to_typst(document), FONT_FOLDER, typst_files(document))
