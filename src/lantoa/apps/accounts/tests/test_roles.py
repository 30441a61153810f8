"""Which roles a user has, by group and by being a superuser."""

import pytest
from conftest import Cast
from django.contrib.auth.models import AnonymousUser, Group
from pytest_django import DjangoAssertNumQueries

from lantoa.apps.accounts.actions import prepare_roles
from lantoa.apps.accounts.factories import UserFactory, user_in
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import STAFF, WHOLE_PROVINCE, Role, admin_access, roles_of


@pytest.mark.django_db
class TestRolesOf:
    @pytest.mark.parametrize("role", list(Role))
    def test_gives_the_role_of_the_group(self, cast: Cast, role: Role) -> None:
        assert roles_of(cast.of(role)) == {role}

    def test_gives_every_role_of_a_user_with_several(self) -> None:
        assert roles_of(user_in(Role.EDITOR, Role.VERIFIER)) == {Role.EDITOR, Role.VERIFIER}

    def test_gives_none_to_a_stranger_or_to_a_user_without_a_group(self) -> None:
        assert roles_of(AnonymousUser()) == frozenset()
        assert roles_of(UserFactory()) == frozenset()

    def test_gives_none_to_an_inactive_account(self) -> None:
        assert roles_of(user_in(Role.LEADER, inactive=True)) == frozenset()
        assert roles_of(UserFactory(superuser=True, inactive=True)) == frozenset()

    def test_makes_a_superuser_an_administrator(self) -> None:
        assert roles_of(UserFactory(superuser=True)) == {Role.ADMINISTRATOR}
        assert roles_of(user_in(Role.EDITOR, superuser=True)) == {Role.ADMINISTRATOR, Role.EDITOR}

    def test_takes_no_role_from_a_group_of_another_name(self) -> None:
        user = UserFactory()
        user.groups.add(Group.objects.create(name="editor"), Group.objects.create(name="BIÊN TẬP VIÊN"))
        assert roles_of(user) == frozenset()

    def test_asks_the_database_once_a_user_object(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        user = user_in(Role.LEADER)
        with django_assert_num_queries(1):
            assert roles_of(user) == roles_of(user) == {Role.LEADER}
        user.groups.clear()
        assert roles_of(User.objects.get(pk=user.pk)) == frozenset()


class TestRole:
    def test_has_a_label_of_its_own(self) -> None:
        assert len({role.label for role in Role}) == len(Role)

    def test_sees_the_whole_province_unless_it_speaks_for_one_agency(self) -> None:
        assert {Role.FOCAL_OFFICER, Role.RADIO_OFFICER} == STAFF - WHOLE_PROVINCE


@pytest.mark.django_db
class TestPrepareRoles:
    def test_makes_a_group_for_each_role_that_may_enter_the_back_office(self) -> None:
        prepare_roles()
        access = admin_access()
        groups = {group.name: access in group.permissions.all() for group in Group.objects.all()}
        assert {role.label: True for role in Role}.items() <= groups.items()

    def test_changes_nothing_the_second_time(self) -> None:
        prepare_roles()
        before = list(Group.permissions.through.objects.order_by("pk").values())
        prepare_roles()
        assert list(Group.permissions.through.objects.order_by("pk").values()) == before
        assert Group.objects.filter(name__in=[role.label for role in Role]).count() == len(Role)
