"""Erasing for good: messages of the outbox that went to a person, with the copy that a folder of mails keeps, and what
the database still holds of rows that were deleted.
"""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import Q

from lantoa.apps.base.models import Message, MessageQuerySet
from lantoa.apps.base.personal import declared
from lantoa.apps.base.sms import sms_file
from lantoa.apps.base.transports import mail_file

_AT_ONCE = 500
# Nobody waits long for readers of the log: the next sweep tries again.
_WAIT_MS, _USUAL_WAIT_MS = 200, 30_000


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


def empty_database_log() -> bool:
    """Return whether the log of an SQLite database (the file -wal) is empty now: until then it holds pages as they were
    before something was erased. Deleted rows themselves are overwritten at once (settings: secure_delete). True where
    the database is no SQLite, whose operator sees to it (docs/guides/du-lieu-ca-nhan.md). Call it after the commit.
    """
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout={_WAIT_MS}")
        try:
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except OperationalError:  # another connection is at it
            return False
        finally:
            cursor.execute(f"PRAGMA busy_timeout={_USUAL_WAIT_MS}")
    return not busy
