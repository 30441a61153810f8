"""Reads of the content plan: what is wanted, and what is not covered yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone

from lantoa.apps.assignments.models import Assignment
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.directives.queries import current_programme
from lantoa.apps.newsroom.models import PlannedStory, PortalPage, StoryPage
from lantoa.apps.newsroom.queries.stories import stories_of


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme that a portal has not covered lately; with what its agency still owes on it."""

    theme: Theme
    last_on: date | None
    open_assignments: int
    due_date: date | None


def plans_of(portals: Iterable[PortalPage]) -> QuerySet[PlannedStory]:
    """Return the wanted stories of these portals that are not dropped, the earliest first. One query when read."""
    rows = PlannedStory.objects.filter(portal__in=portals, dropped_at=None)
    return rows.select_related("portal", "theme", "writer", "story", "column").order_by("due_on", "pk")


def suggestions_for(portal: PortalPage, *, weeks: int, today: date) -> list[Suggestion]:
    """Return the themes of the programme in force without a story of this portal in the last weeks and without one
    planned: those on which the portal's agency still owes something first, the earliest due first. Four queries.
    """
    programme = current_programme()
    if programme is None or programme.state != Programme.State.CONFIRMED:
        return []
    since = datetime.combine(today - timedelta(weeks=weeks), time.min, tzinfo=timezone.get_default_timezone())
    latest = _latest_by_theme(stories_of([portal]), programme)
    wanted = set(plans_of([portal]).filter(story=None).order_by().values_list("theme", flat=True))
    owed = _open_by_theme(portal, programme)
    found = []
    for theme in programme.themes.all():
        last = latest.get(theme.pk)
        if theme.pk in wanted or (last and last >= since):
            continue
        count, due = owed.get(theme.pk, (0, None))
        found.append(Suggestion(theme, timezone.localdate(last) if last else None, count, due))
    return sorted(found, key=lambda one: (one.due_date or date.max, not one.open_assignments, one.theme.position))


def _latest_by_theme(stories: QuerySet[StoryPage], programme: Programme) -> dict[int, datetime]:
    live = stories.filter(live=True, themes__programme=programme).order_by()
    return dict(live.values_list("themes").annotate(last=Max("first_published_at")).values_list("themes", "last"))


def _open_by_theme(portal: PortalPage, programme: Programme) -> dict[int, tuple[int, date | None]]:
    rows = Assignment.objects.of_programme(programme).of_agency(portal.agency).open().order_by()
    counted = rows.values("duty__theme").annotate(count=Count("pk"), due=Min("due_date"))
    return {row["duty__theme"]: (row["count"], row["due"]) for row in counted}
