"""Reads of accounts: who acts, and who has which second factor."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import SECOND_FACTOR, Role
from lantoa.apps.base.actions import Actor

_REQUIRED = [role.label for role in SECOND_FACTOR]


def person_of(by: Actor) -> User | None:
    """Return the account that acts, None for the system and for whoever has none."""
    return by if isinstance(by, User) else None


@dataclass(frozen=True, slots=True)
class AccountFactors:
    """One account with what it has of a second factor."""

    user: User
    roles: str
    required: bool
    application: bool
    keys: int
    last_used_at: datetime | None

    @property
    def lacking(self) -> bool:
        """Return whether the account must have a second factor and has none."""
        return self.required and not self.application and not self.keys


def accounts_with_factors() -> QuerySet[User]:
    """Return the active accounts that have a role, by user name, each with the counts that `factors_of` reads."""
    kind = "authenticator__type"
    return (
        User.objects.filter(is_active=True)
        .filter(Q(groups__name__in=[role.label for role in Role]) | Q(is_superuser=True))
        .annotate(
            applications=Count("authenticator", filter=Q(**{kind: Authenticator.Type.TOTP}), distinct=True),
            keys=Count("authenticator", filter=Q(**{kind: Authenticator.Type.WEBAUTHN}), distinct=True),
            used_at=Max("authenticator__last_used_at"),
        )
        .prefetch_related("groups")
        .order_by("username")
    )


def factors_of(user: User) -> AccountFactors:
    """Return what an account of `accounts_with_factors` has. No query."""
    names = {group.name for group in user.groups.all()}
    if user.is_superuser:
        names.add(Role.ADMINISTRATOR.label)
    return AccountFactors(
        user=user,
        roles=", ".join(role.label for role in Role if role.label in names),
        required=settings.SECOND_FACTOR_REQUIRED and not names.isdisjoint(_REQUIRED),
        application=bool(user.applications),  # type: ignore[attr-defined]
        keys=user.keys,  # type: ignore[attr-defined]
        last_used_at=user.used_at,  # type: ignore[attr-defined]
    )
