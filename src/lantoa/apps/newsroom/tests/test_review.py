"""Review by link, without an account: bound to a browser, expiring, deciding once, commenting at each place."""

from datetime import datetime, timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment

from lantoa.apps.accounts.models import User
from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.newsroom.actions import name_staff
from lantoa.apps.newsroom.actions.review import (
    Answered,
    CannotInvite,
    answer_review,
    invite_reviewer,
    remark_by_link,
    send_review_anew,
)
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.models import PortalStaff, ReviewLink, StoryPage
from lantoa.apps.newsroom.review_links import review_address

pytestmark = pytest.mark.django_db
_Purpose, _Decision = ReviewLink.Purpose, ReviewLink.Decision


def _fresh(user: User) -> User:
    """Return the user anew: permissions are kept on the object."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def story(cast: Cast, now: datetime) -> StoryPage:
    """A story at its last step, the approver's."""
    portal = make_portal(agency=cast.agency, at=now)
    name_staff(portal=portal, user=cast.focal_officer, function=PortalStaff.Function.APPROVER, by=None, at=now)
    made = make_story(make_column(portal), live=False, title="Khai sinh qua mạng")
    portal.get_workflow().start(made, cast.radio_officer)
    made.current_workflow_task_state.approve(user=cast.administrator)
    return StoryPage.objects.get(pk=made.pk)


def _invited(story: StoryPage, cast: Cast, purpose: _Purpose = _Purpose.APPROVE) -> ReviewLink:
    return invite_reviewer(
        story=story, purpose=purpose, name="Bà Nguyễn Thị Lan", position="Phó Chủ tịch", email="lan@lantoa.example",
        by=_fresh(cast.focal_officer), at=timezone.now(),
    )  # fmt: skip


def _opened(client: Client, link: ReviewLink) -> str:
    path = review_address(link)
    client.get(path)
    client.post(f"{path}mo/")
    return path


class TestInvitation:
    def test_sends_one_mail_with_the_address(self, story: StoryPage, cast: Cast) -> None:
        link = _invited(story, cast)
        mail = Message.objects.get(key=f"review_link:{link.pk}")
        assert mail.to == "lan@lantoa.example"
        assert review_address(link) in mail.text

    def test_to_approve_comes_only_from_whoever_may_pass_the_story_on(self, story: StoryPage, cast: Cast) -> None:
        with pytest.raises(CannotInvite, match="Chỉ người được chuyển bài"):
            invite_reviewer(
                story=story, purpose=_Purpose.APPROVE, name="Ông An", email="an@lantoa.example",
                by=cast.radio_officer, at=timezone.now(),
            )  # fmt: skip

    def test_to_approve_needs_a_story_at_a_step(self, story: StoryPage, cast: Cast) -> None:
        draft = make_story(story.get_parent().specific, live=False)
        with pytest.raises(CannotInvite, match="chưa ở bước duyệt nào"):
            _invited(draft, cast)

    def test_anew_takes_the_old_link_back(self, story: StoryPage, cast: Cast) -> None:
        old = _invited(story, cast)
        new = send_review_anew(link=old, by=_fresh(cast.focal_officer), at=timezone.now())
        old.refresh_from_db()
        assert old.revoked_at is not None
        assert (new.name, new.purpose) == (old.name, old.purpose)

    def test_is_given_from_the_page_of_the_story(self, client: Client, story: StoryPage, cast: Cast) -> None:
        client.force_login(cast.focal_officer)
        given = {"name": "Ông An", "email": "an@lantoa.example", "purpose": "comment", "days": 3}
        client.post(reverse("newsroom:invite", args=[story.pk]), given)
        assert "Ông An" in client.get(reverse("newsroom:progress", args=[story.pk])).content.decode()
        wrong = client.post(reverse("newsroom:invite", args=[story.pk]), {**given, "email": "an"})
        assert wrong.status_code == 422
        assert "Ông An" in wrong.content.decode()


class TestLink:
    def test_shows_the_story_to_the_browser_that_opened_it_only(
        self, client: Client, story: StoryPage, cast: Cast
    ) -> None:
        path = _opened(client, _invited(story, cast))
        assert story.lead in client.get(path).content.decode()
        other = Client()
        answer = other.get(path)
        assert answer.status_code == 403
        assert story.lead not in answer.content.decode()
        assert AuditEntry.objects.get(act="newsroom.refuse_review").detail == {"reason": "other_browser"}

    def test_is_not_taken_by_looking_at_it(self, client: Client, story: StoryPage, cast: Cast) -> None:
        link = _invited(story, cast)
        client.get(review_address(link))
        link.refresh_from_db()
        assert link.holder == ""

    def test_is_kept_by_no_cache_and_no_search_engine(self, client: Client, story: StoryPage, cast: Cast) -> None:
        answer = client.get(_opened(client, _invited(story, cast)))
        assert answer["Cache-Control"] == "no-store"
        assert "noindex" in answer["X-Robots-Tag"]

    @pytest.mark.parametrize(
        "values",
        [{"expires_at": datetime(2020, 1, 1, tzinfo=timezone.get_default_timezone())}, {"revoked_at": timezone.now()}],
    )
    def test_is_gone_when_it_has_expired_or_was_taken_back(
        self, client: Client, story: StoryPage, cast: Cast, values: dict[str, datetime]
    ) -> None:
        link = _invited(story, cast)
        ReviewLink.objects.filter(pk=link.pk).update(**values)
        assert client.get(review_address(link)).status_code == 410

    def test_that_is_forged_opens_nothing(self, client: Client, story: StoryPage, cast: Cast) -> None:
        assert client.get("/duyet-bai/abc:def/").status_code == 404

    def test_shows_the_page_as_readers_will_see_it(self, client: Client, story: StoryPage, cast: Cast) -> None:
        path = _opened(client, _invited(story, cast))
        answer = client.get(f"{path}xem/")
        assert answer.status_code == 200
        assert story.lead in answer.content.decode()
        assert answer["Cache-Control"] == "no-store"


