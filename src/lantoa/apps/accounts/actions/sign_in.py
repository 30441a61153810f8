"""What the audit trail keeps of signing in: that it was done or failed, by whom; never what was typed."""

from datetime import datetime

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import record_act

# Who acts before anybody has signed in.
STRANGER = "người chưa đăng nhập"
# The subject of an act on an account that does not exist. What was typed in its place may be a password.
_NOBODY = User(pk=0)


@transaction.atomic
def note_sign_in(*, user: User, at: datetime) -> None:
    """Keep that the user has signed in, with all factors the account has."""
    record_act("accounts.sign_in", subject=user, by=user, at=at)


@transaction.atomic
def note_failed_sign_in(*, name: str, at: datetime) -> None:
    """Keep that somebody tried to sign in under a name, and failed; a name that is no account's is not kept."""
    found = User.objects.filter(username__iexact=name).first() or User.objects.filter(email__iexact=name).first()
    record_act(
        "accounts.fail_sign_in",
        subject=found or _NOBODY,
        by=STRANGER,
        at=at,
        detail={"account": found.username if found else None},
    )


@transaction.atomic
def note_connected_identity(*, user: User, provider: str, at: datetime) -> None:
    """Keep that an identity from outside opens the account from now on."""
    record_act("accounts.connect_identity", subject=user, by=user, at=at, detail={"provider": provider})


@transaction.atomic
def note_sign_out(*, user: User, at: datetime) -> None:
    """Keep that the user has signed out."""
    record_act("accounts.sign_out", subject=user, by=user, at=at)


@transaction.atomic
def note_password_change(*, user: User, by_letter: bool, at: datetime) -> None:
    """Keep that the user has another password; `by_letter`: with the link of a letter, not with the old password."""
    act = "accounts.reset_password" if by_letter else "accounts.change_password"
    record_act(act, subject=user, by=user, at=at)
