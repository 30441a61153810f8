"""Reads of invitations: who may invite whom, and which invitation an address opens."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import STAFF, Role, roles_of
from lantoa.apps.agencies.invitation_links import invitation_key
from lantoa.apps.agencies.models import Invitation

INVITERS = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER})


def invitable_roles(user: User | AnonymousUser) -> frozenset[Role]:
    """Return the roles the user may invite somebody to: every one for an administrator, every one but administrator
    for a programme officer, none for others.
    """
    roles = roles_of(user)
    if Role.ADMINISTRATOR in roles:
        return STAFF
    return STAFF - {Role.ADMINISTRATOR} if Role.PROGRAMME_OFFICER in roles else frozenset()


def invitations_with_people() -> QuerySet[Invitation]:
    """Return all invitations, the newest first, each with its agency, inviter and account. One query."""
    return Invitation.objects.select_related("agency", "invited_by", "accepted_by")


def invitation_at(token: str) -> Invitation | None:
    """Return the invitation that the token of an address opens, open or not; None for a forged one. One query."""
    key = invitation_key(token)
    return None if key is None else invitations_with_people().filter(pk=key).first()
