"""The XLSX annex: the figures as tables one can filter and add up, the article list with its evidence."""

import io
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lantoa.apps.reports.airings import (
    AGENCY_HEADER,
    BULLETIN_HEADER,
    STATION_HEADER,
    agency_values,
    bulletin_values,
    station_values,
)
from lantoa.apps.reports.contests import ROUND_HEADER, UNIT_HEADER, round_values, unit_values
from lantoa.apps.reports.indices import HEADER, WIDTHS, index_values
from lantoa.apps.reports.snapshot import Snapshot

_STATE_WORDS = {"gap": "trống", "unknown": "?", "not_owed": "–"}
ILLUSTRATIVE = "Số liệu minh họa, không phải số liệu thật."


def annex_xlsx(snapshot: Snapshot, *, made_at: datetime) -> bytes:
    """Return the workbook: coverage matrix, themes, articles; airings, contests and indices if there were
    any. The same snapshot
    and time give the same bytes.
    """
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "dd/mm/yyyy",
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": snapshot["programme"]["name"], "created": made_at.replace(tzinfo=None)})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F1E9DC", "border": 1})
        body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "border": 1})
        _matrix(book.add_worksheet("Cơ quan theo nội dung"), snapshot, head, body)
        _themes(book.add_worksheet("Nội dung"), snapshot, head, body)
        _articles(book.add_worksheet("Tin, bài"), snapshot, head, body, day)
        if (airings := snapshot.get("airings")) and airings["agencies"]:
            _airings(book.add_worksheet("Phát thanh"), snapshot, airings, head, body)
            _stations(book.add_worksheet("Lượt phát theo đài"), snapshot, airings, head, body)
            _bulletins(book.add_worksheet("Bản tin đã phát"), snapshot, airings, head, body)
        if contests := snapshot.get("contests"):
            _contests(book.add_worksheet("Cuộc thi"), snapshot, contests, head, body)
            _units(book.add_worksheet("Đơn vị dự thi"), snapshot, contests, head, body)
        if indices := snapshot.get("indices"):
            _indices(book.add_worksheet("Chỉ số"), snapshot, indices, head, body)
    return buffer.getvalue()


def _start(sheet: Worksheet, snapshot: Snapshot, header: list[str], widths: list[int], head: Format) -> int:
    """Write title line, note and header; return the first free row."""
    sheet.write_string(0, 0, f"{snapshot['programme']['name']}, {snapshot['window']['label']}")
    if snapshot["programme"]["illustrative"]:
        sheet.write_string(1, 0, ILLUSTRATIVE)
    for column, (words, width) in enumerate(zip(header, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, words, head)
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    return 3


def _matrix(sheet: Worksheet, snapshot: Snapshot, head: Format, body: Format) -> None:
    codes = [theme["code"] for theme in snapshot["themes"]]
    header = ["Cơ quan", "Loại", *codes, "Số bài", "Đã có", "Phải thực hiện"]
    row = _start(sheet, snapshot, header, [38, 24, *[7] * len(codes), 8, 8, 10], head)
    for agency in snapshot["agencies"]:
        cells = [
            cell["articles"] if cell["state"] == "covered" else _STATE_WORDS[cell["state"]] for cell in agency["cells"]
        ]
        values = [agency["name"], agency["kind"], *cells, agency["articles"], agency["covered"], agency["owed"]]
        _write(sheet, row, values, body)
        row += 1
    sheet.autofilter(2, 0, row - 1, len(header) - 1)


def _themes(sheet: Worksheet, snapshot: Snapshot, head: Format, body: Format) -> None:
    header = ["Mã", "Nội dung", "Số bài", "Cơ quan đã có bài", "Cơ quan phải thực hiện", "Chưa rõ"]
    row = _start(sheet, snapshot, header, [6, 70, 10, 14, 14, 14], head)
    for theme in snapshot["themes"]:
        names = ("code", "title", "articles", "covering", "owing", "unknown")
        _write(sheet, row, [theme[name] for name in names], body)
        row += 1


def _articles(sheet: Worksheet, snapshot: Snapshot, head: Format, body: Format, day: Format) -> None:
    header = ["Tiêu đề", "Cơ quan", "Ngày đăng", "Nội dung", "Đăng lại của", "Địa chỉ", "SHA-256 của trang đã lưu"]
    row = _start(sheet, snapshot, header, [60, 26, 12, 12, 22, 60, 66], head)
    for article in snapshot["articles"]["rows"]:
        themes = ", ".join(article["themes"])
        texts = [
            article["title"],
            article["agency"],
            "",
            themes,
            article["repost_of"] or "",
            article["url"],
            article["sha256"],
        ]
        _write(sheet, row, texts, body)
        if article["published_on"]:
            sheet.write_datetime(row, 2, date.fromisoformat(article["published_on"]), day)
        row += 1
    sheet.autofilter(2, 0, row - 1, len(header) - 1)


def _airings(sheet: Worksheet, snapshot: Snapshot, airings: dict[str, Any], head: Format, body: Format) -> None:
    codes = [theme["code"] for theme in snapshot["themes"]]
    widths = [38, 24, 9, 9, 9, 9, 11, 11, *[7] * len(codes)]
    row = _start(sheet, snapshot, [*AGENCY_HEADER, *codes], widths, head)
    for place, found in enumerate(airings["agencies"]):
        _write(sheet, row + place, agency_values(found, codes), body)


def _stations(sheet: Worksheet, snapshot: Snapshot, airings: dict[str, Any], head: Format, body: Format) -> None:
    row = _start(sheet, snapshot, list(STATION_HEADER), [50, 30, 10, 10, 12, 12], head)
    for place, found in enumerate(airings["of_stations"]):
        _write(sheet, row + place, station_values(found), body)


def _bulletins(sheet: Worksheet, snapshot: Snapshot, airings: dict[str, Any], head: Format, body: Format) -> None:
    row = _start(sheet, snapshot, list(BULLETIN_HEADER), [60, 26, 10, 8, 12, 12, 40, 66], head)
    for place, found in enumerate(airings["of_bulletins"]):
        _write(sheet, row + place, bulletin_values(found), body)


def _contests(sheet: Worksheet, snapshot: Snapshot, contests: dict[str, Any], head: Format, body: Format) -> None:
    row = _start(sheet, snapshot, list(ROUND_HEADER), [50, 26, 16, 10, 10, 10, 10, 10, 10, 10, 66], head)
    for place, found in enumerate(contests["rounds"]):
        _write(sheet, row + place, round_values(found), body)


def _units(sheet: Worksheet, snapshot: Snapshot, contests: dict[str, Any], head: Format, body: Format) -> None:
    row = _start(sheet, snapshot, list(UNIT_HEADER), [50, 26, 10, 10, 10, 10], head)
    for place, unit in enumerate(contests["units"]):
        _write(sheet, row + place, unit_values(unit), body)


def _indices(sheet: Worksheet, snapshot: Snapshot, indices: dict[str, Any], head: Format, body: Format) -> None:
    row = _start(sheet, snapshot, list(HEADER), list(WIDTHS), head)
    for place, found in enumerate(indices["rows"]):
        _write(sheet, row + place, index_values(found), body)


def _write(sheet: Worksheet, row: int, values: list[Any], body: Format) -> None:
    for column, value in enumerate(values):
        if isinstance(value, int | float):
            sheet.write_number(row, column, value, body)
        else:
            sheet.write_string(row, column, value, body)
