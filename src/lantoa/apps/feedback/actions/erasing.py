"""Erasing what is personal in feedback: the contact alone when its owner asks, everything a citizen wrote and sent when
its time is over or the person asks for all. What the public reads was worded by whoever moderated and stays.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lantoa.apps.base.actions import SYSTEM, Actor, record_act
from lantoa.apps.base.actions.forgetting import forget_messages
from lantoa.apps.base.models import Message, MessageQuerySet
from lantoa.apps.feedback.actions.changes import note_feedback_change
from lantoa.apps.feedback.actions.letters import LETTER
from lantoa.apps.feedback.models import Attachment, Feedback, FeedbackContact, FeedbackStep
from lantoa.apps.feedback.store import delete_unnamed

ERASED_WORDS = "(Nội dung đã được xóa.)"
_MOST_A_SWEEP = 200
_NEXT_LOOK = timedelta(days=30)
_log = logging.getLogger(__name__)


@transaction.atomic
def withdraw_contact(*, feedback: Feedback, by: Actor, at: datetime) -> bool:
    """Return whether a name and contact were erased now; the work goes on, and the secret address stays good."""
    deleted = FeedbackContact.objects.filter(feedback=feedback).delete()[0]
    forget_messages(_messages_of(feedback))
    Feedback.objects.filter(pk=feedback.pk).update(anonymous=True)
    feedback.anonymous = True
    if deleted:
        record_act("feedback.withdraw_contact", subject=feedback, by=by, at=at)
    return bool(deleted)


@transaction.atomic
def erase_feedback(*, feedback: Feedback, by: Actor, at: datetime) -> bool:
    """Return whether anything was erased: contact, words, place, files (listed photos too), what was said in every step
    (answers speak to the person), messages. The secret address is good no longer; files leave the disk when the
    transaction has ended well.
    """
    row = Feedback.objects.select_for_update(of=("self",)).get(pk=feedback.pk)
    if row.erased_at is not None:
        return False
    FeedbackContact.objects.filter(feedback=row).delete()
    forget_messages(_messages_of(row))
    files = list(Attachment.objects.filter(feedback=row, from_agency=False))
    Attachment.objects.filter(pk__in=[file.pk for file in files]).delete()
    FeedbackStep.objects.filter(feedback=row).exclude(words="").update(words="")
    row.words, row.place_words, row.folded = ERASED_WORDS, "", ""
    row.latitude = row.longitude = row.erase_on = None
    row.anonymous, row.flags, row.erased_at = True, [], at
    row.key_version += 1
    row.version += 1
    row.save(
        update_fields=[
            "words", "place_words", "folded", "latitude", "longitude", "erase_on", "anonymous", "flags", "erased_at",
            "key_version", "version",
        ]
    )  # fmt: skip
    record_act("feedback.erase_feedback", subject=row, by=by, at=at, detail={"files": len(files)})
    note_feedback_change(row, at=at)
    for file in files:
        transaction.on_commit(lambda file=file: delete_unnamed(file.sha256, file.media_type))  # type: ignore[misc]
    return True


def sweep_old_feedback(*, at: datetime) -> int:
    """Return how many pieces of feedback were erased because their time is over; what is still open is looked at
    again a month later. What was joined is open as long as the piece it went to. One that fails stops no other.
    """
    day, erased = timezone.localdate(at), 0
    due = Feedback.objects.filter(erase_on__lte=day, erased_at=None).select_related("joined_to")
    for row in due.order_by("erase_on", "pk")[:_MOST_A_SWEEP]:
        try:
            if (row.joined_to or row).state in Feedback.OPEN_STATES:
                Feedback.objects.filter(pk=row.pk).update(erase_on=day + _NEXT_LOOK)
            else:
                erased += erase_feedback(feedback=row, by=SYSTEM, at=at)
        except Exception:
            _log.exception("erasing feedback %s, whose time is over", row.pk)
    return erased


def _messages_of(feedback: Feedback) -> MessageQuerySet:
    """Return the messages to the citizen, which hold contact and address."""
    single = Q(key__in=[f"feedback:sent:{feedback.pk}", f"feedback:address:{feedback.pk}"])
    return Message.objects.filter(single | Q(key__startswith=f"{LETTER}{feedback.pk}:"))
