"""Reads of who speaks for an agency."""

from django.contrib.auth.models import AnonymousUser

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.agencies.models import Agency

# Who keeps the register: its agencies, channels, successions, and everybody's contacts.
REGISTER_KEEPERS = frozenset({Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR})


def agency_of(user: User | AnonymousUser) -> Agency | None:
    """Return the agency the user speaks for, None for those who speak for none. At most one query a user object."""
    if not user.is_authenticated:
        return None
    membership = getattr(user, "membership", None)
    return membership.agency if membership else None


def may_edit_contacts(user: User | AnonymousUser, agency: Agency) -> bool:
    """Return whether the user may change the contacts of the agency: officers of the programme those of all, a focal
    officer those of the own agency. At most two queries a user object.
    """
    roles = roles_of(user)
    if roles & REGISTER_KEEPERS:
        return True
    return Role.FOCAL_OFFICER in roles and agency_of(user) == agency
