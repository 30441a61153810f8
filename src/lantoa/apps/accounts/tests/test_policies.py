"""Who may see and change the rows of a register."""

import pytest
from conftest import Cast
from django.contrib.auth.models import AnonymousUser

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.policies import RolePolicy
from lantoa.apps.accounts.roles import Role

POLICY = RolePolicy(User, see={Role.LEADER}, change={Role.PROGRAMME_OFFICER})


@pytest.mark.django_db
class TestRolePolicy:
    @pytest.mark.parametrize(
        ("role", "allowed"),
        [
            (Role.LEADER, {"view"}),
            (Role.PROGRAMME_OFFICER, {"view", "add", "change", "delete"}),
            (Role.FOCAL_OFFICER, set()),
            (Role.ADMINISTRATOR, set()),
        ],
    )
    def test_lets_the_seeing_look_and_the_changing_change(self, cast: Cast, role: Role, allowed: set[str]) -> None:
        user = cast.of(role)
        actions = ["view", "add", "change", "delete"]
        assert {action for action in actions if POLICY.user_has_permission(user, action)} == allowed
        assert POLICY.get_all_permissions_for_user(user) == allowed
        assert POLICY.user_has_any_permission(user, ["change", "delete"]) == ("change" in allowed)
        assert POLICY.user_has_any_permission(user, actions) == bool(allowed)

    def test_lets_a_stranger_do_nothing(self) -> None:
        assert POLICY.get_all_permissions_for_user(AnonymousUser()) == set()

    def test_lets_nobody_change_where_no_role_is_named(self, cast: Cast) -> None:
        only_seen = RolePolicy(User, see={Role.LEADER})
        assert not any(only_seen.user_has_permission(cast.of(role), "change") for role in Role)

    def test_finds_the_users_that_may_do_something_each_once(self, cast: Cast) -> None:
        found = POLICY.users_with_any_permission(["view", "change"])
        assert sorted(user.username for user in found) == ["chuong.trinh", "lanh.dao"]
        assert list(POLICY.users_with_any_permission(["delete"])) == [cast.programme_officer]

    def test_finds_no_closed_account(self, cast: Cast) -> None:
        User.objects.filter(pk=cast.leader.pk).update(is_active=False)
        assert list(POLICY.users_with_any_permission(["view"])) == [cast.programme_officer]
