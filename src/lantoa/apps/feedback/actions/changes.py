"""What public pages on feedback depend on."""

from datetime import datetime

from lantoa.apps.base.actions import note_public_change
from lantoa.apps.feedback.models import Feedback


def public_subject(feedback: Feedback) -> str:
    """Return what public pages that show this piece of feedback depend on (base.PublicChange)."""
    return f"feedback:{feedback.pk}"


def note_feedback_change(feedback: Feedback, *, at: datetime) -> None:
    """Write down that what the public reads of it has changed; call it inside the change's transaction."""
    note_public_change(public_subject(feedback), "feedback", at=at)
