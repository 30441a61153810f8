"""What a page says about a mail of the outbox."""

import re

from django.conf import settings

from lantoa.apps.base.masking import masked_contact
from lantoa.apps.base.models import Message
from lantoa.apps.base.personal import goes_to_a_person

_PATH = re.compile(r"(https?://[^/\s]+/)\S+")
_CODE = re.compile(r"\d{6}")


def shown_to(message: Message) -> str:
    """Return to whom a mail goes: an official by address; of a person nothing that the office has no need to read here,
    as each opening of a contact is noted and this list is open all day.
    """
    return masked_contact(message.to) if goes_to_a_person(message.key) else message.to


def shown_reason(message: Message) -> str:
    """Return why the last try failed; mail servers repeat the address."""
    return message.reason.replace(message.to, shown_to(message)) if message.to else message.reason


def shown_text(message: Message) -> str:
    """Return the text as the ledger shows it: what stands behind the host of an address is hidden, as it may open
    somebody's work or account; so is a code. Where mail only goes into a folder, to try the product out, all is shown.
    """
    if settings.MAIL.kind == "folder":
        return message.text
    if message.delete_at:
        return _CODE.sub("••••••", message.text)
    return _PATH.sub(r"\1…", message.text)
