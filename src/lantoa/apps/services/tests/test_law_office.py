"""Documents of law, sectors, rights and step-by-step pages in the office."""

from datetime import date, datetime

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.services.actions.law import LawChangedMeanwhile, save_howto, save_right
from lantoa.apps.services.factories import LegalDocumentFactory, make_howto, make_procedure, make_right
from lantoa.apps.services.models import HowTo, LegalDocument, ProcedureBasis, Right, Sector

pytestmark = pytest.mark.django_db
DOCUMENTS, SECTORS = "/quan-tri/dich-vu-cong/van-ban/", "/quan-tri/dich-vu-cong/linh-vuc/"
RIGHTS, HOWTOS = "/quan-tri/dich-vu-cong/quyen-nghia-vu/", "/quan-tri/dich-vu-cong/huong-dan/"
STEPS = {"steps-count": "1", "steps-0-title": "Mở trang", "steps-0-text": "Gõ địa chỉ."}
PAGE = {"title": "Nộp qua mạng", "summary": "Từng bước.", "source": "Nghị định 118", "position": "1"}


@pytest.fixture
def editor(client: Client, cast: Cast) -> Client:
    client.force_login(cast.programme_officer)
    return client


class TestDocuments:
    def test_that_ended_while_something_stands_on_them_stand_out(self, editor: Client, now: datetime) -> None:
        new = LegalDocumentFactory(number="118/2025/NĐ-CP")
        old = LegalDocumentFactory(number="61/2018/NĐ-CP", valid_to=date(2020, 1, 1), replaced_by=new)
        LegalDocumentFactory(number="1/1999/NĐ-CP", valid_to=date(2018, 1, 1))
        ProcedureBasis.objects.create(procedure=make_procedure(at=now, plain_title="Khai sinh"), document=old)
        words = editor.get(DOCUMENTS).content.decode()
        assert "1 văn bản không còn hiệu lực" in words and "61/2018/NĐ-CP" in words
        narrowed = editor.get(DOCUMENTS, {"hieu_luc": "het-con-dung"}).content.decode()
        assert "61/2018/NĐ-CP" in narrowed and "1/1999/NĐ-CP" not in narrowed
        page = editor.get(f"{DOCUMENTS}{old.pk}/").content.decode()
        assert "Khai sinh" in page and "đã hết hiệu lực sau ngày 01/01/2020" in page and new.number in page

    def test_are_found_without_accents_and_sorted(self, editor: Client) -> None:
        LegalDocumentFactory(number="60/2014/QH13", title="Luật Hộ tịch")
        LegalDocumentFactory(number="68/2020/QH14", title="Luật Cư trú")
        words = editor.get(DOCUMENTS, {"tim": "ho tich", "sap": "hieu-luc"}).content.decode()
        assert "60/2014/QH13" in words and "68/2020/QH14" not in words

    def test_are_changed_with_a_trace_and_public_pages_hear_of_it(self, editor: Client) -> None:
        row = LegalDocumentFactory(number="60/2014/QH13", title="Luật Hộ tịch")
        data = {"number": "60/2014/QH13", "title": "Luật Hộ tịch", "valid_from": "2016-01-01", "valid_to": "2027-02-28"}
        assert editor.post(f"{DOCUMENTS}{row.pk}/sua/", data).status_code == 302
        assert LegalDocument.objects.get(pk=row.pk).valid_to == date(2027, 2, 28)
        assert AuditEntry.objects.filter(act="services.save_document").exists()
        assert PublicChange.objects.filter(subject="services").exists()

    def test_whose_days_are_the_wrong_way_round_come_back_as_typed(self, editor: Client) -> None:
        data = {"number": "9/2026/QH16", "title": "Luật mới", "valid_from": "2026-07-01", "valid_to": "2026-01-01"}
        answer = editor.post(f"{DOCUMENTS}moi/", data)
        assert answer.status_code == 422 and "phải sau ngày có hiệu lực" in answer.content.decode()
        assert "9/2026/QH16" in answer.content.decode() and not LegalDocument.objects.exists()

    def test_cost_no_more_to_list_when_there_are_more(self, editor: Client, now: datetime) -> None:
        counts = []
        for rows in (2, 8):
            for _ in range(rows):
                make_right(at=now, document=LegalDocumentFactory())
            editor.get(DOCUMENTS)
            with CaptureQueriesContext(connection) as asked:
                editor.get(DOCUMENTS)
            counts.append(len(asked))
        assert counts[0] == counts[1]


