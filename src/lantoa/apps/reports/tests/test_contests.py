"""Contests in the report: published rounds only, each figure with its evidence; nothing where there was none."""

import io
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from pytest_django import Settings

from lantoa.apps.agencies.models import Agency
from lantoa.apps.contests.factories import make_contest, make_entrant
from lantoa.apps.contests.factories_played import play_round
from lantoa.apps.contests.models import Headcount, Prize
from lantoa.apps.directives.models import Programme
from lantoa.apps.reports.annex import annex_xlsx
from lantoa.apps.reports.document import report_document
from lantoa.apps.reports.snapshot import take_snapshot
from lantoa.core.layout import to_docx
from lantoa.core.workdays import reporting_window

YEAR = reporting_window("year", 2023)


def words(programme: Programme, at: datetime) -> tuple[str, str]:
    """Return the text of the report and the targets of its links."""
    snapshot = take_snapshot(programme, YEAR)
    document = report_document(programme.directive, snapshot, site_url="https://lantoa.example/", made_at=at)
    file = docx.Document(io.BytesIO(to_docx(document)))
    lines = [paragraph.text for paragraph in file.paragraphs]
    lines += [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines), "\n".join(str(rel.target_ref) for rel in file.part.rels.values())


@pytest.fixture
def played(programme: Programme, now: datetime, settings: Settings, tmp_path: Path) -> Programme:
    """Three people of a unit of twelve in the first of two rounds; the second has a result that is not published."""
    settings.CONTESTS_DIR = tmp_path
    unit = Agency.objects.get(short_name="Sở Có Bài")
    contest = make_contest(
        at=now, programme=programme, rounds=2, agency=unit, title="Tìm hiểu cải cách", announced=True
    )
    Prize.objects.create(
        contest=contest, winner="person", audience="officials", name="Giải Nhất", first_rank=1, last_rank=1
    )
    Headcount.objects.create(contest=contest, agency=unit, people=12, source="Báo cáo của đơn vị")
    people = [make_entrant(contest, at=now, agency=unit) for _ in range(3)]
    play_round(contest, people)
    play_round(contest, people[:2], number=2, published=False)
    return programme


class TestSection:
    def test_tells_published_rounds_with_denominators(self, played: Programme, now: datetime) -> None:
        text, links = words(played, now)
        assert "Cuộc thi tìm hiểu" in text
        assert "1 cuộc thi đã công bố kết quả 1 vòng thi trong kỳ, với 3 người thi khác nhau" in text
        assert "3/3 (100,0%)" in text
        assert "25,0%" in text
        assert "Tuần 2" not in text
        assert "https://lantoa.example/cuoc-thi/tim-hieu-cchc/ket-qua/1/" in links

    def test_is_not_there_without_a_published_round(self, programme: Programme, now: datetime) -> None:
        make_contest(at=now, programme=programme)
        assert "contests" not in take_snapshot(programme, YEAR)
        assert "Cuộc thi tìm hiểu" not in words(programme, now)[0]

    def test_is_not_there_for_snapshots_taken_before(self, played: Programme, now: datetime) -> None:
        snapshot = {key: value for key, value in take_snapshot(played, YEAR).items() if key != "contests"}
        document = report_document(played.directive, snapshot, site_url="https://lantoa.example", made_at=now)
        assert "Cuộc thi tìm hiểu" not in str(document)


class TestAnnex:
    def test_has_rounds_and_units_on_sheets_of_their_own(self, played: Programme, now: datetime) -> None:
        book = openpyxl.load_workbook(io.BytesIO(annex_xlsx(take_snapshot(played, YEAR), made_at=now)))
        assert book.sheetnames[-2:] == ["Cuộc thi", "Đơn vị dự thi"]
        unit = [cell.value for cell in book["Đơn vị dự thi"][4]]
        assert unit[2:] == [3, 12, 25, 3]
