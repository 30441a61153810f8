"""What a digest may be made from: the stories published in its month in the portals the agency may use."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from wagtail.models import Site

from lantoa.apps.agencies.models import Agency
from lantoa.apps.directives.models import Theme
from lantoa.apps.newsroom.models import Adaptation, InternalDigest, PortalPage, StoryPage

# More than an editor reads through; the newest come first.
MOST_PROPOSALS = 60
# Registers of agencies are not deeper than this: commune, district, province, and one to spare.
_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Proposal:
    """A story that may become an item, with the words it would begin with; `adapted` tells that they are those of its
    approved adaptation for digests.
    """

    story: StoryPage
    theme: Theme | None
    title: str
    text: str
    adapted: bool


@dataclass(frozen=True, slots=True)
class ProposalGroup:
    """The proposals of one theme; None stands for stories without one."""

    theme: Theme | None
    proposals: tuple[Proposal, ...]


def portals_used_by(agency: Agency) -> QuerySet[PortalPage]:
    """Return the portals whose stories the agency may pass on: its own, those of the agencies above it, and the
    default portal. Up to one query a level.
    """
    above, current = [agency.pk], agency
    for _ in range(_LEVELS):
        if current.parent is None:
            break
        current = current.parent
        above.append(current.pk)
    default = Site.objects.filter(is_default_site=True).values("root_page")
    portals: QuerySet[PortalPage] = PortalPage.objects.filter(Q(agency__in=above) | Q(pk__in=default))
    return portals


def digest_proposals(digest: InternalDigest) -> list[ProposalGroup]:
    """Return the published stories of the month that are not in the digest yet, by theme in the order of the directive,
    newest first. A constant number of queries.
    """
    start = datetime.combine(digest.month, time.min, tzinfo=timezone.get_current_timezone())
    end = datetime.combine(next_month(digest.month), time.min, tzinfo=timezone.get_current_timezone())
    stories = StoryPage.objects.live().public().filter(first_published_at__gte=start, first_published_at__lt=end)
    places = Q(pk__in=[])
    for portal in portals_used_by(digest.agency):
        places |= Q(path__startswith=portal.path)
    approved = Adaptation.objects.filter(kind=Adaptation.Kind.DIGEST, approved_at__isnull=False)
    found = (
        stories.filter(places)
        .exclude(pk__in=digest.items.exclude(story=None).values("story"))
        .prefetch_related(
            Prefetch("themes", Theme.objects.order_by("-programme__year", "position")),
            Prefetch("adaptations", approved, to_attr="digest_texts"),
        )
        .order_by("-first_published_at", "pk")[:MOST_PROPOSALS]
    )
    return _by_theme(proposal_of(story) for story in found)


def proposal_of(story: StoryPage) -> Proposal:
    """Return the story as an item: its approved adaptation for digests, else its lead and what it means for readers."""
    theme = next(iter(story.themes.all()), None)
    adapted = next(iter(getattr(story, "digest_texts", [])), None)
    if adapted:
        return Proposal(story, theme, adapted.title, adapted.text, adapted=True)
    text = "\n\n".join(part for part in (story.lead, story.for_reader) if part)
    return Proposal(story, theme, story.title, text, adapted=False)


def _by_theme(proposals: Iterable[Proposal]) -> list[ProposalGroup]:
    groups: dict[Theme | None, list[Proposal]] = {}
    for proposal in proposals:
        groups.setdefault(proposal.theme, []).append(proposal)
    order = sorted(groups, key=lambda theme: (theme is None, theme.position if theme else 0))
    return [ProposalGroup(theme, tuple(groups[theme])) for theme in order]


def next_month(month: date) -> date:
    """Return the first day of the month after.

    >>> next_month(date(2023, 12, 1))
    datetime.date(2024, 1, 1)
    """
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
