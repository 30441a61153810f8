"""The office: what people ask is decided by a day, looking is noted, an official takes the own copy along."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from conftest import NOW, Cast
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.base.personal import Person
from lantoa.apps.privacy.actions.access import note_access
from lantoa.apps.privacy.actions.requests import CannotDecide, ask_office, decide_request
from lantoa.apps.privacy.contacts import contact_sha256
from lantoa.apps.privacy.models import DataRequest, PersonalAccess
from lantoa.apps.privacy.queries.data_map import data_map

pytestmark = pytest.mark.django_db
CONTACT = "lan.rieng@lantoa.example"
PERSON = Person(contact=CONTACT, contact_sha256=contact_sha256(CONTACT))


@pytest.fixture
def asked() -> DataRequest:
    return ask_office(person=PERSON, words="Tên tôi sai dấu.", key="a" * 32, at=timezone.now())


class TestDecideRequest:
    def test_tells_the_person_and_keeps_neither_contact_nor_words(self, asked: DataRequest, cast: Cast):
        row = decide_request(request=asked, done=True, outcome="Đã sửa.", by=cast.programme_officer, at=NOW)
        assert (row.state, row.contact, row.contact_sha256, row.words) == ("done", "", "", "")
        message = Message.objects.get()
        assert message.to == CONTACT and "Đã sửa." in message.text

    def test_is_once(self, asked: DataRequest, cast: Cast):
        decide_request(request=asked, done=False, outcome="Không.", by=cast.programme_officer, at=NOW)
        with pytest.raises(CannotDecide):
            decide_request(request=asked, done=True, outcome="Đã sửa.", by=cast.programme_officer, at=NOW)

    def test_names_nobody_in_the_trail(self, asked: DataRequest, cast: Cast):
        decide_request(request=asked, done=True, outcome="Đã sửa.", by=cast.programme_officer, at=NOW)
        told = " ".join(f"{entry.actor} {entry.detail}" for entry in AuditEntry.objects.all())
        assert CONTACT not in told and "sai dấu" not in told


class TestRequestPages:
    def test_lead_from_the_list_to_the_answer(self, client: Client, cast: Cast, asked: DataRequest):
        client.force_login(cast.programme_officer)
        assert asked.code in client.get(reverse("privacy:requests")).content.decode()
        page = reverse("privacy:data_request", args=[asked.pk])
        assert CONTACT in client.get(page).content.decode()
        answer = client.post(page, {"done": "yes", "outcome": "Đã sửa tên."})
        assert answer.status_code == 302
        asked.refresh_from_db()
        assert asked.done_by == cast.programme_officer and asked.outcome == "Đã sửa tên."

    def test_note_that_the_contact_was_looked_at(self, client: Client, cast: Cast, asked: DataRequest):
        client.force_login(cast.programme_officer)
        client.get(reverse("privacy:data_request", args=[asked.pk]))
        note = PersonalAccess.objects.get()
        assert (note.user, note.row) == (cast.programme_officer, str(asked.pk))

    def test_note_each_showing_of_the_contact_whatever_was_pressed(
        self, client: Client, cast: Cast, asked: DataRequest
    ):
        client.force_login(cast.programme_officer)
        page = client.post(reverse("privacy:data_request", args=[asked.pk]), {})
        assert CONTACT in page.content.decode()
        assert PersonalAccess.objects.get().row == str(asked.pk)

    def test_keep_what_was_typed_when_no_result_is_chosen(self, client: Client, cast: Cast, asked: DataRequest):
        client.force_login(cast.administrator)
        answer = client.post(reverse("privacy:data_request", args=[asked.pk]), {"outcome": "Đã xem xét kỹ."})
        assert answer.status_code == 422 and "Đã xem xét kỹ." in answer.content.decode()

    def test_find_what_is_late(self, client: Client, cast: Cast, asked: DataRequest):
        client.force_login(cast.administrator)
        assert asked.code not in client.get(reverse("privacy:requests"), {"late": "on"}).content.decode()
        DataRequest.objects.update(due_on=timezone.localdate() - timedelta(days=1))
        page = client.get(reverse("privacy:requests"), {"late": "on"}).content.decode()
        assert asked.code in page and "quá hạn" in page


class TestAccessLog:
    def test_is_filtered_by_who_looked(self, client: Client, cast: Cast):
        note_access(by=cast.programme_officer, row=cast.leader, reason="Gọi lại cho dân", at=NOW)
        note_access(by=cast.administrator, row=cast.leader, reason="Kiểm tra", at=NOW)
        client.force_login(cast.administrator)
        asked = {"who": cast.programme_officer.get_username()}
        page = client.get(reverse("privacy:access_log"), asked).content.decode()
        assert "Gọi lại cho dân" in page and "Kiểm tra" not in page

    def test_says_what_is_noted_when_there_is_nothing(self, client: Client, cast: Cast):
        client.force_login(cast.administrator)
        assert "Chưa ai mở liên hệ" in client.get(reverse("privacy:access_log")).content.decode()


class TestOwnCopy:
    def test_holds_the_account_and_what_it_did(self, client: Client, cast: Cast):
        client.force_login(cast.focal_officer)
        assert cast.focal_officer.get_username() in client.get(reverse("privacy:mine")).content.decode()
        response: Any = client.post(reverse("privacy:take_own_copy"))
        book = zipfile.ZipFile(io.BytesIO(b"".join(response)))
        assert cast.focal_officer.get_username() in book.read("du-lieu.json").decode()


class TestDataMap:
    def test_shows_every_purpose_with_its_fields(self, client: Client, cast: Cast):
        client.force_login(cast.administrator)
        page = client.get(reverse("privacy:data_map")).content.decode()
        assert all(words in page for words in ("Dự thi trực tuyến", "Giữ bao lâu", "Khi xin xóa", "họ tên"))


def test_the_data_map_names_every_field_in_vietnamese() -> None:
    named = [field for entry in data_map() for table in entry.tables for field in table.fields]
    assert not [name for words, name, _, _ in named if words == name.replace("_", " ")]


class TestWordsThatAreKept:
    def test_name_nobody(self, client: Client, cast: Cast, asked: DataRequest):
        client.force_login(cast.programme_officer)
        page = reverse("privacy:data_request", args=[asked.pk])
        answer = client.post(page, {"done": "yes", "outcome": "Đã sửa tên bà Nguyễn Thị Lan, số 0905123456."})
        assert answer.status_code == 422 and "Hãy bỏ: tên người, số điện thoại" in answer.content.decode()
        asked.refresh_from_db()
        assert asked.state == DataRequest.State.OPEN


class TestComparingTheAccessLog:
    def test_says_whether_a_note_was_taken_away(self, client: Client, cast: Cast):
        client.force_login(cast.programme_officer)
        note_access(by=cast.leader, row=cast.leader, reason="", at=timezone.now())
        address = f"{reverse('privacy:access_log')}?doi-chieu=1"
        assert "Đã đối chiếu" in client.get(address).content.decode()
        PersonalAccess.objects.all().delete()
        assert "1 lượt xem có trong nhật ký" in client.get(address).content.decode()


class TestOutbox:
    def test_shows_no_contact_of_a_citizen(self, client: Client, cast: Cast):
        client.force_login(cast.programme_officer)
        given = {"subject": "Thư", "text": "Chào bạn.", "made_at": NOW, "due_at": NOW}
        Message.objects.create(key="feedback:letter:1:2", to=CONTACT, reason=f"550 {CONTACT} unknown", **given)
        Message.objects.create(key="handover:1:1:x", to="van.thu@xa.example", **given)
        page = client.get(reverse("outbox:outbox")).content.decode()
        one = client.get(reverse("outbox:message", args=[Message.objects.get(to=CONTACT).pk])).content.decode()
        assert CONTACT not in page + one and "l•••@lantoa.example" in page and "van.thu@xa.example" in page
