"""Whoever won a prize in a round, as a workbook for the organisers: the only file with names and contacts."""

import tempfile
from collections.abc import Sequence
from datetime import datetime
from typing import IO

import xlsxwriter
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.contests.models import Round, RoundResult, Standing
from lantoa.apps.contests.models.contest import Audience

_HEADER = ("Giải", "Hạng", "Đối tượng", "Họ tên", "Đơn vị hoặc xã, phường", "Liên hệ", "Điểm", "Mã người thi",
           "Mã phiếu nộp bài", "Mã giấy chứng nhận")  # fmt: skip
_WIDTHS = (20, 8, 26, 30, 40, 30, 8, 18, 18, 20)


def winners_workbook(
    round_: Round, result: RoundResult, winners: Sequence[Standing], *, by: User, at: datetime
) -> IO[bytes]:
    """Return the winners as an open workbook file; needs submission, attempt, entrant and unit at hand. Texts are
    texts, never formulas.
    """
    file: IO[bytes] = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    state = "đã công bố" if result.published_at else "chưa công bố"
    notes = (
        f"{round_.contest.title}: {round_.title}, kết quả phiên bản {result.version} ({state})",
        f"Tải lúc {timezone.localtime(at):%H:%M ngày %d/%m/%Y}, người tải: {by.get_username()}. "
        "Tệp có thông tin riêng: chỉ dùng để trao giải, dùng xong thì xóa.",
    )
    with xlsxwriter.Workbook(file, options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F1E9DC", "border": 1})
        sheet = book.add_worksheet("Người đoạt giải")
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        for row, note in enumerate(notes):
            sheet.write_string(row, 0, note)
        for column, words in enumerate(_HEADER):
            sheet.write_string(len(notes), column, words, head)
        for row, winner in enumerate(winners, start=len(notes) + 1):
            for column, value in enumerate(_cells(winner)):
                if isinstance(value, int):
                    sheet.write_number(row, column, value)
                else:
                    sheet.write_string(row, column, value)
    file.seek(0)
    return file


def _cells(winner: Standing) -> tuple[str | int, ...]:
    entrant = winner.submission.attempt.entrant
    return (
        winner.prize,
        winner.rank,
        str(Audience(winner.audience).label),
        entrant.full_name or "(đã xóa theo yêu cầu hoặc hết hạn giữ)",
        entrant.agency.name if entrant.agency else "",
        entrant.contact,
        winner.score,
        entrant.code,
        winner.submission.slip_code,
        winner.certificate_code or "",
    )
