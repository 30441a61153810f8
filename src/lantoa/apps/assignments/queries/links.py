"""Reads of receipt links: which one an address means, whether it may be used, what it shows."""

import hashlib
from datetime import date, datetime
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.assignments.links import link_key
from lantoa.apps.assignments.models import Assignment, Extension, ReceiptLink, ReminderPlan
from lantoa.apps.directives.models import Programme

# How long a link lives in a programme that has no reminder plan.
LINK_DAYS = 14


class Refusal(StrEnum):
    """Why a link is not let through; the value stands in the audit trail."""

    EXPIRED = "expired"
    REVOKED = "revoked"
    AGENCY_ENDED = "agency_ended"
    OTHER_ACCOUNT = "other_account"
    OTHER_BROWSER = "other_browser"
    NOT_THEIRS = "not_theirs"
    OTHER_PURPOSE = "other_purpose"


def link_of(token: str) -> ReceiptLink | None:
    """Return the link that an address means, None for a forged address and for a link that is gone. One query."""
    key = link_key(token)
    if key is None:
        return None
    return ReceiptLink.objects.select_related("agency", "programme__directive").filter(pk=key).first()


def secret_sha256(secret: str) -> str:
    """Return what is stored of the secret in a browser's cookie."""
    return hashlib.sha256(secret.encode()).hexdigest()


def holds_link(link: ReceiptLink, secret: str) -> bool:
    """Return whether the browser with this secret is the one that opened the link."""
    return bool(secret and link.browser_sha256) and secret_sha256(secret) == link.browser_sha256


def speaks_for(link: ReceiptLink, user: User | AnonymousUser) -> bool:
    """Return whether the user is signed in as a focal officer of the link's agency."""
    own = agency_of(user)
    return own is not None and own.pk == link.agency_id and Role.FOCAL_OFFICER in roles_of(user)


def why_refused(link: ReceiptLink, *, user: User | AnonymousUser, secret: str, at: datetime) -> Refusal | None:
    """Return why this reader may not use the link, None when it may be used or still be opened. ≤ 3 queries."""
    if link.revoked_at is not None:
        return Refusal.REVOKED
    if _ended_since(link.agency, timezone.localdate(link.made_at), timezone.localdate(at)):
        return Refusal.AGENCY_ENDED
    if at >= link.expires_at:
        return Refusal.EXPIRED
    if user.is_authenticated:
        own = agency_of(user)
        if own is None or own.pk != link.agency_id:
            return Refusal.OTHER_ACCOUNT
        if speaks_for(link, user):
            return None
    if link.browser_sha256 and not holds_link(link, secret):
        return Refusal.OTHER_BROWSER
    return None


def _ended_since(agency: Agency, made: date, today: date) -> bool:
    """Return whether the agency ended while the link lived. One made later was sent to it knowingly: to those who wind
    it up, or in a programme of earlier years.
    """
    return agency.valid_to is not None and made <= agency.valid_to < today


def link_assignments(link: ReceiptLink) -> QuerySet[Assignment]:
    """Return what the link shows: what its agency was given of its programme. Three queries when read."""
    waiting = Extension.objects.filter(decision=Extension.Decision.WAITING)
    return (
        Assignment.objects.of_programme(link.programme)
        .of_agency(link.agency)
        .given()
        .select_related("agency", "duty__theme__programme")
        .prefetch_related("proofs", Prefetch("extensions", queryset=waiting, to_attr="waiting_extensions"))
    )


def successors_of(agency: Agency) -> list[Agency]:
    """Return the agencies that an agency has become, [] where the register names none. One query."""
    return list(Agency.objects.filter(origins__predecessor=agency).distinct())


def link_days(programme: Programme) -> int:
    """Return for how many days a link of the programme lives. One query."""
    plan = ReminderPlan.objects.filter(programme=programme).first()
    return plan.link_valid_days if plan else LINK_DAYS
