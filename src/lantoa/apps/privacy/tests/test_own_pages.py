"""A person asks about the own data: proves a contact, takes a copy, asks to correct, erases; nobody else learns."""

import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lantoa.apps.base.honeypot import signed_moment
from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.privacy.contacts import contact_sha256
from lantoa.apps.privacy.models import DataRequest
from lantoa.apps.privacy.proofs import COOKIE, PREFIX

pytestmark = pytest.mark.django_db
CONTACT = "lan.rieng@lantoa.example"


def _asked(contact: str = CONTACT) -> dict[str, str]:
    return {"contact": contact, "website": "", "shown_at": signed_moment(timezone.now() - timedelta(seconds=30))}


def _code(contact: str = CONTACT) -> str:
    found = re.search(r"\b\d{6}\b", Message.objects.filter(to=contact).latest("pk").text)
    assert found
    return found[0]


@pytest.fixture
def proved(client: Client) -> Client:
    client.post(PREFIX, _asked())
    client.post(f"{PREFIX}ma/", {"code": _code()})
    return client


class TestAsking:
    def test_sends_a_code_that_lives_some_minutes(self, client: Client):
        response = client.post(PREFIX, _asked())
        assert (response.status_code, response["Location"]) == (303, f"{PREFIX}ma/")
        message = Message.objects.get()
        assert message.to == CONTACT and message.delete_at is not None

    def test_stores_no_request_and_no_contact_before_the_proof(self, client: Client):
        client.post(PREFIX, _asked())
        assert not DataRequest.objects.exists()
        assert CONTACT not in client.cookies[COOKIE].value

    def test_a_quick_person_finds_the_contact_typed_and_presses_again(self, client: Client):
        quick = _asked() | {"shown_at": signed_moment(timezone.now() + timedelta(minutes=5))}  # however slow the test
        response = client.post(PREFIX, quick)
        text = response.content.decode()
        assert response.status_code == 422 and CONTACT in text and "bấm lại một lần nữa" in text
        assert not Message.objects.exists()

    def test_answers_the_same_whether_anything_is_held_or_not(self, client: Client):
        DataRequest.objects.create(
            code="DL-TEST", kind="correct", state="open", asked_at=timezone.now(), contact=CONTACT,
            contact_sha256=contact_sha256(CONTACT),
        )  # fmt: skip
        held = client.post(PREFIX, _asked())
        other = Client().post(PREFIX, _asked("khac@lantoa.example"))
        assert (held.status_code, held["Location"]) == (other.status_code, other["Location"])

    def test_keeps_what_was_typed_and_says_what_is_wrong(self, client: Client):
        response = client.post(PREFIX, _asked("khong-phai"))
        assert response.status_code == 422
        assert "khong-phai" in response.content.decode()

    def test_sends_nothing_for_a_program(self, client: Client):
        client.post(PREFIX, {**_asked(), "website": "x"})
        assert not Message.objects.exists()

    def test_is_limited_for_one_contact(self, client: Client):
        answers = [client.post(PREFIX, _asked()).status_code for _ in range(6)]
        assert answers == [303] * 5 + [422]


class TestProving:
    def test_opens_for_the_right_code_only(self, client: Client):
        client.post(PREFIX, _asked())
        wrong = "000000" if _code() != "000000" else "111111"
        assert client.post(f"{PREFIX}ma/", {"code": wrong}).status_code == 422
        assert client.get(f"{PREFIX}cua-toi/").status_code == 303
        assert client.post(f"{PREFIX}ma/", {"code": _code()})["Location"] == f"{PREFIX}cua-toi/"
        assert client.get(f"{PREFIX}cua-toi/").status_code == 200

    def test_ends_after_five_tries(self, client: Client):
        client.post(PREFIX, _asked())
        code = _code()
        wrong = "000000" if code != "000000" else "111111"
        for _ in range(5):
            client.post(f"{PREFIX}ma/", {"code": wrong})
        assert client.post(f"{PREFIX}ma/", {"code": code}).status_code == 422

    def test_takes_a_code_from_the_browser_that_asked_for_it(self, client: Client):
        client.post(PREFIX, _asked())
        assert Client().post(f"{PREFIX}ma/", {"code": _code()})["Location"] == f"{PREFIX}?da=het-ma"

    def test_takes_no_forged_cookie(self, client: Client):
        client.cookies[COOKIE] = "gAAAAA-forged"
        assert client.get(f"{PREFIX}cua-toi/").status_code == 303

    def test_is_kept_by_no_cache_and_found_by_no_search(self, proved: Client):
        response = proved.get(f"{PREFIX}cua-toi/")
        assert response["Cache-Control"] == "no-store" and "noindex" in response["X-Robots-Tag"]


