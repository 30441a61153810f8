"""The content plan: what is not covered is suggested, planned, given to a writer, begun as a draft, or dropped."""

from datetime import date, datetime, timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme
from lantoa.apps.newsroom.actions import name_staff
from lantoa.apps.newsroom.actions.planning import CannotPlan, begin_story, plan_story
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.models import PlannedStory, PortalPage, PortalStaff, StoryPage
from lantoa.apps.newsroom.queries.planning import suggestions_for

pytestmark = pytest.mark.django_db
TODAY = date(2023, 6, 1)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    made: Programme = ProgrammeFactory(confirmed=True, year=2023)
    for place in (1, 2, 3):
        ThemeFactory(programme=made, position=place)
    return made


@pytest.fixture
def portal(cast: Cast, now: datetime) -> PortalPage:
    return make_portal(agency=cast.agency, at=now)


class TestSuggestions:
    def test_are_themes_without_a_recent_story_those_owed_first(
        self, cast: Cast, now: datetime, programme: Programme, portal: PortalPage
    ) -> None:
        first, second, third = programme.themes.all()
        column = make_column(portal)
        make_story(column, at=now - timedelta(weeks=1), themes=[first])
        make_story(column, at=now - timedelta(weeks=9), themes=[second])
        AssignmentFactory(agency=cast.agency, duty=DutyFactory(theme=third), received=True, due_date=date(2023, 6, 9))
        found = suggestions_for(portal, weeks=4, today=TODAY)
        assert [one.theme for one in found] == [third, second]
        assert (found[0].open_assignments, found[0].due_date, found[0].last_on) == (1, date(2023, 6, 9), None)

    def test_leave_out_what_is_planned(
        self, cast: Cast, now: datetime, programme: Programme, portal: PortalPage
    ) -> None:
        first, *_ = programme.themes.all()
        plan_story(portal=portal, title="Nên viết", due_on=TODAY, theme=first, by=cast.editor, at=now)
        assert first not in [one.theme for one in suggestions_for(portal, weeks=4, today=TODAY)]


class TestPlan:
    def test_is_made_from_a_suggestion_and_given_to_a_writer(
        self, client: Client, cast: Cast, now: datetime, programme: Programme, portal: PortalPage
    ) -> None:
        name_staff(portal=portal, user=cast.focal_officer, function=PortalStaff.Function.WRITER, by=None, at=now)
        theme = programme.themes.all()[0]
        client.force_login(cast.editor)
        listed = client.get(reverse("newsroom:plan")).content.decode()
        address = f"{reverse('newsroom:new_plan', args=[portal.pk])}?theme={theme.pk}"
        assert address in listed
        assert f'value="{theme.pk}" selected' in client.get(address).content.decode()
        given = {"title": "Nên viết", "theme": theme.pk, "writer": cast.focal_officer.pk, "due_on": "2023-07-01"}
        client.post(address, given)
        plan = PlannedStory.objects.get()
        assert (plan.theme, plan.writer, plan.due_on) == (theme, cast.focal_officer, date(2023, 7, 1))

    def test_keeps_what_was_typed(self, client: Client, cast: Cast, portal: PortalPage) -> None:
        client.force_login(cast.editor)
        answer = client.post(reverse("newsroom:new_plan", args=[portal.pk]), {"title": "Nên viết", "due_on": "mai"})
        assert answer.status_code == 422
        assert "Nên viết" in answer.content.decode()

    def test_is_begun_once_as_a_draft_with_its_theme(
        self, cast: Cast, now: datetime, programme: Programme, portal: PortalPage
    ) -> None:
        name_staff(portal=portal, user=cast.focal_officer, function=PortalStaff.Function.WRITER, by=None, at=now)
        writer, theme = User.objects.get(pk=cast.focal_officer.pk), programme.themes.all()[0]
        column = make_column(portal)
        plan = plan_story(
            portal=portal, title="Khai sinh qua mạng", due_on=TODAY, theme=theme, column=column, by=writer, at=now
        )
        story = begin_story(plan=plan, by=writer, at=now)
        assert begin_story(plan=plan, by=writer, at=now) == story
        draft = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
        assert (draft.live, draft.slug, list(draft.themes.all())) == (False, "khai-sinh-qua-mang", [theme])
        assert story.get_parent().pk == column.pk

    def test_is_begun_by_whoever_may_write_there_only(self, cast: Cast, now: datetime, portal: PortalPage) -> None:
        plan = plan_story(
            portal=portal, title="Nên viết", due_on=TODAY, column=make_column(portal), by=cast.editor, at=now
        )
        with pytest.raises(CannotPlan, match="Chỉ người viết"):
            begin_story(plan=plan, by=cast.leader, at=now)

    def test_is_dropped(self, client: Client, cast: Cast, now: datetime, portal: PortalPage) -> None:
        plan = plan_story(portal=portal, title="Thôi không viết", due_on=TODAY, by=cast.editor, at=now)
        client.force_login(cast.editor)
        client.post(reverse("newsroom:drop_plan", args=[plan.pk]))
        plan.refresh_from_db()
        assert plan.dropped_at is not None
        assert timezone.is_aware(plan.dropped_at)
