"""Head-counts as a workbook that can be filled in and read back."""

import io
from collections.abc import Iterable

import xlsxwriter

from lantoa.apps.contests.queries.headcounts import HEADERS, UnitRow

_WIDTHS = (28, 60, 12, 60)


def headcount_book(rows: Iterable[UnitRow]) -> bytes:
    """Return the workbook (.xlsx): a line for each unit. Words are written as text, so that nothing in it can act."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        head = book.add_format({"bold": True, "bg_color": "#F1E9DC", "border": 1})
        sheet = book.add_worksheet("Sĩ số")
        for place, (header, width) in enumerate(zip(HEADERS, _WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, header, head)
        sheet.freeze_panes(1, 2)
        for number, row in enumerate(rows, start=1):
            sheet.write_string(number, 0, row.agency.slug)
            sheet.write_string(number, 1, row.agency.name)
            if row.headcount:
                sheet.write_number(number, 2, row.headcount.people)
                sheet.write_string(number, 3, row.headcount.source)
    return buffer.getvalue()
