"""The newsroom's calendar: everything planned stands on its day; what is set to the hour says who set it."""

from datetime import date, datetime, timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.newsroom.actions.planning import plan_story
from lantoa.apps.newsroom.factories import make_column, make_event, make_portal, make_story
from lantoa.apps.newsroom.models import ReviewStepState, StoryPage
from lantoa.apps.newsroom.queries.calendar import EntryKind, entries_between
from lantoa.apps.newsroom.queries.scheduled import read_scheduled, scheduled_pages

pytestmark = pytest.mark.django_db
DAY = date(2030, 3, 4)
HOUR = datetime(2030, 3, 4, 9, 0, tzinfo=timezone.get_default_timezone())


class TestCalendar:
    def test_holds_every_kind_of_plan(self, cast: Cast, now: datetime) -> None:
        portal = make_portal(agency=cast.agency, at=now)
        column = make_column(portal)
        plan_story(portal=portal, title="Nên viết", due_on=DAY, by=cast.editor, at=now)
        planned = make_story(column, live=False, title="Sẽ đăng")
        planned.go_live_at = HOUR
        planned.save_revision(user=cast.editor).publish(user=cast.editor, skip_permission_checks=True)
        StoryPage.objects.filter(pk=make_story(column, at=now, title="Sẽ gỡ").pk).update(expire_at=HOUR)
        make_story(column, at=now, title="Nhìn lại", review_on=DAY)
        make_event(portal, starts_at=HOUR)
        waiting = make_story(column, live=False, title="Chờ biên tập")
        portal.get_workflow().start(waiting, cast.editor)
        ReviewStepState.objects.update(due_on=DAY)
        entries = entries_between([portal], date(2030, 3, 1), date(2030, 3, 31))
        assert {entry.kind for entry in entries} == set(EntryKind)
        assert {entry.day for entry in entries} == {DAY}
        assert [entry.kind for entry in entries_between([portal], DAY, DAY, kind="event")] == [EntryKind.EVENT]
        assert entries_between([portal], date(2030, 4, 1), date(2030, 4, 30)) == []

    def test_shows_the_month_and_the_list(self, client: Client, cast: Cast, now: datetime) -> None:
        portal = make_portal(agency=cast.agency, at=now)
        plan_story(portal=portal, title="Nên viết", due_on=DAY, by=cast.editor, at=now)
        client.force_login(cast.editor)
        shown = client.get(reverse("newsroom:calendar"), {"month": 3, "year": 2030}).content.decode()
        assert shown.count("Nên viết") == 2
        client.force_login(cast.stranger)
        shown = client.get(reverse("newsroom:calendar"), {"month": 3, "year": 2030}).content.decode()
        assert "Nên viết" not in shown


class TestScheduled:
    def test_says_who_set_the_hour(self, client: Client, cast: Cast, now: datetime) -> None:
        portal = make_portal(agency=cast.agency, at=now)
        story = make_story(make_column(portal), live=False, title="Sẽ đăng")
        story.go_live_at = timezone.now() + timedelta(days=1)
        story.save_revision(user=cast.editor).publish(user=cast.editor, skip_permission_checks=True)
        (row,) = read_scheduled(scheduled_pages([portal]), portals=[portal])
        assert (row.page.pk, row.appears, row.by) == (story.pk, True, "bien.tap")
        client.force_login(cast.leader)
        assert "Sẽ đăng" in client.get(reverse("newsroom:scheduled")).content.decode()
