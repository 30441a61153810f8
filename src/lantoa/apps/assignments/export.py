"""The list of the board as a table to take away: XLSX and CSV, row by row, so that a hundred thousand fit."""

import csv
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter
from django.db.models import QuerySet
from django.utils import timezone

from lantoa.apps.agencies.models import AgencyKind
from lantoa.apps.assignments.models import Assignment, Capacity
from lantoa.apps.assignments.states import OPEN, State
from lantoa.apps.base.cells import inert
from lantoa.core.officialdoc import Channel

_FIELDS = (
    "agency__name", "agency__kind", "duty__theme__position", "duty__theme__title", "duty__channel", "capacity",
    "product", "quantity", "due_date", "state", "reason", "sent_at", "received_at", "fulfilled_at", "confirmed_at",
    "duty__sentence",
)  # fmt: skip
HEADER = (
    "Cơ quan", "Loại cơ quan", "Nội dung", "Hình thức", "Vai trò", "Sản phẩm", "Số lượng", "Hạn", "Trạng thái",
    "Quá hạn", "Lý do", "Gửi lúc", "Nhận lúc", "Thực hiện lúc", "Xác nhận lúc", "Câu trong văn bản",
)  # fmt: skip
_WIDTHS = (34, 22, 40, 18, 12, 24, 10, 12, 16, 10, 30, 17, 17, 17, 17, 60)
_CHUNK = 2_000
Cell = str | int | date | datetime | None


def cells_of(rows: QuerySet[Assignment], *, today: date) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each row under HEADER, the most urgent first. One query, read in chunks."""
    kinds, channels = dict(AgencyKind.choices), {kind.value: kind.label for kind in Channel}
    found = rows.order_by("urgency", "due_date", "pk").values_list(*_FIELDS)
    for (
        agency, kind, position, title, channel, capacity, product, quantity, due_date, state, reason,
        sent_at, received_at, fulfilled_at, confirmed_at, sentence,
    ) in found.iterator(chunk_size=_CHUNK):  # fmt: skip
        late = state in OPEN and due_date is not None and due_date < today
        yield (
            agency, str(kinds.get(kind, kind)), f"T{position}. {title}", channels.get(channel, channel),
            str(Capacity(capacity).label), product, quantity, due_date, str(State(state).label),
            "quá hạn" if late else None, reason or None,
            _local(sent_at), _local(received_at), _local(fulfilled_at), _local(confirmed_at), sentence,
        )  # fmt: skip


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment).replace(tzinfo=None, second=0, microsecond=0) if moment else None


def csv_lines(notes: list[str], rows: Iterator[tuple[Cell, ...]]) -> Iterator[bytes]:
    """Yield the table as lines of CSV in UTF-8 with the mark that makes Excel read it so; the notes stand above."""
    writer = csv.writer(_Echo())
    yield "\N{BYTE ORDER MARK}".encode()
    for line in [*([note] for note in notes), HEADER]:
        yield writer.writerow([inert(cell) for cell in line])
    for row in rows:
        yield writer.writerow([inert(_written(cell)) for cell in row])


class _Echo:
    """What csv writes into: it gives each line back."""

    def write(self, line: str) -> bytes:
        return line.encode()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def xlsx_file(notes: list[str], rows: Iterator[tuple[Cell, ...]]) -> IO[bytes]:
    """Return the table as an open workbook file; rows go to disk as they come. Texts are texts, never formulas."""
    file: IO[bytes] = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        formats = {
            "head": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F1E9DC", "border": 1}
            ),
            date: book.add_format({"num_format": "dd/mm/yyyy"}),
            datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        sheet = book.add_worksheet("Việc được giao")
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(len(notes) + 1, 1)
        for place, note in enumerate(notes):
            sheet.write_string(place, 0, note)
        for column, words in enumerate(HEADER):
            sheet.write_string(len(notes), column, words, formats["head"])
        for place, row in enumerate(rows, start=len(notes) + 1):
            for column, cell in enumerate(row):
                _write(sheet, place, column, cell, formats)
    file.seek(0)
    return file


def _write(sheet: Any, place: int, column: int, cell: Cell, formats: dict[Any, Any]) -> None:
    if isinstance(cell, str):
        sheet.write_string(place, column, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(place, column, cell, formats[type(cell)])
    elif cell is not None:
        sheet.write_number(place, column, cell)
