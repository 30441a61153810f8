"""Reads of what published stories may prove: open assignments of the portal's agency, chosen or of the same theme."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from lantoa.apps.assignments.models import Assignment, Proof
from lantoa.apps.newsroom.models import PortalPage, StoryPage
from lantoa.apps.newsroom.queries.stories import portal_of_path
from lantoa.core.officialdoc import Channel

# Older stories are not proposed any more: whoever wanted them as proofs has handed them in.
PROPOSED_FOR = timedelta(days=90)
_MOST = 200


@dataclass(frozen=True, slots=True)
class Proposal:
    """A published story that may be the result of an assignment; `chosen` where its editors said so."""

    story: StoryPage
    portal: PortalPage
    assignment: Assignment
    chosen: bool


def proof_key(story: StoryPage) -> str:
    """Return the key under which a story is handed in, once for each assignment."""
    return f"story-{story.pk}"


def proposals_for(stories: QuerySet[StoryPage], *, portals: Iterable[PortalPage], at: datetime) -> list[Proposal]:
    """Return what these stories may prove, the latest published first: assignments of the portal's agency that are
    open, and were chosen for the story, or ask for the web on one of its themes; those it was handed in for are left
    out. Five queries, whatever the number of stories (the latest 200 are looked at).
    """
    known = {portal.path: portal for portal in portals}
    recent = stories.filter(live=True, last_published_at__gte=at - PROPOSED_FOR).order_by("-last_published_at", "-pk")
    rows = list(recent.prefetch_related("themes", "assignments")[:_MOST])
    themes = {theme.pk for story in rows for theme in story.themes.all()}
    chosen = {assignment.pk for story in rows for assignment in story.assignments.all()}
    agencies = {portal.agency_id for portal in known.values()}
    wanted = Q(pk__in=chosen) | Q(duty__theme__in=themes, duty__channel=Channel.WEB.value)
    open_ones = list(
        Assignment.objects.open().filter(wanted, agency__in=agencies).select_related("agency", "duty__theme")
    )
    handed = set(Proof.objects.filter(assignment__in=[one.pk for one in open_ones]).values_list("key", flat=True))
    found = []
    for story in rows:
        portal = portal_of_path(known.values(), story.path)
        if portal:
            found += [
                Proposal(story, portal, one, one.pk in _keys(story.assignments.all()))
                for one in open_ones
                if one.agency_id == portal.agency_id
                and _fits(story, one)
                and f"{one.pk}:{proof_key(story)}" not in handed
            ]
    return found


def _fits(story: StoryPage, assignment: Assignment) -> bool:
    if assignment.pk in _keys(story.assignments.all()):
        return True
    on_web = assignment.duty.channel == Channel.WEB.value
    return on_web and assignment.duty.theme_id in _keys(story.themes.all())


def _keys(rows: Iterable[object]) -> set[int]:
    return {row.pk for row in rows}  # type: ignore[attr-defined]
