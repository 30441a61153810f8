"""What agencies and the programme's officers are told: into the inbox, and by mail to the agency's contacts."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.ladder import Hours
from lantoa.apps.assignments.links import link_words
from lantoa.apps.assignments.models import Notice, ReceiptLink, ReminderPlan
from lantoa.apps.assignments.queries.links import LINK_DAYS
from lantoa.apps.assignments.queries.reminders import hours_of
from lantoa.apps.base.actions import record_acts
from lantoa.apps.base.models import Message
from lantoa.apps.directives.models import Programme


def tell_agency(
    *,
    programme: Programme,
    agency: Agency,
    kind: Notice.Kind,
    key: str,
    subject: str,
    text: str,
    at: datetime,
    hours: Hours | None = None,
    with_link: bool = True,
) -> bool:
    """Return whether it was said now: one notice in the agency's inbox and one mail to each active contact, each with
    a link of its own; the same key says nothing twice. Call it inside the act's transaction.

    A mail made in the quiet hours of the programme leaves at their end; `hours` spares asking for them.
    """
    notice, made = Notice.objects.get_or_create(
        key=key,
        defaults={"programme": programme, "agency": agency, "kind": kind, "subject": subject, "text": text, "at": at},
    )
    if not made:
        return False
    addresses = list(agency.contacts.filter(active=True).exclude(email="").values_list("email", flat=True))
    if not addresses:
        return True
    plan = ReminderPlan.objects.filter(programme=programme).first()
    due_at = (hours or hours_of(plan)).awake(at, timezone.get_default_timezone())
    expires_at = at + timedelta(days=plan.link_valid_days if plan else LINK_DAYS)
    endings = _links(programme, agency, addresses, at, expires_at) if with_link else [""] * len(addresses)
    mails = [
        Message(key=f"{key}:{to}"[:200], to=to, subject=subject, text=f"{text}\n{ending}", made_at=at, due_at=due_at)
        for to, ending in zip(addresses, endings, strict=True)
    ]
    notice.mails.add(*Message.objects.bulk_create(mails))
    return True


def _links(programme: Programme, agency: Agency, addresses: list[str], at: datetime, expires_at: datetime) -> list[str]:
    """Return the end of each mail, with a new link for its address."""
    links = ReceiptLink.objects.bulk_create(
        ReceiptLink(agency=agency, programme=programme, sent_to=to, made_at=at, expires_at=expires_at)
        for to in addresses
    )
    return [f"\n{link_words(link)}" for link in links]


def tell_officers(*, programme: Programme, kind: Notice.Kind, key: str, subject: str, text: str, at: datetime) -> bool:
    """Return whether it was said now: one notice in the inbox of the programme's officers; the same key says nothing
    twice.
    """
    _, made = Notice.objects.get_or_create(
        key=key, defaults={"programme": programme, "kind": kind, "subject": subject, "text": text, "at": at}
    )
    return made


@transaction.atomic
def read_notices(*, notices: Iterable[int], by: User, at: datetime) -> int:
    """Return how many of these notices were unread and count as read from now on; one audit entry each."""
    held = list(
        Notice.objects.select_for_update(of=("self",)).filter(pk__in=list(notices), read_at=None).order_by("pk")
    )
    Notice.objects.filter(pk__in=[notice.pk for notice in held]).update(read_at=at)
    record_acts("assignments.read_notice", [(notice, {}) for notice in held], by=by, at=at)
    return len(held)
