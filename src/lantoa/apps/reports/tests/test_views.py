"""Reports in the back office: the list, making one, the files."""

from pathlib import Path

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role
from lantoa.apps.accounts.tests.refusals import is_refused
from lantoa.apps.base.backoffice import PAGE_SIZE
from lantoa.apps.base.convert import PdfFailed
from lantoa.apps.directives.models import Programme
from lantoa.apps.reports import actions
from lantoa.apps.reports.factories import ReportFactory
from lantoa.apps.reports.models import Report
from lantoa.apps.reports.tests.conftest import FAKE_PDF

LIST, MAKE = "/quan-tri/bao-cao/", "/quan-tri/bao-cao/lap/"
MAKERS = {Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR}
SEEING = WHOLE_PROVINCE


def _fails(document: object) -> None:
    raise PdfFailed("Không tạo được tệp PDF.")


class TestList:
    def test_offers_the_files_to_the_province_and_the_form_to_the_makers(
        self, client: Client, cast: Cast, programme: Programme
    ) -> None:
        report = ReportFactory(programme=programme)
        shown = {}
        for role in sorted(SEEING):
            client.force_login(cast.of(role))
            text = client.get(LIST).content.decode()
            assert "15/12/2022 – 14/12/2023" in text
            for kind in ("docx", "pdf", "xlsx"):
                assert f"{LIST}{report.pk}/{kind}/" in text
            assert "minh họa" in text
            shown[role] = "Lập báo cáo" in text
        assert {role for role in shown if shown[role]} == MAKERS

    def test_says_why_a_report_has_no_pdf(self, client: Client, cast: Cast, programme: Programme) -> None:
        report = ReportFactory(programme=programme, without_pdf=True)
        client.force_login(cast.leader)
        text = client.get(LIST).content.decode()
        assert f"{LIST}{report.pk}/pdf/" not in text
        assert "Máy chủ chưa có chương trình tạo PDF." in text

    def test_opens_before_there_is_a_programme(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        text = client.get(LIST).content.decode()
        assert "Chưa có báo cáo nào" in text

    def test_takes_no_more_queries_for_more_rows(self, client: Client, cast: Cast, programme: Programme) -> None:
        client.force_login(cast.leader)
        counts = []
        for more in (5, PAGE_SIZE - 5):
            ReportFactory.create_batch(more)
            client.get(LIST)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(LIST).status_code == 200
            counts.append(len(captured))
        assert counts[0] == counts[1]


class TestMake:
    def test_makes_the_report_of_the_chosen_window(self, client: Client, cast: Cast, programme: Programme) -> None:
        client.force_login(cast.programme_officer)
        answer = client.post(MAKE, {"period": "six_months"}, follow=True)
        report = Report.objects.get()
        assert f"{report.start:%d/%m/%Y} {report.end:%d/%m/%Y}" == "15/12/2022 14/06/2023"
        assert "đã có tệp để tải về" in answer.content.decode()

    def test_warns_where_no_pdf_could_be_made(
        self, client: Client, cast: Cast, programme: Programme, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(actions, "make_pdf", _fails)
        client.force_login(cast.programme_officer)
        assert "Không tạo được tệp PDF." in client.post(MAKE, {}, follow=True).content.decode()

    def test_keeps_the_page_and_says_what_is_wrong_with_the_days(
        self, client: Client, cast: Cast, programme: Programme
    ) -> None:
        client.force_login(cast.programme_officer)
        answer = client.post(MAKE, {"period": "free", "start": "2023-05-01"})
        assert answer.status_code == 422
        assert "hãy điền cả “từ ngày” và “đến ngày”" in answer.content.decode()
        assert not Report.objects.exists()

    @pytest.mark.parametrize("role", sorted(set(Role) - MAKERS))
    def test_refuses_the_other_roles(self, client: Client, cast: Cast, programme: Programme, role: Role) -> None:
        client.force_login(cast.of(role))
        assert is_refused(client.post(MAKE, {}))
        assert not Report.objects.exists()

    def test_is_not_found_before_there_is_a_programme(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        assert client.post(MAKE, {}).status_code == 404

    def test_is_done_by_a_form_and_not_by_a_link(self, client: Client, cast: Cast, programme: Programme) -> None:
        client.force_login(cast.programme_officer)
        assert client.get(MAKE).status_code == 405


class TestDownload:
    @pytest.fixture
    def report(self, client: Client, cast: Cast, programme: Programme) -> Report:
        client.force_login(cast.programme_officer)
        client.post(MAKE, {})
        client.logout()
        return Report.objects.get()

    @pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
    def test_sends_the_file_under_its_name(
        self, client: Client, cast: Cast, report: Report, folder: Path, kind: str
    ) -> None:
        client.force_login(cast.leader)
        answer = client.get(f"{LIST}{report.pk}/{kind}/")
        name = {"docx": report.docx_file, "pdf": report.pdf_file, "xlsx": report.xlsx_file}[kind]
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert b"".join(answer.streaming_content) == (folder / name).read_bytes()  # type: ignore[attr-defined]
        if kind == "pdf":
            assert (folder / name).read_bytes() == FAKE_PDF

    def test_refuses_the_stranger_and_sends_nobody_without_signing_in(
        self, client: Client, cast: Cast, report: Report
    ) -> None:
        path = f"{LIST}{report.pk}/docx/"
        assert client.get(path).headers["Location"].startswith("/tai-khoan/dang-nhap/")
        client.force_login(cast.stranger)
        assert is_refused(client.get(path))

    def test_is_not_found_where_there_is_no_such_file(
        self, client: Client, cast: Cast, report: Report, folder: Path
    ) -> None:
        client.force_login(cast.leader)
        (folder / report.xlsx_file).unlink()
        without = ReportFactory(without_pdf=True)
        for path in (f"{report.pk}/xlsx/", f"{without.pk}/pdf/", "999999/docx/", f"{report.pk}/exe/"):
            assert client.get(f"{LIST}{path}").status_code == 404
