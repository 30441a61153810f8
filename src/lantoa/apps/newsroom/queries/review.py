"""Reads of review links: which one an address means, whether it may be used, what it may decide."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, QuerySet
from wagtail.models import TaskState

from lantoa.apps.accounts.models import User
from lantoa.apps.assignments.queries.links import secret_sha256
from lantoa.apps.newsroom.models import ReviewLink, StoryPage
from lantoa.apps.newsroom.review_links import review_nonce


class ReviewRefusal(StrEnum):
    """Why a link is not let through; the value stands in the audit trail."""

    EXPIRED = "expired"
    REVOKED = "revoked"
    OTHER_BROWSER = "other_browser"
    COMMENTS_ONLY = "comments_only"


def review_link_of(token: str) -> ReviewLink | None:
    """Return the link that an address means, None for a forged address and for a link that is gone. One query."""
    nonce = review_nonce(token)
    if nonce is None:
        return None
    rows = ReviewLink.objects.select_related("story", "revision", "invited_by")
    return rows.filter(nonce=nonce).first()


def holds_review_link(link: ReviewLink, secret: str) -> bool:
    """Return whether the browser with this secret is the one that opened the link."""
    return bool(secret and link.holder) and secret_sha256(secret) == link.holder


def why_review_refused(link: ReviewLink, *, secret: str, at: datetime) -> ReviewRefusal | None:
    """Return why this browser may not use the link, None when it may be used or still be opened. No query."""
    if link.revoked_at is not None:
        return ReviewRefusal.REVOKED
    if at >= link.expires_at:
        return ReviewRefusal.EXPIRED
    if link.holder and not holds_review_link(link, secret):
        return ReviewRefusal.OTHER_BROWSER
    return None


def links_of_story(story: StoryPage) -> QuerySet[ReviewLink]:
    """Return the links of a story, the newest first, with how many remarks each brought. One query."""
    rows = ReviewLink.objects.filter(story=story).select_related("invited_by", "revision")
    return rows.annotate(remarks_made=Count("remarks")).order_by("-made_at", "-pk")


@dataclass(frozen=True, slots=True)
class Step:
    """Where a story stands: the state of its step, and whether the version asked about is the one at the step."""

    state: TaskState
    is_current: bool


def step_of_story(story: StoryPage, *, revision_id: int) -> Step | None:
    """Return where the story stands, None when it stands at no step. The version is current while it is both the one at
    the step and the latest. About three queries.
    """
    state = story.current_workflow_task_state
    if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        return None
    return Step(state, state.revision_id == revision_id == story.latest_revision_id)


def may_pass_on(story: StoryPage, state: TaskState, user: User) -> bool:
    """Return whether the user may pass the story on at this step. About two queries."""
    actions = state.task.specific.get_actions(story, user)
    return user.is_active and "approve" in {name for name, *_ in actions}
