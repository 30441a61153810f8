"""A report made: once for the same figures, as the next version for others, and never half."""

import hashlib
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.accounts.models import User
from lantoa.apps.base.convert import PdfFailed
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.coverage.factories import ThemeMatchFactory
from lantoa.apps.directives.models import Programme
from lantoa.apps.harvest.factories import ArticleFactory
from lantoa.apps.reports import actions
from lantoa.apps.reports.actions import make_report
from lantoa.apps.reports.models import Report
from lantoa.apps.reports.tests.conftest import FAKE_PDF
from lantoa.core.workdays import Window, reporting_window

YEAR = reporting_window("year", 2023)


@pytest.fixture
def officer(db: None) -> User:
    found: User = UserFactory(username="can.bo")
    return found


def _files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def _publish_another(programme: Programme) -> None:
    ThemeMatchFactory(article=ArticleFactory(), theme=programme.themes.get(position=2))


class TestMakeReport:
    def test_writes_three_files_and_one_row(
        self, programme: Programme, officer: User, folder: Path, now: datetime
    ) -> None:
        report = make_report(programme=programme, window=YEAR, by=officer, at=now)
        assert _files(folder) == sorted([report.docx_file, report.pdf_file, report.xlsx_file])
        assert (report.version, report.made_at, report.pdf_reason) == (1, now, "")
        assert (report.start, report.end) == (date(2022, 12, 15), date(2023, 12, 14))
        assert (folder / report.docx_file).read_bytes().startswith(b"PK")
        assert (folder / report.pdf_file).read_bytes() == FAKE_PDF
        entry = AuditEntry.objects.get(act="reports.make_report")
        assert (entry.actor, entry.subject_id) == ("can.bo", str(report.pk))
        assert entry.detail == {"version": 1, "sha256": report.snapshot_sha256}

    def test_keeps_the_figures_it_quotes(self, programme: Programme, officer: User, now: datetime) -> None:
        report = make_report(programme=programme, window=YEAR, by=officer, at=now)
        report.refresh_from_db()
        assert report.snapshot["articles"]["all"] == 2
        assert len(report.snapshot_sha256) == len(hashlib.sha256().hexdigest())

    def test_is_the_same_report_while_no_figure_changes(
        self, programme: Programme, officer: User, folder: Path, now: datetime
    ) -> None:
        first = make_report(programme=programme, window=YEAR, by=officer, at=now)
        before = {file.name: file.read_bytes() for file in folder.iterdir()}
        again = make_report(programme=programme, window=YEAR, by=UserFactory(), at=now + timedelta(days=3))
        assert again == first
        assert (Report.objects.count(), AuditEntry.objects.count()) == (1, 1)
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == before

    def test_becomes_the_next_version_when_figures_change(
        self, programme: Programme, officer: User, folder: Path, now: datetime
    ) -> None:
        first = make_report(programme=programme, window=YEAR, by=officer, at=now)
        old = (folder / first.docx_file).read_bytes()
        _publish_another(programme)
        second = make_report(programme=programme, window=YEAR, by=officer, at=now)
        assert (second.version, second.snapshot["articles"]["all"]) == (2, 3)
        assert second.snapshot_sha256 != first.snapshot_sha256
        assert (folder / first.docx_file).read_bytes() == old
        assert len(_files(folder)) == 6
        first.refresh_from_db()
        assert first.snapshot["articles"]["all"] == 2

    def test_numbers_the_versions_of_each_window_apart(
        self, programme: Programme, officer: User, now: datetime
    ) -> None:
        make_report(programme=programme, window=YEAR, by=officer, at=now)
        may = Window(date(2023, 5, 1), date(2023, 5, 11))
        report = make_report(programme=programme, window=may, by=officer, at=now)
        assert (report.version, report.snapshot["articles"]["all"]) == (1, 1)

    def test_is_made_anew_when_a_file_was_lost(
        self, programme: Programme, officer: User, folder: Path, now: datetime
    ) -> None:
        first = make_report(programme=programme, window=YEAR, by=officer, at=now)
        (folder / first.xlsx_file).unlink()
        second = make_report(programme=programme, window=YEAR, by=officer, at=now)
        assert (second.version, second.snapshot_sha256) == (2, first.snapshot_sha256)
        assert (folder / second.xlsx_file).is_file()

    def test_has_no_pdf_and_says_why_where_none_can_be_made(
        self, programme: Programme, officer: User, folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(document: object) -> None:
            raise PdfFailed("Chuyển tệp Word sang PDF quá thời gian cho phép." + "!" * 400, "said by the program")

        monkeypatch.setattr(actions, "make_pdf", fails)
        report = make_report(programme=programme, window=YEAR, by=officer, at=now)
        assert report.pdf_file == ""
        assert report.pdf_reason.startswith("Chuyển tệp Word sang PDF quá thời gian")
        assert len(report.pdf_reason) <= 300
        assert _files(folder) == sorted([report.docx_file, report.xlsx_file])

    def test_leaves_no_row_where_the_files_cannot_be_written(
        self, programme: Programme, officer: User, folder: Path, now: datetime
    ) -> None:
        folder.write_text("a file where the folder should be", encoding="utf-8")
        with pytest.raises(OSError, match="bao-cao"):
            make_report(programme=programme, window=YEAR, by=officer, at=now)
        assert not Report.objects.exists()
        assert not AuditEntry.objects.exists()

    def test_leaves_no_half_file_under_the_name_of_a_whole_one(
        self, programme: Programme, officer: User, folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(document: object) -> None:
            raise RuntimeError("killed here")

        monkeypatch.setattr(actions, "make_pdf", fails)
        with pytest.raises(RuntimeError, match="killed here"):
            make_report(programme=programme, window=YEAR, by=officer, at=now)
        assert not Report.objects.exists()
        assert [name for name in _files(folder) if name.endswith(".partial")] == []
