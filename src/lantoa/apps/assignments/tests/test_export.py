"""The list to take away: the same rows as the page, with the filter and the moment, harmless to spreadsheets."""

import csv
import io
from datetime import date, timedelta

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from lantoa.apps.accounts.roles import Role
from lantoa.apps.accounts.tests.refusals import is_refused
from lantoa.apps.assignments.export import HEADER
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.directives.factories import DutyFactory, ThemeFactory
from lantoa.apps.directives.models import Duty

CSV, XLSX = "/quan-tri/viec/xuat.csv", "/quan-tri/viec/xuat.xlsx"


@pytest.fixture
def duty(db: None) -> Duty:
    found: Duty = DutyFactory(theme=ThemeFactory(title="Chỉ số cải cách", position=1))
    return found


def _csv(client: Client, query: str = "") -> list[list[str]]:
    data = b"".join(client.get(CSV + query))
    assert data.startswith(b"\xef\xbb\xbf"), "Excel reads UTF-8 by this mark"
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def _xlsx(client: Client, query: str = "") -> list[list[object]]:
    data = b"".join(client.get(XLSX + query))
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


@pytest.mark.django_db
class TestExport:
    def test_gives_the_rows_of_the_list_in_both_forms(self, client: Client, cast: Cast, duty: Duty) -> None:
        due = timezone.localdate() - timedelta(days=1)
        AssignmentFactory(duty=duty, agency=cast.agency, due_date=due, quantity=3, product="tin, bài")
        client.force_login(cast.leader)
        lines = _csv(client)
        place = lines.index(list(HEADER))
        row = dict(zip(HEADER, lines[place + 1], strict=True))
        assert (row["Cơ quan"], row["Nội dung"], row["Số lượng"]) == ("UBND huyện Hải Lăng", "T1. Chỉ số cải cách", "3")
        assert (row["Hạn"], row["Trạng thái"], row["Quá hạn"]) == (f"{due:%d/%m/%Y}", "đã gửi", "quá hạn")
        assert (row["Loại cơ quan"], row["Vai trò"]) == ("UBND cấp huyện", "chủ trì")
        sheet = _xlsx(client)
        book = dict(zip(HEADER, sheet[[line[0] for line in sheet].index("Cơ quan") + 1], strict=True))
        assert (book["Cơ quan"], book["Hạn"], book["Số lượng"]) == ("UBND huyện Hải Lăng", due, 3)
        assert isinstance(book["Hạn"], date)

    def test_says_which_filter_and_when(self, client: Client, cast: Cast, duty: Duty) -> None:
        AssignmentFactory(duty=duty, agency=cast.agency)
        AssignmentFactory(duty=duty, agency=cast.other_agency)
        client.force_login(cast.leader)
        for lines in (_csv(client, "?agency=y+te&state=sent"), _xlsx(client, "?agency=y+te&state=sent")):
            notes = [str(line[0]) for line in lines[:3]]
            assert "Tên cơ quan có chữ: y te; Trạng thái: đã gửi" in notes[1]
            assert notes[2].startswith("Lấy lúc ")
            assert "Sở Y tế" in [line[0] for line in lines]
            assert "UBND huyện Hải Lăng" not in [line[0] for line in lines]

    def test_lets_no_text_become_a_formula(self, client: Client, cast: Cast, duty: Duty) -> None:
        AssignmentFactory(duty=duty, agency=cast.agency, product='=HYPERLINK("https://x.example")')
        client.force_login(cast.leader)
        assert "'=HYPERLINK" in _csv(client)[-1][5]
        data = b"".join(client.get(XLSX))
        assert b"<f>" not in data
        assert _xlsx(client)[-1][5] == '=HYPERLINK("https://x.example")', "a text, not a formula"

    def test_marks_illustrative_figures(self, client: Client, cast: Cast, duty: Duty) -> None:
        duty.theme.programme.illustrative = True
        duty.theme.programme.save()
        client.force_login(cast.leader)
        assert ["Số liệu minh họa, không phải số liệu thật."] in _csv(client)

    def test_takes_no_more_queries_for_more_rows(self, client: Client, cast: Cast, duty: Duty) -> None:
        client.force_login(cast.leader)
        for address in (CSV, XLSX):
            counts = []
            for more in (1, 20):
                AssignmentFactory.create_batch(more, duty=duty)
                with CaptureQueriesContext(connection) as captured:
                    assert b"".join(client.get(address))
                counts.append(len(captured))
            assert counts[0] == counts[1]

    def test_is_for_the_province(self, client: Client, cast: Cast, duty: Duty) -> None:
        for role in (Role.FOCAL_OFFICER, Role.RADIO_OFFICER):
            client.force_login(cast.of(role))
            assert is_refused(client.get(CSV))
            assert is_refused(client.get(XLSX))

    def test_has_nothing_to_give_without_a_programme(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.leader)
        assert client.get(CSV).status_code == 404
