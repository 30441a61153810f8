"""The invented people of the demonstration."""

from datetime import datetime

import pytest

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import Agency, Membership
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.demo.accounts import ACCOUNTS, PASSWORD, name_demo_members, open_demo_accounts


class TestAccounts:
    def test_cover_every_role_with_two_focal_officers_of_two_agencies(self) -> None:
        assert {account.role for account in ACCOUNTS} == set(Role)
        focal = [account.agency for account in ACCOUNTS if account.role is Role.FOCAL_OFFICER]
        assert len(focal) == len(set(focal)) == 2
        assert None not in focal

    def test_have_names_that_nobody_takes_for_real(self) -> None:
        assert [account.full_name for account in ACCOUNTS if not account.full_name.endswith("Minh Họa")] == []
        assert len({account.username for account in ACCOUNTS}) == len(ACCOUNTS)


@pytest.mark.django_db
class TestOpenDemoAccounts:
    def test_opens_each_with_its_role_and_gives_the_programme_officer(self, now: datetime) -> None:
        officer = open_demo_accounts(at=now)
        assert roles_of(officer) == {Role.PROGRAMME_OFFICER}
        for account in ACCOUNTS:
            user = User.objects.get(username=account.username)
            assert roles_of(user) == {account.role}
            assert user.check_password(PASSWORD)
            assert user.email.endswith("@lantoa.example")

    def test_changes_nothing_the_second_time(self, now: datetime) -> None:
        open_demo_accounts(at=now)
        before = list(User.objects.order_by("pk").values())
        open_demo_accounts(at=now)
        assert list(User.objects.order_by("pk").values()) == before
        assert AuditEntry.objects.filter(act="accounts.open_account").count() == len(ACCOUNTS)


@pytest.mark.django_db
class TestNameDemoMembers:
    @pytest.fixture(autouse=True)
    def _agencies(self) -> None:
        for slug in {account.agency for account in ACCOUNTS if account.agency}:
            AgencyFactory(slug=slug)

    def test_says_for_which_agency_each_speaks_once(self, now: datetime) -> None:
        open_demo_accounts(at=now)
        name_demo_members(at=now)
        name_demo_members(at=now)
        for account in ACCOUNTS:
            agency = agency_of(User.objects.get(username=account.username))
            assert (agency.slug if agency else None) == account.agency
        named = sum(account.agency is not None for account in ACCOUNTS)
        assert Membership.objects.count() == named
        assert AuditEntry.objects.filter(act="agencies.name_member").count() == named

    def test_needs_the_register(self, now: datetime) -> None:
        open_demo_accounts(at=now)
        Agency.objects.all().delete()
        with pytest.raises(Agency.DoesNotExist):
            name_demo_members(at=now)
