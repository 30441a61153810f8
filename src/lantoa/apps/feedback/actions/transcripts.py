"""What is heard in a voice note, typed by an officer."""

from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.feedback.models import Attachment


@transaction.atomic
def write_transcript(*, attachment: Attachment, transcript: str, by: Actor, at: datetime) -> Attachment:
    """Return the voice note with what is heard in it; the trail says who typed it, not what."""
    row = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    row.transcript = transcript.strip()
    row.save(update_fields=["transcript"])
    record_act(
        "feedback.write_transcript", subject=row, by=by, at=at,
        detail={"feedback": row.feedback_id, "characters": len(row.transcript)},
    )  # fmt: skip
    return row
