"""The rule of the second factor: who needs one, who has one, and whether this session has shown it."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import SECOND_FACTOR, roles_of

# Recovery codes stand in for a factor; they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_SHOWN_KEY = "lantoa_second_factor_shown_by"
_SET_UP_KEY = "lantoa_second_factor_set_up_at"
# How long the first steps after signing in, or after setting a factor up, ask for nothing again.
_FRESH_SECONDS = 5 * 60


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Return whether the account must have a second factor: it can publish or send, and the installation asks it."""
    return bool(settings.SECOND_FACTOR_REQUIRED and roles_of(user) & SECOND_FACTOR)


def has_second_factor(user: User) -> bool:
    """Return whether an application or a key is set up for the account. One query."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def note_shown(request: HttpRequest, user: User) -> None:
    """Keep in the session that its user has shown a second factor."""
    request.session[_SHOWN_KEY] = user.pk


def note_set_up(request: HttpRequest, user: User) -> None:
    """Keep in the session that its user has just set a second factor up, which shows it too."""
    note_shown(request, user)
    request.session[_SET_UP_KEY] = time.time()


def was_shown(request: HttpRequest) -> bool:
    """Return whether the user of this session has shown a second factor in it."""
    return bool(request.session.get(_SHOWN_KEY) == request.user.pk)


def is_setting_up(request: HttpRequest) -> bool:
    """Return whether the user is at the set-up of the own second factor: has just signed in and has none, or has just
    added one and goes on to the recovery codes.
    """
    oldest = time.time() - _FRESH_SECONDS
    if was_shown(request):
        return float(request.session.get(_SET_UP_KEY, 0)) > oldest
    records = get_authentication_records(request, request.user)
    return any(record["at"] > oldest for record in records) and not has_second_factor(request.user)  # type: ignore[arg-type]
