"""Reads of items: the words a story gives, which stories may be taken, which items say less than their story now."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.broadcasts.models import Item
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_KEEPERS
from lantoa.apps.newsroom.adapting import Draft, Words, loudspeaker_words
from lantoa.apps.newsroom.models import Adaptation, StoryPage
from lantoa.apps.newsroom.queries.adaptations import is_approved
from lantoa.apps.newsroom.queries.stories import stories_seen_by
from lantoa.apps.newsroom.queries.story_text import content_sha256, story_text


def stories_to_take(user: User | AnonymousUser) -> QuerySet[StoryPage]:
    """Return the live stories that a person may put into a bulletin, the newest first."""
    return stories_seen_by(user).filter(live=True).order_by("-last_published_at", "-pk")


def may_take(user: User | AnonymousUser, story: StoryPage) -> bool:
    """Return whether the person may make a bulletin from the story. At most two queries, none where it is not live."""
    keeps = story.live and bool(roles_of(user) & BROADCAST_KEEPERS)
    return keeps and stories_to_take(user).filter(pk=story.pk).exists()


def words_of_story(story: StoryPage, *, at: datetime) -> Draft | None:
    """Return what the loudspeaker says of a live story: its approved form while it fits the story, else a draft as
    written. None for a story that is not live or has no words.
    """
    if not story.live:
        return None
    form = story.adaptations.filter(kind=Adaptation.Kind.LOUDSPEAKER).first()
    if form and is_approved(form) and form.story_sha256 == content_sha256(story):
        return Draft(form.title, form.text)
    said = story_text(story, at=at)
    draft = loudspeaker_words(Words(said.title, said.lead, said.for_reader, said.paragraphs))
    return draft if draft.text.strip() else None


def item_version(item: Item) -> str:
    """Return a short hash of what an item says; another one means that somebody stored other words."""
    return hashlib.sha256(json.dumps([item.title, item.written], ensure_ascii=False).encode()).hexdigest()[:16]


def is_stale(item: Item) -> bool:
    """Return whether the story of an item says something else now than it did when the item was taken, or is gone."""
    if item.story is None:
        return bool(item.story_sha256)
    return not item.story.live or content_sha256(item.story) != item.story_sha256


def stale_items(items: Iterable[Item]) -> set[int]:
    """Return the keys of the items whose story has changed; give them with their story. No query."""
    return {item.pk for item in items if is_stale(item)}
