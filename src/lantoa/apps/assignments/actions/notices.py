"""What agencies and the programme's officers are told: into the inbox, and by mail to the agency's contacts."""

from datetime import datetime, timedelta

from django.conf import settings

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.links import link_address
from lantoa.apps.assignments.models import Notice, ReceiptLink, ReminderPlan
from lantoa.apps.base.models import Message
from lantoa.apps.directives.models import Programme

_LINK_DAYS = 14


def tell_agency(
    *,
    programme: Programme,
    agency: Agency,
    kind: Notice.Kind,
    key: str,
    subject: str,
    text: str,
    at: datetime,
    due_at: datetime | None = None,
) -> bool:
    """Return whether it was said now: one notice in the agency's inbox and one mail to each active contact, each with
    a link of its own; the same key says nothing twice. Call it inside the act's transaction.
    """
    _, made = Notice.objects.get_or_create(
        key=key,
        defaults={"programme": programme, "agency": agency, "kind": kind, "subject": subject, "text": text, "at": at},
    )
    if not made:
        return False
    plan = ReminderPlan.objects.filter(programme=programme).first()
    days = plan.link_valid_days if plan else _LINK_DAYS
    for contact in agency.contacts.filter(active=True).exclude(email=""):
        link = ReceiptLink.objects.create(
            agency=agency, programme=programme, sent_to=contact.email, made_at=at, expires_at=at + timedelta(days=days)
        )
        Message.objects.create(
            key=f"{key}:{contact.email}",
            to=contact.email,
            subject=subject,
            text=f"{text}\n\nMở việc của cơ quan (không cần tài khoản, hết hạn {link.expires_at:%d/%m/%Y}):\n"
            f"{settings.WAGTAILADMIN_BASE_URL}{link_address(link)}\n",
            made_at=at,
            due_at=due_at or at,
        )
    return True


def tell_officers(*, programme: Programme, kind: Notice.Kind, key: str, subject: str, text: str, at: datetime) -> bool:
    """Return whether it was said now: one notice in the inbox of the programme's officers; the same key says nothing
    twice.
    """
    _, made = Notice.objects.get_or_create(
        key=key, defaults={"programme": programme, "kind": kind, "subject": subject, "text": text, "at": at}
    )
    return made
