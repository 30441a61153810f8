"""Writes of review links: invite, open, refuse, revoke, send anew; remarks, and the answer that moves the story."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum, auto

from django.db import transaction
from wagtail.models import Comment, TaskState

from lantoa.apps.accounts.models import User
from lantoa.apps.assignments.ladder import Hours
from lantoa.apps.assignments.queries.links import secret_sha256
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.newsroom.models import ReviewLink, ReviewRemark, StoryPage
from lantoa.apps.newsroom.queries.review import ReviewRefusal, may_pass_on, step_of_story
from lantoa.apps.newsroom.review_links import review_actor, review_mail, reviewer_words

# More refusals of one link than this say nothing new, and nobody shall fill the audit trail with them.
MAX_REFUSALS = 20
_REFUSED = "newsroom.refuse_review"
_Decision, _Purpose = ReviewLink.Decision, ReviewLink.Purpose


class CannotInvite(ValueError):
    """Nobody can be asked that now; the message, in Vietnamese, says why and what to do."""


class Answered(Enum):
    """What became of an answer."""

    DONE = auto()
    BEFORE = auto()  # this link has answered already; that answer stands
    CHANGED = auto()  # the story is not as it was when the link was made: nothing was decided
    NOT_ALLOWED = auto()  # whoever invited may not pass the story on any more


@transaction.atomic
def invite_reviewer(
    *,
    story: StoryPage,
    purpose: ReviewLink.Purpose,
    name: str,
    email: str,
    by: User,
    at: datetime,
    position: str = "",
    days: int = 7,
) -> ReviewLink:
    """Return the link sent to somebody without an account, for the latest version of the story.

    CannotInvite for an approval while the story stands at no step, and from whoever may not pass it on there.
    """
    revision = story.latest_revision
    if revision is None:
        raise CannotInvite("Bài chưa có bản nào được lưu; hãy lưu bài rồi mời.")
    if purpose == _Purpose.APPROVE:
        _check_may_ask_approval(story, by)
    link = ReviewLink.objects.create(
        story=story,
        revision=revision,
        purpose=purpose,
        name=name,
        position=position,
        email=email,
        nonce=secrets.token_hex(16),
        invited_by=by,
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    Message.objects.create(
        key=f"review_link:{link.pk}",
        to=email,
        subject=f"Mời {link.get_purpose_display()}: {story.draft_title}"[:250],
        text=review_mail(link, inviter=by.get_full_name() or by.get_username(), portal=story.portal().title),
        made_at=at,
        due_at=at,
    )
    detail = {"story": story.pk, "purpose": str(purpose), "name": name, "revision": revision.pk}
    record_act("newsroom.invite_reviewer", subject=link, by=by, at=at, detail=detail)
    return link


def _check_may_ask_approval(story: StoryPage, by: User) -> None:
    state = story.current_workflow_task_state
    if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        raise CannotInvite("Bài chưa ở bước duyệt nào. Hãy gửi duyệt trong trình soạn bài rồi mời, hoặc mời góp ý.")
    if state.revision_id != story.latest_revision_id:
        raise CannotInvite("Bài có bản mới hơn bản đang ở bước duyệt; hãy lưu lại hoặc gửi duyệt lại rồi mời.")
    if not may_pass_on(story, state, by):
        raise CannotInvite("Chỉ người được chuyển bài ở bước này mới mời người khác duyệt thay; bạn có thể mời góp ý.")


@transaction.atomic
def open_review_link(*, link: ReviewLink, secret: str, at: datetime) -> bool:
    """Return whether the browser with this secret holds the link now: of two that open it at once, one wins."""
    digest = secret_sha256(secret)
    usable = ReviewLink.objects.filter(pk=link.pk, revoked_at=None, expires_at__gt=at)
    if usable.filter(holder="").update(holder=digest, opened_at=at):
        record_act("newsroom.open_review", subject=link, by=review_actor(link), at=at)
        return True
    return usable.filter(holder=digest).exists()


@transaction.atomic
def refuse_review_link(*, link: ReviewLink, refusal: ReviewRefusal, by: Actor, at: datetime) -> bool:
    """Return whether the refusal was written down; after MAX_REFUSALS of one link no more are."""
    known = AuditEntry.objects.filter(subject_type=link._meta.label_lower, subject_id=str(link.pk), act=_REFUSED)
    if known.count() >= MAX_REFUSALS:
        return False
    record_act(_REFUSED, subject=link, by=by, at=at, detail={"reason": refusal.value})
    return True


@transaction.atomic
def revoke_review_link(*, link: ReviewLink, by: Actor, at: datetime) -> bool:
    """Return whether the link was taken back now; one that was already stays as it is."""
    revoked = ReviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at)
    if revoked:
        record_act("newsroom.revoke_review", subject=link, by=by, at=at, detail={"story": link.story_id})
    return bool(revoked)


@transaction.atomic
def send_review_anew(*, link: ReviewLink, by: User, at: datetime) -> ReviewLink:
    """Return a new link for the same person and the story as it is now; the old one is taken back. CannotInvite as of
    invite_reviewer, and for a link that has been answered.
    """
    if link.decision:
        raise CannotInvite("Liên kết này đã được trả lời; hãy mời lại nếu cần hỏi về bản mới.")
    revoke_review_link(link=link, by=by, at=at)
    return invite_reviewer(
        story=StoryPage.objects.get(pk=link.story_id),
        purpose=ReviewLink.Purpose(link.purpose),
        name=link.name,
        position=link.position,
        email=link.email,
        days=max((link.expires_at - link.made_at).days, 1),
        by=by,
        at=at,
    )


@transaction.atomic
def remark_by_link(*, link: ReviewLink, remarks: Iterable[tuple[str, str]], at: datetime) -> int:
    """Return how many remarks (place, text) are new; each stands as a comment at that very field for the editors. The
    same words on the same place twice are one remark.
    """
    made = 0
    ReviewLink.objects.select_for_update().get(pk=link.pk)  # two presses at once make one of each
    for place, text in remarks:
        if not text.strip() or link.remarks.filter(contentpath=place, text=text.strip()).exists():
            continue
        comment = _comment(
            link.story, link.revision_id, place, f"{reviewer_words(link)}: {text.strip()}", link.invited_by
        )
        ReviewRemark.objects.create(link=link, contentpath=place, text=text.strip(), at=at, comment=comment)
        made += 1
    if made:
        record_act("newsroom.remark", subject=link, by=review_actor(link), at=at, detail={"remarks": made})
    return made


@transaction.atomic
def remark_signed_in(*, story: StoryPage, remarks: Iterable[tuple[str, str]], by: User, at: datetime) -> int:
    """Return how many remarks (place, text) are new, as comments at the fields of the story's latest version."""
    made, revision = 0, story.latest_revision_id
    for place, text in remarks:
        known = Comment.objects.filter(page=story.pk, contentpath=place, text=text.strip(), user=by, resolved_at=None)
        if text.strip() and not known.exists():
            _comment(story, revision, place, text.strip(), by)
            made += 1
    if made:
        record_act("newsroom.remark", subject=story, by=by, at=at, detail={"remarks": made})
    return made


