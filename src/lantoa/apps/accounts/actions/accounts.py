"""Writes on accounts and roles."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role, admin_access
from lantoa.apps.base.actions import record_act


def prepare_roles() -> None:
    """Make the groups of all roles with their entry to the back office; run after migrations, repeatable."""
    access = admin_access()
    for role in Role:
        group, _ = Group.objects.get_or_create(name=role.label)
        group.permissions.add(access)


@transaction.atomic
def open_account(
    *, username: str, full_name: str, email: str, password: str, role: Role, by: User | None, at: datetime
) -> User:
    """Return the account of that user name, made with the role if it is not there yet; an existing one is left as it
    is.
    """
    family_and_middle, _, given = full_name.rpartition(" ")
    user, made = User.objects.get_or_create(
        username=username, defaults={"last_name": family_and_middle, "first_name": given, "email": email}
    )
    if made:
        user.set_password(password)
        user.is_superuser = role is Role.ADMINISTRATOR
        user.save(update_fields=["password", "is_superuser"])
        user.groups.add(Group.objects.get(name=role.label))
        record_act("accounts.open_account", subject=user, by=by, at=at, detail={"role": role.value})
    return user
