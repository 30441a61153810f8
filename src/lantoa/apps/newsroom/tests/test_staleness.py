"""Stories to be looked at anew: listed, confirmed for half a year, and spoken of once a week."""

from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.base.models import Message
from lantoa.apps.newsroom.actions import name_staff
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.models import PortalStaff, StoryPage
from lantoa.apps.newsroom.queries.staleness import months_after, stale_among
from lantoa.apps.newsroom.sweeping import sweep_stale_stories

pytestmark = pytest.mark.django_db
MORNING = datetime(2023, 6, 1, 1, 15, tzinfo=UTC)


@pytest.fixture
def story(cast: Cast, now: datetime) -> StoryPage:
    portal = make_portal(agency=cast.agency, at=now)
    name_staff(portal=portal, user=cast.focal_officer, function=PortalStaff.Function.EDITOR, by=None, at=now)
    return make_story(make_column(portal), at=now, review_on=date(2023, 5, 30), title="Lệ phí chứng thực")


class TestStale:
    def test_is_whatever_is_due_or_long_unchanged(self, story: StoryPage, now: datetime) -> None:
        column = story.get_parent().specific
        old = make_story(column, at=now - timedelta(days=500))
        make_story(column, at=now)
        make_story(column, at=now - timedelta(days=500), review_on=date(2023, 9, 1))
        make_story(column, at=now, live=False, review_on=date(2023, 5, 1))
        assert list(stale_among(StoryPage.objects.all(), today=date(2023, 6, 1))) == [old, story]

    def test_is_confirmed_for_half_a_year_in_its_draft_too(self, client: Client, cast: Cast, story: StoryPage) -> None:
        client.force_login(cast.focal_officer)
        assert "Lệ phí chứng thực" in client.get(reverse("newsroom:stale")).content.decode()
        client.post(reverse("newsroom:still_right", args=[story.pk]))
        story.refresh_from_db()
        again = months_after(timezone.localdate(), 6)
        assert story.review_on == again
        assert story.get_latest_revision_as_object().review_on == again
        client.get(reverse("newsroom:board"))  # shows the message of thanks, which names the story
        assert "Lệ phí chứng thực" not in client.get(reverse("newsroom:stale")).content.decode()

    def test_is_confirmed_by_whoever_may_edit_it_only(self, client: Client, cast: Cast, story: StoryPage) -> None:
        client.force_login(cast.leader)
        client.post(reverse("newsroom:still_right", args=[story.pk]))
        story.refresh_from_db()
        assert story.review_on == date(2023, 5, 30)

    def test_is_mailed_once_a_week(self, cast: Cast, story: StoryPage) -> None:
        days = [MORNING, MORNING + timedelta(hours=2), MORNING + timedelta(days=1), MORNING + timedelta(days=4)]
        assert [sweep_stale_stories(at=day) for day in days] == [1, 0, 0, 1]
        mail = Message.objects.filter(key__startswith="stale:")[0]
        assert mail.to == cast.focal_officer.email
        assert "Lệ phí chứng thực" in mail.text
