"""Portals: opened whole, once; a story is read by everyone, and edited only by the people of its own portal."""

from datetime import datetime

import pytest
from conftest import Cast
from django.test import Client

from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.newsroom.actions import name_staff, release_staff
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.models import PortalPage, PortalStaff, ReviewStep

pytestmark = pytest.mark.django_db


class TestOpenPortal:
    def test_opens_once(self, cast: Cast, now: datetime) -> None:
        first = make_portal(agency=cast.agency, at=now)
        again = make_portal(agency=cast.agency, at=now)
        assert first.pk == again.pk
        assert PortalPage.objects.count() == 1
        assert AuditEntry.objects.filter(act="newsroom.open_portal").count() == 1

    def test_gives_its_stories_two_steps_with_days(self, cast: Cast, now: datetime) -> None:
        portal = make_portal(agency=cast.agency, at=now)
        tasks = [task.specific for task in portal.get_workflow().tasks]
        assert [(type(task), task.due_working_days) for task in tasks] == [(ReviewStep, 2), (ReviewStep, 1)]


class TestStaff:
    def test_edits_the_own_portal_only(self, cast: Cast, now: datetime) -> None:
        own = make_portal(agency=cast.agency, at=now, slug="cua-minh")
        other = make_portal(agency=cast.other_agency, at=now, slug="cua-nguoi", is_default=False)
        staff = name_staff(
            portal=own, user=cast.focal_officer, function=PortalStaff.Function.EDITOR, by=cast.administrator, at=now
        )
        story, strange = make_story(make_column(own)), make_story(make_column(other))
        user = type(cast.focal_officer).objects.get(pk=cast.focal_officer.pk)
        assert story.permissions_for_user(user).can_edit()
        assert not strange.permissions_for_user(user).can_edit()
        release_staff(staff=staff, by=cast.administrator, at=now)
        user = type(cast.focal_officer).objects.get(pk=cast.focal_officer.pk)
        assert not story.permissions_for_user(user).can_edit()


class TestStory:
    def test_is_read_by_everyone(self, client: Client, cast: Cast, now: datetime) -> None:
        story = make_story(make_column(make_portal(agency=cast.agency, at=now)))
        answer = client.get(story.get_url())
        assert answer.status_code == 200
        assert story.lead in answer.content.decode()

    def test_is_noted_when_it_is_published(self, cast: Cast, now: datetime) -> None:
        story = make_story(make_column(make_portal(agency=cast.agency, at=now)), live=False)
        PublicChange.objects.all().delete()
        story.get_latest_revision().publish()
        assert list(PublicChange.objects.values_list("subject", flat=True)) == [f"storypage:{story.pk}", "pages"]

    def test_takes_no_address_of_a_page_that_is_there_already(self, client: Client, cast: Cast, now: datetime) -> None:
        portal = make_portal(agency=cast.agency, at=now)
        with pytest.raises(Exception, match="địa chỉ của một trang có sẵn"):
            make_column(portal, slug="do-bao-phu").full_clean()


class TestPreview:
    def test_shows_the_page_as_the_public_will_see_it(self, cast: Cast, now: datetime) -> None:
        story = make_story(make_column(make_portal(at=now)), title="Bài xem trước", at=now)
        answer = story.make_preview_request()
        assert answer.status_code == 200
        assert "Bài xem trước" in answer.content.decode()
        assert "private" in answer.headers["Cache-Control"]
