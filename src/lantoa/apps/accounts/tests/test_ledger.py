"""The ledger of mails in the back office."""

from dataclasses import replace

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from lantoa.apps.base.factories import MessageFactory
from lantoa.apps.base.models import AuditEntry, Message

LIST = "/quan-tri/thu/"
LINK = "https://lantoa.example/nhan-viec/12:khoa-bi-mat/"


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.programme_officer)
    return client


class TestList:
    def test_shows_each_mail_with_its_state_and_reason(self, officer: Client) -> None:
        failed = MessageFactory(failed=True)
        text = officer.get(LIST).content.decode()
        assert failed.to in text
        assert "không gửi được" in text
        assert failed.reason in text

    def test_finds_by_state_and_by_words(self, officer: Client) -> None:
        MessageFactory(failed=True, subject="Nhắc việc quý I")
        MessageFactory(sent=True, subject="Nhắc việc quý II")
        page = officer.get(LIST, {"state": "failed", "words": "quý"}).context_data["page"]
        assert [row.subject for row in page] == ["Nhắc việc quý I"]
        assert "Không có thư nào khớp" in officer.get(LIST, {"words": "xyz"}).content.decode()

    def test_puts_them_in_the_order_asked_for(self, officer: Client) -> None:
        few, many = MessageFactory(attempts=1), MessageFactory(attempts=4)
        MessageFactory(attempts=0)
        page = officer.get(LIST, {"order": "-attempts"}).context_data["page"]
        assert [row.pk for row in page][:2] == [many.pk, few.pk]

    def test_says_what_it_is_for_while_it_is_empty(self, officer: Client) -> None:
        assert "Chưa có thư nào" in officer.get(LIST).content.decode()

    def test_asks_the_same_queries_for_few_rows_as_for_many(self, officer: Client) -> None:
        counts = []
        for more in (1, 40):
            MessageFactory.create_batch(more)
            with CaptureQueriesContext(connection) as asked:
                officer.get(LIST)
            counts.append(len(asked))
        assert counts[0] == counts[1]

    def test_is_closed_to_a_stranger_and_to_a_leader(self, cast: Cast, client: Client) -> None:
        message = MessageFactory()
        for user in (cast.stranger, cast.focal_officer, cast.leader, cast.editor):
            client.force_login(user)
            for path in (LIST, f"{LIST}{message.pk}/"):
                # The back office refuses by sending the user to its first page.
                assert client.get(path).headers["Location"] == "/quan-tri/"
            for act in ("gui-lai", "huy"):
                assert client.post(f"{LIST}{message.pk}/{act}/").headers["Location"] == "/quan-tri/"
        message.refresh_from_db()
        assert message.state == Message.State.WAITING


class TestMessage:
    def test_hides_what_opens_somebodys_work_once_mail_really_leaves(self, officer: Client, settings: Settings) -> None:
        message = MessageFactory(text=f"Mở việc:\n{LINK}\n")
        assert LINK in officer.get(f"{LIST}{message.pk}/").content.decode()
        settings.MAIL = replace(settings.MAIL, kind="smtp")
        text = officer.get(f"{LIST}{message.pk}/").content.decode()
        assert "khoa-bi-mat" not in text
        assert "https://lantoa.example/…" in text

    def test_is_sent_again_and_audited(self, officer: Client, cast: Cast) -> None:
        message = MessageFactory(failed=True)
        assert "Gửi lại" in officer.get(f"{LIST}{message.pk}/").content.decode()
        officer.post(f"{LIST}{message.pk}/gui-lai/")
        message.refresh_from_db()
        entry = AuditEntry.objects.get(act="base.send_message_again")
        assert message.state == Message.State.WAITING
        assert (entry.actor, entry.origin) == (cast.programme_officer.username, "127.0.0.1")

    def test_is_cancelled_and_audited(self, officer: Client) -> None:
        message = MessageFactory()
        assert "Hủy thư này" in officer.get(f"{LIST}{message.pk}/").content.decode()
        officer.post(f"{LIST}{message.pk}/huy/")
        message.refresh_from_db()
        assert message.state == Message.State.CANCELLED
        assert AuditEntry.objects.filter(act="base.cancel_message").exists()

    def test_says_why_it_cannot_be_taken_back_any_more(self, officer: Client) -> None:
        message = MessageFactory(sent=True)
        answer = officer.post(f"{LIST}{message.pk}/huy/", follow=True)
        assert "không hủy được nữa" in answer.content.decode()

    def test_is_not_there_for_another_number(self, officer: Client) -> None:
        assert officer.get(f"{LIST}999/").status_code == 404
        assert officer.post(f"{LIST}999/huy/").status_code == 404
