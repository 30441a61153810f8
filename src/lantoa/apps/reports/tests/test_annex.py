"""The workbook: it opens, it adds up, and it takes nothing from outside for a formula."""

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from lantoa.apps.directives.factories import ThemeFactory
from lantoa.apps.directives.models import Programme
from lantoa.apps.reports.annex import ILLUSTRATIVE, annex_xlsx
from lantoa.apps.reports.snapshot import Snapshot, take_snapshot
from lantoa.core.workdays import reporting_window

YEAR = reporting_window("year", 2023)


@pytest.fixture
def snapshot(programme: Programme) -> Snapshot:
    return take_snapshot(programme, YEAR)


def _sheets(snapshot: Snapshot, at: datetime) -> list[Worksheet]:
    return list(openpyxl.load_workbook(io.BytesIO(annex_xlsx(snapshot, made_at=at))).worksheets)


def _table(sheet: Worksheet) -> list[dict[str, Any]]:
    """Return the rows below the header of the third line, by its words."""
    header, *rows = list(sheet.iter_rows(min_row=3, values_only=True))
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


class TestAnnex:
    def test_has_three_sheets_with_title_and_mark(self, snapshot: Snapshot, now: datetime) -> None:
        sheets = _sheets(snapshot, now)
        assert [sheet.title for sheet in sheets] == ["Cơ quan theo nội dung", "Nội dung", "Tin, bài"]
        for sheet in sheets:
            assert sheet["A1"].value == f"{snapshot['programme']['name']}, {snapshot['window']['label']}"
            assert sheet["A2"].value == ILLUSTRATIVE

    def test_has_no_mark_on_real_figures(self, snapshot: Snapshot, now: datetime) -> None:
        snapshot["programme"]["illustrative"] = False
        assert [sheet["A2"].value for sheet in _sheets(snapshot, now)] == [None] * 3

    def test_adds_up_to_the_snapshot(self, snapshot: Snapshot, now: datetime) -> None:
        matrix, themes, articles = map(_table, _sheets(snapshot, now))
        assert sum(row["Số bài"] for row in matrix) == snapshot["articles"]["all"]
        assert sum(row["Đã có"] for row in matrix) == snapshot["cells"]["covered"]
        assert sum(row["Phải thực hiện"] for row in matrix) == snapshot["cells"]["owed"]
        for theme in snapshot["themes"]:
            column = [row[theme["code"]] for row in matrix]
            assert sum(value for value in column if isinstance(value, int)) == theme["articles"]
            (line,) = (row for row in themes if row["Mã"] == theme["code"])
            assert (line["Nội dung"], line["Số bài"]) == (theme["title"], theme["articles"])
            assert line["Cơ quan đã có bài"] == theme["covering"]
            assert line["Cơ quan phải thực hiện"] == theme["owing"]
        assert len(articles) == snapshot["articles"]["all"]

    def test_says_in_words_why_a_cell_has_no_number(self, snapshot: Snapshot, now: datetime) -> None:
        matrix = {row["Cơ quan"]: (row["T1"], row["T2"]) for row in _table(_sheets(snapshot, now)[0])}
        assert matrix == {
            "Sở Có Bài tỉnh Thử": (2, "trống"),
            "Sở Chưa Có tỉnh Thử": ("trống", "trống"),
            "Sở Chưa Đọc tỉnh Thử": ("?", "?"),
        }

    def test_lists_the_articles_with_day_address_and_hash(self, snapshot: Snapshot, now: datetime) -> None:
        rows = _table(_sheets(snapshot, now)[2])
        for row, article in zip(rows, snapshot["articles"]["rows"], strict=True):
            assert row["Tiêu đề"] == article["title"]
            assert row["Ngày đăng"].date().isoformat() == article["published_on"]
            assert row["Địa chỉ"] == article["url"]
            assert row["SHA-256 của trang đã lưu"] == article["sha256"]

    def test_takes_no_title_for_a_formula(self, snapshot: Snapshot, now: datetime) -> None:
        sheet = _sheets(snapshot, now)[2]
        cell = sheet["A4"]
        assert (cell.value, cell.data_type) == ("=1+1 bài đăng lại", "s")
        assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.hyperlink] == []

    def test_is_the_same_file_for_the_same_snapshot_and_time(self, snapshot: Snapshot, now: datetime) -> None:
        assert annex_xlsx(snapshot, made_at=now) == annex_xlsx(snapshot, made_at=now)

    @pytest.mark.django_db
    def test_opens_before_anything_happened(self, now: datetime) -> None:
        empty = take_snapshot(ThemeFactory().programme, YEAR)
        matrix, themes, articles = map(_table, _sheets(empty, now))
        assert (matrix, len(themes), articles) == ([], 1, [])
