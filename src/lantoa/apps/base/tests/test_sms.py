"""Short messages: off until the operator says how they leave; by folder, console or gateway; codes before the rest."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from lantoa.apps.base.actions import claim_due_messages, delete_spent_messages
from lantoa.apps.base.factories import AT, MessageFactory
from lantoa.apps.base.models import Message
from lantoa.apps.base.sms import sms_is_on
from lantoa.apps.base.sweeping import sweep_outbox
from lantoa.apps.base.tests.local_server import Answer, LocalServer
from lantoa.apps.base.transports import NotSent, open_transport


def _message(**values: object) -> Message:
    return MessageFactory.build(channel=Message.Channel.SMS, to="0905123456", text="Mã 123456", **values)


def _send(message: Message) -> None:
    with open_transport() as transport:
        transport.send(message)


class TestWays:
    def test_off_the_message_fails_for_good_and_says_why(self, settings: Settings) -> None:
        settings.SMS = replace(settings.SMS, kind="")
        assert not sms_is_on()
        with pytest.raises(NotSent, match="LANTOA_SMS") as caught:
            _send(_message())
        assert caught.value.permanent

    def test_a_folder_holds_one_file_a_message(self, settings: Settings, tmp_path: Path) -> None:
        settings.SMS, settings.SMS_DIR = replace(settings.SMS, kind="folder"), tmp_path / "sms"
        message = _message()
        _send(message)
        _send(message)
        (file,) = (tmp_path / "sms").iterdir()
        assert file.read_text(encoding="utf-8") == "0905123456\nMã 123456\n"

    def test_the_console_prints_it(self, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
        settings.SMS = replace(settings.SMS, kind="console")
        _send(_message())
        assert "0905123456: Mã 123456" in capsys.readouterr().out

    def test_a_gateway_gets_number_text_and_the_same_id_at_each_try(self, settings: Settings) -> None:
        with LocalServer({"localhost/gui": Answer("{}", status=202)}) as server:
            settings.SMS = replace(settings.SMS, kind="http", url=server.url("localhost/gui"), token="bi-mat")
            message = _message()
            _send(message)
            _send(message)
        bodies = [json.loads(asked.body) for asked in server.asked]
        assert bodies[0] == bodies[1]
        assert (bodies[0]["to"], bodies[0]["text"]) == ("+84905123456", "Mã 123456")
        assert server.asked[0].headers["authorization"] == "Bearer bi-mat"

    @pytest.mark.parametrize(
        ("status", "permanent"), [(400, True), (404, True), (429, False), (500, False), (302, False)]
    )
    def test_a_refusal_of_the_gateway_is_for_good_or_for_now(
        self, settings: Settings, status: int, permanent: bool
    ) -> None:
        with LocalServer({"localhost/gui": Answer("", status=status)}) as server:
            settings.SMS = replace(settings.SMS, kind="http", url=server.url("localhost/gui"))
            with pytest.raises(NotSent, match=str(status)) as caught:
                _send(_message())
        assert caught.value.permanent is permanent

    def test_a_gateway_that_is_not_there_is_tried_again(self, settings: Settings) -> None:
        settings.SMS = replace(settings.SMS, kind="http", url="http://localhost:1/")
        with pytest.raises(NotSent, match="Không nối được") as caught:
            _send(_message())
        assert not caught.value.permanent


@pytest.mark.django_db
class TestShortLivedMessages:
    def test_are_claimed_apart_and_go_out_together(self, settings: Settings, tmp_path: Path, now: datetime) -> None:
        settings.MAIL_DIR = tmp_path
        soon = timezone.now() + timedelta(minutes=15)
        reminder, code = MessageFactory(), MessageFactory(delete_at=soon)
        assert claim_due_messages(at=now, limit=9, urgent=True).keys == (code.pk,)
        Message.objects.update(lease_until=None)
        assert sweep_outbox(at=timezone.now()) == 2
        assert set(Message.objects.values_list("pk", "state")) == {(reminder.pk, "sent"), (code.pk, "sent")}

    def test_are_deleted_when_their_minutes_are_over_sent_or_not(self) -> None:
        over = AT - timedelta(seconds=1)
        MessageFactory(delete_at=over, sent=True)
        MessageFactory(delete_at=over)
        MessageFactory(delete_at=over, failed=True)
        kept = [
            MessageFactory(),
            MessageFactory(delete_at=AT + timedelta(minutes=1)),
            MessageFactory(delete_at=over, lease_until=AT + timedelta(minutes=1)),  # being sent right now
        ]
        assert delete_spent_messages(at=AT) == 3
        assert list(Message.objects.order_by("pk")) == kept

    def test_stand_in_the_ledger_only_with_a_fault(self) -> None:
        soon = AT + timedelta(minutes=5)
        MessageFactory(delete_at=soon)
        MessageFactory(delete_at=soon, sent=True)
        shown = [MessageFactory(), MessageFactory(delete_at=soon, reason="Cổng tin nhắn trả lời 500.")]
        assert list(Message.objects.listed().order_by("pk")) == shown