class TestAnswer:
    def test_publishes_the_story_and_names_the_real_person(self, client: Client, story: StoryPage, cast: Cast) -> None:
        link = _invited(story, cast)
        path = _opened(client, link)
        client.post(f"{path}tra-loi/", {"answer": "approved", "remark": "Tốt."})
        story.refresh_from_db()
        assert story.live
        entry = AuditEntry.objects.get(act="newsroom.answer_review")
        assert "Nguyễn Thị Lan" in entry.actor
        state = story.workflow_states.get().task_states.order_by("-pk")[0]
        assert "Bà Nguyễn Thị Lan, Phó Chủ tịch" in state.comment
        assert state.finished_by == cast.focal_officer
        assert "Đã ghi nhận: đồng ý" in client.get(path).content.decode()

    def test_counts_once(self, client: Client, story: StoryPage, cast: Cast) -> None:
        link = _invited(story, cast)
        path = _opened(client, link)
        client.post(f"{path}tra-loi/", {"answer": "approved"})
        client.post(f"{path}tra-loi/", {"answer": "returned", "remark": "Thôi."})
        link.refresh_from_db()
        assert link.decision == "approved"
        assert AuditEntry.objects.filter(act="newsroom.answer_review").count() == 1

    def test_returns_the_story_with_a_reason(self, client: Client, story: StoryPage, cast: Cast) -> None:
        path = _opened(client, _invited(story, cast))
        without = client.post(f"{path}tra-loi/", {"answer": "returned", "cho:lead": "Ngắn hơn."})
        assert without.status_code == 422
        assert "Ngắn hơn." in without.content.decode()
        client.post(f"{path}tra-loi/", {"answer": "returned", "remark": "Thiếu nguồn số liệu."})
        story.refresh_from_db()
        assert not story.live
        assert story.current_workflow_state.status == "needs_changes"

    def test_decides_nothing_when_the_story_has_changed(self, client: Client, story: StoryPage, cast: Cast) -> None:
        link = _invited(story, cast)
        path = _opened(client, link)
        story.lead = "Tóm tắt mới."
        story.save_revision(user=cast.focal_officer)
        outcome = answer_review(link=link, decision=_Decision.APPROVED, remark="", at=timezone.now())
        assert outcome is Answered.CHANGED
        link.refresh_from_db()
        assert link.decision == ""
        assert "Bài đã thay đổi" in client.get(path).content.decode()

    def test_has_no_force_once_the_inviter_may_not_pass_the_story_on(self, story: StoryPage, cast: Cast) -> None:
        link = _invited(story, cast)
        cast.focal_officer.groups.clear()
        outcome = answer_review(link=link, decision=_Decision.APPROVED, remark="", at=timezone.now())
        assert outcome is Answered.NOT_ALLOWED

    def test_of_a_link_for_comments_is_refused(self, client: Client, story: StoryPage, cast: Cast) -> None:
        path = _opened(client, _invited(story, cast, _Purpose.COMMENT))
        assert client.post(f"{path}tra-loi/", {"answer": "approved"}).status_code == 403
        story.refresh_from_db()
        assert not story.live


class TestRemarks:
    def test_stand_as_comments_at_the_field_and_the_block(self, client: Client, story: StoryPage, cast: Cast) -> None:
        link = _invited(story, cast, _Purpose.COMMENT)
        path = _opened(client, link)
        block = story.get_latest_revision_as_object().body[0]
        client.post(
            f"{path}tra-loi/", {"cho:lead": "Ngắn hơn.", f"cho:body.{block.id}": "Sai tên.", "cho:seo_title": "x"}
        )
        places = set(Comment.objects.filter(page=story.pk).values_list("contentpath", flat=True))
        assert places == {"lead", f"body.{block.id}"}
        assert "Bà Nguyễn Thị Lan, Phó Chủ tịch: Ngắn hơn." in set(Comment.objects.values_list("text", flat=True))

    def test_sent_twice_are_kept_once(self, story: StoryPage, cast: Cast) -> None:
        link = _invited(story, cast, _Purpose.COMMENT)
        for made in (1, 0):
            assert remark_by_link(link=link, remarks=[("lead", "Ngắn hơn.")], at=timezone.now()) == made

    def test_survive_the_next_saving_of_the_story(self, story: StoryPage, cast: Cast) -> None:
        link = _invited(story, cast, _Purpose.COMMENT)
        remark_by_link(link=link, remarks=[("lead", "Ngắn hơn.")], at=timezone.now())
        StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object().save_revision()
        assert Comment.objects.filter(page=story.pk).count() == 1

    def test_are_made_signed_in_by_whoever_may_only_read(self, client: Client, story: StoryPage, cast: Cast) -> None:
        client.force_login(cast.leader)
        client.post(reverse("newsroom:remark", args=[story.pk]), {"cho:title": "Rõ hơn."})
        assert Comment.objects.get(page=story.pk).user == cast.leader
        assert not story.permissions_for_user(_fresh(cast.leader)).can_edit()


class TestExpiry:
    def test_is_counted_from_the_invitation(self, story: StoryPage, cast: Cast) -> None:
        link = _invited(story, cast)
        assert link.expires_at - link.made_at == timedelta(days=7)
