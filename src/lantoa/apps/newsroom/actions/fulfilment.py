"""Writes of proposals: a published story handed in as proof of an assignment."""

from datetime import datetime

from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.assignments.actions.handing_in import HandedIn, hand_in_proof
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.newsroom.models import StoryPage
from lantoa.apps.newsroom.queries.fulfilment import proof_key


class CannotHandIn(ValueError):
    """The story is no proof now; the message, in Vietnamese, says why and what to do."""


def hand_in_story(*, story: StoryPage, assignment: Assignment, by: User, at: datetime) -> Assignment:
    """Return the assignment, fulfilled with the story's public address as proof; handing it in twice counts once.

    CannotHandIn for a story that is not public; NotYourAssignment and CannotMove as of prove_assignment.
    """
    address = story.full_url
    if not story.live or not address:
        raise CannotHandIn("Bài chưa được đăng công khai nên chưa làm tài liệu kiểm chứng được.")
    day = timezone.localtime(story.first_published_at or at)
    handed_in = HandedIn(key=proof_key(story), url=address, note=f"Bài “{story.title}”, đăng {day:%d/%m/%Y}"[:500])
    return hand_in_proof(assignment=assignment, for_agency=story.portal().agency, handed_in=handed_in, by=by, at=at)
