"""What the citizen is told of a step, by mail or short message: the code, the step, the secret address. Never what was
written: a mailbox is read by others, and the page behind the address says it all.

A letter lives a week only: it names a contact, and the outbox is no place to keep one.
"""

from datetime import datetime, timedelta

from django.conf import settings

from lantoa.apps.base.models import Message
from lantoa.apps.feedback.links import following_token
from lantoa.apps.feedback.models import Feedback, FeedbackContact, FeedbackStep
from lantoa.apps.privacy.models import ContactKind
from lantoa.core.workdays import day_words

Kind = FeedbackStep.Kind
# What the keys of letters begin with; then the feedback, then the step.
LETTER = "feedback:letter:"
_LIVES = timedelta(days=7)
_SAID = {
    Kind.ACKNOWLEDGED: "đã được tiếp nhận",
    Kind.ASKED_BACK: "cần bạn bổ sung thông tin",
    Kind.FORWARDED: "đã được chuyển cho cơ quan khác",
    Kind.EXTENDED: "được gia hạn trả lời, có nêu lý do",
    Kind.ANSWERED: "đã có trả lời",
    Kind.CLOSED: "đã kết thúc",
    Kind.REFUSED: "không thuộc diện tiếp nhận, có nêu nơi giải quyết",
}
# A short message costs money and attention: only what the citizen waits for, or must do something about. Without
# Vietnamese letters it holds 160 characters instead of 70.
_BY_PHONE = {
    Kind.ASKED_BACK: "can ban bo sung thong tin",
    Kind.ANSWERED: "da co tra loi",
    Kind.REFUSED: "khong thuoc dien tiep nhan",
}
# What those whose feedback was joined to this one are told too.
_OF_THE_JOINED = frozenset({Kind.ANSWERED, Kind.CLOSED, Kind.REFUSED})


def write_to_citizen(*, feedback: Feedback, step: FeedbackStep, at: datetime) -> int:
    """Return how many letters the step has: none for whoever gave no contact. Call it inside the step's transaction."""
    if step.kind not in _SAID:
        return 0
    told = [feedback]
    if step.kind in _OF_THE_JOINED:
        told += feedback.joined.all()
    contacts = FeedbackContact.objects.filter(feedback__in=told).exclude(kind="").select_related("feedback")
    letters = [letter for contact in contacts if (letter := _letter(contact, feedback, step, at))]
    return len(Message.objects.bulk_create(letters, ignore_conflicts=True))


def _letter(contact: FeedbackContact, feedback: Feedback, step: FeedbackStep, at: datetime) -> Message | None:
    by_phone = contact.kind == ContactKind.PHONE
    if not contact.contact or (by_phone and step.kind not in _BY_PHONE):
        return None
    own, kind = contact.feedback, Kind(step.kind)
    address = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/theo-doi/{following_token(own)}/"
    said = f"Phản ánh {own.code} của bạn {_SAID[kind]}."
    return Message(
        key=f"{LETTER}{own.pk}:{step.pk}",
        channel=Message.Channel.SMS if by_phone else Message.Channel.EMAIL,
        to=contact.contact,
        subject=said.removesuffix("."),
        text=f"{own.code} {_BY_PHONE[kind]}. {address}" if by_phone else _mail(said, feedback, step, address),
        made_at=at, due_at=at, delete_at=at + _LIVES,
    )  # fmt: skip


def _mail(said: str, feedback: Feedback, step: FeedbackStep, address: str) -> str:
    lines = [said]
    if feedback.agency and step.kind == Kind.FORWARDED:
        lines.append(f"Cơ quan chịu trách nhiệm: {feedback.agency.name}.")
    if feedback.answer_by and feedback.state in Feedback.OPEN_STATES:
        lines.append(f"Hạn trả lời: {day_words(feedback.answer_by)}.")
    lines.append(f"Xem, bổ sung, đánh giá hoặc mở lại tại địa chỉ riêng của bạn (đừng chuyển cho ai):\n{address}")
    lines.append("Thư này do hệ thống gửi theo liên hệ bạn đã để lại; không cần trả lời thư.")
    return "\n\n".join(lines) + "\n"
