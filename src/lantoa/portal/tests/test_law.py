"""Rights and duties, and step-by-step pages, in public."""

import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.services.actions.loading import load_shipped
from lantoa.apps.services.factories import LegalDocumentFactory, make_howto, make_right
from lantoa.apps.services.models import HowTo, LegalDocument, Right
from lantoa.portal.public import mark_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now, tick=False) as coordinates:
        yield coordinates


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2])
    return " ".join(plain.split())


class TestRights:
    def test_stand_by_kind_with_their_article_and_whether_it_holds(self, client: Client, now: datetime) -> None:
        law = LegalDocumentFactory(number="02/2011/QH13", title="Luật Khiếu nại", valid_from=date(2012, 7, 1))
        make_right(at=now, kind="complaint", title="Khiếu nại trong 90 ngày", article="Điều 9", document=law)
        make_right(at=now, kind="official_duty", title="Xin lỗi khi trễ hẹn")
        words = _text(client, "/quyen-va-nghia-vu/")
        assert words.find("Cán bộ phải làm gì") < words.find("Xin lỗi khi trễ hẹn") < words.find("Khiếu nại trong 90")
        assert "Điều 9, Luật Khiếu nại" in words
        assert "Luật Khiếu nại (02/2011/QH13) Còn hiệu lực, từ ngày 01/07/2012." in words
        assert "Gửi phản ánh, kiến nghị" in words

    def test_say_what_their_law_replaced_and_what_has_changed_it(self, client: Client, now: datetime) -> None:
        change = LegalDocumentFactory(number="136/2025/QH15", valid_from=date(2026, 7, 1))
        law = LegalDocumentFactory(number="118/2025/NĐ-CP", title="Nghị định về một cửa", amended_by=change)
        LegalDocumentFactory(number="61/2018/NĐ-CP", replaced_by=law)
        make_right(at=now, document=law, article="Điều 5")
        words = _text(client, "/quyen-va-nghia-vu/")
        assert "Điều 5, Nghị định 118/2025/NĐ-CP" in words
        assert "thay cho 61/2018/NĐ-CP; được sửa bởi 136/2025/QH15, từ 01/07/2026." in words

    def test_of_what_ships_begin_with_choosing_between_the_ways(self, client: Client, now: datetime) -> None:
        load_shipped(by=None, at=now)
        words = _text(client, "/quyen-va-nghia-vu/")
        assert words.find("Chọn đúng cách") < words.find("Bạn gửi trong 90 ngày") < words.find("Hướng dẫn rõ, đủ")
        assert "Khiếu nại từng bước" in words and "Tố cáo từng bước" in words
        LegalDocument.objects.filter(number="25/2018/QH14").update(valid_to=date(2020, 1, 1))
        assert "Chọn đúng cách" not in _text(client, "/quyen-va-nghia-vu/?lai=1")

    def test_can_be_linked_to_one_by_one(self, client: Client, now: datetime) -> None:
        make_right(at=now, slug="xin-loi")
        assert b'id="xin-loi"' in client.get("/quyen-va-nghia-vu/").content

    def test_say_that_their_law_has_ended_and_what_replaced_it(self, client: Client, now: datetime) -> None:
        new = LegalDocumentFactory(number="118/2025/NĐ-CP")
        old = LegalDocumentFactory(number="61/2018/NĐ-CP", valid_to=date(2022, 1, 1), replaced_by=new)
        make_right(at=now, document=old)
        words = _text(client, "/quyen-va-nghia-vu/")
        assert "61/2018/NĐ-CP đã hết hiệu lực sau ngày 01/01/2022" in words and "thay thế: 118/2025/NĐ-CP" in words

    def test_a_law_whose_successor_is_not_yet_in_force_still_holds(self, client: Client, now: datetime) -> None:
        new = LegalDocumentFactory(number="03/2026/QH16", valid_from=date(2027, 3, 1))
        make_right(at=now, document=LegalDocumentFactory(number="60/2014/QH13", valid_to=date(2027, 2, 28),
                                                         replaced_by=new))  # fmt: skip
        words = _text(client, "/quyen-va-nghia-vu/")
        assert "Còn hiệu lực, đến hết ngày 28/02/2027; thay bằng 03/2026/QH16, từ 01/03/2027." in words
        assert "có thể đã cũ" not in words

    def test_show_nothing_hidden_and_say_so_when_there_is_nothing(self, client: Client, now: datetime) -> None:
        make_right(at=now, title="Điều kín", public=False)
        words = _text(client, "/quyen-va-nghia-vu/")
        assert "Điều kín" not in words and "chưa có nội dung" in words

    def test_ask_no_more_of_the_database_for_more_entries(self, client: Client, now: datetime) -> None:
        counts = []
        for rows in (2, 8):
            for _ in range(rows):
                make_right(at=now)
            with CaptureQueriesContext(connection) as asked:
                client.get("/quyen-va-nghia-vu/")
            counts.append(len(asked))
        assert counts[0] == counts[1]

    def test_are_kept_until_the_guide_changes_or_the_day_ends(self, client: Client, now: datetime) -> None:
        make_right(at=now)
        mark = mark_of(client.get("/quyen-va-nghia-vu/").wsgi_request.META)
        assert mark and "services" in mark.subjects and mark.exact and mark.lasts_seconds


