"""Telling an agency that a piece of feedback is its own now: written as a row with the step, carried by the outbox.

The mails name the code, the sector and the due day, never what the citizen wrote or who it was.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.models import Agency, Contact
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.base.models import Message
from lantoa.apps.feedback.models import Feedback, FeedbackStep, Handover
from lantoa.core.workdays import day_words

State = Handover.State
# A worker that was killed holds its rows no longer than that.
LEASE = timedelta(minutes=5)
# How soon one looks again whether the mails have left.
LOOK_AGAIN = timedelta(minutes=1)
_MAX_PROBLEM = 500


class CannotHandOver(ValueError):
    """The hand-over cannot be sent again; the message, in Vietnamese, says why."""


def hand_over(*, feedback: Feedback, step: FeedbackStep, at: datetime) -> Handover | None:
    """Return the hand-over to the agency that answers for the feedback now, None where nobody does yet; what was still
    to be told to another agency is cancelled. Call it inside the step's transaction.
    """
    open_ones = feedback.handovers.filter(state__in=[State.DUE, State.FAILED])
    open_ones.update(state=State.CANCELLED, leased_until=None)
    if feedback.agency is None:
        return None
    made, _ = Handover.objects.get_or_create(
        feedback=feedback, agency=feedback.agency, step=step, defaults={"due_at": at}
    )
    return made


@transaction.atomic
def resend_handover(*, handover: Handover, by: Actor, at: datetime) -> Handover:
    """Return the failed hand-over, due again at once; CannotHandOver where the agency need not be told any more."""
    row = Handover.objects.select_for_update(of=("self",)).select_related("feedback").get(pk=handover.pk)
    if row.state != State.FAILED:
        raise CannotHandOver("Chỉ gửi lại được lần chuyển không gửi được; lần này nay ở trạng thái khác.")
    if row.feedback.agency_id != row.agency_id:
        raise CannotHandOver("Phản ánh đã chuyển cho cơ quan khác nên không cần gửi lại lần này.")
    row.state, row.due_at, row.messages, row.problem = State.DUE, at, [], ""
    row.attempts = F("attempts") + 1
    row.save(update_fields=["state", "due_at", "messages", "problem", "attempts"])
    row.refresh_from_db(fields=["attempts"])
    record_act("feedback.resend_handover", subject=row, by=by, at=at, detail={"feedback": row.feedback_id})
    return row


def see_handovers(*, feedback: Feedback, agency: Agency | None, at: datetime) -> int:
    """Return how many hand-overs the agency has seen now: an officer of it opened the feedback."""
    if agency is None:
        return 0
    rows = feedback.handovers.filter(agency=agency, state__in=[State.DUE, State.SENT, State.FAILED])
    return rows.update(state=State.SEEN, seen_at=at, leased_until=None, problem="")


def carry_due_handovers(*, at: datetime, limit: int) -> int:
    """Return how many hand-overs came further: mails written, found to have left, found to have failed.

    Each row is taken by itself, held while it is worked on, and ends in one transaction with its mails: a worker that
    is killed leaves it due, and its mails are known by their keys, so that nothing is lost and nothing said twice.
    """
    due = Handover.objects.filter(Q(leased_until=None) | Q(leased_until__lt=at), state=State.DUE, due_at__lte=at)
    moved = 0
    for pk in list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:limit]):
        moved += _carry(pk, at)
    return moved


@transaction.atomic
def _carry(pk: int, at: datetime) -> int:
    rows = Handover.objects.select_for_update(of=("self",), skip_locked=True)
    row = rows.filter(pk=pk, state=State.DUE, due_at__lte=at).select_related("feedback__sector", "agency").first()
    if row is None:
        return 0
    if row.messages:
        _follow(row, at)
    elif addresses := mailboxes_of(row.agency):
        _write(row, addresses, at)
    else:
        _fail(
            row,
            f"{row.agency.short_name} chưa có người liên hệ nào có thư điện tử, cũng chưa có tài khoản cán bộ đầu mối.",
        )
    row.save(update_fields=["state", "messages", "due_at", "problem", "sent_at", "leased_until", "attempts"])
    return 1


def mailboxes_of(agency: Agency) -> list[str]:
    """Return where the agency is written to: its focal officers and its active contacts, each address once."""
    officers = User.objects.filter(
        is_active=True, membership__agency=agency, groups__name=Role.FOCAL_OFFICER.label
    ).exclude(email="")
    contacts = Contact.objects.filter(agency=agency, active=True).exclude(email="")
    found = [
        *officers.order_by("pk").values_list("email", flat=True),
        *contacts.order_by("pk").values_list("email", flat=True),
    ]
    return list({address.casefold(): address for address in reversed(found)}.values())[::-1]


def _write(row: Handover, addresses: Sequence[str], at: datetime) -> None:
    """Put one mail to each address into the outbox; their keys tell this try from every other."""
    row.attempts = row.attempts or 1
    subject, text = _mail(row)
    mails = [
        Message(
            key=f"handover:{row.pk}:{row.attempts}:{to}"[:200], to=to, subject=subject, text=text, made_at=at, due_at=at
        )
        for to in addresses
    ]
    Message.objects.bulk_create(mails, ignore_conflicts=True)
    row.messages = [mail.key for mail in mails]
    row.due_at, row.leased_until = at + LOOK_AGAIN, None


def _mail(row: Handover) -> tuple[str, str]:
    feedback = row.feedback
    due = [f"Hạn tiếp nhận: {day_words(feedback.acknowledge_by)}."] if feedback.acknowledge_by else []
    due += [f"Hạn trả lời: {day_words(feedback.answer_by)}."] if feedback.answer_by else []
    lines = [
        f"{row.agency.short_name} được chuyển phản ánh {feedback.code}, lĩnh vực “{feedback.sector.name}”.",
        feedback.routed_by,
        " ".join(due),
        "Nội dung chỉ xem trong hệ thống, không gửi qua thư. Mở phản ánh:",
        f"{settings.WAGTAILADMIN_BASE_URL}/quan-tri/phan-anh/{feedback.pk}/",
    ]
    return f"Phản ánh {feedback.code} chuyển đến {row.agency.short_name}"[:250], "\n\n".join(filter(None, lines)) + "\n"


def _follow(row: Handover, at: datetime) -> None:
    """See what became of the mails: one that left is enough; all refused means that nobody was reached."""
    mails = list(Message.objects.filter(key__in=row.messages).values_list("state", "reason", "sent_at"))
    sent = [moment for state, _, moment in mails if state == Message.State.SENT]
    if sent:
        row.state, row.sent_at, row.problem = State.SENT, min(filter(None, sent), default=at), ""
    elif any(state == Message.State.WAITING for state, _, _ in mails):
        row.due_at = at + LOOK_AGAIN
    else:
        reasons = [reason for _, reason, _ in mails if reason]
        _fail(row, reasons[0] if reasons else "Thư đã bị hủy trước khi gửi.")


def _fail(row: Handover, problem: str) -> None:
    row.state, row.problem, row.leased_until = State.FAILED, problem[:_MAX_PROBLEM], None