def _zip(client: Client) -> zipfile.ZipFile:
    response: Any = client.post(f"{PREFIX}tai-ve/")
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response)))


class TestCopy:
    def test_holds_what_is_kept_to_read_and_to_process(self, proved: Client):
        proved.post(f"{PREFIX}sua/", {"key": "a" * 32, "kind": "correct", "words": "Tên tôi viết sai dấu."})
        book = _zip(proved)
        assert set(book.namelist()) == {"du-lieu.json", "du-lieu.html"}
        told = json.loads(book.read("du-lieu.json"))
        assert "Tên tôi viết sai dấu." in json.dumps(told, ensure_ascii=False)
        assert "Tên tôi viết sai dấu." in book.read("du-lieu.html").decode()

    def test_is_noted_without_saying_whose(self, proved: Client):
        _zip(proved)
        row = DataRequest.objects.get()
        assert (row.kind, row.state, row.contact, row.contact_sha256) == ("copy", "done", "", "")


class TestCorrecting:
    def test_waits_for_an_officer_until_a_day_that_is_explained(self, proved: Client):
        page = proved.post(f"{PREFIX}sua/", {"key": "a" * 32, "kind": "correct", "words": "Sai tên."}).content.decode()
        row = DataRequest.objects.get()
        assert row.state == "open" and row.due_on is not None and row.contact == CONTACT
        assert row.code in page and f"{row.due_on:%d/%m/%Y}" in page and "chưa đối chiếu" in page

    def test_asks_once_when_pressed_twice(self, proved: Client):
        for _ in range(2):
            proved.post(f"{PREFIX}sua/", {"key": "a" * 32, "kind": "correct", "words": "Sai tên."})
        assert DataRequest.objects.count() == 1


class TestObjecting:
    def test_waits_for_an_officer_as_long_as_the_settings_say(self, proved: Client, settings):
        settings.DATA_OBJECTION_DAYS, settings.DATA_REQUEST_DAYS = 15, 10
        proved.post(f"{PREFIX}sua/", {"key": "a" * 32, "kind": "object", "words": "Đừng để tên tôi trong bài."})
        row = DataRequest.objects.get()
        assert (row.kind, row.state) == ("object", "open") and row.due_on is not None
        assert (row.due_on - timezone.localdate(row.asked_at)).days >= 15

    def test_is_chosen_by_the_person_not_by_the_page(self, proved: Client):
        page = proved.get(f"{PREFIX}sua/").content.decode()
        assert "checked" not in page
        assert proved.post(f"{PREFIX}sua/", {"key": "a" * 32, "words": "Sai."}).status_code == 422


class TestErasing:
    def test_leaves_neither_contact_nor_words_anywhere(self, proved: Client):
        proved.post(f"{PREFIX}sua/", {"key": "a" * 32, "kind": "correct", "words": "Sai tên."})
        page = proved.post(f"{PREFIX}xoa/")
        assert page.status_code == 200 and "Đã xóa dữ liệu của bạn" in page.content.decode()
        assert not Message.objects.exists()
        assert not DataRequest.objects.exclude(contact="", contact_sha256="", words="").exists()

    def test_lets_the_browser_prove_nothing_any_more(self, proved: Client):
        proved.post(f"{PREFIX}xoa/")
        assert proved.get(f"{PREFIX}cua-toi/").status_code == 303

    def test_names_nobody_and_no_address_in_the_trail(self, proved: Client):
        proved.post(f"{PREFIX}xoa/", REMOTE_ADDR="203.0.113.7")
        entry = AuditEntry.objects.get(act="privacy.erase_own_data")
        told = f"{entry.actor} {entry.origin} {entry.detail}"
        assert CONTACT not in told and "203.0.113.7" not in told

    def test_changes_nothing_by_being_looked_at(self, proved: Client):
        proved.post(f"{PREFIX}sua/", {"key": "a" * 32, "kind": "correct", "words": "Sai tên."})
        assert proved.get(f"{PREFIX}xoa/").status_code == 200
        assert DataRequest.objects.get().contact == CONTACT
