"""Writes of receipt links: open, refuse, revoke, send anew; and receiving all that a link shows."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.links import link_actor, link_words, masked
from lantoa.apps.assignments.models import Assignment, ReceiptLink
from lantoa.apps.assignments.queries.links import Refusal, link_days, secret_sha256
from lantoa.apps.assignments.states import State
from lantoa.apps.base.actions import Actor, record_act, record_acts
from lantoa.apps.base.models import Message
from lantoa.apps.directives.models import Programme

# More refusals of one link than this say nothing new, and nobody shall fill the audit trail with them.
MAX_REFUSALS = 20
ANEW_EVERY = timedelta(hours=1)


class CannotSendAnew(ValueError):
    """No new link goes out now; the message, in Vietnamese, says why and what to do."""


@transaction.atomic
def open_link(*, link: ReceiptLink, secret: str, at: datetime) -> bool:
    """Return whether the browser with this secret holds the link now: of two that open it at once, one wins. Opening
    it again from the same browser changes nothing.
    """
    digest = secret_sha256(secret)
    usable = ReceiptLink.objects.filter(pk=link.pk, revoked_at=None, expires_at__gt=at)
    # One statement that asks and takes: the database lets a single browser through.
    if usable.filter(browser_sha256="").update(browser_sha256=digest, opened_at=at):
        record_act("assignments.open_link", subject=link, by=link_actor(link), at=at)
        return True
    return usable.filter(browser_sha256=digest).exists()


@transaction.atomic
def refuse_link(*, link: ReceiptLink, refusal: Refusal, by: Actor, at: datetime) -> bool:
    """Return whether the refusal was written down; after MAX_REFUSALS of one link no more are."""
    if link.refusals >= MAX_REFUSALS:
        return False
    counted = ReceiptLink.objects.filter(pk=link.pk, refusals__lt=MAX_REFUSALS).update(refusals=F("refusals") + 1)
    if counted:
        record_act("assignments.refuse_link", subject=link, by=by, at=at, detail={"reason": refusal.value})
    return bool(counted)


@transaction.atomic
def revoke_link(*, link: ReceiptLink, by: Actor, at: datetime) -> bool:
    """Return whether the link was taken back now; one that was already stays as it is."""
    revoked = ReceiptLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at)
    if revoked:
        detail = {"agency": link.agency.slug, "sent_to": masked(link.sent_to)}
        record_act("assignments.revoke_link", subject=link, by=by, at=at, detail=detail)
    return bool(revoked)


@transaction.atomic
def send_link_anew(*, link: ReceiptLink, by: Actor, at: datetime) -> ReceiptLink:
    """Return a new link of the same agency and programme, on its way to the same mailbox; the old one stays as it is.

    CannotSendAnew for an address that is no active contact's any more, and within an hour of the last one.
    """
    # Held until the end, so that two presses at once send one mail.
    agency = Agency.objects.select_for_update().get(pk=link.agency_id)
    contact = agency.contacts.filter(active=True, email=link.sent_to).first()
    if contact is None:
        raise CannotSendAnew("Hộp thư này không còn là đầu mối của cơ quan; hãy liên hệ cán bộ chương trình.")
    prefix = f"link_anew:{link.programme_id}:{link.agency_id}:"
    lately = Message.objects.filter(key__startswith=prefix, to=link.sent_to, made_at__gt=at - ANEW_EVERY).first()
    if lately is not None:
        sent_at = timezone.localtime(lately.made_at)
        raise CannotSendAnew(
            f"Liên kết mới đã được gửi lúc {sent_at:%H:%M}; hãy xem hộp thư, cả mục thư rác. Một giờ gửi được một lần."
        )
    new = ReceiptLink.objects.create(
        agency=agency,
        programme=link.programme,
        sent_to=link.sent_to,
        made_at=at,
        expires_at=at + timedelta(days=link_days(link.programme)),
    )
    named = link.programme.directive.identifier or link.programme.name
    Message.objects.create(
        key=f"{prefix}{new.pk}",
        to=new.sent_to,
        subject=f"Liên kết mới để xem và báo việc theo {named}",
        text=f"Kính gửi {contact.name},\nĐây là liên kết mới của {agency.name}, được yêu cầu lúc "
        f"{timezone.localtime(at):%H:%M %d/%m/%Y}. Nếu không ai ở cơ quan yêu cầu, xin bỏ qua thư này.\n\n"
        f"{link_words(new)}",
        made_at=at,
        due_at=at,
    )
    record_act("assignments.send_link_anew", subject=new, by=by, at=at, detail={"instead_of": link.pk})
    return new


@transaction.atomic
def receive_all(*, programme: Programme, for_agency: Agency, by: Actor, at: datetime) -> int:
    """Return how many assignments of the programme the agency received now: all that were sent to it. Two writes."""
    rows = list(
        Assignment.objects.select_for_update(of=("self",))
        .of_programme(programme)
        .of_agency(for_agency)
        .filter(state=State.SENT)
        .order_by("pk")
    )
    for row in rows:
        row.state, row.received_at, row.remind_at = State.RECEIVED, at, at
    Assignment.objects.bulk_update(rows, ["state", "received_at", "remind_at"], batch_size=500)
    detail = {"from": State.SENT.value, "to": State.RECEIVED.value}
    record_acts("assignments.receive_assignment", [(row, detail) for row in rows], by=by, at=at)
    return len(rows)
