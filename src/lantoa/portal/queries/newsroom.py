"""Stories, events and documents of a portal, as readers may see them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, F, Prefetch, Q, QuerySet, Window
from django.db.models.functions import ExtractYear, RowNumber, Substr
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from lantoa.apps.directives.models import Theme
from lantoa.apps.newsroom.models import ColumnPage, EventPage, InfoPage, StoryPage
from lantoa.portal.queries.portals import AskedPortal

# The sizes in which pictures are offered to browsers: cards, the head of a story, and twice that for sharp screens.
CARD_PICTURE = "fill-480x320|format-webp"
# What a card or a feed says of a story; the rest of a page's many columns stays where it is.
_OF_CARDS = (
    "path", "url_path", "title", "first_published_at", "last_published_at", "lead", "picture", "picture_alt", "byline",
    "illustrative",
)  # fmt: skip
PICTURE_FILTERS = (CARD_PICTURE, "fill-960x640|format-webp", "fill-1440x960|format-webp")


def with_pictures(stories: QuerySet[StoryPage], filters: Iterable[str] = PICTURE_FILTERS) -> QuerySet[StoryPage]:
    """Return the stories with their pictures and the sizes of them that are made already; two queries more."""
    pictures = get_image_model().objects.prefetch_renditions(*filters)
    return stories.prefetch_related(Prefetch("picture", queryset=pictures))


def stories_of(portal: AskedPortal) -> QuerySet[StoryPage]:
    """Return the stories of the portal that everybody may read, newest first, with what their cards and feeds show."""
    return with_pictures(portal.pages(StoryPage).only(*_OF_CARDS), PICTURE_FILTERS[:2])


def picture_of(story: StoryPage) -> AbstractImage | None:
    """Return the picture of a story with the sizes of it that are made already. Two queries, none for no picture."""
    if story.picture_id is None:
        return None
    found: AbstractImage | None = (
        get_image_model().objects.prefetch_renditions(*PICTURE_FILTERS).filter(pk=story.picture_id).first()
    )
    return found


def stories_in(
    portal: AskedPortal, column: ColumnPage, *, year: int | None = None, theme: Theme | None = None
) -> QuerySet[StoryPage]:
    """Return the stories of a column, newest first."""
    stories = stories_of(portal).filter(path__startswith=column.path)
    if year:
        stories = stories.filter(first_published_at__year=year)
    return stories.filter(themes=theme) if theme else stories


def stories_on(portal: AskedPortal, theme: Theme) -> QuerySet[StoryPage]:
    """Return the stories of the portal on a theme, newest first."""
    return stories_of(portal).filter(themes=theme)


def years_of(stories: QuerySet[StoryPage]) -> list[tuple[int, int]]:
    """Return the years in which stories appeared, newest first, with how many. One query."""
    counted = (
        stories.filter(first_published_at__isnull=False)
        .prefetch_related(None)
        .order_by()
        .values(year=ExtractYear("first_published_at"))
        .annotate(stories=Count("pk"))
    )
    return sorted(((row["year"], row["stories"]) for row in counted), reverse=True)


def themes_of(stories: QuerySet[StoryPage]) -> list[Theme]:
    """Return the themes that these stories answer, by programme and position. One query."""
    keys = stories.prefetch_related(None).order_by().values("pk")
    answered = Theme.objects.filter(stories__in=keys).distinct()
    return list(answered.order_by("-programme__year", "programme", "position"))


def related_stories(
    portal: AskedPortal, story: StoryPage, themes: Iterable[Theme], *, most: int = 3
) -> list[StoryPage]:
    """Return other stories of the portal: the newest that share a theme, then of the column, then of all. At most six
    queries.
    """
    column = portal.column_of(story)
    answered = [theme.pk for theme in themes]
    near = (
        [Q(pk__in=StoryPage.themes.through.objects.filter(theme__in=answered).values("storypage"))] if answered else []
    )
    near += [Q(path__startswith=column.path)] if column else []
    found: list[StoryPage] = []
    for condition in (*near, Q()):
        if len(found) < most:
            known = [story.pk, *(other.pk for other in found)]
            found += stories_of(portal).filter(condition).exclude(pk__in=known)[: most - len(found)]
    return found


def newest_per_column(
    portal: AskedPortal, *, each: int, without: Iterable[StoryPage] = ()
) -> list[tuple[ColumnPage, list[StoryPage]]]:
    """Return every column that has stories with its newest ones; three queries, whatever the number of columns."""
    known = [story.pk for story in without]
    newest = [F("first_published_at").desc(nulls_last=True), F("pk").desc()]
    column_path = Substr("path", 1, len(portal.page.path) + Page.steplen)
    place = Window(RowNumber(), partition_by=[column_path], order_by=newest)
    found: dict[str, list[StoryPage]] = {}
    for story in stories_of(portal).exclude(pk__in=known).annotate(place=place).filter(place__lte=each):
        found.setdefault(story.path[: -Page.steplen], []).append(story)
    return [(column, found[column.path]) for column in portal.columns if column.path in found]


def upcoming_events(portal: AskedPortal, *, at: datetime) -> QuerySet[EventPage]:
    """Return the events that are not over, the next one first; without an end, one is over when its day is."""
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    open_still = Q(ends_at__gte=at) | Q(ends_at=None, starts_at__gte=today)
    return portal.pages(EventPage).filter(open_still).order_by("starts_at", "pk")


def past_events(portal: AskedPortal, *, at: datetime) -> QuerySet[EventPage]:
    """Return the events that are over, the latest first."""
    coming = upcoming_events(portal, at=at).values("pk")
    return portal.pages(EventPage).exclude(pk__in=coming.order_by()).order_by("-starts_at", "-pk")


def public_event(portal: AskedPortal, pk: int) -> EventPage | None:
    """Return an event of the portal that everybody may read. One query."""
    found: EventPage | None = portal.pages(EventPage).filter(pk=pk).first()
    return found


def info_page(portal: AskedPortal, slug: str) -> InfoPage | None:
    """Return the page of information of the portal at that address, body and all. One query."""
    found: InfoPage | None = InfoPage.objects.live().child_of(portal.page).filter(slug=slug).first()
    return found if found and not portal.is_private(found) else None


def info_pages(portal: AskedPortal) -> list[InfoPage]:
    """Return the pages of information that the portal shows in its menus. One query."""
    return list(portal.pages(InfoPage).filter(show_in_menus=True).order_by("path"))


def stories_kept_by(portals: Iterable[AskedPortal]) -> QuerySet[StoryPage]:
    """Return the stories of these portals that everybody may read, newest first."""
    inside = Q(pk__in=[])
    for portal in portals:
        inside |= Q(pk__in=portal.pages(StoryPage).order_by().values("pk"))
    stories: QuerySet[StoryPage] = StoryPage.objects.filter(inside).defer_streamfields()
    return stories.order_by(F("first_published_at").desc(nulls_last=True), "-pk")
