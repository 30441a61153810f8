"""Invitations by mail and short message: each contact gets a ticket of its own, and no row knows which.

The contact stands in the outbox alone, with the address in the words of the message, and is deleted with it after two
days, sent or not. Nothing leads from a ticket to a message.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from lantoa.apps.base.actions import Actor
from lantoa.apps.base.models import Message
from lantoa.apps.privacy.models import ContactKind
from lantoa.apps.surveys.models import Stratum, SurveyRound
from lantoa.apps.surveys.models.responses import Channel
from lantoa.apps.surveys.tickets import make_tickets, ticket_path

KEPT = timedelta(days=2)
_KEY = "surveys.invitation"


def send_invitations(
    *, stratum: Stratum, contacts: Sequence[tuple[ContactKind, str]], site: str, key: str, by: Actor, at: datetime
) -> int:
    """Return how many invitations wait to be sent, 0 for a press that was sent before (`key`). `site` is the address of
    the site without a slash at the end; contacts are written one way and stand once.
    """
    try:
        with transaction.atomic():
            if Message.objects.filter(key=f"{_KEY}:{key}:0").exists():
                return 0
            made = make_tickets(
                round=stratum.round, stratum=stratum, channel=Channel.LINK, count=len(contacts), by=by, at=at
            )
            Message.objects.bulk_create(
                _message(stratum.round, kind, contact, f"{site}{ticket_path(secret)}", f"{_KEY}:{key}:{place}", at)
                for place, ((kind, contact), (_ticket, secret)) in enumerate(zip(contacts, made, strict=True))
            )
    except IntegrityError:
        return 0  # the same press, at the same moment
    return len(contacts)


def _message(
    survey_round: SurveyRound, kind: ContactKind, contact: str, address: str, key: str, at: datetime
) -> Message:
    by_phone = kind == ContactKind.PHONE
    until = f"{timezone.localtime(survey_round.closes_at):%d/%m/%Y}"
    organiser = survey_round.agency.name if survey_round.agency else "Cơ quan nhà nước"
    if by_phone:
        # Without marks it is one short message, not two.
        text = f"Moi ong/ba tra loi khao sat dich vu cong, khong hoi ten, den {until}: {address}"
    else:
        text = (
            f"{organiser} mời ông/bà cho biết lần làm thủ tục vừa rồi ra sao: {survey_round.title}.\n\n{address}\n\n"
            f"Trả lời đến hết ngày {until}, một lần, vài phút. Không hỏi họ tên; phiếu không ghi là của ai. "
            "Thư này không cần trả lời. Không muốn trả lời thì bỏ qua thư, không ảnh hưởng gì.\n"
        )
    return Message(
        key=key, channel=Message.Channel.SMS if by_phone else Message.Channel.EMAIL, to=contact,
        subject="Mời trả lời khảo sát dịch vụ công", text=text, made_at=at, due_at=at,
        delete_at=at + KEPT,
    )  # fmt: skip
