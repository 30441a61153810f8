"""Reads of one story in many forms: which there are, which have grown stale, which are approved."""

import hashlib
import json
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import F

from lantoa.apps.accounts.models import User
from lantoa.apps.newsroom.models import Adaptation, PortalPage, StoryPage
from lantoa.apps.newsroom.queries.stories import stories_of, stories_seen_by
from lantoa.apps.newsroom.queries.story_text import content_sha256

Kind = Adaptation.Kind
# The widths of a print column, in words.
PRINT_WORDS = (150, 300, 600)


@dataclass(frozen=True, slots=True)
class Form:
    """One of the forms a story may have: its key in addresses ("print-300"), kind, words of a column (else 0)."""

    key: str
    kind: str
    words: int
    label: str


FORMS = (
    *(Form(f"print-{words}", Kind.PRINT, words, f"Báo in {words} chữ") for words in PRINT_WORDS),
    Form("message", Kind.MESSAGE, 0, "Tin nhắn"),
    Form("loudspeaker", Kind.LOUDSPEAKER, 0, "Loa truyền thanh"),
    Form("card", Kind.CARD, 0, "Thẻ hình"),
    Form("digest", Kind.DIGEST, 0, "Bản tin nội bộ"),
)
FORMS_BY_KEY = {form.key: form for form in FORMS}


@dataclass(frozen=True, slots=True)
class FormState:
    """A form with its adaptation, None while it was not made.

    It is stale when the story, as the public or the editors have it now, says something else than it was made from;
    approved when its own words are still those that were approved.
    """

    form: Form
    adaptation: Adaptation | None
    stale: bool = False
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Versions:
    """The two versions of a story that forms are made from: what readers have (None before the first publication) and
    what the editors have in hand; the same where nothing waits.
    """

    live: StoryPage | None
    draft: StoryPage

    @property
    def differ(self) -> bool:
        """Return whether the editors have words in hand that the readers do not have yet."""
        return self.live is None or content_sha256(self.live) != content_sha256(self.draft)

    @property
    def approved(self) -> StoryPage:
        """Return the version that forms are made from unless somebody asks for the draft."""
        return self.live or self.draft


def versions_of(story: StoryPage) -> Versions:
    """Return the live story and its newest revision. One query."""
    revision = story.get_latest_revision()
    draft: StoryPage = revision.as_object() if revision else story
    return Versions(story if story.live else None, draft)


def form_sha256(adaptation: Adaptation) -> str:
    """Return the hash of what the adaptation itself says."""
    said = [adaptation.kind, adaptation.words, adaptation.title, adaptation.text, adaptation.figure_id]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def is_approved(adaptation: Adaptation) -> bool:
    """Return whether its words are those that were approved."""
    return bool(adaptation.approved_sha256) and adaptation.approved_sha256 == form_sha256(adaptation)


def forms_of(story: StoryPage, versions: Versions) -> list[FormState]:
    """Return every form in order, made or not. One query."""
    made = {(one.kind, one.words): one for one in story.adaptations.select_related("figure", "changed_by")}
    current = {content_sha256(version) for version in (versions.live, versions.draft) if version is not None}
    states = []
    for form in FORMS:
        found = made.get((form.kind, form.words))
        stale = found is not None and found.story_sha256 not in current
        states.append(FormState(form, found, stale, found is not None and is_approved(found)))
    return states


def stale_forms(user: User | AnonymousUser, portal: PortalPage | None = None) -> list[Adaptation]:
    """Return the forms of live stories that say something else than their story does now, by story.

    Only stories published after the form was last made or compared are read, so that the cost follows what changed.
    A few queries, whatever the number of forms.
    """
    stories = stories_of([portal]) if portal else stories_seen_by(user)
    candidates = (
        Adaptation.objects.filter(
            story__in=stories.order_by(), story__live=True, story__last_published_at__gt=F("changed_at")
        )
        .select_related("story", "figure")
        .order_by("story__title", "story_id", "kind", "words")
    )
    hashes: dict[int, str] = {}
    stale = []
    for adaptation in candidates:
        key = adaptation.story_id
        if key not in hashes:
            hashes[key] = content_sha256(adaptation.story)
        if adaptation.story_sha256 != hashes[key]:
            stale.append(adaptation)
    return stale
