"""Portals in the back office: opened by officers, staffed, the days of their steps changed."""

from datetime import datetime

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.newsroom.actions import name_staff
from lantoa.apps.newsroom.factories import make_portal
from lantoa.apps.newsroom.models import PortalPage, PortalStaff
from lantoa.apps.newsroom.queries.staff import nameable_users, steps_of

pytestmark = pytest.mark.django_db


def _given(cast: Cast, **values: object) -> dict[str, object]:
    given = {
        "agency": cast.agency.pk, "title": "Chuyên trang huyện", "slug": "huyen", "hostname": "huyen.localhost",
        "port": 80, "accent": "teal",
    }  # fmt: skip
    return {**given, **values}


class TestOpening:
    def test_makes_the_portal_with_its_site(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        answer = client.post(reverse("newsroom:new_portal"), _given(cast))
        portal = PortalPage.objects.get(slug="huyen")
        assert answer.url == reverse("newsroom:portal", args=[portal.pk])
        assert Site.objects.get(hostname="huyen.localhost").root_page_id == portal.pk
        assert portal.accent == "teal"

    @pytest.mark.parametrize(
        "wrong", [{"hostname": "https://huyen.vn/"}, {"slug": "co-roi"}, {"hostname": "co-roi.localhost"}]
    )
    def test_keeps_what_was_typed_and_says_what_is_wrong(
        self, client: Client, cast: Cast, now: datetime, wrong: dict[str, str]
    ) -> None:
        make_portal(agency=cast.agency, at=now, slug="co-roi")
        client.force_login(cast.programme_officer)
        answer = client.post(reverse("newsroom:new_portal"), _given(cast, **wrong))
        assert answer.status_code == 422
        assert "Chuyên trang huyện" in answer.content.decode()
        assert PortalPage.objects.count() == 1


class TestStaff:
    def test_may_be_named_from_the_own_agency_or_the_whole_province(self, cast: Cast, now: datetime) -> None:
        users = set(nameable_users(make_portal(agency=cast.agency, at=now)))
        assert {cast.focal_officer, cast.editor} <= users
        assert cast.stranger not in users

    def test_is_named_and_released(self, client: Client, cast: Cast, now: datetime) -> None:
        portal = make_portal(agency=cast.agency, at=now)
        client.force_login(cast.programme_officer)
        given = {"user": cast.focal_officer.pk, "function": "reviewer"}
        client.post(reverse("newsroom:name_staff", args=[portal.pk]), given)
        staff = portal.staff.get()
        assert (staff.user, staff.function) == (cast.focal_officer, "reviewer")
        client.post(reverse("newsroom:release_staff", args=[staff.pk]))
        assert not portal.staff.exists()

    def test_of_another_agency_is_refused_in_words(self, client: Client, cast: Cast, now: datetime) -> None:
        portal = make_portal(agency=cast.agency, at=now)
        client.force_login(cast.programme_officer)
        given = {"user": cast.stranger.pk, "function": "writer"}
        assert client.post(reverse("newsroom:name_staff", args=[portal.pk]), given).status_code == 422
        assert not portal.staff.exists()

    def test_reviewer_may_change_nothing(self, cast: Cast, now: datetime) -> None:
        portal = make_portal(agency=cast.agency, at=now)
        name_staff(portal=portal, user=cast.focal_officer, function=PortalStaff.Function.REVIEWER, by=None, at=now)
        user = type(cast.focal_officer).objects.get(pk=cast.focal_officer.pk)
        assert not portal.permissions_for_user(user).can_edit()


class TestStepDays:
    def test_are_changed_and_audited(self, client: Client, cast: Cast, now: datetime) -> None:
        portal = make_portal(agency=cast.agency, at=now)
        first, second = steps_of(portal)
        client.force_login(cast.programme_officer)
        client.post(reverse("newsroom:step_days", args=[portal.pk]), {f"step_{first.pk}": 4, f"step_{second.pk}": 1})
        assert [step.due_working_days for step in steps_of(portal)] == [4, 1]
        assert AuditEntry.objects.filter(act="newsroom.give_step_days").count() == 1
