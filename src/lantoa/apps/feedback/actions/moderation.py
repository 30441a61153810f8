"""What the public reads of feedback: a wording of its own, the photos somebody has looked at; doubles are joined."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lantoa.apps.accounts.queries import person_of
from lantoa.apps.base.actions import Actor
from lantoa.apps.feedback.actions.changes import note_feedback_change
from lantoa.apps.feedback.actions.keeping import touch_figures
from lantoa.apps.feedback.actions.stepping import record_step
from lantoa.apps.feedback.models import Attachment, Feedback, FeedbackStep

_Kind, _Listing = FeedbackStep.Kind, Feedback.Listing


class CannotModerate(ValueError):
    """This may not be done with the piece of feedback as it is; the Vietnamese message says what may."""


class ChangedMeanwhile(CannotModerate):
    """Somebody else has changed it since the form was opened."""


@transaction.atomic
def list_feedback(
    *,
    feedback: Feedback,
    title: str,
    words: str,
    answer: str,
    photos: Collection[int],
    version: int,
    by: Actor,
    at: datetime,
) -> Feedback:
    """Return the piece as it now stands in the public list, in this wording, with these photos (keys) and no others.

    Listed again, the wording is replaced. CannotModerate when it has been joined to another, or its words were erased;
    ChangedMeanwhile when `version` is not the stored one.
    """
    row = _held(feedback, version)
    if row.joined_to_id:
        raise CannotModerate("Phản ánh này đã nhập với phản ánh khác; hãy đăng phản ánh kia.")
    if not title.strip() or not words.strip():
        raise CannotModerate("Hãy viết tiêu đề và nội dung để đăng.")
    first = row.listing != _Listing.LISTED
    row.public_title, row.public_words, row.public_answer = title.strip(), words.strip(), answer.strip()
    row.listing, row.listed_at = _Listing.LISTED, row.listed_at or at
    _store(row)
    pictures = Attachment.objects.filter(feedback=row, kind=Attachment.Kind.PHOTO, state=Attachment.State.KEPT)
    pictures.filter(pk__in=photos).update(listed=True)
    pictures.exclude(pk__in=photos).update(listed=False)
    if first:
        _step(row, _Kind.LISTED, by=by, at=at)
    record_step("feedback.list_feedback", row, by=by, at=at, detail={"photos": len(photos), "first": first})
    note_feedback_change(row, at=at)
    return row


@transaction.atomic
def unlist_feedback(*, feedback: Feedback, reason: str, version: int, by: Actor, at: datetime) -> Feedback:
    """Return the piece, which the public no longer reads, or never will; the reason is for the staff."""
    row = _held(feedback, version)
    if not reason.strip():
        raise CannotModerate("Hãy ghi vì sao không đăng.")
    was_listed = row.listing == _Listing.LISTED
    row.listing, row.listed_at = _Listing.UNLISTED, None
    _store(row)
    Attachment.objects.filter(feedback=row).update(listed=False)
    _step(row, _Kind.UNLISTED, by=by, at=at, words=reason.strip(), shown=False)
    record_step("feedback.unlist_feedback", row, by=by, at=at, detail={"was_listed": was_listed})
    note_feedback_change(row, at=at)
    return row


@transaction.atomic
def join_feedback(*, feedback: Feedback, to: Feedback, version: int, by: Actor, at: datetime) -> Feedback:
    """Return the piece, which from now on goes with another on the same matter: answered when that one is.

    Joined pieces of its own go along, so that nothing is joined to what is joined. Its citizen keeps the own address,
    reads the other's answer there, and may part from it by opening it again. CannotModerate for itself or a circle.
    """
    _hold_in_order(feedback, to)
    row = _held(feedback, version)
    target = Feedback.objects.get(pk=to.pk)
    target = Feedback.objects.select_for_update().get(pk=target.joined_to_id) if target.joined_to_id else target
    if target.pk == row.pk:
        raise CannotModerate("Không nhập một phản ánh với chính nó.")
    if row.joined_to_id == target.pk:
        return row
    if row.joined_to_id:
        raise CannotModerate("Phản ánh này đã nhập với một phản ánh khác; hãy tách ra trước.")
    if target.erased_at:
        raise CannotModerate("Nội dung phản ánh kia đã được xóa; hãy chọn phản ánh khác.")
    Feedback.objects.filter(joined_to=row).update(joined_to=target)
    row.joined_to = target
    _store(row)
    _step(row, _Kind.JOINED, by=by, at=at, words=target.code)
    touch_figures(row)
    record_step("feedback.join_feedback", row, by=by, at=at, detail={"to": target.pk})
    note_feedback_change(row, at=at)
    note_feedback_change(target, at=at)
    return row


@transaction.atomic
def part_feedback(*, feedback: Feedback, version: int, by: Actor, at: datetime) -> Feedback:
    """Return the piece, which goes its own way again."""
    row = _held(feedback, version)
    target = row.joined_to
    if target is None:
        return row
    row.joined_to = None
    _store(row)
    _step(row, _Kind.PARTED, by=by, at=at, words=target.code)
    touch_figures(row)
    record_step("feedback.part_feedback", row, by=by, at=at, detail={"from": target.pk})
    note_feedback_change(row, at=at)
    note_feedback_change(target, at=at)
    return row


def _hold_in_order(*rows: Feedback) -> None:
    """Hold the rows in one order for all: two joined to each other at the same moment do not wait for each other."""
    list(Feedback.objects.select_for_update().filter(pk__in=[row.pk for row in rows]).order_by("pk"))


def _held(feedback: Feedback, version: int) -> Feedback:
    row = Feedback.objects.select_for_update().get(pk=feedback.pk)
    if row.version != version:
        raise ChangedMeanwhile("Có người vừa sửa phản ánh này.")
    if row.erased_at:
        raise CannotModerate("Nội dung phản ánh này đã được xóa theo thời hạn lưu giữ.")
    return row


def _store(row: Feedback) -> None:
    row.version += 1
    row.save()


def _step(
    row: Feedback, kind: FeedbackStep.Kind, *, by: Actor, at: datetime, words: str = "", shown: bool = True
) -> None:
    FeedbackStep.objects.create(feedback=row, kind=kind, at=at, by=person_of(by), words=words, shown=shown)
