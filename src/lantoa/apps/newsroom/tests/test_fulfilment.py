"""A published story is proposed as the result of an assignment, and handed in by one click, once."""

from datetime import datetime

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment, Proof
from lantoa.apps.directives.factories import DutyFactory
from lantoa.apps.newsroom.actions import name_staff
from lantoa.apps.newsroom.actions.fulfilment import CannotHandIn, hand_in_story
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.models import PortalStaff, StoryPage
from lantoa.apps.newsroom.queries.fulfilment import Proposal, proposals_for

pytestmark = pytest.mark.django_db


def _found(story: StoryPage) -> list[Proposal]:
    return proposals_for(StoryPage.objects.filter(pk=story.pk), portals=[story.portal()], at=timezone.now())


@pytest.fixture
def assignment(cast: Cast) -> Assignment:
    made: Assignment = AssignmentFactory(agency=cast.agency, duty=DutyFactory(channel="web"), received=True)
    return made


def _story(cast: Cast, now: datetime, **values: object) -> StoryPage:
    return make_story(make_column(make_portal(agency=cast.agency, at=now)), at=timezone.now(), **values)


class TestProposals:
    def test_are_the_assignments_that_the_editors_chose(
        self, cast: Cast, now: datetime, assignment: Assignment
    ) -> None:
        (found,) = _found(_story(cast, now, assignments=[assignment]))
        assert (found.assignment, found.chosen) == (assignment, True)

    def test_are_open_assignments_of_the_same_theme_for_the_web(
        self, cast: Cast, now: datetime, assignment: Assignment
    ) -> None:
        AssignmentFactory(
            agency=cast.agency, duty=DutyFactory(theme=assignment.duty.theme, channel="leaflet"), received=True
        )
        AssignmentFactory(agency=cast.other_agency, duty=assignment.duty, received=True)
        (found,) = _found(_story(cast, now, themes=[assignment.duty.theme]))
        assert (found.assignment, found.chosen) == (assignment, False)

    def test_are_none_for_a_draft(self, cast: Cast, now: datetime, assignment: Assignment) -> None:
        assert _found(_story(cast, now, assignments=[assignment], live=False)) == []


class TestHandingIn:
    def test_proves_the_assignment_with_the_public_address_once(
        self, client: Client, cast: Cast, now: datetime, assignment: Assignment
    ) -> None:
        story = _story(cast, now, assignments=[assignment])
        client.force_login(cast.focal_officer)
        page = reverse("newsroom:progress", args=[story.pk])
        assert "Nộp làm tài liệu kiểm chứng" in client.get(page).content.decode()
        for _ in range(2):
            client.post(reverse("newsroom:hand_in", args=[story.pk, assignment.pk]))
        proof = Proof.objects.get(assignment=assignment)
        assert proof.url == story.full_url
        assignment.refresh_from_db()
        assert assignment.state == Assignment.State.FULFILLED
        assert "Nộp làm tài liệu kiểm chứng" not in client.get(page).content.decode()

    def test_is_refused_for_a_draft(self, cast: Cast, now: datetime, assignment: Assignment) -> None:
        story = _story(cast, now, assignments=[assignment], live=False)
        with pytest.raises(CannotHandIn):
            hand_in_story(story=story, assignment=assignment, by=cast.focal_officer, at=timezone.now())

    def test_stands_on_the_first_page_of_the_newsroom(
        self, client: Client, cast: Cast, now: datetime, assignment: Assignment
    ) -> None:
        story = _story(cast, now, assignments=[assignment])
        name_staff(
            portal=story.portal(), user=cast.focal_officer, function=PortalStaff.Function.WRITER, by=None, at=now
        )
        client.force_login(cast.focal_officer)
        assert "có thể là kết quả" in client.get(reverse("wagtailadmin_home")).content.decode()
