"""Letters about an account: a new password, an invitation, a change that its owner should know of."""

import uuid
from datetime import datetime

from lantoa.apps.base.models import Message


def post_letter(*, to: str, subject: str, text: str, about: str, at: datetime) -> Message:
    """Return the letter, waiting in the outbox; `about` names what it speaks of ("account/email/password_reset_key").

    Its text may open something, so it is never put into the audit trail. Call it inside the act's transaction.
    """
    return Message.objects.create(
        key=f"accounts:{about}:{uuid.uuid4()}", to=to, subject=subject[:250], text=text, made_at=at, due_at=at
    )
