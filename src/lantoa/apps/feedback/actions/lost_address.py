"""The secret address once more, for whoever lost it: sent to the contact that was left, never shown."""

from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions.forgetting import forget_messages
from lantoa.apps.base.models import Message
from lantoa.apps.base.sms import sms_is_on
from lantoa.apps.feedback.actions.sending import post_address
from lantoa.apps.feedback.models import FeedbackContact
from lantoa.apps.privacy.contacts import contact_sha256
from lantoa.apps.privacy.models import ContactKind


@transaction.atomic
def send_address_again(*, code: str, contact: str, site: str, at: datetime) -> bool:
    """Return whether the address goes out to this contact, in its one way of writing: only where it was left with that
    code. Nobody is told which: the page says the same for all.
    """
    found = (
        FeedbackContact.objects.select_related("feedback")
        .filter(feedback__code=code, contact_sha256=contact_sha256(contact))
        .exclude(contact="")
        .first()
    )
    if found is None or (found.kind == ContactKind.PHONE and not sms_is_on()):
        return False
    key = f"feedback:address:{found.feedback_id}"
    forget_messages(Message.objects.filter(key=key))
    post_address(found.feedback, found.kind, found.contact, site, key=key, at=at)
    return True
