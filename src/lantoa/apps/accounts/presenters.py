"""What a page says about a mail of the outbox."""

import re

from django.conf import settings

from lantoa.apps.base.models import Message

_PATH = re.compile(r"(https?://[^/\s]+/)\S+")
_CODE = re.compile(r"\d{6}")


def shown_text(message: Message) -> str:
    """Return the text as the ledger shows it: what stands behind the host of an address is hidden, as it may open
    somebody's work or account; so is a code. Where mail only goes into a folder, to try the product out, all is shown.
    """
    if settings.MAIL.kind == "folder":
        return message.text
    if message.delete_at:
        return _CODE.sub("••••••", message.text)
    return _PATH.sub(r"\1…", message.text)
