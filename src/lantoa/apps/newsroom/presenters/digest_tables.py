"""The readers of a digest as a table to take away."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from django.utils import timezone

from lantoa.apps.base.cells import inert
from lantoa.apps.newsroom.models import InternalDigest
from lantoa.apps.newsroom.presenters.digests import readers_line
from lantoa.apps.newsroom.queries.digests import digest_results

_HEADER = ("Họ tên", "Phòng, đơn vị", "Đọc lúc", "Số câu đúng")
_WIDTHS = (30, 30, 18, 14)
Cell = str | int | datetime


@dataclass(frozen=True, slots=True)
class ReaderTable:
    """Lines above the table, and a row for each reader, the latest first."""

    notes: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def reader_table(digest: InternalDigest, at: datetime) -> ReaderTable:
    """Return the readers with their day and right answers. Three queries."""
    rows = tuple(
        (
            row.name or "(đã xóa tên)",
            row.unit,
            timezone.localtime(row.read_at).replace(tzinfo=None, microsecond=0),
            row.right_answers,
        )
        for row in digest.receipts.order_by("-read_at", "-pk")
    )
    notes = (
        f"{digest.title} · {digest.agency.name}",
        readers_line(digest_results(digest)),
        f"Lấy lúc {timezone.localtime(at):%H:%M ngày %d/%m/%Y}",
    )
    return ReaderTable((*notes, "Bản tin minh họa, không phải số liệu thật.") if digest.illustrative else notes, rows)


def csv_bytes(table: ReaderTable) -> bytes:
    """Return the table as CSV in UTF-8, with the mark that makes Excel read it so."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerows([inert(note)] for note in table.notes)
    writer.writerow(_HEADER)
    writer.writerows([_written(cell) for cell in row] for row in table.rows)
    return ("\N{BYTE ORDER MARK}" + file.getvalue()).encode()


def _written(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    return inert(str(cell))


def xlsx_file(table: ReaderTable) -> io.BytesIO:
    """Return the table as a workbook; texts are texts, never formulas."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        head = book.add_format({"bold": True, "bg_color": "#F1E9DC", "border": 1})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet = book.add_worksheet("Đã đọc")
        for place, note in enumerate(table.notes):
            sheet.write_string(place, 0, note)
        start = len(table.notes)
        for column, (words, width) in enumerate(zip(_HEADER, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(start, column, words, head)
        sheet.freeze_panes(start + 1, 1)
        for place, row in enumerate(table.rows, start=start + 1):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(place, column, cell, moment)
                elif isinstance(cell, int):
                    sheet.write_number(place, column, cell)
                else:
                    sheet.write_string(place, column, cell)
    file.seek(0)
    return file
