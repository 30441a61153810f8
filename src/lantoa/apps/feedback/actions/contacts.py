"""Opening who sent a piece of feedback: noted before anything is shown, with the reason and never with the data."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.privacy.actions.access import note_access


@dataclass(frozen=True, slots=True)
class OpenedContact:
    """Who sent it and how to reach them, in the clear."""

    name: str
    kind: str
    contact: str


@transaction.atomic
def open_contact(*, feedback: Feedback, reason: str, by: User, at: datetime) -> OpenedContact:
    """Return the contact of the feedback; that it was looked at, by whom, when and why, is stored first."""
    held = feedback.contact
    note_access(by=by, row=held, reason=reason, at=at)
    return OpenedContact(held.name, held.get_kind_display(), held.contact)
