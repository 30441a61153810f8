"""What a page says about a mail of the outbox."""

import re

from django.conf import settings

from lantoa.apps.base.models import Message

_PATH = re.compile(r"(https?://[^/\s]+/)\S+")


def shown_text(message: Message) -> str:
    """Return the text as the ledger shows it: what stands behind the host of an address is hidden, as it may open
    somebody's work or account. Where mail only goes into a folder, to try the product out, it is shown.
    """
    if settings.MAIL.kind == "folder":
        return message.text
    return _PATH.sub(r"\1…", message.text)