class TestSectors:
    def test_take_everyday_words_line_by_line(self, editor: Client) -> None:
        data = {"name": "Hộ tịch", "everyday_words": "khai sinh\n\n kết hôn \nkhai sinh", "position": "1",
                "for_procedures": "on"}  # fmt: skip
        assert editor.post(f"{SECTORS}moi/", data).status_code == 302
        sector = Sector.objects.get()
        assert sector.slug == "ho-tich" and sector.everyday_words == ["khai sinh", "kết hôn"]
        assert not sector.for_feedback and "khai sinh, kết hôn" in editor.get(SECTORS).content.decode()


class TestRights:
    def test_are_made_and_said_to_be_right(self, editor: Client, now: datetime) -> None:
        law = LegalDocumentFactory()
        data = {"kind": "complaint", "title": "Khiếu nại trong 90 ngày", "text": "Trong 90 ngày.",
                "document": law.pk, "article": "Điều 9", "position": "1", "public": "on"}  # fmt: skip
        assert editor.post(f"{RIGHTS}moi/", data).status_code == 302
        right = Right.objects.get()
        assert right.slug == "khieu-nai-trong-90-ngay" and right.checked_on is None
        assert editor.post(f"{RIGHTS}{right.pk}/van-dung/").status_code == 302
        assert Right.objects.get().checked_on is not None
        assert (
            "Khiếu nại trong 90 ngày" in editor.get(RIGHTS, {"tim": "khieu nai", "nhom": "complaint"}).content.decode()
        )

    def test_changed_by_two_people_are_not_lost(self, now: datetime) -> None:
        right = make_right(at=now)
        save_right(right=right, values={"title": "Bản một"}, by=None, at=now, version=1)
        with pytest.raises(LawChangedMeanwhile):
            save_right(right=right, values={"title": "Bản hai"}, by=None, at=now, version=1)
        assert Right.objects.get().title == "Bản một"


class TestHowTos:
    def test_are_built_with_buttons_and_without_losing_what_was_typed(self, editor: Client) -> None:
        answer = editor.post(f"{HOWTOS}moi/", {**PAGE, **STEPS, "hang": "them:steps"})
        words = answer.content.decode()
        assert answer.status_code == 200 and "Bước 2" in words and "Gõ địa chỉ." in words
        assert not HowTo.objects.exists()

    def test_are_stored_with_their_steps(self, editor: Client) -> None:
        assert editor.post(f"{HOWTOS}moi/", {**PAGE, **STEPS, "public": "on"}).status_code == 302
        howto = HowTo.objects.get()
        assert howto.slug == "nop-qua-mang" and [step.title for step in howto.steps.all()] == ["Mở trang"]
        changed = {**PAGE, **STEPS, "version": "1", "steps-0-title": "Mở đúng trang"}
        assert editor.post(f"{HOWTOS}{howto.pk}/sua/", changed).status_code == 302
        assert howto.steps.get().title == "Mở đúng trang" and HowTo.objects.get().version == 2

    def test_need_a_step(self, editor: Client) -> None:
        answer = editor.post(f"{HOWTOS}moi/", {**PAGE, "steps-count": "0"})
        assert answer.status_code == 422 and "ít nhất một bước" in answer.content.decode()

    def test_changed_meanwhile_keep_what_was_typed(self, editor: Client, now: datetime) -> None:
        howto = make_howto(at=now)
        save_howto(howto=howto, values={"title": "Bản một"}, steps=[], by=None, at=now)
        answer = editor.post(f"{HOWTOS}{howto.pk}/sua/", {**PAGE, **STEPS, "version": "1"})
        words = answer.content.decode()
        assert answer.status_code == 422 and "vừa được người khác sửa" in words and "Nộp qua mạng" in words
        assert 'name="version" value="2"' in words

    def test_of_an_officer_belong_to_the_own_agency(self, client: Client, cast: Cast, now: datetime) -> None:
        client.force_login(cast.focal_officer)
        assert client.post(f"{HOWTOS}moi/", {**PAGE, **STEPS}).status_code == 302
        assert HowTo.objects.get().owner == cast.agency
        other = make_howto(at=now, owner=cast.other_agency, title="Bài của nơi khác")
        assert "Bài của nơi khác" not in client.get(HOWTOS).content.decode()
        assert client.get(f"{HOWTOS}{other.pk}/sua/").status_code == 404
