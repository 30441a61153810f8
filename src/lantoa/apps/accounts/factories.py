"""Accounts for tests; the fixed cast with its stranger is in the conftest.py of the root."""

import base64
import hashlib
import hmac
import struct
import time
from typing import Any

import factory
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.contrib.auth.models import Group
from django.test import Client

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


# The secret of every application of a test, as a phone would hold it.
APPLICATION_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_application(user: User) -> User:
    """Return the user, who now has an application and recovery codes as second factor."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(APPLICATION_SECRET)})
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": encrypt("0" * 80), "used_mask": 0}
    )
    return user


def code_of_application(secret: str = APPLICATION_SECRET, *, steps: int = 0) -> str:
    """Return the six digits an application shows now, or so many steps of 30 seconds later (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def signed_in(client: Client, user: User, password: str) -> Client:
    """Return the client after its user has signed in by the page, with the application where there is one."""
    client.post("/tai-khoan/dang-nhap/", {"login": user.username, "password": password})
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        client.post("/tai-khoan/buoc-hai/xac-thuc/", {"code": code_of_application()})
    return client
