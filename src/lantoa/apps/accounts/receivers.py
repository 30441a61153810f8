"""allauth tells by signals what somebody has done; each is kept in the audit trail by one action."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.signals import social_account_added
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from lantoa.apps.accounts.actions import (
    note_connected_identity,
    note_factor_act,
    note_password_change,
    note_sign_in,
    note_sign_out,
)
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.second_factor import note_set_up, note_shown


@receiver(user_logged_in)
def keep_sign_in(user: User, **kwargs: Any) -> None:
    note_sign_in(user=user, at=timezone.now())


@receiver(social_account_added)
def keep_connected_identity(sociallogin: SocialLogin, **kwargs: Any) -> None:
    note_connected_identity(user=sociallogin.user, provider=sociallogin.account.provider, at=timezone.now())


@receiver(user_logged_out)
def keep_sign_out(user: User | None, **kwargs: Any) -> None:
    if user is not None:
        note_sign_out(user=user, at=timezone.now())


@receiver(password_changed)
@receiver(password_set)
def keep_password_change(user: User, **kwargs: Any) -> None:
    note_password_change(user=user, by_letter=False, at=timezone.now())


@receiver(password_reset)
def keep_password_reset(user: User, **kwargs: Any) -> None:
    note_password_change(user=user, by_letter=True, at=timezone.now())


@receiver(authenticator_added)
def keep_added_factor(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    note_factor_act("add_factor", user=user, kind=authenticator.type, at=timezone.now())
    note_set_up(request, user)


@receiver(authenticator_removed)
def keep_removed_factor(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    note_factor_act("remove_factor", user=user, kind=authenticator.type, at=timezone.now())


@receiver(authenticator_reset)
def keep_new_recovery_codes(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    note_factor_act("renew_recovery_codes", user=user, kind=authenticator.type, at=timezone.now())


@receiver(authenticator_used)
def keep_used_factor(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    note_shown(request, user)
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        note_factor_act("use_recovery_code", user=user, kind=authenticator.type, at=timezone.now())


@receiver(authentication_failed)
def keep_failed_factor(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    note_factor_act("fail_second_factor", user=user, kind=authenticator.type, at=timezone.now())
