"""Reads of the pages that are to appear or to go at an hour, and of who set it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField
from django.db.models.functions import Cast
from wagtail.models import Page, PageLogEntry, Revision

from lantoa.apps.newsroom.models import PortalPage
from lantoa.apps.newsroom.queries.calendar import pages_of
from lantoa.apps.newsroom.queries.stories import portal_of_path

# When, the page, and the version that is to appear; None where the page is to go.
Planned = tuple[datetime, int, int | None]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One page that is to appear or to go; who set it, and when, where it is known."""

    at: datetime
    page: Page
    portal: str
    appears: bool
    by: str
    set_at: datetime | None


def scheduled_pages(portals: Iterable[PortalPage]) -> list[Planned]:
    """Return what is to happen to the pages of these portals, the earliest first. Two queries."""
    pages = pages_of(portals)
    keys = pages.order_by().values_list(Cast("pk", CharField()), flat=True)
    versions = Revision.page_revisions.filter(approved_go_live_at__isnull=False, object_id__in=keys)
    appear = [(at, int(page), pk) for at, page, pk in versions.values_list("approved_go_live_at", "object_id", "pk")]
    leaving = pages.filter(live=True, expire_at__isnull=False).order_by().values_list("expire_at", "pk")
    go: list[Planned] = [(at, pk, None) for at, pk in leaving]
    return sorted([*appear, *go], key=lambda row: (row[0], row[1]))


def read_scheduled(rows: Iterable[Planned], *, portals: Iterable[PortalPage]) -> Sequence[Scheduled]:
    """Return these with their pages and who set the hour: of an appearance whoever set it, of a going whoever published
    the version that holds it. Three queries.
    """
    given, known = list(rows), list(portals)
    pages = Page.objects.select_related("live_revision__user").in_bulk({page for _, page, _ in given})
    versions = Revision.objects.select_related("user").in_bulk({pk for _, _, pk in given if pk})
    acts = PageLogEntry.objects.filter(revision__in=versions, action="wagtail.publish.schedule").select_related("user")
    setters = {act.revision_id: act for act in acts.order_by("timestamp")}
    found = []
    for at, key, pk in given:
        page = pages[key]
        portal = portal_of_path(known, page.path)
        act, version = setters.get(pk), versions[pk] if pk else page.live_revision
        user = act.user if act else version.user if version else None
        set_at = act.timestamp if act else version.created_at if version else None
        title = portal.title if portal else ""
        found.append(Scheduled(at, page, title, pk is not None, str(user) if user else "không rõ", set_at))
    return found
