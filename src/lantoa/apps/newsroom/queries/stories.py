"""Which stories a user may see in the newsroom."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, roles_of
from lantoa.apps.newsroom.models import PortalPage, StoryPage
from lantoa.apps.newsroom.queries.portals import portals_seen_by


def stories_of(portals: Iterable[PortalPage]) -> QuerySet[StoryPage]:
    """Return the stories of these portals, drafts too; none where there are no portals. One query when read."""
    wanted = Q(pk__in=[])
    for portal in portals:
        wanted |= Q(path__startswith=portal.path)
    stories: QuerySet[StoryPage] = StoryPage.objects.filter(wanted)
    return stories


def stories_seen_by(user: User | AnonymousUser) -> QuerySet[StoryPage]:
    """Return the stories whose way through the newsroom the user may see, drafts too."""
    if roles_of(user) & WHOLE_PROVINCE:
        everything: QuerySet[StoryPage] = StoryPage.objects.all()
        return everything
    return stories_of(portals_seen_by(user))


def as_object_ids(stories: QuerySet[StoryPage]) -> QuerySet[StoryPage, str]:
    """Return the keys of the stories as texts, which is how Wagtail's workflow and revisions hold them."""
    return stories.order_by().values_list(Cast("pk", CharField()), flat=True)


def portal_of_path(portals: Iterable[PortalPage], path: str) -> PortalPage | None:
    """Return the portal of these that a page with the path stands in. No query."""
    return next((portal for portal in portals if path.startswith(portal.path)), None)
