"""Reads of what is planned, day by day: stories wanted, publication and taking down, events, steps, looks anew."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState

from lantoa.apps.newsroom.models import EventPage, PlannedStory, PortalPage, ReviewStepState
from lantoa.apps.newsroom.queries.board import states_of, step_words
from lantoa.apps.newsroom.queries.stories import portal_of_path, stories_of


class EntryKind(StrEnum):
    """What is planned; the label stands on the screen."""

    PLANNED = "planned"
    PUBLISH = "publish"
    TAKE_DOWN = "take_down"
    EVENT = "event"
    STEP = "step"
    LOOK_ANEW = "look_anew"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    EntryKind.PLANNED: "dự kiến đăng",
    EntryKind.PUBLISH: "hẹn giờ đăng",
    EntryKind.TAKE_DOWN: "hẹn giờ gỡ",
    EntryKind.EVENT: "sự kiện",
    EntryKind.STEP: "hạn của bước",
    EntryKind.LOOK_ANEW: "hạn xem lại",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a day; `at` where there is an hour, `page` the page it is about, `story` where that is a story."""

    day: date
    kind: EntryKind
    title: str
    portal: str
    at: datetime | None = None
    page: int | None = None
    is_story: bool = False


def pages_of(portals: Iterable[PortalPage]) -> QuerySet[Page]:
    """Return every page of these portals, none where there are no portals."""
    wanted = Q(pk__in=[])
    for portal in portals:
        wanted |= Q(path__startswith=portal.path)
    pages: QuerySet[Page] = Page.objects.filter(wanted)
    return pages


def entries_between(portals: Iterable[PortalPage], first: date, last: date, *, kind: str = "") -> list[Entry]:
    """Return what is planned from the first to the last day, by day and hour; of one kind, or of all. Nine queries,
    whatever the number of rows.
    """
    known = list(portals)
    readers = {
        EntryKind.PLANNED: _planned,
        EntryKind.PUBLISH: _published,
        EntryKind.TAKE_DOWN: _taken_down,
        EntryKind.EVENT: _events,
        EntryKind.STEP: _steps,
        EntryKind.LOOK_ANEW: _looked_at,
    }
    found = [entry for name, read in readers.items() if kind in ("", name.value) for entry in read(known, first, last)]
    return sorted(found, key=lambda entry: (entry.day, entry.at is None, entry.at or entry.day, entry.title))


def _hours(first: date, last: date) -> tuple[datetime, datetime]:
    zone = timezone.get_default_timezone()
    return datetime.combine(first, time.min, tzinfo=zone), datetime.combine(last, time.max, tzinfo=zone)


def _title(portals: list[PortalPage], path: str) -> str:
    portal = portal_of_path(portals, path)
    return portal.title if portal else ""


def _planned(portals: list[PortalPage], first: date, last: date) -> Iterator[Entry]:
    rows = PlannedStory.objects.filter(portal__in=portals, due_on__range=(first, last), dropped_at=None).select_related(
        "portal", "story"
    )
    for row in rows:
        if row.story is None or not row.story.live:
            yield Entry(
                row.due_on,
                EntryKind.PLANNED,
                row.title,
                row.portal.title,
                page=row.story_id,
                is_story=bool(row.story_id),
            )


def _published(portals: list[PortalPage], first: date, last: date) -> Iterator[Entry]:
    keys = pages_of(portals).order_by().values_list(Cast("pk", CharField()), flat=True)
    rows = Revision.page_revisions.filter(approved_go_live_at__range=_hours(first, last), object_id__in=keys)
    rows = list(rows.values_list("object_id", "approved_go_live_at"))
    pages = Page.objects.select_related("content_type").in_bulk([int(key) for key, _ in rows])
    for key, at in rows:
        page = pages[int(key)]
        yield _of_page(page, EntryKind.PUBLISH, at, portals)


def _taken_down(portals: list[PortalPage], first: date, last: date) -> Iterator[Entry]:
    rows = pages_of(portals).filter(live=True, expire_at__range=_hours(first, last)).select_related("content_type")
    for page in rows:
        yield _of_page(page, EntryKind.TAKE_DOWN, page.expire_at, portals)


def _of_page(page: Page, kind: EntryKind, at: datetime, portals: list[PortalPage]) -> Entry:
    is_story = page.content_type.model == "storypage"
    day = timezone.localdate(at)
    return Entry(day, kind, page.draft_title, _title(portals, page.path), at=at, page=page.pk, is_story=is_story)


def _events(portals: list[PortalPage], first: date, last: date) -> Iterator[Entry]:
    rows = EventPage.objects.filter(pk__in=pages_of(portals).values("pk"), starts_at__range=_hours(first, last))
    for event in rows:
        day = timezone.localdate(event.starts_at)
        title = event.draft_title
        yield Entry(day, EntryKind.EVENT, title, _title(portals, event.path), at=event.starts_at, page=event.pk)


def _steps(portals: list[PortalPage], first: date, last: date) -> Iterator[Entry]:
    states = states_of(stories_of(portals)).filter(
        status=ReviewStepState.STATUS_IN_PROGRESS, due_on__range=(first, last)
    )
    rows = list(states.select_related("task"))
    flows = WorkflowState.objects.in_bulk({row.workflow_state_id for row in rows})
    pages = Page.objects.in_bulk({int(flow.object_id) for flow in flows.values()})
    for row in rows:
        assert row.due_on
        page = pages[int(flows[row.workflow_state_id].object_id)]
        title = f"{page.draft_title}: {step_words(row.task.name)}"
        yield Entry(row.due_on, EntryKind.STEP, title, _title(portals, page.path), page=page.pk, is_story=True)


def _looked_at(portals: list[PortalPage], first: date, last: date) -> Iterator[Entry]:
    for story in stories_of(portals).filter(live=True, review_on__range=(first, last)):
        assert story.review_on
        yield Entry(
            story.review_on, EntryKind.LOOK_ANEW, story.title, _title(portals, story.path), page=story.pk, is_story=True
        )
