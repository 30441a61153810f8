"""The service guide in public: found by need and by sector, each procedure with what people must know."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from lantoa.apps.search.actions import refresh_search
from lantoa.apps.search.misses import COUNTER
from lantoa.apps.search.models import SearchMiss
from lantoa.apps.services.factories import LegalDocumentFactory, SectorFactory, make_need, make_procedure
from lantoa.apps.services.models import Fee, Procedure, ProcedureBasis, Requirement
from lantoa.portal.public import mark_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_folder")]


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now, tick=False) as coordinates:
        yield coordinates


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2])
    return " ".join(plain.split())


class TestGuide:
    def test_leads_by_need_and_by_sector(self, client: Client, now: datetime) -> None:
        sector = SectorFactory(slug="ho-tich", name="Hộ tịch")
        procedure = make_procedure(at=now, sector=sector, plain_title="Khai sinh cho trẻ")
        make_need(at=now, title="sinh con", procedure=procedure)
        words = _text(client, "/dich-vu-cong/")
        assert "sinh con" in words and "Hộ tịch 1 thủ tục" in words and "Khai sinh cho trẻ" in words

    def test_can_be_narrowed(self, client: Client, now: datetime) -> None:
        make_procedure(at=now, sector=SectorFactory(slug="dat-dai", name="Đất đai"), plain_title="Sang tên đất",
                       level="province", online="part")  # fmt: skip
        make_procedure(at=now, plain_title="Khai sinh cho trẻ")
        for query in ("linh_vuc=dat-dai", "cap=province", "truc_tuyen=part"):
            words = _text(client, f"/dich-vu-cong/?{query}")
            assert "Sang tên đất" in words and "Khai sinh cho trẻ" not in words
        assert "Chưa tìm thấy thủ tục" in _text(client, "/dich-vu-cong/?cap=central")

    def test_is_searched_as_people_speak_with_an_index_and_without(
        self, client: Client, now: datetime, search_folder: Path, settings: Settings
    ) -> None:
        settings.SEARCHED = ["lantoa.apps.services.searching.PROCEDURES"]
        make_procedure(at=now, plain_title="Đăng ký khai sinh", folded="dang ky khai sinh")
        make_procedure(at=now, plain_title="Sang tên đất", name="Đăng ký biến động", folded="sang ten dat")
        assert "Đăng ký khai sinh" in _text(client, "/dich-vu-cong/?q=khai+sinh")
        refresh_search()
        words = _text(client, "/dich-vu-cong/?q=l%C3%A0m+gi%E1%BA%A5y+khai+sinh")
        assert 0 < words.find("Đăng ký khai sinh") < words.find("Sang tên đất")  # its steps name the paper

    def test_proposes_what_was_meant_and_counts_what_is_asked_in_vain(
        self, client: Client, now: datetime, search_folder: Path, settings: Settings
    ) -> None:
        settings.SEARCHED = ["lantoa.apps.services.searching.PROCEDURES"]
        make_procedure(at=now, plain_title="Cấp hộ chiếu", folded="cap ho chieu")
        refresh_search()
        assert "Có phải bạn tìm: hộ chiếu ?" in _text(client, "/dich-vu-cong/?q=h%E1%BB%99+ch%C3%ADu")
        assert "Có phải" not in _text(client, "/dich-vu-cong/?q=h%E1%BB%99+chi%E1%BA%BFu")
        client.get("/dich-vu-cong/?q=gia+xe+may&cap=province")  # narrowed: a miss of the filter, not of the guide
        client.get("/dich-vu-cong/?q=gia+xe+may")
        COUNTER.write(at=now)
        assert {miss.words: miss.times for miss in SearchMiss.objects.all()} == {"hộ chíu": 1, "gia xe may": 1}

    def test_shows_nothing_that_is_a_draft_retired_or_over(self, client: Client, now: datetime) -> None:
        for place, values in enumerate(({"state": "draft"}, {"state": "retired"}, {"valid_to": date(2023, 5, 31)})):
            make_procedure(at=now, plain_title=f"Việc kín {place}", **values)
        assert "Việc kín" not in _text(client, "/dich-vu-cong/")
        assert "chưa có thủ tục nào" in _text(client, "/dich-vu-cong/")

    def test_asks_no_more_of_the_database_for_more_procedures(self, client: Client, now: datetime) -> None:
        counts = []
        for rows in (2, 8):
            for _ in range(rows):
                make_procedure(at=now)
            client.get("/dich-vu-cong/")
            with CaptureQueriesContext(connection) as asked:
                client.get("/dich-vu-cong/")
            counts.append(len(asked))
        assert counts[0] == counts[1]


class TestProcedure:
    def test_says_everything_plainly(self, client: Client, now: datetime, cast: Cast) -> None:
        law = LegalDocumentFactory(number="60/2014/QH13", title="Luật Hộ tịch", valid_from=date(2016, 1, 1))
        procedure = make_procedure(
            at=now, slug="khai-sinh", plain_title="Làm giấy khai sinh", name="Thủ tục đăng ký khai sinh",
            code="1.001193", owner=cast.agency, time_words="Trong ngày làm việc", where="UBND cấp xã",
            result="Giấy khai sinh", portal_address="https://dichvucong.gov.vn/x",
        )  # fmt: skip
        Requirement.objects.create(procedure=procedure, position=2, name="Giấy kết hôn", only_if="cha mẹ đã kết hôn")
        Fee.objects.create(procedure=procedure, position=2, name="Quá hạn", amount_dong=8000, online_dong=4000)
        ProcedureBasis.objects.create(procedure=procedure, document=law, article="Điều 16")
        words = _text(client, "/dich-vu-cong/khai-sinh/")
        for said in (
            "Tên chính thức: Thủ tục đăng ký khai sinh", "Giấy kết hôn Chỉ khi: cha mẹ đã kết hôn", "không phải nộp",
            "8.000 đồng 4.000 đồng", "Trong ngày làm việc", "UBND cấp xã", "Làm trọn trên mạng (toàn trình)",
            "60/2014/QH13 Luật Hộ tịch (Điều 16) còn hiệu lực, từ ngày 01/01/2016", "1.001193", cast.agency.name,
            "Kiểm tra lần cuối 01/06/2023", "Phản ánh về thủ tục này",
        ):  # fmt: skip
            assert said in words, said
        assert "có thể đã cũ" not in words

    def test_says_what_is_not_known(self, client: Client, now: datetime) -> None:
        make_procedure(at=now, slug="khai-sinh")
        assert "thời gian giải quyết" in _text(client, "/dich-vu-cong/khai-sinh/").partition("chưa có")[2]

    def test_warns_when_it_may_be_out_of_date(self, client: Client, now: datetime) -> None:
        procedure = make_procedure(at=now, slug="khai-sinh", checked_on=date(2022, 1, 1))
        over = LegalDocumentFactory(number="1/2013/QH13", valid_to=date(2022, 12, 31))
        ProcedureBasis.objects.create(procedure=procedure, document=over)
        words = _text(client, "/dich-vu-cong/khai-sinh/")
        assert "có thể đã cũ Căn cứ 1/2013/QH13 đã hết hiệu lực sau ngày 31/12/2022; kiểm tra lần cuối ngày" in words

    def test_of_the_district_says_that_it_is_over(
        self, client: Client, now: datetime, clock: time_machine.Traveller
    ) -> None:
        make_procedure(at=now, slug="cu", level="district", valid_to=date(2025, 6, 30))
        assert "không còn áp dụng" not in _text(client, "/dich-vu-cong/cu/")
        clock.move_to(datetime(2025, 7, 1, 8, tzinfo=now.tzinfo))
        words = _text(client, "/dich-vu-cong/cu/")
        assert "chỉ áp dụng đến hết ngày 30/06/2025" in words and "không còn cấp huyện" in words

    def test_is_told_to_machines(self, client: Client, now: datetime) -> None:
        make_procedure(at=now, slug="khai-sinh", code="1.001193")
        content = client.get("/dich-vu-cong/khai-sinh/").content.decode()
        entries = [json.loads(found) for found in re.findall(r'ld\+json">(.*?)</script>', content)]
        service = next(entry for entry in entries if entry["@type"] == "GovernmentService")
        assert service["identifier"] == "1.001193"
        assert service["offers"][0] == {
            "@type": "Offer",
            "name": "Đăng ký đúng hạn",
            "price": "0",
            "priceCurrency": "VND",
        }

    def test_that_is_not_public_is_not_there(self, client: Client, now: datetime) -> None:
        make_procedure(at=now, slug="kin", state=Procedure.State.DRAFT)
        assert client.get("/dich-vu-cong/kin/").status_code == 404

    def test_leads_nowhere_but_to_the_web(self, client: Client, now: datetime) -> None:
        make_procedure(at=now, slug="xau", portal_address="javascript:alert(1)")
        assert b"javascript:alert" not in client.get("/dich-vu-cong/xau/").content

    def test_is_kept_until_the_guide_changes(self, client: Client, now: datetime) -> None:
        make_procedure(at=now, slug="khai-sinh")
        mark = mark_of(client.get("/dich-vu-cong/khai-sinh/").wsgi_request.META)
        assert mark is not None and "services" in mark.subjects and mark.exact
        assert mark.lasts_seconds == 9 * 3600  # until midnight in Vietnam
