"""Reads of who speaks for an agency."""

from django.contrib.auth.models import AnonymousUser

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency


def agency_of(user: User | AnonymousUser) -> Agency | None:
    """Return the agency the user speaks for, None for those who speak for none. At most one query a user object."""
    if not user.is_authenticated:
        return None
    membership = getattr(user, "membership", None)
    return membership.agency if membership else None
