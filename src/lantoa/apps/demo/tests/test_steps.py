"""The steps of the demonstration, on their own."""

from datetime import datetime

import pytest
from conftest import Cast

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency, Membership
from lantoa.apps.demo import steps
from lantoa.apps.demo.accounts import ACCOUNTS
from lantoa.apps.demo.sites import Site
from lantoa.apps.demo.sites.server import SiteServer
from lantoa.apps.demo.steps import DELAY_SECONDS, NotADemoDatabase
from lantoa.apps.directives.models import Directive, Duty, Programme, Theme
from lantoa.apps.directives.tests.directive_texts import EXAMPLE
from lantoa.apps.harvest.models import Source


@pytest.mark.usefixtures("small_demo")
class TestPrepareDatabase:
    def test_opens_the_accounts_and_does_so_again_without_a_change(self, now: datetime) -> None:
        officer = steps.prepare_database(at=now)
        assert steps.prepare_database(at=now) == officer
        assert User.objects.count() == len(ACCOUNTS)

    def test_refuses_a_database_with_an_account_of_somebody_else(self, cast: Cast, now: datetime) -> None:
        before = set(User.objects.values_list("username", flat=True))
        with pytest.raises(NotADemoDatabase, match="có tài khoản thật nên không chạy trình diễn ở đây"):
            steps.prepare_database(at=now)
        assert set(User.objects.values_list("username", flat=True)) == before


@pytest.mark.usefixtures("small_demo")
class TestSteps:
    def test_from_register_to_assignments_change_nothing_the_second_time(self, now: datetime) -> None:
        officer = steps.prepare_database(at=now)
        counted = []
        for _ in range(2):
            agencies = steps.fill_register(at=now)
            programme = steps.take_directive(EXAMPLE, officer=officer, at=now)
            sent, unresolved = steps.confirm_and_send(programme, officer=officer, at=now)
            assert unresolved == ()
            tables = (Agency, Membership, Directive, Programme, Theme, Duty)
            counted.append((agencies, *(model.objects.count() for model in tables)))
        assert counted[0] == counted[1]
        assert sent == 0
        assert (programme.illustrative, programme.themes.count()) == (True, 8)

    def test_register_the_sites_once_as_illustrative_and_due(self, sites: list[Site], now: datetime) -> None:
        steps.prepare_database(at=now)
        steps.fill_register(at=now)
        with SiteServer(0, sites=sites) as server:
            assert steps.register_sites(server, at=now) == len(sites)
            Source.objects.update(due_at=now.replace(year=2030))
            assert steps.register_sites(server, at=now) == len(sites)
        sources = Source.objects.all()
        assert {(source.agency.slug, source.illustrative, source.due_at) for source in sources} == {
            (site.agency, True, now) for site in sites
        }
        assert all(".localhost" in source.url for source in sources)

    def test_hurry_on_our_own_sites_alone(self) -> None:
        assert 0 < DELAY_SECONDS < 0.1