def _comment(story: StoryPage, revision: int | None, place: str, text: str, user: User) -> Comment:
    return Comment.objects.create(
        page_id=story.pk, user=user, text=text, contentpath=place, revision_created_id=revision
    )


@transaction.atomic
def answer_review(*, link: ReviewLink, decision: ReviewLink.Decision, remark: str, at: datetime) -> Answered:
    """Return what became of the answer: the story passed on or returned, in the inviter's name with the real person in
    the comment and the audit trail; once, and only while it is at the step as it was when the link was made.
    """
    held = ReviewLink.objects.select_for_update(of=("self",)).select_related("invited_by").get(pk=link.pk)
    if held.decision:
        return Answered.BEFORE
    story = StoryPage.objects.get(pk=held.story_id)
    step = step_of_story(story, revision_id=held.revision_id)
    if step is None or not step.is_current:
        return Answered.CHANGED
    state = TaskState.objects.select_for_update().get(pk=step.state.pk)
    if state.status != TaskState.STATUS_IN_PROGRESS:
        return Answered.CHANGED
    if not may_pass_on(story, state, held.invited_by):
        return Answered.NOT_ALLOWED
    held.decision, held.answered_at, held.remark = decision, at, remark
    held.save(update_fields=["decision", "answered_at", "remark"])
    words = f"{reviewer_words(held)} ({held.get_decision_display()}, bằng liên kết)"
    comment = f"{words}: {remark}" if remark else words
    move = state.specific.approve if decision == _Decision.APPROVED else state.specific.reject
    move(user=held.invited_by, comment=comment)
    detail = {"decision": str(decision), "step": state.task.name, "revision": held.revision_id, "link": held.pk}
    record_act("newsroom.answer_review", subject=story, by=review_actor(held), at=at, detail=detail)
    _tell_inviter(held, story, comment, at=at)
    return Answered.DONE


def _tell_inviter(link: ReviewLink, story: StoryPage, words: str, *, at: datetime) -> None:
    if link.invited_by.email:
        Message.objects.create(
            key=f"review_answer:{link.pk}",
            to=link.invited_by.email,
            subject=f"{link.name} {link.get_decision_display()}: {story.draft_title}"[:250],
            text=f"{words}\n",
            made_at=at,
            due_at=Hours().awake(at, at.tzinfo) if at.tzinfo else at,
        )
