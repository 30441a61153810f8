"""The play log as a table to take away."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import xlsxwriter
from django.utils import timezone

from lantoa.apps.base.cells import inert
from lantoa.apps.broadcasts.models import PlayReport
from lantoa.apps.broadcasts.presenters.play_log import log_lines
from lantoa.apps.broadcasts.queries.play_log import LogRow

HEADER = (
    "Ngày", "Giờ trong lịch", "Đài", "Cơ quan", "Bản tin", "Mức", "Khung giờ", "Kết quả", "Lý do", "Phát lúc",
    "Số giây", "Cụm loa", "Cách báo", "Người báo", "Báo lúc", "Số báo phát", "Minh họa",
)  # fmt: skip
_WIDTHS = (12, 10, 32, 26, 40, 12, 16, 14, 24, 17, 9, 24, 18, 18, 17, 9, 9)
Cell = str | int | date | datetime


def cells_of(rows: Iterable[LogRow]) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each airing under HEADER, with the first report that stands."""
    for row in rows:
        airing = row.airing
        (line,) = log_lines([row])
        shown = airing.bulletin.illustrative or airing.station.illustrative
        yield (
            airing.day, f"{timezone.localtime(airing.planned_at):%H:%M}", airing.station.name,
            airing.station.agency.short_name, airing.bulletin.title, str(airing.bulletin.get_priority_display()),
            airing.slot.name if airing.slot else "", line.outcome_words, airing.state_reason,
            *_report_cells(row.reports[0] if row.reports else None), len(row.reports), "minh họa" if shown else "",
        )  # fmt: skip


def _report_cells(report: PlayReport | None) -> tuple[Cell, ...]:
    if report is None:
        return ("", "", "", "", "", "")
    clusters = ", ".join(cluster.name for cluster in report.clusters.all()) or "cả đài"
    return (
        _local(report.played_at), report.seconds if report.seconds is not None else "", clusters,
        str(report.get_how_display()), str(report.reported_by or ""), _local(report.reported_at),
    )  # fmt: skip


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0)


def csv_file(note: str, rows: Iterable[LogRow]) -> bytes:
    """Return the table as CSV in UTF-8, with the mark that makes Excel read it so; the note stands above."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([inert(note)])
    writer.writerow(HEADER)
    writer.writerows([_written(cell) for cell in cells] for cells in cells_of(rows))
    return ("\N{BYTE ORDER MARK}" + file.getvalue()).encode()


def _written(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M:%S}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else inert(str(cell))


def xlsx_file(note: str, rows: Iterable[LogRow]) -> io.BytesIO:
    """Return the table as a workbook; texts are texts, never formulas."""
    file = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        head = book.add_format({"bold": True, "bg_color": "#F1E9DC", "border": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
        sheet = book.add_worksheet("Nhật ký phát")
        sheet.write_string(0, 0, note)
        for column, (words, width) in enumerate(zip(HEADER, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, words, head)
        sheet.freeze_panes(2, 0)
        for place, cells in enumerate(cells_of(rows), start=2):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(place, column, cell, moment if isinstance(cell, datetime) else day)
                elif isinstance(cell, int):
                    sheet.write_number(place, column, cell)
                else:
                    sheet.write_string(place, column, cell)
    file.seek(0)
    return file
