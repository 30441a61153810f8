"""The pages of the newsroom by kind: a portal's first page, columns, stories, events, information."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.models import Page

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.broadcasts.queries.heard import bulletins_of_story, with_sounds
from lantoa.apps.newsroom.models import ColumnPage, EventPage, InfoPage, PublicPage, StoryPage
from lantoa.portal import presenters, queries
from lantoa.portal.forms import ColumnForm
from lantoa.portal.presenters.players import story_players
from lantoa.portal.public import NothingThere, public_page
from lantoa.portal.queries import AskedPortal
from lantoa.portal.views.frame import page_of, shown

_BULLETINS = 3
NO_PORTAL = "Chưa có chuyên trang nào được mở ở đây, nên chưa có trang này."
_GONE = (
    "Bài ở địa chỉ này đã được gỡ, hoặc đã hết hạn đăng. Thông tin trong bài có thể không còn đúng; "
    "hãy tìm bài mới hơn ở trang chủ."
)


def known_portal(request: HttpRequest) -> AskedPortal:
    """Return the portal that was asked for; NothingThere without any."""
    portal = queries.asked_portal(request)
    if portal is None:
        raise NothingThere(NO_PORTAL)
    return portal


@open_to_all
# What figures of stories are drawn from (settings.FIGURE_SOURCES): a current one follows the day's numbers.
@public_page(depends=("pages", "coverage", "contests", "indices", "broadcasts"))
def portal_page(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page of the newsroom at this address of the portal that was asked for.

    A private page is not there. A page that was public and is no more answers 410, so that search engines let it go.
    """
    portal = queries.asked_portal(request)
    found = queries.page_at(portal, path) if portal else None
    if found is None or not (found.live or found.first_published_at):
        raise NothingThere("Không có trang nào ở địa chỉ này; có thể địa chỉ bị gõ sai hoặc trang đã được dời đi.")
    if not found.live:
        return render(request, "404.html", {"advice": _GONE, "gone": True}, status=410)
    answer: HttpResponse = found.serve(request)
    return answer


def show_column(request: HttpRequest, portal: AskedPortal, column: ColumnPage) -> HttpResponse:
    """Answer with a column: its stories by pages, narrowed to a year or a theme."""
    stories = queries.stories_in(portal, column)
    years = [year for year, _ in queries.years_of(stories)]
    form = ColumnForm(request.GET, years=years, themes=queries.themes_of(stories))
    year, theme = form.asked()
    page = page_of(request, queries.stories_in(portal, column, year=year, theme=theme))
    return shown(request, "column", presenters.column_view(portal, column, form=form, page=page, query=request.GET))


def show_story(request: HttpRequest, portal: AskedPortal, story: StoryPage) -> HttpResponse:
    """Answer with a story."""
    themes = sorted(story.themes.all(), key=lambda theme: (theme.programme_id, theme.position))
    related = queries.related_stories(portal, story, themes)
    story.picture = queries.picture_of(story)
    at = timezone.now()
    bulletins = with_sounds(bulletins_of_story(story, at=at))[:_BULLETINS] if story.pk else ()
    page = presenters.story_view(portal, story, themes=themes, related=related, players=story_players(bulletins))
    return shown(request, "story", page)


def show_event(request: HttpRequest, portal: AskedPortal, event: EventPage) -> HttpResponse:
    """Answer with an event."""
    page = presenters.event_view(portal, event, themes=event.themes.all())
    return shown(request, "event", page, "events")


def show_info(request: HttpRequest, portal: AskedPortal, info: InfoPage) -> HttpResponse:
    """Answer with a page of information."""
    return shown(request, "info", presenters.info_view(portal, info))


def portal_of(request: HttpRequest, page: PublicPage) -> AskedPortal:
    """Return the portal that the page stands in; for a page of the portal asked for, without a query."""
    asked = queries.asked_portal(request)
    if asked and (page.path == asked.page.path or page.path[: -Page.steplen].startswith(asked.page.path)):
        return asked
    return queries.show_in_portal(request, page.portal())
