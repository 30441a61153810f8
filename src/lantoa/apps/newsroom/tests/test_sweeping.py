"""The newsroom's sweeps: what was planned happens once; late steps are spoken of once a day, never at night."""

from datetime import UTC, datetime, timedelta

import pytest
from conftest import Cast
from django.utils import timezone
from wagtail.models import Page

from lantoa.apps.base.models import Message
from lantoa.apps.newsroom.actions import name_staff
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.models import PortalStaff, ReviewStepState, StoryPage
from lantoa.apps.newsroom.sweeping import sweep_late_steps, sweep_planned_pages

pytestmark = pytest.mark.django_db
# A Thursday, a quarter past eight in Vietnam.
MORNING = datetime(2023, 6, 1, 1, 15, tzinfo=UTC)


def _late_story(cast: Cast, now: datetime) -> StoryPage:
    portal = make_portal(agency=cast.agency, at=now)
    name_staff(portal=portal, user=cast.focal_officer, function=PortalStaff.Function.EDITOR, by=None, at=now)
    story = make_story(make_column(portal), live=False)
    portal.get_workflow().start(story, cast.radio_officer)
    ReviewStepState.objects.update(due_on=MORNING.date() - timedelta(days=2))
    return story


class TestPlannedPages:
    def test_are_published_once_when_their_hour_has_come(self, cast: Cast, now: datetime) -> None:
        story = make_story(make_column(make_portal(agency=cast.agency, at=now)), live=False)
        hour = timezone.now() + timedelta(hours=2)
        story.go_live_at = hour
        story.save_revision(user=cast.editor).publish(user=cast.editor, skip_permission_checks=True)
        assert sweep_planned_pages(at=timezone.now()) == 0
        Page.objects.filter(pk=story.pk).update(go_live_at=timezone.now() - timedelta(minutes=1))
        revision = story.revisions.get(approved_go_live_at__isnull=False)
        revision.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
        revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
        revision.save()
        assert [sweep_planned_pages(at=timezone.now()) for _ in range(2)] == [1, 0]
        story.refresh_from_db()
        assert story.live

    def test_are_taken_down_once_when_they_expire(self, cast: Cast, now: datetime) -> None:
        story = make_story(make_column(make_portal(agency=cast.agency, at=now)), at=now)
        Page.objects.filter(pk=story.pk).update(expire_at=now)
        assert [sweep_planned_pages(at=now + timedelta(minutes=1)) for _ in range(2)] == [1, 0]
        story.refresh_from_db()
        assert (story.live, story.expired) == (False, True)

    def test_that_fail_stop_no_other(self, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        column = make_column(make_portal(agency=cast.agency, at=now))
        broken, fine = make_story(column, at=now), make_story(column, at=now)
        Page.objects.filter(pk__in=[broken.pk, fine.pk]).update(expire_at=now)
        unpublish = StoryPage.unpublish

        def failing(page: StoryPage, **options: object) -> None:
            if page.pk == broken.pk:
                raise RuntimeError("broken")
            unpublish(page, **options)

        monkeypatch.setattr(StoryPage, "unpublish", failing)
        assert sweep_planned_pages(at=now) == 1
        assert list(Page.objects.filter(pk__in=[broken.pk, fine.pk], live=True)) == [Page.objects.get(pk=broken.pk)]


class TestLateSteps:
    def test_are_mailed_once_a_story_step_and_day(self, cast: Cast, now: datetime) -> None:
        _late_story(cast, now)
        assert [sweep_late_steps(at=MORNING + timedelta(minutes=place)) for place in range(3)] == [1, 0, 0]
        mail = Message.objects.get(key__startswith="review_late:")
        assert mail.to == cast.focal_officer.email
        assert "quá hạn" in mail.text
        assert sweep_late_steps(at=MORNING + timedelta(days=1)) == 1

    @pytest.mark.parametrize(
        "at", [MORNING - timedelta(hours=3), MORNING + timedelta(hours=13), MORNING + timedelta(days=2)]
    )
    def test_are_not_mailed_at_night_or_on_a_day_off(self, cast: Cast, now: datetime, at: datetime) -> None:
        _late_story(cast, now)
        assert sweep_late_steps(at=at) == 0

    def test_are_silent_once_the_story_has_passed(self, cast: Cast, now: datetime) -> None:
        story = _late_story(cast, now)
        story.current_workflow_task_state.approve(user=cast.administrator)
        assert sweep_late_steps(at=MORNING) == 0
