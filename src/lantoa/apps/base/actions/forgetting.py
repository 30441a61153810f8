"""Erasing messages of the outbox that went to a person: the row, and the copy that a folder of mails keeps."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from lantoa.apps.base.models import Message, MessageQuerySet
from lantoa.apps.base.personal import declared
from lantoa.apps.base.sms import sms_file
from lantoa.apps.base.transports import mail_file

_AT_ONCE = 500


def private_messages() -> MessageQuerySet:
    """Return the messages that went to persons, not to officials on duty (Declared.office_mail)."""
    office = [Q(key__startswith=beginning) for app in declared() for beginning in app.office_mail]
    return Message.objects.exclude(reduce(or_, office)) if office else Message.objects.all()


@transaction.atomic
def erase_messages(*, to: str) -> int:
    """Return how many messages to a contact were deleted, those that still wait included; what went to an official on
    duty stays.
    """
    return forget_messages(private_messages().filter(to__iexact=to))


def sweep_private_messages(*, at: datetime) -> int:
    """Return how many messages to persons were deleted because they ended long ago (settings.PRIVATE_MAIL_DAYS): some
    hundreds a sweep.
    """
    ended = at - timedelta(days=settings.PRIVATE_MAIL_DAYS)
    old = private_messages().exclude(state=Message.State.WAITING).filter(made_at__lte=ended).order_by("pk")
    with transaction.atomic():
        return forget_messages(old[:_AT_ONCE])


def forget_messages(messages: MessageQuerySet) -> int:
    """Return how many messages were deleted, with the copies of them that a folder of mails keeps."""
    found = list(messages.only("pk", "key", "channel"))
    for message in found:
        file = sms_file(message) if message.channel == Message.Channel.SMS else mail_file(message)
        file.unlink(missing_ok=True)
    Message.objects.filter(pk__in=[message.pk for message in found]).delete()
    return len(found)
