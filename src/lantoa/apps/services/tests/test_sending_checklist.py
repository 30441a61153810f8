"""Sending the list to oneself: once, without a trace of whom, and never more than so often."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from lantoa.apps.base.actions.outbox import delete_spent_messages
from lantoa.apps.base.honeypot import signed_moment
from lantoa.apps.base.models import AuditEntry, LimitCount, Message
from lantoa.apps.services.factories import make_need, make_procedure
from lantoa.apps.services.models import Need
from lantoa.apps.services.views.sending_checklist import OF_CONTACT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def address(now: datetime) -> str:
    procedure = make_procedure(at=now, plain_title="Làm giấy khai sinh", where="UBND xã")
    need = make_need(at=now, procedure=procedure, slug="sinh-con", title="sinh con")
    option = need.questions.get().options.all()[0]
    return f"/toi-can-gui/sinh-con/?c{option.question_id}={option.pk}"


def typed(now: datetime, **values: Any) -> dict[str, Any]:
    shown = {"shown_at": signed_moment(now - timedelta(minutes=1)), "key": "k", "consents": "on"}
    return {**shown, "contact": "lan@example.vn", **values}


class TestSending:
    def test_says_beside_the_field_what_becomes_of_the_address(self, client: Client, address: str) -> None:
        response = client.get(address)
        assert "xóa trong vòng một giờ" in response.content.decode()
        assert response.headers["Cache-Control"] == "no-store"

    def test_sends_the_list_and_forgets_the_address(self, client: Client, address: str, now: datetime) -> None:
        assert client.post(address, typed(now)).status_code == 303
        message = Message.objects.get()
        assert message.to == "lan@example.vn" and message.delete_at == now + timedelta(hours=1)
        for told in ("Làm giấy khai sinh", "[ ] Giấy chứng sinh", "UBND xã", "/toi-can/sinh-con/?c"):
            assert told in message.text
        assert "lan@example.vn" not in str(list(AuditEntry.objects.values())) + str(list(LimitCount.objects.values()))
        delete_spent_messages(at=now + timedelta(hours=1))
        assert not Message.objects.exists()

    def test_sends_once_however_often_it_is_pressed(self, client: Client, address: str, now: datetime) -> None:
        client.post(address, typed(now))
        client.post(address, typed(now))
        assert Message.objects.count() == 1

    def test_asks_for_consent_and_keeps_what_was_typed(self, client: Client, address: str, now: datetime) -> None:
        response = client.post(address, typed(now, consents=""))
        assert response.status_code == 422 and "lan@example.vn" in response.content.decode()
        assert not Message.objects.exists()

    def test_sends_nothing_for_a_program_and_tells_a_quick_person_so(
        self, client: Client, address: str, now: datetime
    ) -> None:
        for given in ({"website": "http://x"}, {"shown_at": signed_moment(now)}):
            answer = client.post(address, typed(now, **given))
            assert answer.status_code == 422 and "lan@example.vn" in answer.content.decode()
            assert "bấm lại một lần nữa" in answer.content.decode()
        assert not Message.objects.exists()

    def test_stops_after_a_few_letters_to_one_address(self, client: Client, address: str, now: datetime) -> None:
        for place in range(OF_CONTACT):
            assert client.post(address, typed(now, key=f"k{place}")).status_code == 303
        response = client.post(address, typed(now, key="more"))
        assert response.status_code == 429 and "ngày mai" in response.content.decode()
        assert Message.objects.count() == OF_CONTACT

    def test_takes_a_telephone_only_where_short_messages_leave(
        self, client: Client, address: str, now: datetime
    ) -> None:
        assert client.post(address, typed(now, contact="0905123456")).status_code == 422

    def test_sends_the_way_to_a_telephone(
        self, client: Client, address: str, now: datetime, settings: Settings
    ) -> None:
        settings.SMS = settings.SMS.__class__("folder")
        client.post(address, typed(now, contact="0905 123 456"))
        message = Message.objects.get()
        assert (message.channel, message.to) == (Message.Channel.SMS, "0905123456")
        assert message.text.isascii() and "/toi-can/sinh-con/?c" in message.text

    def test_leads_back_to_the_questions_before_the_end(self, client: Client, address: str) -> None:
        assert client.get("/toi-can-gui/sinh-con/").url == "/toi-can/sinh-con/"

    def test_knows_public_needs_only(self, client: Client, address: str) -> None:
        Need.objects.update(public=False)
        assert client.get(address).status_code == 404
