"""The rule of the second factor: who needs one, who has one, and whether this session has shown it."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import SECOND_FACTOR, roles_of

# Recovery codes stand in for a factor; they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_SESSION_KEY = "lantoa_second_factor_shown_by"


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Return whether the account must have a second factor: it can publish or send, and the installation asks it."""
    return bool(settings.SECOND_FACTOR_REQUIRED and roles_of(user) & SECOND_FACTOR)


def has_second_factor(user: User) -> bool:
    """Return whether an application or a key is set up for the account. One query."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def note_shown(request: HttpRequest, user: User) -> None:
    """Keep in the session that its user has shown a second factor, or has just set one up."""
    request.session[_SESSION_KEY] = user.pk


def was_shown(request: HttpRequest) -> bool:
    """Return whether the user of this session has shown a second factor in it."""
    return bool(request.session.get(_SESSION_KEY) == request.user.pk)
