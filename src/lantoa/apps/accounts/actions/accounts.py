"""Writes on accounts and roles."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role, admin_access
from lantoa.apps.base.actions import Actor, record_act


def prepare_roles() -> None:
    """Make the groups of all roles with their entry to the back office; run after migrations, repeatable."""
    labels = [role.label for role in Role]
    Group.objects.bulk_create((Group(name=label) for label in labels), ignore_conflicts=True)
    entry, access = Group.permissions.through, admin_access()
    groups = Group.objects.filter(name__in=labels)
    entry.objects.bulk_create((entry(group=group, permission=access) for group in groups), ignore_conflicts=True)


class NameTaken(ValueError):
    """There is an account of that user name already; the message, in Vietnamese, says what to do."""


@transaction.atomic
def open_account(
    *, username: str, full_name: str, email: str, password: str, role: Role, by: User | None, at: datetime
) -> User:
    """Return the account of that user name, made with the role if it is not there yet; an existing one is left as it
    is.
    """
    known = User.objects.filter(username=username).first()
    return known or create_account(
        username=username, full_name=full_name, email=email, password=password, role=role, by=by, at=at
    )


@transaction.atomic
def create_account(
    *,
    username: str,
    full_name: str,
    email: str,
    password: str,
    role: Role,
    by: Actor,
    at: datetime,
    email_verified: bool = False,
) -> User:
    """Return the new account with its role; `email_verified`: a letter sent to the address has come back.

    Raises NameTaken where the user name is in use, whether in capital or in small letters.
    """
    taken = NameTaken(f"Tên đăng nhập “{username}” đã có người dùng; hãy chọn tên khác.")
    if User.objects.filter(username__iexact=username).exists():
        raise taken
    family_and_middle, _, given = full_name.rpartition(" ")
    user = User(username=username, last_name=family_and_middle, first_name=given, email=email)
    user.is_superuser = role is Role.ADMINISTRATOR
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise taken from error
    user.groups.add(Group.objects.get(name=role.label))
    if email_verified:
        EmailAddress.objects.create(user=user, email=email.lower(), verified=True, primary=True)
    record_act("accounts.open_account", subject=user, by=by, at=at, detail={"role": role.value})
    return user
