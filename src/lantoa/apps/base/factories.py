"""Test data of the base."""

from datetime import UTC, datetime

import factory

from lantoa.apps.base.models import Message

AT = datetime(2023, 6, 1, 8, 0, tzinfo=UTC)


class MessageFactory(factory.django.DjangoModelFactory[Message]):
    """A message that is due; traits: sent, failed, cancelled."""

    class Meta:
        model = Message

    class Params:
        sent = factory.Trait(state=Message.State.SENT, sent_at=AT, attempts=1)
        failed = factory.Trait(state=Message.State.FAILED, attempts=7, reason="550 không có hộp thư này")
        cancelled = factory.Trait(state=Message.State.CANCELLED)

    key = factory.Sequence(lambda number: f"digest:1:{number}:2023-06-01")
    to = factory.Sequence(lambda number: f"dau.moi.{number}@lantoa.example")
    subject = factory.Sequence(lambda number: f"Nhắc việc số {number}")
    text = "Cơ quan còn 2 việc đến hạn."
    made_at = AT
    due_at = AT
