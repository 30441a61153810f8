"""Messages claimed, delivered, put off, given up, sent again, cancelled."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connections

from lantoa.apps.base.actions import (
    MAX_ATTEMPTS,
    MESSAGE_LEASE,
    CannotChangeMessage,
    Claim,
    Delivered,
    cancel_message,
    claim_due_messages,
    deliver_claimed,
    release_claim,
    send_again,
)
from lantoa.apps.base.factories import MessageFactory
from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.base.transports import NotSent


class _Out:
    """A way out that keeps what it was given, and raises for the keys it is told to."""

    def __init__(self, faults: dict[str, Exception] | None = None) -> None:
        self.sent: list[str] = []
        self._faults = faults or {}

    def send(self, message: Message) -> None:
        if fault := self._faults.get(message.key):
            raise fault
        self.sent.append(message.key)


def _deliver(out: _Out, at: datetime) -> Delivered:
    return deliver_claimed(claim=claim_due_messages(at=at, limit=50), transport=out, clock=lambda: at)


@pytest.mark.django_db
class TestClaim:
    def test_holds_what_is_due_and_free_the_longest_due_first(self, now: datetime) -> None:
        late = MessageFactory(due_at=now - timedelta(hours=1))
        due = MessageFactory(due_at=now)
        MessageFactory(due_at=now + timedelta(minutes=1))
        MessageFactory(sent=True)
        MessageFactory(cancelled=True)
        MessageFactory(lease_until=now + timedelta(minutes=1))
        stuck = MessageFactory(lease_until=now - timedelta(seconds=1), due_at=now - timedelta(minutes=1))
        claim = claim_due_messages(at=now, limit=50)
        assert claim == Claim((late.pk, stuck.pk, due.pk), now + MESSAGE_LEASE)
        assert claim_due_messages(at=now, limit=50).keys == ()

    def test_takes_no_more_than_asked(self, now: datetime) -> None:
        MessageFactory.create_batch(3)
        assert len(claim_due_messages(at=now, limit=2).keys) == 2

    def test_gives_back_what_nobody_has_taken(self, now: datetime) -> None:
        MessageFactory.create_batch(2)
        claim = claim_due_messages(at=now, limit=50)
        assert release_claim(claim) == 2
        assert claim_due_messages(at=now, limit=50).keys == claim.keys

    def test_gives_up_a_message_that_was_cut_off_at_every_try(self, now: datetime) -> None:
        message = MessageFactory(attempts=MAX_ATTEMPTS, lease_until=now - timedelta(seconds=1))
        assert claim_due_messages(at=now, limit=50).keys == ()
        message.refresh_from_db()
        assert (message.state, message.lease_until) == (Message.State.FAILED, None)
        assert "bị ngắt" in message.reason


@pytest.mark.django_db
class TestDelivery:
    def test_stores_that_and_when_it_was_sent(self, now: datetime) -> None:
        message = MessageFactory()
        out = _Out()
        assert _deliver(out, now) == Delivered(sent=1)
        message.refresh_from_db()
        assert out.sent == [message.key]
        assert (message.state, message.sent_at, message.lease_until) == (Message.State.SENT, now, None)
        assert (message.attempts, message.reason) == (1, "")

    def test_sends_nothing_twice_when_a_task_runs_twice(self, now: datetime) -> None:
        MessageFactory.create_batch(3)
        claim, out = claim_due_messages(at=now, limit=50), _Out()
        for _ in range(2):
            deliver_claimed(claim=claim, transport=out, clock=lambda: now)
        assert len(out.sent) == 3

    def test_leaves_a_message_alone_that_another_claim_has_taken_over(self, now: datetime) -> None:
        MessageFactory()
        old = claim_due_messages(at=now, limit=50)
        later = now + MESSAGE_LEASE + timedelta(seconds=1)
        new, out = claim_due_messages(at=later, limit=50), _Out()
        assert new.keys == old.keys
        assert deliver_claimed(claim=old, transport=out, clock=lambda: later) == Delivered()
        assert deliver_claimed(claim=new, transport=out, clock=lambda: later) == Delivered(sent=1)

    def test_tries_again_after_pauses_that_grow_and_then_gives_up(self, now: datetime) -> None:
        message = MessageFactory()
        out, at, pauses = _Out({message.key: NotSent("Máy chủ bận.")}), now, []
        for _ in range(MAX_ATTEMPTS - 1):
            assert _deliver(out, at) == Delivered(put_off=1)
            message.refresh_from_db()
            assert _deliver(out, message.due_at - timedelta(seconds=1)) == Delivered()
            pauses.append((message.due_at - at).total_seconds() / 60)
            at = message.due_at
        assert pauses == [1, 5, 30, 120, 360, 720]
        assert _deliver(out, at) == Delivered(failed=1)
        message.refresh_from_db()
        assert (message.state, message.reason) == (Message.State.FAILED, "Máy chủ bận.")

    def test_gives_a_refusal_for_good_no_second_try(self, now: datetime) -> None:
        message = MessageFactory()
        assert _deliver(_Out({message.key: NotSent("Không có hộp thư.", permanent=True)}), now) == Delivered(failed=1)

    def test_goes_on_after_a_message_that_breaks_the_sender(
        self, now: datetime, caplog: pytest.LogCaptureFixture
    ) -> None:
        broken, whole = MessageFactory(), MessageFactory()
        out = _Out({broken.key: RuntimeError("hỏng")})
        assert _deliver(out, now) == Delivered(sent=1, put_off=1)
        broken.refresh_from_db()
        assert out.sent == [whole.key]
        assert broken.reason == "Lỗi khi gửi: RuntimeError: hỏng"
        assert "sending message" in caplog.text

    def test_costs_the_same_queries_for_each_message(self, now: datetime, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
        MessageFactory.create_batch(5)
        claim = claim_due_messages(at=now, limit=50)
        with django_assert_num_queries(15):
            deliver_claimed(claim=claim, transport=_Out(), clock=lambda: now)


@pytest.mark.django_db(transaction=True)
class TestWorkersAtOnce:
    def test_never_hold_the_same_message(self, now: datetime) -> None:
        messages = {message.pk for message in MessageFactory.create_batch(40)}
        taken: list[int] = []
        start = threading.Barrier(4)

        def claim() -> None:
            start.wait()
            try:
                while keys := claim_due_messages(at=now, limit=3).keys:
                    taken.extend(keys)
            finally:
                connections.close_all()

        workers = [threading.Thread(target=claim) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        # PostgreSQL skips rows that another claim is just taking; they are there for the next one.
        taken.extend(claim_due_messages(at=now, limit=50).keys)
        assert (len(taken), set(taken)) == (40, messages)

    def test_send_each_message_of_one_claim_once(self, now: datetime) -> None:
        MessageFactory.create_batch(20)
        claim, out = claim_due_messages(at=now, limit=50), _Out()
        start = threading.Barrier(3)

        def deliver() -> None:
            start.wait()
            try:
                deliver_claimed(claim=claim, transport=out, clock=lambda: now)
            finally:
                connections.close_all()

        workers = [threading.Thread(target=deliver) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert len(out.sent) == len(set(out.sent)) == 20


@pytest.mark.django_db
class TestSendAgain:
    def test_makes_a_failed_message_wait_with_all_its_tries(self, now: datetime) -> None:
        message = MessageFactory(failed=True)
        send_again(message=message, by="chuong.trinh", at=now)
        message.refresh_from_db()
        assert (message.state, message.attempts, message.due_at) == (Message.State.WAITING, 0, now)
        assert AuditEntry.objects.get().act == "base.send_message_again"

    def test_refuses_one_that_was_sent(self, now: datetime) -> None:
        with pytest.raises(CannotChangeMessage):
            send_again(message=MessageFactory(sent=True), by=None, at=now)
        assert not AuditEntry.objects.exists()


@pytest.mark.django_db
class TestCancel:
    def test_takes_a_waiting_message_back(self, now: datetime) -> None:
        message = MessageFactory(lease_until=now - timedelta(minutes=1))
        cancel_message(message=message, by=None, at=now)
        assert _deliver(_Out(), now) == Delivered()
        assert AuditEntry.objects.get().act == "base.cancel_message"

    def test_refuses_one_that_is_being_sent(self, now: datetime) -> None:
        message = MessageFactory()
        claim_due_messages(at=now, limit=1)
        with pytest.raises(CannotChangeMessage, match="đang được gửi"):
            cancel_message(message=message, by=None, at=now)
