"""Personal links as a table to take away, once: the secrets are not stored."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from lantoa.apps.base.cells import inert

HEADER = ("Số thứ tự", "Đường dẫn", "Cơ quan", "Thủ tục", "Dùng đến")


def csv_file(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the table as CSV in UTF-8, with the mark that makes Excel read it so."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADER)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return ("\N{BYTE ORDER MARK}" + file.getvalue()).encode()


def xlsx_file(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the table as a workbook; texts are texts, never formulas or links."""
    file = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("Phiếu mời")
        head = book.add_format({"bold": True, "border": 1})
        for column, (words, width) in enumerate(zip(HEADER, (10, 70, 32, 40, 18), strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, words, head)
        for place, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, cell)
    return file.getvalue()
