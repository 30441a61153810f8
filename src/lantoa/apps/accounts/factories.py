"""Accounts for tests; the fixed cast with its stranger is in the conftest.py of the root."""

from typing import Any

import factory
from django.contrib.auth.models import Group

from lantoa.apps.accounts.actions import prepare_roles
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A user without a role."""

    class Meta:
        model = User

    class Params:
        inactive = factory.Trait(is_active=False)
        superuser = factory.Trait(is_superuser=True)

    username = factory.Sequence(lambda place: f"nguoi.dung.{place}")
    last_name = "Nguyễn Thị"
    first_name = factory.Sequence(lambda place: f"Thử {place}")
    email = factory.LazyAttribute(lambda row: f"{row.username}@lantoa.example")


def user_in(*roles: Role, **fields: Any) -> User:
    """Return a user in the groups of these roles."""
    prepare_roles()
    user: User = UserFactory(**fields)
    user.groups.set(Group.objects.filter(name__in=[role.label for role in roles]))
    return user
