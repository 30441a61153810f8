"""Reads of one story's way through the newsroom."""

from collections.abc import Sequence

from django.db.models import QuerySet
from wagtail.models import Comment

from lantoa.apps.newsroom.models import ReviewStepState, StoryPage


def steps_passed(story: StoryPage) -> Sequence[ReviewStepState]:
    """Return every stay of the story at a step, the latest first. Two queries."""
    states: QuerySet[ReviewStepState] = ReviewStepState.objects.for_instance(story)
    return list(states.select_related("task", "finished_by", "revision").order_by("-started_at", "-pk")[:50])


def comments_on(story: StoryPage) -> Sequence[Comment]:
    """Return the remarks on the story that nobody has resolved, the oldest first. One query."""
    rows = Comment.objects.filter(page=story.pk, resolved_at=None)
    return list(rows.select_related("user").order_by("created_at", "pk")[:200])
