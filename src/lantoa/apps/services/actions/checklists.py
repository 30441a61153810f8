"""The list that a citizen sends to himself: one message that is deleted, with its address, within the hour.

Nothing of it goes to the audit trail: that is kept for ever, and who needs what concerns nobody.
"""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from lantoa.apps.base.models import Message
from lantoa.apps.privacy.models import ContactKind

KEPT = timedelta(hours=1)


@transaction.atomic
def send_checklist(*, kind: ContactKind, contact: str, title: str, text: str, key: str, at: datetime) -> Message:
    """Return the message that is on its way; pressed twice with the same key it is one. Two queries."""
    by_phone = kind == ContactKind.PHONE
    message, _ = Message.objects.get_or_create(
        key=f"services:checklist:{hashlib.sha256(key.encode()).hexdigest()}",
        defaults={
            "channel": Message.Channel.SMS if by_phone else Message.Channel.EMAIL,
            "to": contact,
            "subject": f"Danh sách việc cần làm: {title}"[:250],
            "text": text,
            "made_at": at,
            "due_at": at,
            "delete_at": at + KEPT,
        },
    )
    return message
