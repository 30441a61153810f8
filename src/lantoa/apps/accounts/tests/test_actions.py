"""Accounts are opened once, and the trail of it holds no password."""

from datetime import datetime
from typing import Any

import pytest

from lantoa.apps.accounts.actions import open_account, prepare_roles
from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.base.models import AuditEntry

PASSWORD = "mat-khau-rat-dai"


def _opened(at: datetime, **changed: Any) -> User:
    given = {
        "username": "lan.tran",
        "full_name": "Trần Thị Ngọc Lan",
        "email": "lan.tran@lantoa.example",
        "password": PASSWORD,
        "role": Role.EDITOR,
        "by": None,
    }
    return open_account(**{**given, **changed}, at=at)


@pytest.mark.django_db
class TestOpenAccount:
    @pytest.fixture(autouse=True)
    def _roles(self) -> None:
        prepare_roles()

    def test_makes_a_user_with_name_role_and_password(self, now: datetime) -> None:
        user = _opened(now)
        assert (user.last_name, user.first_name) == ("Trần Thị Ngọc", "Lan")
        assert str(user) == user.get_full_name() == "Trần Thị Ngọc Lan"
        assert roles_of(user) == {Role.EDITOR}
        assert user.check_password(PASSWORD)
        assert not user.is_superuser

    def test_makes_an_administrator_a_superuser(self, now: datetime) -> None:
        assert _opened(now, role=Role.ADMINISTRATOR).is_superuser

    def test_leaves_an_existing_account_as_it_is(self, now: datetime) -> None:
        first = _opened(now)
        again = _opened(
            now, full_name="Khác Hẳn", email="khac@lantoa.example", password="mat-khau-khac", role=Role.ADMINISTRATOR
        )
        again.refresh_from_db()
        assert again.pk == first.pk
        assert (str(again), again.email, again.is_superuser) == ("Trần Thị Ngọc Lan", first.email, False)
        assert again.check_password(PASSWORD)
        assert roles_of(again) == {Role.EDITOR}
        assert AuditEntry.objects.filter(act="accounts.open_account").count() == 1

    def test_leaves_no_password_in_the_trail(self, now: datetime) -> None:
        user = _opened(now, by=UserFactory(username="nguoi.mo"))
        entry = AuditEntry.objects.get(act="accounts.open_account")
        assert (entry.actor, entry.subject_id, entry.at) == ("nguoi.mo", str(user.pk), now)
        assert entry.detail == {"role": "editor"}
        words = " ".join(str(value) for row in AuditEntry.objects.values() for value in row.values())
        assert PASSWORD not in words
        assert user.password not in words

    def test_takes_a_name_of_one_word(self, now: datetime) -> None:
        assert str(_opened(now, full_name="Lan")) == "Lan"


class TestUser:
    def test_is_shown_by_the_user_name_where_no_name_is_known(self) -> None:
        assert str(User(username="khong.ten")) == "khong.ten"
