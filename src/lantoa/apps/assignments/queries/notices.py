"""Reads of the inbox and of what became of the mails."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q, QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import OWN_AGENCY, Role, roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.assignments.models import Notice
from lantoa.apps.base.models import Message
from lantoa.apps.directives.models import Programme

# Whose inbox is that of the programme's officers; the leader looks, the two others read and answer.
OFFICERS = frozenset({Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR})
LOOKERS = OFFICERS | {Role.LEADER}


def notices_seen_by(user: User | AnonymousUser) -> QuerySet[Notice]:
    """Return the notices in the user's inbox, unread ones first: of the own agency for its officers, of the programme's
    officers for them and the leader; none for anybody else.
    """
    roles = roles_of(user)
    wanted = Q(pk__in=[])
    if roles & LOOKERS:
        wanted |= Q(agency=None)
    if roles & OWN_AGENCY and (agency := agency_of(user)):
        wanted |= Q(agency=agency)
    unread = ExpressionWrapper(Q(read_at=None), BooleanField())
    return Notice.objects.filter(wanted).annotate(is_unread=unread).order_by("-is_unread", "-at", "-pk")


def notices_read_by(user: User | AnonymousUser) -> QuerySet[Notice]:
    """Return the notices that count as read when this user opens them: those of the inbox, none for who only looks."""
    roles = roles_of(user)
    return notices_seen_by(user) if roles & (OFFICERS | OWN_AGENCY) else Notice.objects.none()


def notices_to_agencies(programme: Programme) -> QuerySet[Notice]:
    """Return what agencies were told about the programme, newest first, each with the mails that say the same."""
    mails = Prefetch("mails", Message.objects.only("to", "state", "reason", "sent_at", "due_at", "attempts"))
    rows = Notice.objects.filter(programme=programme).exclude(agency=None)
    return rows.select_related("agency").prefetch_related(mails).order_by("-at", "-pk")
