"""Loudspeakers in the report: what reports confirm, with its evidence; said so where nothing was confirmed."""

import io
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pytest

from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, PlayReport
from lantoa.apps.directives.models import Programme
from lantoa.apps.reports.annex import annex_xlsx
from lantoa.apps.reports.document import report_document
from lantoa.apps.reports.snapshot import take_snapshot
from lantoa.apps.reports.tests.test_contests import YEAR, words
from lantoa.core.layout import Heading

DAY = timedelta(days=1)


@pytest.fixture
def heard(programme: Programme, now: datetime) -> Programme:
    """A bulletin on the first theme on a station of an agency: played twice, once unconfirmed."""
    agency = Agency.objects.get(short_name="Sở Có Bài")
    station = make_station(agency, name="Đài truyền thanh thử")
    bulletin = make_bulletin(
        agency, at=now - 9 * DAY, approved=True, slug="tra-ket-qua", title="Trả kết quả đúng hẹn", stations=(station,)
    )
    bulletin.themes.add(programme.themes.all()[0])
    for days in (1, 2):
        airing = make_airing(bulletin, station, planned_at=now - days * DAY, state=Airing.State.PLAYED)
        PlayReport.objects.create(
            airing=airing, station=station, played_at=now, how="log", reported_at=now, key=f"log-{days}"
        )
    make_airing(bulletin, station, planned_at=now - 3 * DAY)
    return programme


class TestSection:
    def test_tells_confirmed_airings_with_denominators_and_evidence(self, heard: Programme, now: datetime) -> None:
        text, links = words(heard, now)
        assert "2 lượt phát trên loa đã được xác nhận, của 1 bản tin ở 1 đài" in text
        assert "Trong 3 lượt đã đến giờ theo lịch, 1 lượt chưa ai xác nhận và 0 lượt không phát." in text
        assert "2/3 (66,7%)" in text and "T1 (2)" in text and "2 tệp nhật ký" in text
        assert "https://lantoa.example/do-bao-phu/?ky=tu-chon&tu=15/12/2022&den=14/12/2023#phat-thanh" in links
        assert "#phat-thanh" in links and "/co-quan/" in links
        assert "loa truyền thanh tính ở mục Phát thanh" in text

    def test_says_so_where_nothing_was_confirmed(self, programme: Programme, heard: Programme, now: datetime) -> None:
        PlayReport.objects.all().delete()
        text, _ = words(programme, now)
        assert "chưa có lượt phát nào được xác nhận. Trong 3 lượt đã đến giờ" in text
        Airing.objects.all().delete()
        assert "chưa có lượt phát nào được xác nhận; chưa có bản tin nào" in words(programme, now)[0]

    def test_is_not_there_for_snapshots_taken_before(self, heard: Programme, now: datetime) -> None:
        snapshot: dict[str, Any] = {key: value for key, value in take_snapshot(heard, YEAR).items() if key != "airings"}
        document = str(report_document(heard.directive, snapshot, site_url="https://lantoa.example", made_at=now))
        assert "Phát thanh" not in document and "qua loa truyền thanh, hội nghị" in document

    def test_numbers_the_sections_that_follow(self, heard: Programme, now: datetime) -> None:
        document = report_document(heard.directive, take_snapshot(heard, YEAR), site_url="https://x", made_at=now)
        headings = [block for block in document.blocks if isinstance(block, Heading)]
        assert Heading(2, "Phát thanh", "4") in headings


class TestAnnex:
    def test_has_agencies_stations_and_bulletins(self, heard: Programme, now: datetime) -> None:
        book = openpyxl.load_workbook(io.BytesIO(annex_xlsx(take_snapshot(heard, YEAR, at=now), made_at=now)))
        assert book.sheetnames[-3:] == ["Phát thanh", "Lượt phát theo đài", "Bản tin đã phát"]
        assert [cell.value for cell in book["Phát thanh"][4]][2:] == [1, 1, 2, 3, 1, 0, 2, 0]
        assert [cell.value for cell in book["Lượt phát theo đài"][4]][2:] == [2, 3, 1, 0]
        bulletin = [cell.value for cell in book["Bản tin đã phát"][4]]
        assert bulletin[2:5] == [2, 1, "30/05/2023"] and bulletin[6] == "/nghe/tra-ket-qua/"

    def test_gives_no_address_of_what_the_public_cannot_hear(self, heard: Programme, now: datetime) -> None:
        Bulletin.objects.update(listed=False)
        book = openpyxl.load_workbook(io.BytesIO(annex_xlsx(take_snapshot(heard, YEAR, at=now), made_at=now)))
        assert not [cell.value for cell in book["Bản tin đã phát"][4]][6]

    def test_has_no_such_sheets_where_nothing_was_planned(self, programme: Programme, now: datetime) -> None:
        book = openpyxl.load_workbook(io.BytesIO(annex_xlsx(take_snapshot(programme, YEAR), made_at=now)))
        assert "Phát thanh" not in book.sheetnames
