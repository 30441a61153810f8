"""The board of stories on their way, and the first page of whoever works on a portal."""

from datetime import date, datetime, timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.newsroom.actions import name_staff
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.models import PortalStaff, ReviewStepState, StoryPage
from lantoa.apps.newsroom.presenters.board import due_words, people_words
from lantoa.apps.newsroom.queries.board import read_states, returned_to, states_of, waiting_for
from lantoa.apps.newsroom.queries.desk import desk_of

pytestmark = pytest.mark.django_db
_Function = PortalStaff.Function


def _story_at_step(cast: Cast, now: datetime, **values: str) -> StoryPage:
    portal = make_portal(agency=cast.agency, at=now)
    name_staff(portal=portal, user=cast.focal_officer, function=_Function.EDITOR, by=None, at=now)
    story = make_story(make_column(portal), live=False, **values)
    portal.get_workflow().start(story, cast.radio_officer)
    return story


def _due(story: StoryPage, day: date) -> ReviewStepState:
    state = states_of(StoryPage.objects.all()).get()
    state.due_on = day
    state.save(update_fields=["due_on"])
    return state


class TestBoard:
    def test_says_who_has_a_story_and_until_when(self, client: Client, cast: Cast, now: datetime) -> None:
        _story_at_step(cast, now, title="Khai sinh qua mạng")
        client.force_login(cast.editor)
        shown = client.get(reverse("newsroom:board")).content.decode()
        assert "Khai sinh qua mạng" in shown
        assert '<td data-label="Bước">Biên tập</td>' in shown
        assert "dau.moi" in shown

    def test_shows_lateness_in_words(self, client: Client, cast: Cast, now: datetime) -> None:
        story = _story_at_step(cast, now)
        _due(story, date(2023, 5, 29))
        (row,) = read_states(states_of(StoryPage.objects.all()), portals=[], today=date(2023, 6, 1))
        assert due_words(row, today=date(2023, 6, 1)) == ("late", "quá hạn 3 ngày")
        client.force_login(cast.editor)
        assert "office-step--late" in client.get(reverse("newsroom:board"), {"state": "late"}).content.decode()

    def test_hides_the_stories_of_another_agency(self, client: Client, cast: Cast, now: datetime) -> None:
        story = _story_at_step(cast, now, title="Chuyện riêng")
        client.force_login(cast.stranger)
        assert "Chuyện riêng" not in client.get(reverse("newsroom:board")).content.decode()
        assert client.get(reverse("newsroom:progress", args=[story.pk])).status_code == 404

    def test_filters_by_portal_step_and_whose_turn_it_is(self, client: Client, cast: Cast, now: datetime) -> None:
        story = _story_at_step(cast, now, title="Bài của hộ tịch")
        state = states_of(StoryPage.objects.all()).get()
        client.force_login(cast.focal_officer)
        for asked, there in [
            ({"portal": story.portal().pk, "step": state.task_id}, True),
            ({"state": "mine"}, True),
            ({"state": "late"}, False),
            ({"state": "returned"}, False),
        ]:
            shown = client.get(reverse("newsroom:board"), asked).content.decode()
            assert ("Bài của hộ tịch" in shown) == there, asked


class TestDesk:
    def test_counts_what_waits_and_what_came_back(self, cast: Cast, now: datetime) -> None:
        story = _story_at_step(cast, now)
        assert desk_of(cast.focal_officer, today=now.date()).waiting == 1
        story.current_workflow_task_state.reject(user=cast.focal_officer, comment="Thiếu nguồn.")
        stories = StoryPage.objects.all()
        assert returned_to(states_of(stories), stories, cast.radio_officer).count() == 1
        assert not waiting_for(states_of(stories), cast.focal_officer).exists()

    def test_stands_on_the_first_page_of_whoever_works_on_a_portal(
        self, client: Client, cast: Cast, now: datetime
    ) -> None:
        _story_at_step(cast, now)
        client.force_login(cast.focal_officer)
        assert "bài đang chờ tôi" in client.get(reverse("wagtailadmin_home")).content.decode()
        client.force_login(cast.stranger)
        assert "bài đang chờ tôi" not in client.get(reverse("wagtailadmin_home")).content.decode()


class TestMenu:
    def test_shows_pages_pictures_and_files_to_staff_of_a_portal_only(
        self, client: Client, cast: Cast, now: datetime
    ) -> None:
        _story_at_step(cast, now)
        entries = [reverse("wagtailimages:index"), reverse("wagtaildocs:index")]
        client.force_login(cast.focal_officer)
        shown = client.get(reverse("newsroom:board")).content.decode()
        assert all(entry in shown for entry in entries)
        client.force_login(cast.stranger)
        shown = client.get(reverse("newsroom:board")).content.decode()
        assert not any(entry in shown for entry in entries)


class TestEditor:
    def test_says_at_which_step_the_story_is_and_how_late(self, client: Client, cast: Cast, now: datetime) -> None:
        story = _story_at_step(cast, now)
        _due(story, date(2023, 5, 29))
        client.force_login(cast.administrator)
        shown = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
        assert "Biên tập: quá hạn" in shown
        assert reverse("newsroom:progress", args=[story.pk]) in shown


class TestWords:
    def test_say_when_nobody_was_named(self) -> None:
        assert people_words(()) == "chưa cử ai"


class TestDueDate:
    def test_is_counted_in_working_days(self, cast: Cast, now: datetime) -> None:
        _story_at_step(cast, now)
        state = states_of(StoryPage.objects.all()).get()
        assert state.due_on is not None
        assert state.due_on - state.started_at.date() >= timedelta(days=1)