class TestHowTo:
    def test_says_what_one_sees_and_what_to_do_else(self, client: Client, now: datetime) -> None:
        howto = make_howto(at=now, slug="nop", title="Nộp qua mạng", checked_on=now.date(), source="Nghị định 118")
        howto.steps.filter(position=1).update(success="Thấy mã hồ sơ.", trouble="Gọi 18001096.")
        make_howto(at=now, title="Trả tiền qua mạng")
        words = _text(client, "/huong-dan/nop/")
        assert "Bước 1" in words and "Làm đúng thì thấy Thấy mã hồ sơ." in words
        assert "Nếu không được Gọi 18001096." in words and "Nghị định 118" in words
        assert "Trả tiền qua mạng" in words and "có thể đã cũ" not in words

    def test_says_when_nobody_has_checked_it(self, client: Client, now: datetime) -> None:
        make_howto(at=now, slug="nop")
        assert "Hướng dẫn này có thể đã cũ Chưa ghi ngày kiểm tra." in _text(client, "/huong-dan/nop/")

    def test_is_not_there_when_hidden_or_unknown(self, client: Client, now: datetime) -> None:
        make_howto(at=now, slug="kin", public=False)
        assert client.get("/huong-dan/kin/").status_code == 404
        assert client.get("/huong-dan/khac/").status_code == 404

    def test_stands_on_the_map_for_search_engines(self, client: Client, now: datetime) -> None:
        make_howto(at=now, slug="nop")
        make_right(at=now)
        content = client.get("/sitemap.xml").content.decode()
        assert "/huong-dan/nop/" in content and "/quyen-va-nghia-vu/" in content


def test_all_that_ships_can_be_read(client: Client, now: datetime) -> None:
    load_shipped(by=None, at=now)
    assert Right.objects.count() >= 20
    for howto in HowTo.objects.all():
        assert howto.summary in _text(client, f"/huong-dan/{howto.slug}/")
    words = _text(client, "/quyen-va-nghia-vu/")
    assert all(right.title in words for right in Right.objects.all())


class TestHowTos:
    def test_stand_on_one_page_with_what_each_is_for(self, client: Client, now: datetime) -> None:
        make_howto(at=now, slug="nop-ho-so", title="Nộp hồ sơ qua mạng", summary="Từ đầu đến mã hồ sơ.")
        make_howto(at=now, slug="an", title="Bài chưa công khai", public=False)

        text = client.get("/huong-dan/").content.decode()

        assert 'href="/huong-dan/nop-ho-so/"' in text and "Từ đầu đến mã hồ sơ." in text
        assert "Bài chưa công khai" not in text

    def test_say_what_to_do_when_there_is_none(self, client: Client) -> None:
        assert "Chưa có bài hướng dẫn nào" in client.get("/huong-dan/").content.decode()
